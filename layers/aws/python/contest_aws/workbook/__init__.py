"""Spreadsheets as files: openpyxl reads and writes what `table` and `layout` in
`contest.spreadsheets` describe.

`read.tables` accepts .xlsx and .csv and returns plain cells with their addresses, or a refusal that
names the kind of file. `write.workbook` makes an .xlsx in which no text can become a formula.

Read the modules in this order: `archive` (the gate that every file has to pass), `numbers`,
`sheet`, `comma`, `read`; then `write`.
"""
