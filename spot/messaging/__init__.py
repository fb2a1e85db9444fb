"""News for people: notifications in the application, written from the journal in the transaction of the change.

Alerts of the control room are given by time (`services.give_alerts()`), each once.
Doors: `services.notify()`, `queries.unread()`, `queries.as_notification()`.
"""
