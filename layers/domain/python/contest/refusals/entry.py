"""Refusals about an entry, its form and its upload."""

from contest.refusals.kinds import Entry, entry

ENTRY: dict[str, Entry] = {
    "entry.not_possible_now": entry(
        "conflict",
        "作品当前状态为“{measured:text}”，不能进行此操作。",
        "The work's status is “{measured:text}”. This cannot be done now.",
    ),
    "entry.too_many": entry(
        "conflict",
        "每个参选主体最多提交 {allowed} 件作品。",
        "An entrant may submit at most {allowed} works.",
    ),
    "entry.too_many_today": entry(
        "conflict",
        "每个参选主体每天最多新建 {allowed} 件作品，请明天再试。",
        "An entrant may create at most {allowed} works a day. Try again tomorrow.",
    ),
    "form.unknown_theme": entry(
        "invalid",
        "没有主题“{measured}”，可选：{allowed}。",
        "There is no theme “{measured}”. Choose one of: {allowed}.",
    ),
    "form.missing": entry("invalid", "请填写“{measured}”。", "Fill in “{measured}”."),
    "form.too_long": entry(
        "invalid",
        "填写过长（{measured} 字），最多 {allowed} 字。",
        "This is too long ({measured} characters). At most {allowed} are allowed.",
    ),
    "form.no_choice": entry(
        "invalid",
        "没有这个选项（{measured}），可选：{allowed}。",
        "There is no such option ({measured}). Choose one of: {allowed}.",
    ),
    "form.theme_twice": entry(
        "invalid",
        "涉及的其他主题不能重复，也不能与主题相同。",
        "Name each further theme only once, and do not repeat the main theme.",
    ),
    "form.bad_phone": entry(
        "invalid",
        "电话号码有误，请填写如 13812345678 或 010-12345678 转 123；多个号码用“、”分隔，至多三个。",
        "This is not a valid phone number. Write it as 13812345678 or +86 10 12345678 ext. 123, "
        "and put a comma between several numbers, three at the most.",
    ),
    "form.bad_email": entry(
        "invalid",
        "邮箱格式有误，请填写如 name@example.com（@ 前只能用英文字母、数字和符号）。",
        "This is not a valid email address. Write it as name@example.com. Use only English "
        "letters, digits and symbols before the @.",
    ),
    "form.bad_number": entry(
        "invalid", "“{measured}”：请填写数字。", "“{measured}”: write a number."
    ),
    "form.bad_date": entry(
        "invalid",
        "“{measured}”：请填写日期，例如 2024-05-20。",
        "“{measured}”: write a date such as 2024-05-20.",
    ),
    "form.bad_link": entry(
        "invalid",
        "“{measured}”：请填写以 https:// 开头的网址。",
        "“{measured}”: write an address that begins with https://.",
    ),
    "form.bad_yes_no": entry(
        "invalid", "“{measured}”：请选择 yes 或 no。", "“{measured}”: choose yes or no."
    ),
    "form.several_answers": entry(
        "invalid", "“{measured}”只能填一项。", "“{measured}” takes one answer."
    ),
    "form.ai_not_accepted": entry(
        "invalid",
        "本活动不接受这样使用 AI 的作品（{measured}），只接受：{allowed}。",
        "This contest does not take works that use AI in this way ({measured}). It takes: "
        "{allowed}.",
    ),
    "form.unknown_field": entry(
        "invalid", "表单没有字段“{measured}”。", "The form has no field “{measured}”."
    ),
    "form.frozen": entry(
        "conflict",
        "作品已提交（当前状态“{measured:text}”），推荐表不能再修改。",
        "The work has been submitted (status “{measured:text}”). Its form can no longer be "
        "changed.",
    ),
    "submit.no_video": entry(
        "invalid",
        "还没有合格的视频，请先上传。",
        "There is no valid video yet. Upload one first.",
    ),
    "submit.too_late": entry(
        "late",
        "投稿已于 {allowed:end} 截止，此作品没有提交。如有正当理由，请联系主办单位。",
        "Submissions closed on {allowed:end}. This work was not submitted. If you had a good "
        "reason, contact the host.",
    ),
    "form.declaration_missing": entry(
        "invalid",
        "请阅读并接受现行声明（版本 {allowed}）。",
        "Read and accept the current declaration (version {allowed}).",
    ),
    "upload.not_open_yet": entry(
        "late",
        "征集将于 {allowed:start} 开始，请届时再来。",
        "Submissions open on {allowed:start}. Come back then.",
    ),
    "upload.too_late": entry(
        "late",
        "投稿已于 {allowed:end} 截止，不能再修改或另传视频。如有正当理由，请联系主办单位。",
        "Submissions closed on {allowed:end}. Nothing can be changed and no other video uploaded. "
        "If you had a good reason, contact the host.",
    ),
    "upload.too_big": entry(
        "invalid",
        "文件大小为 {measured:size}，不得超过 {allowed:size}。请导出较小的文件后上传。",
        "The file has {measured:size}. At most {allowed:size} are allowed. Export a smaller file "
        "and upload it.",
    ),
    "upload.too_many_today": entry(
        "conflict",
        "每个参选主体每天最多上传 {allowed} 次。请明天再试；未传完的文件可以继续上传。",
        "An entrant may begin at most {allowed} uploads a day. Try again tomorrow. An open upload "
        "can be resumed.",
    ),
    "upload.too_much_today": entry(
        "conflict",
        "每个参选主体每天最多上传 {allowed:size}，加上此文件今天将达 {measured:size}。请明天再试。",
        "An entrant may upload at most {allowed:size} a day. With this file, today's total would "
        "be {measured:size}. Try again tomorrow.",
    ),
    "upload.no_such_part": entry(
        "invalid",
        "没有第 {measured} 片，应为 {allowed}。",
        "There is no part {measured}. The parts are {allowed}.",
    ),
    "upload.checksum_missing": entry(
        "invalid",
        "此次上传的每一片都须附 SHA-256 校验值。",
        "Every part of this upload must be sent with its SHA-256 checksum.",
    ),
    "upload.reason_missing": entry(
        "invalid", "受理逾期作品须说明理由。", "Give a reason for accepting a late work."
    ),
    "upload.not_current": entry(
        "conflict",
        "这不是当前的上传，请重新开始上传。",
        "This is not the current upload. Start the upload again.",
    ),
    "upload.incomplete": entry(
        "invalid",
        "视频尚未传完：已到 {measured:size}，应为 {allowed:size}。请继续上传。",
        "The upload is incomplete: {measured:size} of {allowed:size} have arrived. Go on with the "
        "upload.",
    ),
}
