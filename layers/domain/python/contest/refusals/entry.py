"""Of an entry, its form and its upload: why they are turned back."""

from contest.refusals.kinds import Entry, entry

ENTRY: dict[str, Entry] = {
    "entry.not_possible_now": entry(
        "conflict",
        "作品当前状态为“{measured}”，不能进行此操作。",
        "The entry is at “{measured}”: this cannot be done now.",
    ),
    "entry.too_many": entry(
        "conflict",
        "每个参选主体最多提交 {allowed} 件作品。",
        "An entrant may hand in {allowed} works at the most.",
    ),
    "entry.too_many_today": entry(
        "conflict",
        "每个参选主体每天最多新增 {allowed} 件作品，请明天再来。",
        "An entrant may enter {allowed} works a day at the most. Please come back tomorrow.",
    ),
    "form.unknown_theme": entry(
        "invalid",
        "没有主题“{measured}”，可选：{allowed}。",
        "There is no theme “{measured}”; choose one of {allowed}.",
    ),
    "form.missing": entry("invalid", "请填写“{measured}”。", "Please fill in “{measured}”."),
    "form.too_long": entry(
        "invalid",
        "填写过长（{measured} 字），最多 {allowed} 字。",
        "Too long ({measured} characters); {allowed} at the most.",
    ),
    "form.no_choice": entry(
        "invalid",
        "没有这个选项（{measured}），可选：{allowed}。",
        "There is no such choice ({measured}): {allowed}.",
    ),
    "form.theme_twice": entry(
        "invalid",
        "涉及的其他主题不能重复，也不能与主题相同。",
        "A further theme is named twice, or is the theme itself.",
    ),
    "form.bad_phone": entry(
        "invalid",
        "电话号码格式有误，请填写如 13812345678 或 010-12345678 转 123。",
        "This is no phone number; write it as 13812345678 or +86 10 12345678.",
    ),
    "form.bad_email": entry(
        "invalid",
        "邮箱格式有误，请填写如 name@example.com（@ 前只能用英文字母、数字和符号）。",
        "This is no e-mail address; write it as name@example.com, in plain letters before the @.",
    ),
    "form.frozen": entry(
        "conflict",
        "作品已提交（当前状态“{measured}”），推荐表不能再修改。",
        "The entry was handed in and is at “{measured}”: its form can no longer be changed.",
    ),
    "submit.no_video": entry(
        "invalid",
        "还没有合格的视频，请先上传。",
        "There is no valid video yet. Please upload one first.",
    ),
    "submit.too_late": entry(
        "late",
        "提交截止时间为 {allowed}，现在是 {measured}。",
        "Entries were to be submitted by {allowed}; it is {measured}.",
    ),
    "form.declaration_missing": entry(
        "invalid",
        "请阅读并接受现行声明（版本 {allowed}）。",
        "Please read and accept the present declaration (version {allowed}).",
    ),
    "upload.not_open_yet": entry(
        "late", "征集尚未开始，开始时间：{allowed}。", "The call opens at {allowed}."
    ),
    "upload.too_late": entry(
        "late",
        "上传截止时间为 {allowed}，现在是 {measured}。",
        "Uploads ended at {allowed}; it is {measured}.",
    ),
    "upload.too_big": entry(
        "invalid",
        "文件大小 {measured} 字节，不得超过 {allowed} 字节。",
        "The file has {measured} bytes; {allowed} are allowed.",
    ),
    "upload.too_much_today": entry(
        "conflict",
        "每个参选主体每天最多上传 {allowed} 字节，今天已有 {measured} 字节。",
        "An entrant may upload {allowed} bytes a day; today it would be {measured}.",
    ),
    "upload.no_such_part": entry(
        "invalid",
        "没有第 {measured} 片，应为 {allowed}。",
        "There is no part {measured}; parts count {allowed}.",
    ),
    "upload.checksum_missing": entry(
        "invalid",
        "此次上传的每一片都须附 SHA-256 校验值。",
        "Every part of this upload comes with its SHA-256.",
    ),
    "upload.reason_missing": entry(
        "invalid", "受理逾期作品须说明理由。", "To let in a late work needs a reason."
    ),
    "upload.not_current": entry(
        "conflict",
        "这不是当前的上传，请重新开始上传。",
        "This is not the present upload. Please begin the upload anew.",
    ),
    "upload.incomplete": entry(
        "invalid",
        "视频分片不完整：{measured}，应为 {allowed}。",
        "The parts do not make the file: {measured}, expected {allowed}.",
    ),
}
