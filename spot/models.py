"""Every table of the app, for Django alone: people import a model from its room."""

from spot.accounts.models import *  # noqa: F403
from spot.airings.models import *  # noqa: F403
from spot.breaks.models import *  # noqa: F403
from spot.campaigns.models import *  # noqa: F403
from spot.clearance.models import *  # noqa: F403
from spot.common.models import *  # noqa: F403
from spot.creatives.models import *  # noqa: F403
from spot.journal.models import *  # noqa: F403
from spot.messaging.models import *  # noqa: F403
from spot.pricing.models import *  # noqa: F403
