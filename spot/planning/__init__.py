"""Placing many airings at once: one spot over dates and weekdays, with a report of what was refused and why.

Doors: `services.place()`, `tray.tray_of()`.
"""
