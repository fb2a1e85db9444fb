"""Writing notifications, reading them (the act of a person), and giving the control room its alerts."""

from spot.messaging.services.alerting import give_alerts
from spot.messaging.services.notifying import notify, read, read_all

__all__ = ["give_alerts", "notify", "read", "read_all"]
