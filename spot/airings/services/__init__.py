"""Everything that changes an airing. A verb is one transaction: lock, check, change, journal.

`verdicts` foresees, break by break, what placing would be answered.

Locks come in one order everywhere: campaign, order lines, spot version, days, breaks, airings.
"""

from spot.airings.services import verdicts
from spot.airings.services.freeing import free_break, free_planned, refuse_while_planned
from spot.airings.services.handing_over import hand_over, take_over
from spot.airings.services.placing import book, move
from spot.airings.services.retiming import preview_retiming, retime_rest
from spot.airings.services.settling import cancel, confirm, correct, miss, preempt, preempt_break, undo
from spot.airings.services.swapping import preview_swap, swap
from spot.airings.services.telling import tell_break, tell_items

__all__ = [
    "book", "cancel", "confirm", "correct", "free_break", "free_planned", "hand_over", "miss", "move", "preempt",
    "preempt_break", "preview_retiming", "preview_swap", "refuse_while_planned", "retime_rest", "swap",
    "take_over", "tell_break", "tell_items", "undo", "verdicts",
]  # fmt: skip
