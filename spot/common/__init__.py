"""What every room may use and none owns: money, the clock, refusals, idempotency keys. No business words.

Doors: `clock`, `money`, `refusals.Refused`, `idempotency.once`, `web.opens_to`.
"""
