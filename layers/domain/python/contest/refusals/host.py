"""Of what screeners, judges and the host decide: why it is turned back."""

from contest.refusals.kinds import Entry, entry

HOST: dict[str, Entry] = {
    "screening.reason_missing": entry(
        "invalid",
        "退回或不通过须给出理由，可选：{allowed}。",
        "A return or a rejection needs a reason: {allowed}.",
    ),
    "screening.unknown_reason": entry(
        "invalid", "没有理由“{measured}”，可选：{allowed}。", "No reason “{measured}”: {allowed}."
    ),
    "screening.date_passed": entry(
        "invalid",
        "修改期限 {measured} 已经过去。",
        "The date for mending, {measured}, has passed.",
    ),
    "review.withdrawn": entry(
        "conflict", "作品已撤回，无需评审。", "The work was withdrawn: there is nothing to review."
    ),
    "review.closed": entry(
        "late", "评审已结束，评分不能再修改。", "The review is closed; scores stand as they are."
    ),
    "review.unknown_criterion": entry(
        "invalid",
        "没有评分项“{measured}”，应为：{allowed}。",
        "No criterion “{measured}”: {allowed}.",
    ),
    "review.score_out_of_range": entry(
        "invalid",
        "评分 {measured} 超出范围，须为 {allowed} 的整数。",
        "The score {measured} is out of range: whole points, {allowed}.",
    ),
    "review.incomplete": entry(
        "invalid",
        "尚有评分项未打分：{measured}。",
        "Not yet scored: {measured}.",
    ),
    "review.too_few_judges": entry(
        "conflict",
        "可评审该作品的专家只有 {measured} 位，需要 {allowed} 位。",
        "Only {measured} judges may review this entry; {allowed} are needed.",
    ),
    "award.round_not_closed": entry(
        "conflict", "评审轮次“{measured}”尚未结束。", "The review round “{measured}” is still open."
    ),
    "award.not_possible_now": entry(
        "conflict",
        "评奖当前状态为“{measured}”，不能进行此操作。",
        "The award round is at “{measured}”: this cannot be done now.",
    ),
    "award.reason_missing": entry(
        "invalid", "调整奖项须说明理由。", "A change to the proposal needs a reason."
    ),
    "award.unknown": entry(
        "invalid", "没有奖项“{measured}”，可选：{allowed}。", "No award “{measured}”: {allowed}."
    ),
    "award.not_given": entry(
        "invalid",
        "“{measured}”没有获得奖项“{allowed}”，无从撤下。",
        "“{measured}” is not given “{allowed}”: there is nothing to drop.",
    ),
    "award.given_already": entry(
        "invalid",
        "“{measured}”已获得奖项“{allowed}”。",
        "“{measured}” is given “{allowed}” already.",
    ),
    "award.wrong_recipient": entry(
        "invalid",
        "奖项“{measured}”：作品奖须指明作品，单位奖须指明单位。",
        "The award “{measured}”: name a work, or, for a unit's award, a unit.",
    ),
    "award.not_ranked": entry(
        "invalid",
        "作品“{measured}”不在评审结果中。",
        "The entry “{measured}” is not in the results.",
    ),
    "award.too_many": entry(
        "conflict",
        "奖项“{measured}”名额为 {allowed}，已满。",
        "The award “{measured}” has {allowed} places, all taken.",
    ),
    "decision.reason_missing": entry(
        "invalid", "此决定须说明理由。", "This decision needs a reason."
    ),
    "rules.edition_not_later": entry(
        "conflict",
        "规则有改动，但 edition 为 {measured}；请改为 {allowed} 或更大。",
        "The rules differ, and their edition is {measured}: it has to be {allowed} or more.",
    ),
    "rules.settled": entry(
        "conflict",
        "评审轮次已开启，不能再更改：{measured}。",
        "A review round has opened; this can no longer be changed: {measured}.",
    ),
    "clock.not_a_rehearsal": entry(
        "conflict",
        "只有演练用的征选活动才能调整时钟。",
        "Only a rehearsal's clock may be set.",
    ),
}
