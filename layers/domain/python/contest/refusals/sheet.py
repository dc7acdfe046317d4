"""Of a spreadsheet, file by file, row by row and cell by cell: why it is turned back."""

from contest.refusals.kinds import Entry, entry

SHEET: dict[str, Entry] = {
    "sheet.too_big": entry(
        "invalid",
        "文件有 {measured} 字节，不得超过 {allowed} 字节。请去掉图片和多余的工作表后另存。",
        "The file has {measured} bytes; {allowed} are allowed. Please save it without pictures and "
        "other sheets.",
    ),
    "sheet.empty": entry("invalid", "文件是空的。", "There is nothing in the file."),
    "sheet.old_excel": entry(
        "invalid",
        "这是旧版 Excel 的 .xls 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再提交。",
        "This is an old Excel file (.xls). Please save it as .xlsx and hand it in again.",
    ),
    "sheet.locked": entry(
        "invalid",
        "文件设有密码。请取消密码后另存为 .xlsx。",
        "The file has a password. Please save it as .xlsx without one.",
    ),
    "sheet.macros": entry(
        "invalid",
        "文件带有宏（.xlsm）。请另存为不带宏的 .xlsx。",
        "The file holds macros (.xlsm). Please save it as .xlsx, without them.",
    ),
    "sheet.other_kind": entry(
        "invalid",
        "这不是 .xlsx 或 .csv 表格，而是 {measured}。请在 Excel 或 WPS 中另存为 .xlsx。",
        "This is no .xlsx or .csv, but {measured}. Please save it as .xlsx in Excel or WPS.",
    ),
    "sheet.damaged": entry(
        "invalid",
        "表格文件已损坏（{measured}）。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再提交。",
        "The file is damaged ({measured}). Please open it in Excel or WPS and save it as .xlsx.",
    ),
    "sheet.unreadable": entry(
        "invalid",
        "无法读取此表格（{measured}）。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再提交。",
        "This spreadsheet cannot be read ({measured}). Please open it in Excel or WPS, save it as "
        ".xlsx and hand it in again.",
    ),
    "sheet.too_large": entry(
        "invalid",
        "文件解压后过大（{measured}，上限 {allowed}）。请删去表格下方和右侧的空行空列后另存。",
        "Unpacked, the file is too large ({measured}, at most {allowed}). Please delete the empty "
        "rows and columns around the table.",
    ),
    "sheet.unsafe": entry(
        "invalid",
        "文件中有不允许的 XML 内容（{measured}）。请在 Excel 或 WPS 中另存为 .xlsx。",
        "The file holds XML that is not allowed ({measured}). Please save it as .xlsx in Excel or "
        "WPS.",
    ),
    "sheet.not_text": entry(
        "invalid",
        "无法识别 .csv 的文字编码。请另存为 .xlsx，或 UTF-8 编码的 .csv。",
        "The .csv is neither UTF-8 nor GB18030. Please save it as .xlsx, or as .csv in UTF-8.",
    ),
    "sheet.too_many_rows": entry(
        "invalid",
        "表格超过 {allowed} 行。请分成几个文件提交。",
        "The sheet has more than {allowed} rows. Please hand it in as several files.",
    ),
    "sheet.too_many_columns": entry(
        "invalid",
        "表格用到了 {measured} 列，最多到 {allowed} 列。",
        "The sheet goes as far as column {measured}; {allowed} is the last that is read.",
    ),
    "sheet.no_header": entry(
        "invalid",
        "没有找到表头行，应有：{allowed}。请使用下载的空白表。",
        "No row of headings was found: {allowed}. Please use the blank sheet.",
    ),
    "sheet.several": entry(
        "invalid",
        "有几张工作表都填了内容（{measured}）。请合并到一张表中。",
        "Several sheets are filled in ({measured}). Please put everything on one.",
    ),
    "sheet.column_missing": entry(
        "invalid", "缺少“{measured}”一栏。", "The column “{measured}” is missing."
    ),
    "sheet.column_twice": entry(
        "invalid",
        "“{measured}”一栏出现了两次（{allowed}）。请只留一栏。",
        "The column “{measured}” is there twice ({allowed}). Please keep one of them.",
    ),
    "sheet.too_late": entry(
        "late",
        "推荐汇总表的截止时间为 {allowed}，现在是 {measured}。",
        "The summary sheet was due by {allowed}; it is {measured}.",
    ),
    "sheet.mistakes": entry(
        "invalid",
        "表中还有 {measured} 处错误，没有导入任何内容。请改正后重新提交。",
        "The sheet has {measured} mistakes; nothing was taken over. Please mend it and hand it in "
        "again.",
    ),
    "sheet.another_file": entry(
        "stale",
        "这不是刚才检查过的文件。请重新检查后再导入。",
        "This is not the file that was checked. Please check it again first.",
    ),
    "sheet.no_rows": entry(
        "invalid", "表中没有填写任何内容。", "No row below the headings is filled in."
    ),
    "sheet.formula": entry(
        "invalid",
        "单元格里是公式。请改为直接填写的内容（复制后“选择性粘贴—数值”）。",
        "There is a formula here. Please put in its value (copy, then paste as values).",
    ),
    "sheet.error_value": entry(
        "invalid",
        "单元格里是错误值（{measured}）。请直接填写内容。",
        "There is an error value here ({measured}). Please put in the content.",
    ),
    "sheet.hidden_row": entry(
        "invalid",
        "第 {measured} 行被隐藏或筛选掉了。请取消隐藏，或删去此行。",
        "Row {measured} is hidden or filtered out. Please show it, or delete it.",
    ),
    "sheet.hidden_column": entry(
        "invalid",
        "{measured} 列被隐藏。请取消隐藏，或删去此列。",
        "Column {measured} is hidden. Please show it, or delete it.",
    ),
    "sheet.rounded": entry(
        "invalid",
        "“{measured}”的位数已丢失。请把此列设为文本格式，重新填写完整号码。",
        "“{measured}” has lost its digits. Please format the column as text and type it in again.",
    ),
    "sheet.duration": entry(
        "invalid",
        "时长“{measured}”有误，请写成 {allowed}。",
        "“{measured}” is no length: write {allowed}.",
    ),
    "sheet.date": entry(
        "invalid",
        "日期“{measured}”有误，请写成 {allowed}。",
        "“{measured}” is no date: write {allowed}.",
    ),
    "sheet.number": entry(
        "invalid",
        "“{measured}”不是数字，请写成 {allowed}。",
        "“{measured}” is no number: write {allowed}.",
    ),
    "sheet.link": entry(
        "invalid",
        "链接“{measured}”有误，应以 {allowed} 开头。",
        "“{measured}” is no link: it begins with {allowed}.",
    ),
    "sheet.row_twice": entry(
        "invalid",
        "与第 {measured} 行是同一件作品。请只留一行。",
        "This is the same work as in row {measured}. Please keep one of the rows.",
    ),
    "sheet.report_twice": entry(
        "invalid",
        "与第 {measured} 行是同一篇报道。请只留一行。",
        "This is the same report as in row {measured}. Please keep one of the rows.",
    ),
    "sheet.invited_twice": entry(
        "invalid",
        "与第 {measured} 行的邮箱和角色相同。请只留一行。",
        "The address and the role are those of row {measured}. Please keep one of the rows.",
    ),
    "sheet.other_unit": entry(
        "invalid",
        "推荐单位是“{measured}”，本表只能填“{allowed}”，或留空。",
        "The recommending unit is “{measured}”: here it is “{allowed}”, or empty.",
    ),
}
