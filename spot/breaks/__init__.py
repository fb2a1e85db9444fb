"""The grid: dayparts, the week's template of ad breaks, the broadcast days made from it, and the breaks of a day.

Doors: `services` (generate, retime, cancel, edit the template, reserve and free seconds), `queries.as_break()`.
"""
