"""Why an entry cannot be dealt to as many judges as the rules ask for."""

from contest.refusals.kinds import Entry, entry

ASSIGNMENT: dict[str, Entry] = {
    "review.panel_too_small": entry(
        "conflict",
        "评审专家共 {measured} 位，每件作品需要 {allowed} 位。请再邀请专家。",
        "There are {measured} judges, and each work needs {allowed}. Invite more judges.",
    ),
    "review.too_few_judges": entry(
        "conflict",
        "无须回避、可评审该作品的专家只有 {measured} 位，需要 {allowed} 位。"
        "请邀请与该作品没有利益冲突的专家。",
        "Judges who may review this work without a conflict of interest: {measured}; needed: "
        "{allowed}. Invite judges who have no conflict with it.",
    ),
    "review.judges_full": entry(
        "conflict",
        "可评审该作品的专家中，尚有余量的只有 {measured} 位，需要 {allowed} 位："
        "其余专家的作品数已达上限，或未交的作品已改派他人。"
        "请再邀请专家，或提高每位专家的作品数上限。",
        "Of the judges who may review this work, only {measured} can take another; {allowed} are "
        "needed. The others have as many works as they may get, or their open works went to "
        "others. Invite more judges, or raise the limit.",
    ),
    "review.conflicts_and_full": entry(
        "conflict",
        "无须回避、可评审该作品的专家只有 {measured} 位，需要 {allowed} 位，"
        "而其余专家的作品数已达上限，或未交的作品已改派他人。请再邀请专家。",
        "Judges who may review this work without a conflict of interest: {measured}; needed: "
        "{allowed}. The other judges have as many works as they may get, or their open works went "
        "to others. Invite more judges.",
    ),
}
