"""Every table of the app, for Django alone: people import a model from its room."""

from spot.accounts.models import *
from spot.airings.models import *
from spot.breaks.models import *
from spot.campaigns.models import *
from spot.clearance.models import *
from spot.common.models import *
from spot.creatives.models import *
from spot.journal.models import *
from spot.messaging.models import *
from spot.pricing.models import *
