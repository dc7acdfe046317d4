"""Refusals about the ceremony, and about certificates: what cannot be printed, issued, corrected or
downloaded."""

from contest.refusals.kinds import Entry, entry

CERTIFICATE: dict[str, Entry] = {
    "certificate.missing_characters": entry(
        "conflict",
        "{allowed}：证书字体缺少 {measured}，这份证书未颁发；请指定印出的写法，再行颁发。",
        "{allowed}: the fonts of certificates lack {measured}, so this one is not issued. "
        "Say how it is to be printed, then issue again.",
    ),
    "certificate.not_granted": entry(
        "conflict",
        "本轮评奖尚未颁奖，不能颁发证书。",
        "The awards of this round are not granted yet, so no certificates can be issued.",
    ),
    "certificate.not_made_yet": entry(
        "conflict",
        "证书文件正在生成，请稍后再取。",
        "The file of this certificate is being made. Try again in a moment.",
    ),
    "certificate.no_longer_valid": entry(
        "conflict",
        "证书 {measured} 已作废或已更正，不能再取用。",
        "The certificate {measured} was revoked or replaced, and cannot be used any more.",
    ),
    "certificate.nothing_to_correct": entry(
        "invalid",
        "更正前后的文字相同。",
        "The corrected certificate would say the same.",
    ),
    "certificate.template": entry(
        "invalid",
        "证书模板第 {allowed} 行有误：{measured}。",
        "The template of the certificates has a mistake in line {allowed}: {measured}.",
    ),
    "ceremony.bad_dates": entry(
        "invalid",
        "答复截止须在将来，且不晚于颁奖仪式。",
        "The last day for answers has to be in the future, and not after the ceremony.",
    ),
    "ceremony.bad_guests": entry(
        "invalid",
        "出席请填写人数（至少 1 人，且不少于所列姓名）；不出席则不填人数和姓名。",
        "If you come, say how many you are: at least one, and no fewer than the names. If you do "
        "not, leave number and names empty.",
    ),
    "ceremony.nobody": entry(
        "conflict",
        "尚未颁奖，没有可以邀请的获奖者。",
        "No award has been granted yet, so there is nobody to invite.",
    ),
    "ceremony.not_invited": entry(
        "missing",
        "没有颁奖仪式邀请，或奖项已不存在。",
        "There is no invitation to the ceremony, or the award no longer stands.",
    ),
    "ceremony.too_late": entry(
        "late",
        "答复已于 {allowed:end} 截止，如需更改请联系主办单位。",
        "Answers were possible until {allowed:end}. Contact the host to change yours.",
    ),
}
