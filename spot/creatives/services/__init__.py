"""Everything that changes a spot: delivering versions of it, and deciding about them."""

from spot.creatives.services.deciding import approve, reject, withdraw
from spot.creatives.services.delivering import replace, reuse, upload
from spot.creatives.services.sweeping import sweep
from spot.creatives.services.verdict import give_verdict

__all__ = ["approve", "give_verdict", "reject", "replace", "reuse", "sweep", "upload", "withdraw"]
