"""Everything that changes a spot: delivering versions of it, and deciding about them."""

from spot.creatives.services.deciding import approve, reject, withdraw
from spot.creatives.services.delivering import replace, reuse, upload
from spot.creatives.services.resuming import LARGEST_PIECE, cancel, receive, start
from spot.creatives.services.sweeping import sweep
from spot.creatives.services.verdict import give_up_verdict, give_verdict

__all__ = [
    "LARGEST_PIECE", "approve", "cancel", "give_up_verdict", "give_verdict", "receive", "reject", "replace", "reuse",
    "start", "sweep", "upload", "withdraw",
]  # fmt: skip
