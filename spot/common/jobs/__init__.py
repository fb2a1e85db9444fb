"""Work that is queued in the database and done beside the pages.

Doors: `terms.job` declares a task; `worker.Worker` does the tasks of one lane; `rescue.rescue` puts back
those whose worker is gone; `queries.by_lane` counts them.
"""
