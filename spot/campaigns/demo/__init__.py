"""The orders of the demonstration."""

from spot.campaigns.demo.orders import ensure_campaigns, ensure_queue

__all__ = ["ensure_campaigns", "ensure_queue"]
