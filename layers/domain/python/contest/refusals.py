"""Every reason for which Laurel turns something back: a stable code, a kind, and a sentence for
the reader that tells what to do about it. `docs/refusals.md` lists them all.
"""

from typing import Literal

from contest.model import Fact, Language, Text

Kind = Literal[
    "missing", "forbidden", "invalid", "conflict", "late", "stale", "often", "fault"
]  # fmt: skip
"""missing: not there, or not for the reader's eyes. invalid: mend it and send it again. conflict:
the thing is in another state. late: its time is over. stale: somebody changed it meanwhile.
often: asked too often; `allowed` is in how many seconds to come again. fault: ours."""


class Refusal(Fact):
    """One reason, with what was measured and what is allowed where there is such a thing."""

    code: str
    measured: str = ""
    allowed: str = ""
    field: str = ""
    """Of the form, where it is about one."""

    @property
    def kind(self) -> Kind:
        return CATALOGUE[self.code][0]

    def sentence(self, language: Language) -> str:
        text = CATALOGUE[self.code][1].in_language(language)
        return text.format(measured=self.measured, allowed=self.allowed)


class Refused(Exception):  # noqa: N818 - it is what happened, not a fault of the program
    """Nothing was changed; `refusals` says why, every reason at once."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.sentence("en") for refusal in refusals))
        self.refusals = refusals

    def __reduce__(self) -> tuple[type["Refused"], tuple[Refusal, ...]]:
        """It may be raised in another process."""
        return Refused, self.refusals


def refused(code: str, *, measured: object = "", allowed: object = "") -> Refused:
    return Refused(Refusal(code=code, measured=str(measured), allowed=str(allowed)))


def _r(kind: Kind, zh: str, en: str) -> tuple[Kind, Text]:
    return kind, Text(zh=zh, en=en)


CATALOGUE: dict[str, tuple[Kind, Text]] = {
    "access.unknown": _r("forbidden", "请先登录。", "Please sign in."),
    "access.forbidden": _r("forbidden", "您无权进行此操作。", "You may not do this."),
    "access.not_now": _r(
        "late",
        "此操作的开放时间为 {allowed},现在是 {measured}。",
        "This can be done in {allowed}; it is {measured}.",
    ),
    "access.cross_site": _r(
        "forbidden",
        "请求不是从本站页面发出的,未予执行。请打开本站页面后重试。",
        "The request did not come from a page of this site. Open the site and try again.",
    ),
    "signin.too_often": _r(
        "often",
        "操作过于频繁,请在 {allowed} 秒后重试。",
        "Too many requests. Please try again in {allowed} seconds.",
    ),
    "signin.wrong_code": _r(
        "invalid",
        "验证码不正确,还可以试 {allowed} 次。",
        "The code is not right; {allowed} more tries are left.",
    ),
    "signin.over": _r(
        "late",
        "验证码或链接已失效或已使用,请重新获取。",
        "The code or link has ended or was used. Please ask for another.",
    ),
    "invitation.over": _r(
        "conflict",
        "邀请已被撤销或已到期,请联系主办单位。",
        "The invitation was revoked or has ended. Please ask the host.",
    ),
    "invitation.unknown_role": _r(
        "invalid", "可邀请的身份:{allowed}。", "People are invited as one of: {allowed}."
    ),
    "invitation.unknown_unit": _r(
        "invalid",
        "规则中没有推荐单位“{measured}”,可选:{allowed}。",
        "The rules have no recommending unit “{measured}”: {allowed}.",
    ),
    "invitation.name_missing": _r(
        "invalid", "邀请评审专家须填写姓名。", "To invite a judge, give their name."
    ),
    "request.invalid": _r(
        "invalid", "请求内容有误:{measured}。", "The request is not valid: {measured}."
    ),
    "request.unreadable": _r(
        "invalid",
        "请求内容须为 UTF-8 编码的 JSON,不超过 {allowed} 字节(实际:{measured})。",
        "The request has to be JSON in UTF-8, of {allowed} bytes at the most; it is {measured}.",
    ),
    "request.not_found": _r("missing", "没有这个地址。", "There is nothing at this address."),
    "internal.fault": _r(
        "fault",
        "系统出错。请刷新查看是否已生效,必要时稍后重试。",
        "A fault of ours. Please see what was done, and try again later if need be.",
    ),
    "item.missing": _r(
        "missing", "没有找到,或您无权查看。", "It is not there, or not for you to see."
    ),
    "item.changed_meanwhile": _r(
        "stale",
        "内容已被他人修改,请刷新后重试;您的修改没有保存。",
        "Somebody changed it meanwhile. Reload and try again; your change was not saved.",
    ),
    "entry.not_possible_now": _r(
        "conflict",
        "作品当前状态为“{measured}”,不能进行此操作。",
        "The entry is at “{measured}”: this cannot be done now.",
    ),
    "entry.too_many": _r(
        "conflict",
        "每个参选主体最多提交 {allowed} 件作品。",
        "An entrant may hand in {allowed} works at the most.",
    ),
    "entry.too_many_today": _r(
        "conflict",
        "每个参选主体每天最多新增 {allowed} 件作品,请明天再来。",
        "An entrant may enter {allowed} works a day at the most. Please come back tomorrow.",
    ),
    "form.unknown_theme": _r(
        "invalid",
        "没有主题“{measured}”,可选:{allowed}。",
        "There is no theme “{measured}”; choose one of {allowed}.",
    ),
    "form.missing": _r("invalid", "请填写“{measured}”。", "Please fill in “{measured}”."),
    "form.too_long": _r(
        "invalid",
        "填写过长({measured} 字),最多 {allowed} 字。",
        "Too long ({measured} characters); {allowed} at the most.",
    ),
    "form.no_choice": _r(
        "invalid",
        "没有这个选项({measured}),可选:{allowed}。",
        "There is no such choice ({measured}): {allowed}.",
    ),
    "form.theme_twice": _r(
        "invalid",
        "涉及的其他主题不能重复,也不能与主题相同。",
        "A further theme is named twice, or is the theme itself.",
    ),
    "form.bad_phone": _r(
        "invalid",
        "电话号码格式有误,请填写如 13812345678 或 010-12345678 转 123。",
        "This is no phone number; write it as 13812345678 or +86 10 12345678.",
    ),
    "form.bad_email": _r(
        "invalid",
        "邮箱格式有误,请填写如 name@example.com(@ 前只能用英文字母、数字和符号)。",
        "This is no e-mail address; write it as name@example.com, in plain letters before the @.",
    ),
    "form.frozen": _r(
        "conflict",
        "作品已提交(当前状态“{measured}”),推荐表不能再修改。",
        "The entry was handed in and is at “{measured}”: its form can no longer be changed.",
    ),
    "submit.no_video": _r(
        "invalid",
        "还没有合格的视频,请先上传。",
        "There is no valid video yet. Please upload one first.",
    ),
    "submit.too_late": _r(
        "late",
        "提交截止时间为 {allowed},现在是 {measured}。",
        "Entries were to be submitted by {allowed}; it is {measured}.",
    ),
    "form.declaration_missing": _r(
        "invalid",
        "请阅读并接受现行声明(版本 {allowed})。",
        "Please read and accept the present declaration (version {allowed}).",
    ),
    "upload.not_open_yet": _r(
        "late", "征集尚未开始,开始时间:{allowed}。", "The call opens at {allowed}."
    ),
    "upload.too_late": _r(
        "late",
        "上传截止时间为 {allowed},现在是 {measured}。",
        "Uploads ended at {allowed}; it is {measured}.",
    ),
    "upload.too_big": _r(
        "invalid",
        "文件大小 {measured} 字节,不得超过 {allowed} 字节。",
        "The file has {measured} bytes; {allowed} are allowed.",
    ),
    "upload.too_much_today": _r(
        "conflict",
        "每个参选主体每天最多上传 {allowed} 字节,今天已有 {measured} 字节。",
        "An entrant may upload {allowed} bytes a day; today it would be {measured}.",
    ),
    "upload.no_such_part": _r(
        "invalid",
        "没有第 {measured} 片,应为 {allowed}。",
        "There is no part {measured}; parts count {allowed}.",
    ),
    "upload.checksum_missing": _r(
        "invalid",
        "此次上传的每一片都须附 SHA-256 校验值。",
        "Every part of this upload comes with its SHA-256.",
    ),
    "upload.reason_missing": _r(
        "invalid", "受理逾期作品须说明理由。", "To let in a late work needs a reason."
    ),
    "upload.not_current": _r(
        "conflict",
        "这不是当前的上传,请重新开始上传。",
        "This is not the present upload. Please begin the upload anew.",
    ),
    "upload.incomplete": _r(
        "invalid",
        "视频分片不完整:{measured},应为 {allowed}。",
        "The parts do not make the file: {measured}, expected {allowed}.",
    ),
    "media.not_mp4": _r(
        "invalid",
        "文件不是 mp4 视频({measured})。请用剪辑软件导出为 mp4 后重新上传,只改文件名无效。",
        "The file is no mp4 ({measured}). Please export it as mp4 from your editing program and "
        "upload that; another name does not make it one.",
    ),
    "media.broken": _r(
        "invalid",
        "视频文件已损坏或不完整({measured})。请重新导出后上传。",
        "The file is damaged or incomplete ({measured}). Please export and upload it again.",
    ),
    "media.cut_short": _r(
        "invalid",
        "视频文件不完整:只有 {measured},应有 {allowed}。请重新导出,完整上传。",
        "The file is cut short: {measured} are there, {allowed} belong to it. Please export it "
        "again and upload all of it.",
    ),
    "media.data_missing": _r(
        "invalid",
        "文件头声明的画面或声音数据缺失或无法识别({measured},应为 {allowed})。请重新导出后上传。",
        "Pictures or sound that the file lists are missing or unreadable ({measured}, expected "
        "{allowed}). Please export it again.",
    ),
    "media.tables_disagree": _r(
        "invalid",
        "视频文件的内部索引自相矛盾({measured})。请重新导出后上传。",
        "The file's own tables contradict each other ({measured}). Please export it again.",
    ),
    "media.forged_duration": _r(
        "invalid",
        "文件声明的时长 {allowed} 与实际内容 {measured} 不符。请重新导出后上传。",
        "The file declares a length of {allowed}, but holds {measured}. Please export it again.",
    ),
    "media.forged_size": _r(
        "invalid",
        "文件声明的画面尺寸 {allowed} 与实际编码 {measured} 不符。请重新导出后上传。",
        "The file declares a picture of {allowed}, but holds one of {measured}. Please export it "
        "again.",
    ),
    "media.encrypted": _r(
        "invalid",
        "视频已加密({measured}),无法播放。请导出未加密的文件。",
        "The video is encrypted ({measured}) and cannot be played. Please export it without "
        "encryption.",
    ),
    "media.too_complex": _r(
        "invalid",
        "文件结构过于复杂({measured},上限 {allowed})。请用剪辑软件重新导出。",
        "The file's structure is too complex ({measured}, at most {allowed}). Please export it "
        "again from your editing program.",
    ),
    "media.metadata_too_big": _r(
        "invalid",
        "封面、标题等附加信息有 {measured} 字节,不得超过 {allowed} 字节。请去掉后重新导出。",
        "Covers, titles and other extras take {measured} bytes; {allowed} are allowed. Please "
        "export it without them.",
    ),
    "media.polyglot": _r(
        "invalid",
        "视频之后还附有另一种文件({measured})。请重新导出后上传。",
        "Another kind of file stands behind the video ({measured}). Please export it again.",
    ),
    "media.fragmented": _r(
        "invalid",
        "分段式 mp4 没有索引且分段过多({measured},上限 {allowed})。请重新封装为普通 mp4。",
        "A fragmented mp4 without an index, of too many fragments ({measured}, at most {allowed}). "
        "Please remux it as a plain mp4.",
    ),
    "media.no_picture": _r(
        "invalid", "文件中没有视频画面。", "There is no picture track in the file."
    ),
    "media.too_short": _r(
        "invalid",
        "时长 {measured},须在 {allowed} 之间。",
        "It runs {measured}; it has to run {allowed}.",
    ),
    "media.too_long": _r(
        "invalid",
        "时长 {measured},须在 {allowed} 之间。",
        "It runs {measured}; it has to run {allowed}.",
    ),
    "media.too_small": _r(
        "invalid",
        "分辨率 {measured},不得低于 {allowed}(竖屏相应对调)。",
        "The picture is {measured}; at least {allowed} is asked for (turned, if upright).",
    ),
    "media.wrong_aspect": _r(
        "invalid",
        "画面比例 {measured},须为 {allowed}。",
        "The picture is {measured}; it has to be {allowed}.",
    ),
    "media.no_sound": _r("invalid", "视频没有声音。", "The video has no sound."),
    "media.few_browsers": _r(
        "invalid",
        "编码 {measured} 在部分浏览器中不能播放,建议使用 {allowed}。",
        "Some browsers do not play {measured}; {allowed} plays everywhere.",
    ),
    "media.hdr": _r(
        "invalid",
        "高动态范围(HDR)画面({measured}),在部分屏幕上颜色会失真。",
        "The picture is HDR ({measured}): its colours are wrong on some screens.",
    ),
    "media.variable_frame_rate": _r(
        "invalid",
        "帧率不固定,平均每秒 {measured} 帧,可能播放不流畅。",
        "The frame rate varies, {measured} a second on average; it may not play smoothly.",
    ),
    "media.low_bit_rate": _r(
        "invalid",
        "画面码率仅 {measured} kbit/s(建议不低于 {allowed}),画质可能较差。",
        "The picture has {measured} kbit/s only ({allowed} or more are advised) and may look poor.",
    ),
    "media.several_pictures": _r(
        "invalid",
        "文件中有 {measured} 条视频轨,只看第一条。",
        "The file has {measured} picture tracks; only the first counts.",
    ),
    "media.edited": _r(
        "invalid",
        "文件中有 {measured} 被剪辑表隐藏,部分播放器仍会播放。",
        "An edit list hides {measured} of the media, which some players show all the same.",
    ),
    "media.unverified_size": _r(
        "invalid",
        "编码 {measured} 的画面尺寸只能按文件声明采信。",
        "Of {measured}, the picture's size is known from the file's own word only.",
    ),
    "media.looks_enlarged": _r(
        "invalid",
        "画面为 {measured},但看不到细于 {allowed} 的细节,可能由低分辨率放大而成,请人工判断。",
        "The picture is {measured}, but shows no detail finer than {allowed}: it may have been "
        "enlarged. Please judge by eye.",
    ),
    "media.trailing_data": _r(
        "invalid",
        "视频之后有 {measured} 字节多余数据,已忽略。",
        "{measured} bytes behind the video belong to nothing; they are left alone.",
    ),
    "sheet.too_big": _r(
        "invalid",
        "文件有 {measured} 字节,不得超过 {allowed} 字节。请去掉图片和多余的工作表后另存。",
        "The file has {measured} bytes; {allowed} are allowed. Please save it without pictures and "
        "other sheets.",
    ),
    "sheet.empty": _r("invalid", "文件是空的。", "There is nothing in the file."),
    "sheet.old_excel": _r(
        "invalid",
        "这是旧版 Excel 的 .xls 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再提交。",
        "This is an old Excel file (.xls). Please save it as .xlsx and hand it in again.",
    ),
    "sheet.locked": _r(
        "invalid",
        "文件设有密码。请取消密码后另存为 .xlsx。",
        "The file has a password. Please save it as .xlsx without one.",
    ),
    "sheet.macros": _r(
        "invalid",
        "文件带有宏(.xlsm)。请另存为不带宏的 .xlsx。",
        "The file holds macros (.xlsm). Please save it as .xlsx, without them.",
    ),
    "sheet.other_kind": _r(
        "invalid",
        "这不是 .xlsx 或 .csv 表格,而是 {measured}。请在 Excel 或 WPS 中另存为 .xlsx。",
        "This is no .xlsx or .csv, but {measured}. Please save it as .xlsx in Excel or WPS.",
    ),
    "sheet.damaged": _r(
        "invalid",
        "表格文件已损坏({measured})。请在 Excel 或 WPS 中打开,另存为 .xlsx 后再提交。",
        "The file is damaged ({measured}). Please open it in Excel or WPS and save it as .xlsx.",
    ),
    "sheet.unreadable": _r(
        "invalid",
        "无法读取此表格({measured})。请在 Excel 或 WPS 中打开,另存为 .xlsx 后再提交。",
        "This spreadsheet cannot be read ({measured}). Please open it in Excel or WPS, save it as "
        ".xlsx and hand it in again.",
    ),
    "sheet.too_large": _r(
        "invalid",
        "文件解压后过大({measured},上限 {allowed})。请删去表格下方和右侧的空行空列后另存。",
        "Unpacked, the file is too large ({measured}, at most {allowed}). Please delete the empty "
        "rows and columns around the table.",
    ),
    "sheet.unsafe": _r(
        "invalid",
        "文件中有不允许的 XML 内容({measured})。请在 Excel 或 WPS 中另存为 .xlsx。",
        "The file holds XML that is not allowed ({measured}). Please save it as .xlsx in Excel or "
        "WPS.",
    ),
    "sheet.not_text": _r(
        "invalid",
        "无法识别 .csv 的文字编码。请另存为 .xlsx,或 UTF-8 编码的 .csv。",
        "The .csv is neither UTF-8 nor GB18030. Please save it as .xlsx, or as .csv in UTF-8.",
    ),
    "sheet.too_many_rows": _r(
        "invalid",
        "表格超过 {allowed} 行。请分成几个文件提交。",
        "The sheet has more than {allowed} rows. Please hand it in as several files.",
    ),
    "sheet.too_many_columns": _r(
        "invalid",
        "表格用到了 {measured} 列,最多到 {allowed} 列。",
        "The sheet goes as far as column {measured}; {allowed} is the last that is read.",
    ),
    "sheet.no_header": _r(
        "invalid",
        "没有找到表头行,应有:{allowed}。请使用下载的空白表。",
        "No row of headings was found: {allowed}. Please use the blank sheet.",
    ),
    "sheet.several": _r(
        "invalid",
        "有几张工作表都填了内容({measured})。请合并到一张表中。",
        "Several sheets are filled in ({measured}). Please put everything on one.",
    ),
    "sheet.column_missing": _r(
        "invalid", "缺少“{measured}”一栏。", "The column “{measured}” is missing."
    ),
    "sheet.column_twice": _r(
        "invalid",
        "“{measured}”一栏出现了两次({allowed})。请只留一栏。",
        "The column “{measured}” is there twice ({allowed}). Please keep one of them.",
    ),
    "sheet.too_late": _r(
        "late",
        "推荐汇总表的截止时间为 {allowed},现在是 {measured}。",
        "The summary sheet was due by {allowed}; it is {measured}.",
    ),
    "sheet.mistakes": _r(
        "invalid",
        "表中还有 {measured} 处错误,没有导入任何内容。请改正后重新提交。",
        "The sheet has {measured} mistakes; nothing was taken over. Please mend it and hand it in "
        "again.",
    ),
    "sheet.another_file": _r(
        "stale",
        "这不是刚才检查过的文件。请重新检查后再导入。",
        "This is not the file that was checked. Please check it again first.",
    ),
    "sheet.no_rows": _r(
        "invalid", "表中没有填写任何内容。", "No row below the headings is filled in."
    ),
    "sheet.formula": _r(
        "invalid",
        "单元格里是公式。请改为直接填写的内容(复制后“选择性粘贴—数值”)。",
        "There is a formula here. Please put in its value (copy, then paste as values).",
    ),
    "sheet.error_value": _r(
        "invalid",
        "单元格里是错误值({measured})。请直接填写内容。",
        "There is an error value here ({measured}). Please put in the content.",
    ),
    "sheet.hidden_row": _r(
        "invalid",
        "第 {measured} 行被隐藏或筛选掉了。请取消隐藏,或删去此行。",
        "Row {measured} is hidden or filtered out. Please show it, or delete it.",
    ),
    "sheet.hidden_column": _r(
        "invalid",
        "{measured} 列被隐藏。请取消隐藏,或删去此列。",
        "Column {measured} is hidden. Please show it, or delete it.",
    ),
    "sheet.rounded": _r(
        "invalid",
        "“{measured}”的位数已丢失。请把此列设为文本格式,重新填写完整号码。",
        "“{measured}” has lost its digits. Please format the column as text and type it in again.",
    ),
    "sheet.duration": _r(
        "invalid",
        "时长“{measured}”有误,请写成 {allowed}。",
        "“{measured}” is no length: write {allowed}.",
    ),
    "sheet.date": _r(
        "invalid",
        "日期“{measured}”有误,请写成 {allowed}。",
        "“{measured}” is no date: write {allowed}.",
    ),
    "sheet.number": _r(
        "invalid",
        "“{measured}”不是数字,请写成 {allowed}。",
        "“{measured}” is no number: write {allowed}.",
    ),
    "sheet.link": _r(
        "invalid",
        "链接“{measured}”有误,应以 {allowed} 开头。",
        "“{measured}” is no link: it begins with {allowed}.",
    ),
    "sheet.row_twice": _r(
        "invalid",
        "与第 {measured} 行是同一件作品。请只留一行。",
        "This is the same work as in row {measured}. Please keep one of the rows.",
    ),
    "sheet.report_twice": _r(
        "invalid",
        "与第 {measured} 行是同一篇报道。请只留一行。",
        "This is the same report as in row {measured}. Please keep one of the rows.",
    ),
    "sheet.invited_twice": _r(
        "invalid",
        "与第 {measured} 行的邮箱和角色相同。请只留一行。",
        "The address and the role are those of row {measured}. Please keep one of the rows.",
    ),
    "sheet.other_unit": _r(
        "invalid",
        "推荐单位是“{measured}”,本表只能填“{allowed}”,或留空。",
        "The recommending unit is “{measured}”: here it is “{allowed}”, or empty.",
    ),
    "screening.reason_missing": _r(
        "invalid",
        "退回或不通过须给出理由,可选:{allowed}。",
        "A return or a rejection needs a reason: {allowed}.",
    ),
    "screening.unknown_reason": _r(
        "invalid", "没有理由“{measured}”,可选:{allowed}。", "No reason “{measured}”: {allowed}."
    ),
    "screening.date_passed": _r(
        "invalid",
        "修改期限 {measured} 已经过去。",
        "The date for mending, {measured}, has passed.",
    ),
    "review.withdrawn": _r(
        "conflict", "作品已撤回,无需评审。", "The work was withdrawn: there is nothing to review."
    ),
    "review.closed": _r(
        "late", "评审已结束,评分不能再修改。", "The review is closed; scores stand as they are."
    ),
    "review.unknown_criterion": _r(
        "invalid",
        "没有评分项“{measured}”,应为:{allowed}。",
        "No criterion “{measured}”: {allowed}.",
    ),
    "review.score_out_of_range": _r(
        "invalid",
        "评分 {measured} 超出范围,须为 {allowed} 的整数。",
        "The score {measured} is out of range: whole points, {allowed}.",
    ),
    "review.incomplete": _r(
        "invalid",
        "尚有评分项未打分:{measured}。",
        "Not yet scored: {measured}.",
    ),
    "review.too_few_judges": _r(
        "conflict",
        "可评审该作品的专家只有 {measured} 位,需要 {allowed} 位。",
        "Only {measured} judges may review this entry; {allowed} are needed.",
    ),
    "award.round_not_closed": _r(
        "conflict", "评审轮次“{measured}”尚未结束。", "The review round “{measured}” is still open."
    ),
    "award.not_possible_now": _r(
        "conflict",
        "评奖当前状态为“{measured}”,不能进行此操作。",
        "The award round is at “{measured}”: this cannot be done now.",
    ),
    "award.reason_missing": _r(
        "invalid", "调整奖项须说明理由。", "A change to the proposal needs a reason."
    ),
    "award.unknown": _r(
        "invalid", "没有奖项“{measured}”,可选:{allowed}。", "No award “{measured}”: {allowed}."
    ),
    "award.not_given": _r(
        "invalid",
        "“{measured}”没有获得奖项“{allowed}”,无从撤下。",
        "“{measured}” is not given “{allowed}”: there is nothing to drop.",
    ),
    "award.given_already": _r(
        "invalid",
        "“{measured}”已获得奖项“{allowed}”。",
        "“{measured}” is given “{allowed}” already.",
    ),
    "award.wrong_recipient": _r(
        "invalid",
        "奖项“{measured}”:作品奖须指明作品,单位奖须指明单位。",
        "The award “{measured}”: name a work, or, for a unit's award, a unit.",
    ),
    "award.not_ranked": _r(
        "invalid",
        "作品“{measured}”不在评审结果中。",
        "The entry “{measured}” is not in the results.",
    ),
    "award.too_many": _r(
        "conflict",
        "奖项“{measured}”名额为 {allowed},已满。",
        "The award “{measured}” has {allowed} places, all taken.",
    ),
    "decision.reason_missing": _r("invalid", "此决定须说明理由。", "This decision needs a reason."),
    "erasure.other_address": _r(
        "invalid",
        "输入的邮箱与此账号不一致,未删除任何信息。请输入登录所用的邮箱。",
        "The address typed is not this account's; nothing was erased. "
        "Type the address by which you sign in.",
    ),
    "retention.not_final": _r(
        "conflict",
        "评选结果尚未最终确定,保存期限尚未开始计算。",
        "The results are not final yet; the time for which data are kept has not begun.",
    ),
    "retention.not_due": _r(
        "conflict",
        "保存期限未到:现在是 {measured},保存至 {allowed}。",
        "It is to be kept until {allowed}; now it is {measured}.",
    ),
    "mail.address_invalid": _r(
        "invalid",
        "“{measured}”不是有效的邮箱地址,请改为形如 name@example.com 的地址。",
        "“{measured}” is no mail address; please give one such as name@example.com.",
    ),
    "mail.address_not_ascii": _r(
        "invalid",
        "邮箱“{measured}”的 @ 之前只能用英文字母、数字和符号,请换一个邮箱。",
        "In “{measured}” only plain letters, digits and signs may stand before the @; "
        "please give another address.",
    ),
    "mail.turned_down": _r(
        "invalid",
        "邮件服务器拒收({measured})。请核对收件邮箱。",
        "The mail server turned the mail down ({measured}). Please check the address.",
    ),
    "mail.not_set_up": _r(
        "conflict",
        "尚未设置发信人,邮件未发送。请在部署时设置 mail_from。",
        "There is no sender yet, so no mail is sent. Deploy with mail_from.",
    ),
    "mail.no_address": _r(
        "conflict",
        "没有收件邮箱(作品未填写,或账号已删除),邮件未发送。",
        "There is no address to send it to: the entry names none, or the account was erased.",
    ),
    "mail.not_now": _r(
        "conflict",
        "邮件服务器暂时无法接收({measured}),稍后自动重试。",
        "The mail server could not take it ({measured}); it is tried again by itself.",
    ),
    "mail.uncertain": _r(
        "conflict",
        "发送中断({measured}),不知是否送出;请核实后决定是否重发。",
        "Sending broke off ({measured}), and it may have been sent. Find out, then send it again "
        "if need be.",
    ),
    "mail.rehearsal": _r(
        "conflict",
        "演练活动的邮件只写不发,可手动发送。",
        "Mails of a rehearsal are written and held back; they can be sent by hand.",
    ),
    "mail.being_sent": _r(
        "conflict",
        "邮件正在发送,请稍候再看。",
        "The mail is being sent at this moment; look again in a while.",
    ),
    "rules.edition_not_later": _r(
        "conflict",
        "规则有改动,但 edition 为 {measured};请改为 {allowed} 或更大。",
        "The rules differ, and their edition is {measured}: it has to be {allowed} or more.",
    ),
    "rules.settled": _r(
        "conflict",
        "评审轮次已开启,不能再更改:{measured}。",
        "A review round has opened; this can no longer be changed: {measured}.",
    ),
    "clock.not_a_rehearsal": _r(
        "conflict",
        "只有演练用的征选活动才能调整时钟。",
        "Only a rehearsal's clock may be set.",
    ),
}
"""Code to kind and sentence; `{measured}` and `{allowed}` are filled in."""
