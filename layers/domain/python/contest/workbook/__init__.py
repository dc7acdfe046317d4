"""What a spreadsheet holds, and how one is written: pure, over bytes, with the standard library.

`read.table` takes .xlsx and .csv and gives plain cells with their addresses, or refuses the file by
name; `write.workbook` makes an .xlsx in which no text can ever be a formula.

In order of reading: `cells`, `archive` (nothing goes further that does not pass it), `xml`,
`numbers`, `parts`, `sheet_part`, `comma`, `read`; then `write`.
"""
