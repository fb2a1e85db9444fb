"""References such as C-2611-038: year, month, and a serial that no two orders share."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models.functions import Length

from spot.campaigns.models import Campaign
from spot.common import clock
from spot.common.refusals import Refused

ATTEMPTS = 60


def insert(campaign: Campaign) -> None:
    """Save a new campaign under the next free reference of the month.

    Two at once: the database lets one through, the other waits for it and takes the number after. Refused: `busy` (503).
    """
    for _ in range(ATTEMPTS):
        campaign.reference = following(clock.today())
        try:
            with transaction.atomic():
                campaign.save(force_insert=True)
        except IntegrityError:
            if not Campaign.objects.filter(reference=campaign.reference).exists():
                raise
        else:
            return
    raise Refused("busy", "Trop de commandes arrivent en même temps : réessayez dans un instant.", status=503)


def following(month: date) -> str:
    """The reference after the last of a month; serials above 999 are longer, hence the order by length."""
    prefix = f"C-{month:%y%m}-"
    known = Campaign.objects.filter(reference__startswith=prefix).order_by(Length("reference").desc(), "-reference")
    last = known.values_list("reference", flat=True).first()
    serial = int(last.removeprefix(prefix)) + 1 if last else 1
    return f"{prefix}{serial:03}"
