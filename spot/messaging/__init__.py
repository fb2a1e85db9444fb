"""News for people: notifications in the application, written from the journal in the transaction of the change.

Doors: `services.notify()`, `queries.unread()`, `queries.as_notification()`.
"""
