"""The airings of the demonstration: months that went by, today as far as the clock goes, and weeks already placed.

Written in bulk, as the verbs would have left them: seconds counted in the breaks, ranks, prices, journal, numbers.
"""

from spot.airings.demo.evening import ensure_evening
from spot.airings.demo.filling import ensure_airings

__all__ = ["ensure_airings", "ensure_evening"]
