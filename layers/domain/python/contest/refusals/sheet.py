"""Refusals about a spreadsheet: its file, its rows and its cells."""

from contest.refusals.kinds import Entry, entry

SHEET: dict[str, Entry] = {
    "sheet.too_big": entry(
        "invalid",
        "文件大小为 {measured:size}，不得超过 {allowed:size}。请去掉图片和多余的工作表后另存。",
        "The file has {measured:size}. At most {allowed:size} are allowed. Save it without "
        "pictures and other sheets.",
    ),
    "sheet.empty": entry("invalid", "文件是空的。", "The file is empty."),
    "sheet.old_excel": entry(
        "invalid",
        "这是旧版 Excel 的 .xls 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再提交。",
        "This is an old Excel file (.xls). Save it as .xlsx and upload it again.",
    ),
    "sheet.locked": entry(
        "invalid",
        "文件设有密码。请取消密码后另存为 .xlsx。",
        "The file has a password. Save it as .xlsx without one.",
    ),
    "sheet.macros": entry(
        "invalid",
        "文件带有宏（.xlsm）。请另存为不带宏的 .xlsx。",
        "The file contains macros (.xlsm). Save it as .xlsx without macros.",
    ),
    "sheet.other_kind": entry(
        "invalid",
        "这不是 .xlsx 或 .csv 表格，而是 {measured}。请在 Excel 或 WPS 中另存为 .xlsx。",
        "This is not an .xlsx or .csv file but {measured}. Save it as .xlsx in Excel or WPS.",
    ),
    "sheet.damaged": entry(
        "invalid",
        "表格文件已损坏（{measured}）。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再提交。",
        "The file is damaged ({measured}). Open it in Excel or WPS, save it as .xlsx and upload it "
        "again.",
    ),
    "sheet.unreadable": entry(
        "invalid",
        "无法读取此表格（{measured}）。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再提交。",
        "This spreadsheet cannot be read ({measured}). Open it in Excel or WPS, save it as .xlsx "
        "and upload it again.",
    ),
    "sheet.too_large": entry(
        "invalid",
        "文件解压后过大（{measured}，上限 {allowed}）。请删去表格下方和右侧的空行空列后另存。",
        "The unpacked file is too large ({measured}, at most {allowed}). Delete the empty rows and "
        "columns around the table and save it again.",
    ),
    "sheet.unsafe": entry(
        "invalid",
        "文件中有不允许的 XML 内容（{measured}）。请在 Excel 或 WPS 中另存为 .xlsx。",
        "The file contains XML that is not allowed ({measured}). Save it as .xlsx in Excel or WPS.",
    ),
    "sheet.not_text": entry(
        "invalid",
        "无法识别 .csv 的文字编码。请另存为 .xlsx，或 UTF-8 编码的 .csv。",
        "The .csv file is neither UTF-8 nor GB18030. Save it as .xlsx, or as .csv in UTF-8.",
    ),
    "sheet.too_many_rows": entry(
        "invalid",
        "表格超过 {allowed} 行。请分成几个文件提交。",
        "The sheet has more than {allowed} rows. Split it into several files.",
    ),
    "sheet.too_many_columns": entry(
        "invalid",
        "表格用到了 {measured} 列，最多到 {allowed} 列。请删去多余的列。",
        "The sheet extends to column {measured}. Columns after {allowed} are not allowed. Delete "
        "them.",
    ),
    "sheet.no_header": entry(
        "invalid",
        "没有找到表头行，应有：{allowed}。请使用下载的空白表。",
        "No heading row was found. It must have: {allowed}. Use the blank sheet for download.",
    ),
    "sheet.several": entry(
        "invalid",
        "有几张工作表都填了内容（{measured}）。请合并到一张表中。",
        "Several sheets are filled in ({measured}). Put everything on one sheet.",
    ),
    "sheet.column_missing": entry(
        "invalid", "缺少“{measured}”一栏。", "The column “{measured}” is missing."
    ),
    "sheet.column_twice": entry(
        "invalid",
        "“{measured}”一栏出现了不止一次（{allowed}）。请只留一栏。",
        "The column “{measured}” appears more than once ({allowed}). Keep only one.",
    ),
    "sheet.too_late": entry(
        "late",
        "推荐汇总表已于 {allowed:end} 截止。如需补报，请联系主办单位。",
        "The recommendation sheet was due by {allowed:end}. To submit one now, contact the host.",
    ),
    "sheet.mistakes": entry(
        "invalid",
        "表中还有 {measured} 处错误，没有导入任何内容。请改正后重新提交。",
        "The sheet has {measured} mistakes. Nothing was imported. Correct them and submit the "
        "sheet again.",
    ),
    "sheet.another_file": entry(
        "stale",
        "这不是刚才检查过的文件。请重新检查后再导入。",
        "This is not the file that was checked. Check this file first.",
    ),
    "sheet.no_rows": entry(
        "invalid",
        "表中没有填写任何内容。请从表头下一行开始填写。",
        "No row is filled in. Start in the row below the headings.",
    ),
    "sheet.formula": entry(
        "invalid",
        "单元格里是公式。请改为直接填写的内容（复制后“选择性粘贴—数值”）。",
        "This cell contains a formula. Replace it with its value (copy, then paste as values).",
    ),
    "sheet.error_value": entry(
        "invalid",
        "单元格里是错误值（{measured}）。请直接填写内容。",
        "This cell contains an error value ({measured}). Type in the content.",
    ),
    "sheet.hidden_row": entry(
        "invalid",
        "第 {measured} 行被隐藏或筛选掉了。请取消隐藏，或删去此行。",
        "Row {measured} is hidden or filtered out. Show it or delete it.",
    ),
    "sheet.hidden_column": entry(
        "invalid",
        "{measured} 列被隐藏。请取消隐藏，或删去此列。",
        "Column {measured} is hidden. Show it or delete it.",
    ),
    "sheet.rounded": entry(
        "invalid",
        "“{measured}”的位数已丢失。请把此列设为文本格式，重新填写完整号码。",
        "“{measured}” has lost digits. Format the column as text and type in the full number "
        "again.",
    ),
    "sheet.unclear": entry(
        "invalid",
        "单元格显示的内容与所存的值（{measured}）对不上，无法确定是哪一个。请把单元格设为文本格式，重新填写。",
        "It is unclear what this cell shows: the stored value is {measured}. Format the cell as "
        "text and type in the content again.",
    ),
    "sheet.length": entry(
        "invalid",
        "时长“{measured}”不符合活动要求，应在 {allowed:lengths}。请更正，或剪辑后再推荐。",
        "The duration “{measured}” is outside what the contest allows, {allowed:lengths}. Correct "
        "it, or edit the work first.",
    ),
    "sheet.duration": entry(
        "invalid",
        "时长“{measured}”有误，请写成 {allowed}。",
        "“{measured}” is not a valid duration. Write it as {allowed}.",
    ),
    "sheet.date": entry(
        "invalid",
        "日期“{measured}”有误，请写成 {allowed}。",
        "“{measured}” is not a valid date. Write it as {allowed}.",
    ),
    "sheet.number": entry(
        "invalid",
        "“{measured}”不是有效的数字，请写成 {allowed}。",
        "“{measured}” is not a valid number. Write it as {allowed}.",
    ),
    "sheet.link": entry(
        "invalid",
        "链接“{measured}”有误，应以 {allowed} 开头。",
        "“{measured}” is not a valid link. A link begins with {allowed}.",
    ),
    "sheet.row_twice": entry(
        "invalid",
        "与第 {measured} 行是同一件作品。请只留一行。",
        "This is the same work as in row {measured}. Keep only one of the rows.",
    ),
    "sheet.too_many": entry(
        "conflict",
        "同一邮箱的作品过多：第 {measured:list} 行连同已有的作品，超过每个参选主体 {allowed} 件的"
        "上限。请核对邮箱，或减少作品。",
        "One address has too many works: rows {measured}, with those that it has already, are more "
        "than the {allowed} that an entrant may submit. Check the address, or leave out works.",
    ),
    "sheet.report_twice": entry(
        "invalid",
        "与第 {measured} 行是同一篇报道。请只留一行。",
        "This is the same report as in row {measured}. Keep only one of the rows.",
    ),
    "sheet.invited_twice": entry(
        "invalid",
        "与第 {measured} 行的邮箱和角色相同。请只留一行。",
        "The address and role are the same as in row {measured}. Keep only one of the rows.",
    ),
    "sheet.other_unit": entry(
        "invalid",
        "推荐单位是“{measured}”，本表只能填“{allowed}”，或留空。",
        "The recommending unit is “{measured}”. In this sheet it must be “{allowed}” or empty.",
    ),
}
