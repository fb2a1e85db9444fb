"""Writing notifications, reading them (the act of a person), alerts of the control room, alarms of the site."""

from spot.messaging.services.alarming import SAME_TROUBLE, end_alarm, raise_alarm, told
from spot.messaging.services.alerting import give_alerts
from spot.messaging.services.notifying import notify, read, read_all

__all__ = ["SAME_TROUBLE", "end_alarm", "give_alerts", "notify", "raise_alarm", "read", "read_all", "told"]
