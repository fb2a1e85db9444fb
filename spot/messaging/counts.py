"""What waits for an administrator, counted for the console's badges."""

from django.db.models import Exists, OuterRef

from spot.campaigns.models import Campaign
from spot.creatives.models import SpotVersion
from spot.creatives.workflow import Status


def pending() -> dict[str, int]:
    """The contract's pending counts. Messages and coverage requests come with their rooms: 0 until then."""
    newer = SpotVersion.objects.filter(spot=OuterRef("spot"), number__gt=OuterRef("number"))
    to_review = SpotVersion.objects.filter(~Exists(newer), status=Status.PENDING_REVIEW)
    return {
        "count_campaigns_pending": Campaign.objects.pending().count(),
        "count_spots_pending": to_review.count(),
        "count_messages_pending": 0,
        "count_coverages_pending": 0,
    }
