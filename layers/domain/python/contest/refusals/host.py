"""Refusals about the decisions of judges and the host."""

from contest.refusals.kinds import Entry, entry

HOST: dict[str, Entry] = {
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
    "review.too_few_judges": entry(
        "conflict",
        "可评审该作品的专家只有 {measured} 位，需要 {allowed} 位。",
        "Only {measured} judges may review this work. {allowed} are needed.",
    ),
    "award.round_not_closed": entry(
        "conflict",
        "评审轮次“{measured}”尚未结束。",
        "The review round “{measured}” is still open.",
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
