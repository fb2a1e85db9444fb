"""The life of an airing in a break: book, move, cancel, confirm, miss, undo, pre-empt, correct.

Doors: `services`, one function per verb; `queries.item()`, `queries.snapshot()`, `queries.events()` for sockets and API.
"""
