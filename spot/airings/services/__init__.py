"""Everything that changes an airing. A verb is one transaction: lock, check, change, journal.

Locks come in one order everywhere: campaign, order lines, spot version, days, breaks, airings.
"""

from spot.airings.services.freeing import free_planned, refuse_while_planned
from spot.airings.services.placing import book, move
from spot.airings.services.settling import cancel, confirm, correct, miss, preempt, preempt_break, undo
from spot.airings.services.telling import tell_break, tell_items

__all__ = [
    "book", "cancel", "confirm", "correct", "free_planned", "miss", "move", "preempt", "preempt_break",
    "refuse_while_planned", "tell_break", "tell_items", "undo",
]  # fmt: skip
