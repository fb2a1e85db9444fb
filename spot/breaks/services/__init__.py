"""Everything that changes the grid: days made from the template, breaks of a day, the template, seconds of a break."""

from spot.breaks.services.days import generate, generate_until, lock_open_day, refuse_closed, refuse_started
from spot.breaks.services.of_day import add, cancel, change, redraw, refuse_outside_day, retime
from spot.breaks.services.seconds import free, refuse_full, reserve
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
    "refuse_closed",
    "refuse_full",
    "refuse_outside_day",
    "refuse_started",
    "remove_from_week",
    "reserve",
    "retime",
]
