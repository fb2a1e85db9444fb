"""Running the site: health, metrics, the demonstration, backups, invariants, the table of routes.

Doors: `demonstration.run()`, `fill.everything()`, `backup`, `invariants.verify()`, `routes.table()`, `schedule.run_due()`.
"""
