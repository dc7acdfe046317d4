"""Spreadsheets as files: openpyxl reads and writes what `table` and `layout` in
`contest.spreadsheets` describe.

`read.tables` takes .xlsx and .csv and gives plain cells with their addresses, or refuses the file
by name; `write.workbook` makes an .xlsx in which no text can ever be a formula.

In order of reading: `archive` (nothing goes further that does not pass it), `numbers`, `sheet`,
`comma`, `read`; then `write`.
"""
