"""Spreadsheets as files: reads and writes what `table` and `layout` in `contest.spreadsheets`
describe. openpyxl writes; reading is our own, because its time has to be bounded.

`read.tables` accepts .xlsx and .csv and returns plain cells with their addresses, or a refusal that
names the kind of file. `write.workbook` makes an .xlsx in which no text can become a formula.

Read the modules in this order: `archive` (the gate that every file has to pass), `package`,
`cells`, `areas`, `numbers`, `sheet`, `comma`, `read`; then `write`.
"""
