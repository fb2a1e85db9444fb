"""What was sold, aired and lost: one query layer for the screen, the Excel file and the PDF.

Doors: `period.asked()`, `queries.report()`, `workbook.write()`, `document.write()`. Reads every room, writes none.
"""
