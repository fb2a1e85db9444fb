"""Everything that changes a campaign. A verb is one transaction: lock, check, change, journal."""

from spot.campaigns.services.deciding import approve, cancel, reject, submit
from spot.campaigns.services.drafting import LineOrdered, copy, draft, replace_lines, save

__all__ = ["LineOrdered", "approve", "cancel", "copy", "draft", "reject", "replace_lines", "save", "submit"]
