"""A channel layer that forgets its groups after two seconds, as channels_redis does after a day."""

from spot_bf1.settings import *  # noqa: F403
from spot_bf1.settings import REDIS_URL

FORGETS_AFTER_SECONDS = 2
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "group_expiry": FORGETS_AFTER_SECONDS},
    }
}
