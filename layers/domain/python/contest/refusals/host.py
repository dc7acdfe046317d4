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
        "There is nothing between this judge and this work to decide on.",
    ),
    "conflict.said_by_judge": entry(
        "conflict",
        "专家本人已申报或回避，不能改判。",
        "The judge has said so themselves. It cannot be decided otherwise.",
    ),
    "export.not_allowed": entry(
        "forbidden",
        "您没有导出完整个人信息的权限。可以导出已隐藏联系方式的表格，或请有权限的同事导出。",
        "You may not take lists with contact data in full. Take the masked one, or ask a colleague "
        "who may.",
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
        "还有 {measured} 件作品没有提交评审，或提交后有改动而没有重新提交。请先提交，或申请回避。",
        "Works whose review is not submitted, or was changed since: {measured}. Submit them, or "
        "declare a conflict of interest.",
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
    "review.next_round_chosen": entry(
        "conflict",
        "已按本轮得分确认评审轮次“{measured}”的入围名单，本轮不能再延长。",
        "The works of the round “{measured}” were chosen by this round's scores. It can no longer "
        "be extended.",
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
    "decision.reason_missing": entry(
        "invalid", "此决定须说明理由。", "Give a reason for this decision."
    ),
    "rules.edition_not_later": entry(
        "conflict",
        "规则有改动，但 edition 为 {measured}；请改为 {allowed} 或更大。",
        "The rules have changed, but their edition is still {measured}. Set it to {allowed} or "
        "more.",
    ),
    "contest.ended": entry(
        "conflict",
        "此活动已于 {measured:start} 终止，不再征集、评审和评奖。",
        "The contest was called off on {measured:start}. Nothing is entered, reviewed or awarded "
        "any more.",
    ),
    "contest.being_awarded": entry(
        "conflict",
        "评奖轮次“{measured}”没有放弃，活动不能终止。请先放弃（laurel award discard）；"
        "已授予奖项的活动不能终止。",
        "The award round “{measured}” stands, and the contest cannot be called off. Discard the "
        "round first (laurel award discard); after the grant, a contest is over by itself.",
    ),
    "rules.settled": entry(
        "conflict",
        "评审轮次已开启，不能再更改：{measured}。",
        "A review round has opened. These can no longer be changed: {measured}.",
    ),
    "rules.round_begun": entry(
        "conflict",
        "评审轮次“{measured}”已经开始，规则文件不能更改其截止时间，请写 {allowed:end}。"
        "延长请用 laurel review extend。",
        "The round “{measured}” has begun. The rules file cannot change when it closes: write "
        "{allowed:end}, and extend the round by laurel review extend.",
    ),
    "rules.round_open": entry(
        "conflict",
        "评审轮次“{measured}”已经开始，规则文件不能更改其开始时间，请写 {allowed:start}。",
        "The round “{measured}” has begun. The rules file cannot change when it opens: write "
        "{allowed:start}.",
    ),
    "rules.screening_overlaps": entry(
        "conflict",
        "评审轮次“{measured}”尚未开始，须在初筛结束（{allowed:end}）后开始。",
        "The round “{measured}” has not begun. Let it open once the screening is over "
        "({allowed:end}).",
    ),
    "rules.declaration_changed": entry(
        "conflict",
        "声明的文字有改动，但 version 仍为“{measured}”，与第 {allowed} 版规则中的声明相同。"
        "请另写 version；参选者提交前须重新接受声明。",
        "The declaration has changed, but its version is still “{measured}”, as in edition "
        "{allowed} of the rules. Give it another version; entrants then accept it again before "
        "they submit.",
    ),
    "rules.a_rehearsal": entry(
        "conflict",
        "“{measured}”已作为演练载入，不能改为正式活动。修改演练的规则，请加 --rehearsal；"
        "正式活动请在规则文件中换一个 id。",
        "“{measured}” is loaded as a rehearsal, and stays one. Add --rehearsal to change the rules "
        "of the rehearsal, or give the true contest another id in its file.",
    ),
    "rules.no_rehearsal": entry(
        "conflict",
        "“{measured}”是正式活动，不能改为演练。演练请在规则文件中换一个 id。",
        "“{measured}” is a true contest, and no rehearsal. Give the rehearsal another id in its "
        "file.",
    ),
    "clock.not_a_rehearsal": entry(
        "conflict",
        "只有演练用的征选活动才能调整时钟。",
        "Only the clock of a rehearsal can be set.",
    ),
    "rendition.undecodable": entry(
        "invalid",
        "画面或声音在 {measured} 处不能解码，无法生成各浏览器通用的版本。"
        "请参选者从剪辑软件重新导出后上传，或再试一次。",
        "Picture or sound cannot be decoded at {measured}, so no version for every browser can be "
        "made. Have the entrant export and upload the work again, or try once more.",
    ),
}
