"""Everything that changes the grid: days made from the template, breaks of a day, the template, seconds of a break."""

from spot.breaks.services.days import generate, generate_until, lock_open_day
from spot.breaks.services.of_day import add, cancel, change, redraw, retime
from spot.breaks.services.seconds import free, reserve
from spot.breaks.services.week import add_to_week, change_in_week, follow_template, remove_from_week

__all__ = [
    "add",
    "add_to_week",
    "cancel",
    "change",
    "change_in_week",
    "follow_template",
    "free",
    "generate",
    "generate_until",
    "lock_open_day",
    "redraw",
    "remove_from_week",
    "reserve",
    "retime",
]
