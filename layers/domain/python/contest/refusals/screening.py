"""Refusals about the screening: claims, decisions, and what is proposed."""

from contest.refusals.kinds import Entry, entry

SCREENING: dict[str, Entry] = {
    "screening.reason_missing": entry(
        "invalid",
        "退回或不通过须给出理由，可选：{allowed}。",
        "Give a reason for returning or rejecting a work. Choose from: {allowed}.",
    ),
    "screening.unknown_reason": entry(
        "invalid",
        "没有理由“{measured}”，可选：{allowed}。",
        "There is no reason “{measured}”. Choose from: {allowed}.",
    ),
    "screening.same_work": entry(
        "conflict",
        "这件作品已判定与《{measured}》是同一作品，而后者已通过初筛。同一条作品不能重复参评：请不予通过，"
        "或先改判为不是同一作品。",
        "This entry has been found to be the same work as “{measured}”, which has passed the "
        "screening. A work takes part once: reject this entry, or first change that verdict.",
    ),
    "screening.duplicate_unsettled": entry(
        "conflict",
        "这件作品与另一件高度相似（{measured}%），尚未判定。请先判定，或写明为何仍予通过。",
        "This entry closely resembles another one ({measured} %), and nobody has settled that yet. "
        "Settle it first, or say why the entry passes nevertheless.",
    ),
    "screening.date_passed": entry(
        "invalid",
        "修改期限 {measured:end} 已过，请另选日期。",
        "The date for resubmitting, {measured:end}, has passed. Choose a later one.",
    ),
    "screening.date_early": entry(
        "invalid",
        "修改期限 {measured:end} 早于规则给参选者的 {allowed:end}，请选更晚的日期，或留空。",
        "The date for resubmitting, {measured:end}, is before {allowed:end}, which the rules give "
        "every entrant. Choose a later one, or none.",
    ),
    "screening.claimed": entry(
        "conflict",
        "{measured} 正在处理这件作品，到 {allowed:end} 为止。可另选一件，或接手处理。",
        "{measured} is working on this entry until {allowed:end}. Choose another one, or take it "
        "over.",
    ),
    "screening.own_work": entry(
        "forbidden",
        "这是您自己的作品，须由其他初筛人员处理。",
        "This entry is your own. Another screener has to decide on it.",
    ),
    "screening.same_screener": entry(
        "forbidden",
        "这项决定由您作出，须由另一位初筛人员复核。",
        "This decision is your own. Another screener has to confirm it.",
    ),
    "screening.proposed_already": entry(
        "conflict",
        "这件作品已有待复核的决定，请先确认或推翻。",
        "A decision on this entry waits to be confirmed. Confirm or overturn it first.",
    ),
    "screening.nothing_proposed": entry(
        "conflict",
        "这件作品没有待复核的决定。",
        "No decision on this entry waits to be confirmed.",
    ),
    "screening.undo_over": entry(
        "late",
        "这项决定已不能撤销。如确有必要，请主办单位重新初筛。",
        "This decision can no longer be undone. If there is need, the host can have the entry "
        "screened again.",
    ),
    "screening.undo_other": entry(
        "forbidden",
        "只有作出决定的人可以撤销。如确有必要，请主办单位重新初筛。",
        "Only whoever decided can undo it. If there is need, the host can have the entry screened "
        "again.",
    ),
    "screening.dealt": entry(
        "conflict",
        "作品已进入评审，不能再重新初筛。可取消资格。",
        "The entry is part of a review round and can no longer be screened again. It can be "
        "disqualified.",
    ),
    "screening.unknown_theme": entry(
        "invalid",
        "主题“{measured}”不可选，可选：{allowed}。",
        "The theme “{measured}” cannot be chosen. Choose from: {allowed}.",
    ),
    "screening.theme_unanswered": entry(
        "conflict",
        "改投主题的建议尚未得到参选者答复。请等待答复，或先撤回建议。",
        "The entrant has not answered the proposal of another theme. Wait for the answer, or take "
        "the proposal back.",
    ),
    "screening.no_theme_change": entry(
        "conflict",
        "没有待答复的改投主题建议，可能已经答复或撤回。",
        "No proposal of another theme waits for an answer. It may have been answered or taken "
        "back.",
    ),
    "screening.bad_cursor": entry(
        "invalid",
        "翻页标记无效，请从第一页开始。",
        "This page marker is not valid. Begin with the first page.",
    ),
    "screening.preview_differs": entry(
        "conflict",
        "提交的名单与预览不一致，请重新预览。",
        "The list is not the one that was previewed. Preview it again.",
    ),
}
