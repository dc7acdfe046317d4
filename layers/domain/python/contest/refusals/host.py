"""Refusals about the decisions of judges and the host."""

from contest.refusals.kinds import Entry, entry

HOST: dict[str, Entry] = {
    "conflict.certain": entry(
        "conflict",
        "这是确定的利益冲突，不能排除。",
        "This conflict of interest is certain. It cannot be dismissed.",
    ),
    "conflict.none": entry(
        "conflict",
        "该专家与该作品之间没有待认定的利益冲突。",
        "Nothing is suspected between this judge and this work.",
    ),
    "conflict.said_by_judge": entry(
        "conflict",
        "专家本人已申报或回避，不能改判。",
        "The judge has said so themselves. It cannot be decided otherwise.",
    ),
    "unit.same_name": entry(
        "invalid",
        "这两个名称只是写法不同，是同一单位。",
        "These two names are spellings of one. They are one unit.",
    ),
    "unit.too_many_names": entry(
        "invalid",
        "一个单位最多登记 {allowed} 个名称，这里有 {measured} 个。",
        "A unit may have {allowed} names. These are {measured}.",
    ),
    "review.withdrawn": entry(
        "conflict",
        "作品已撤回，无需评审。",
        "The work has been withdrawn. It needs no review.",
    ),
    "review.closed": entry(
        "late",
        "评审已结束，评分不能再修改。",
        "The review is closed. Scores can no longer be changed.",
    ),
    "review.finished": entry(
        "conflict",
        "您已确认评审完成。如需修改，请先恢复评审。",
        "You have said that you have finished. Go on reviewing first, then change the scores.",
    ),
    "review.unfinished": entry(
        "conflict",
        "还有 {measured} 件作品没有提交评审。请先提交，或申请回避。",
        "{measured} works have no submitted review yet. Submit them, or declare a conflict of "
        "interest.",
    ),
    "review.plan_changed": entry(
        "stale",
        "作品、专家或回避情况已有变化，分配方案与预览时不同。请重新预览后再确认。",
        "Works, judges or conflicts have changed, and the plan is no longer the one in the "
        "preview. Preview it again, then commit it.",
    ),
    "review.not_later": entry(
        "invalid",
        "新的截止时间 {measured:end} 须晚于 {allowed:end}。",
        "The new closing date, {measured:end}, has to be later than {allowed:end}.",
    ),
    "review.first_has_all": entry(
        "conflict",
        "首轮评审（{measured}）包括全部作品，无需确认入围名单。",
        "The first round ({measured}) has all works. No list has to be confirmed.",
    ),
    "review.list_confirmed": entry(
        "conflict",
        "评审轮次“{measured}”的入围名单已经确认，不能更改。",
        "The list of the round “{measured}” is confirmed. It cannot be changed any more.",
    ),
    "review.nothing_open": entry(
        "conflict",
        "该专家在这一轮没有待提交的评审，无需提醒。",
        "The judge has nothing left to submit in this round. No reminder is needed.",
    ),
    "review.too_few_reviews": entry(
        "conflict",
        "该作品只有 {measured} 份评审，排名至少需要 {allowed} 份。请延长评审，或不参加评奖。",
        "A ranking needs {allowed} reviews, and the work has {measured}. Extend the round, or "
        "leave the work out.",
    ),
    "review.unknown_criterion": entry(
        "invalid",
        "没有评分项“{measured}”，应为：{allowed}。",
        "There is no criterion “{measured}”. The criteria are: {allowed}.",
    ),
    "review.score_out_of_range": entry(
        "invalid",
        "评分 {measured} 超出范围，须为 {allowed} 的整数。",
        "The score {measured} is out of range. Give whole points, {allowed}.",
    ),
    "review.incomplete": entry(
        "invalid",
        "尚有评分项未打分：{measured}。",
        "These criteria have no score yet: {measured}.",
    ),
    "award.round_not_closed": entry(
        "conflict",
        "评审轮次“{measured}”尚未结束。",
        "The review round “{measured}” is still open.",
    ),
    "award.undecided": entry(
        "conflict",
        "还有 {measured} 件作品的评审数不足，请先逐件决定：延长评审并重新分配，或不参加评奖，"
        "或按现有评审计分（laurel review coverage）。",
        "{measured} works have fewer reviews than the rules ask for. Decide on each first: extend "
        "the round and deal it again, leave it out, or accept the reviews that it has (laurel "
        "review coverage).",
    ),
    "award.begun_already": entry(
        "conflict",
        "该评审轮次的评奖“{measured}”已经开始，请先作废它再重新评奖。",
        "The award round “{measured}” has begun over these scores. Discard it before you begin "
        "another.",
    ),
    "award.not_possible_now": entry(
        "conflict",
        "评奖当前状态为“{measured:text}”，不能进行此操作。",
        "The award round's status is “{measured:text}”. This cannot be done now.",
    ),
    "award.reason_missing": entry(
        "invalid", "调整奖项须说明理由。", "Give a reason for changing the proposed awards."
    ),
    "award.unknown": entry(
        "invalid",
        "没有奖项“{measured}”，可选：{allowed}。",
        "There is no award “{measured}”. Choose one of: {allowed}.",
    ),
    "award.not_given": entry(
        "invalid",
        "“{measured}”没有获得奖项“{allowed}”，不能取消。",
        "“{measured}” does not have the award “{allowed}”, so it cannot be taken away.",
    ),
    "award.given_already": entry(
        "invalid",
        "“{measured}”已获得奖项“{allowed}”。",
        "“{measured}” already has the award “{allowed}”.",
    ),
    "award.wrong_recipient": entry(
        "invalid",
        "奖项“{measured}”：作品奖须指明作品，单位奖须指明单位。",
        "Award “{measured}”: name a work for an award to works, or a unit for an award to units.",
    ),
    "award.not_ranked": entry(
        "invalid",
        "作品“{measured}”不在评审结果中。",
        "The work “{measured}” is not in the results.",
    ),
    "award.unknown_unit": entry(
        "invalid",
        "没有单位“{measured}”：它既没有参选或推荐作品，也不是规则中的推荐单位。",
        "There is no unit “{measured}”: it has neither entered nor recommended a work, and the "
        "rules do not list it.",
    ),
    "award.no_longer_stands": entry(
        "conflict",
        "作品《{measured}》已撤回或被取消资格，不能获奖。请取消其奖项；名额如要补上，请作废本轮评奖后"
        "重新开始。",
        "“{measured}” has been withdrawn or disqualified and cannot win. Drop it from the list. To "
        "fill its place, discard this award round and begin another.",
    ),
    "award.below_least_score": entry(
        "conflict",
        "{measured}：低于该奖项的最低分 {allowed}。如确需给予，请注明 override: true。",
        "{measured} is below the award’s least score, {allowed}. If you mean it, say "
        "override: true.",
    ),
    "award.excluded": entry(
        "conflict",
        "“{measured}”已获得“{allowed}”，按规则不能兼得。如确需给予，请注明 override: true。",
        "“{measured}” has “{allowed}”, which excludes it from this award. If you mean it, say "
        "override: true.",
    ),
    "award.better_left_out": entry(
        "conflict",
        "“{measured}”成绩高于“{allowed}”，奖项却不及后者。如确需如此，请注明 override: true。",
        "“{measured}” stands higher than “{allowed}”, but ends with less. If you mean it, say "
        "override: true.",
    ),
    "award.second_person": entry(
        "conflict",
        "须由两人先后确认：您已确认，请由另一位确认。",
        "Two people have to confirm. You have: another one has to confirm now.",
    ),
    "award.too_many": entry(
        "conflict",
        "奖项“{measured}”名额为 {allowed}，已超出。",
        "The award “{measured}” has {allowed} places. There are more winners than places.",
    ),
    "decision.reason_missing": entry(
        "invalid", "此决定须说明理由。", "Give a reason for this decision."
    ),
    "rules.edition_not_later": entry(
        "conflict",
        "规则有改动，但 edition 为 {measured}；请改为 {allowed} 或更大。",
        "The rules have changed, but their edition is still {measured}. Set it to {allowed} or "
        "more.",
    ),
    "rules.settled": entry(
        "conflict",
        "评审轮次已开启，不能再更改：{measured}。",
        "A review round has opened. These can no longer be changed: {measured}.",
    ),
    "clock.not_a_rehearsal": entry(
        "conflict",
        "只有演练用的征选活动才能调整时钟。",
        "Only the clock of a rehearsal can be set.",
    ),
}
