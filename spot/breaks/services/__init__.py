"""Everything that changes the grid: days made from the template, breaks of a day, the template, seconds of a break."""

from spot.breaks.services.days import generate, generate_until, lock_open_day
from spot.breaks.services.of_day import add, cancel, change, retime
from spot.breaks.services.seconds import free, reserve

__all__ = ["add", "cancel", "change", "free", "generate", "generate_until", "lock_open_day", "reserve", "retime"]
