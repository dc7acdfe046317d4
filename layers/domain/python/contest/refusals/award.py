"""Refusals about award rounds: their proposals, confirmations and revocations."""

from contest.refusals.kinds import Entry, entry

AWARD: dict[str, Entry] = {
    "award.round_not_closed": entry(
        "conflict",
        "评审轮次“{measured}”尚未结束。",
        "The review round “{measured}” is still open.",
    ),
    "award.later_round": entry(
        "conflict",
        "“{measured}”之后还有评审轮次“{allowed}”，请在最后一轮结束后评奖。",
        "The round “{allowed}” comes after “{measured}”. Awards begin over the last round.",
    ),
    "award.undecided": entry(
        "conflict",
        "还有 {measured} 件作品的评审数不足，请先逐件决定：延长评审并重新分配，或不参加评奖，"
        "或按现有评审计分（laurel review coverage）。",
        "{measured} works have fewer reviews than the rules ask for. Decide on each first: extend "
        "the round and deal it again, leave it out, or accept the reviews that it has (laurel "
        "review coverage).",
    ),
    "award.not_tallied": entry(
        "conflict",
        "尚未统分，请稍后再试。",
        "The scores are not tallied yet. Try again in a moment.",
    ),
    "objection.not_now": entry(
        "late",
        "公示期已过或公示已经结束，不能再提出异议。",
        "The objection period is over, so no objection can be made any more.",
    ),
    "objection.contact_missing": entry(
        "invalid",
        "请填写邮箱或电话，以便答复。",
        "Give an e-mail address or a phone number, so that you can be answered.",
    ),
    "objection.too_often": entry(
        "often",
        "提交的异议过多，请在 {allowed:span}后重试，或直接联系主办单位。",
        "Too many objections. Try again in {allowed:span}, or contact the host.",
    ),
    "objection.answered_already": entry(
        "conflict",
        "该异议已经答复，答复不能更改。",
        "This objection has been answered. The answer cannot be changed.",
    ),
    "package.bad_end": entry(
        "invalid",
        "链接的截止时间须在将来，且不超过一年。",
        "The link has to end in the future, within a year.",
    ),
    "package.ended_already": entry(
        "conflict",
        "该作品包已提前终止；如需再次提供，请另定截止时间。",
        "This package was ended. To give the works again, set another end.",
    ),
    "package.over": entry(
        "missing",
        "链接无效或已到期，请向主办单位索取新的链接。",
        "This link is not valid, or has expired. Ask the host for a new one.",
    ),
    "package.too_often": entry(
        "often",
        "打开次数过多，请在 {allowed:span}后重试。",
        "Opened too often. Try again in {allowed:span}.",
    ),
    "award.begun_already": entry(
        "conflict",
        "该评审轮次的评奖“{measured}”尚未结束，请先作废它再重新评奖。",
        "The award round “{measured}” has begun over these scores. Discard it before you begin "
        "another.",
    ),
    "award.not_possible_now": entry(
        "conflict",
        "评奖当前状态为“{measured:text}”，不能进行此操作。",
        "The award round's status is “{measured:text}”. This cannot be done now.",
    ),
    "award.list_changed": entry(
        "stale",
        "名单与您所见的已不同：此间规则、名称或单位有变。请重新核对名单后再确认。",
        "The list is not the one that you saw: the rules, names or units have changed since. Look "
        "at it again, then confirm it.",
    ),
    "award.scores_changed": entry(
        "conflict",
        "有 {measured} 件作品的得分在统分后已变：其评审已被撤下，或评审专家与作品有利益冲突。"
        "请作废本轮评奖，另开一轮重新统分。",
        "Works whose scores have changed since the tally: {measured}. A review was taken away, or "
        "its judge has a conflict of interest. Discard this award round and begin another, which "
        "tallies them again.",
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
    "award.revoked_before": entry(
        "conflict",
        "“{measured}”的奖项曾被撤销，递补时不再提名。如确需给予，请注明 override: true。",
        "An award of “{measured}” was revoked, so it is not proposed for a free place. If you mean "
        "it, say override: true.",
    ),
    "award.no_revocation": entry(
        "conflict",
        "该奖项没有待第二人确认的撤销。",
        "No revocation of this award waits for a second person.",
    ),
    "award.none_free": entry(
        "conflict",
        "“{measured}”的各奖项名额已满，没有空缺可以递补。",
        "No place of “{measured}” is free, so there is nothing to fill.",
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
}
