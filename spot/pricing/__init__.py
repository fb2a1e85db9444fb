"""What a second costs: dated rate cards and the one cascade that prices everything.

Doors: `services.quote()`, `services.publish()`, `queries.sheet()`, `queries.rate_card_on()`.
"""
