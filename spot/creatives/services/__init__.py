"""Everything that changes a spot: delivering versions of it, and deciding about them."""

from spot.creatives.services.deciding import approve, reject, withdraw
from spot.creatives.services.delivering import deliver, deliver_next, looked_into, replace, reuse, upload
from spot.creatives.services.resuming import LARGEST_PIECE, cancel, is_there, receive, start
from spot.creatives.services.sweeping import forget_lost, sweep
from spot.creatives.services.verdict import give_up_verdict, give_verdict

__all__ = [
    "LARGEST_PIECE", "approve", "cancel", "deliver", "deliver_next", "forget_lost", "give_up_verdict",
    "give_verdict", "is_there", "looked_into", "receive", "reject", "replace", "reuse", "start", "sweep",
    "upload", "withdraw",
]  # fmt: skip
