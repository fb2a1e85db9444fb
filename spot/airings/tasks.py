"""Work that many days share, a day at a time."""

from datetime import date
from typing import Any
from uuid import UUID

from spot.airings import services
from spot.airings.models import Airing
from spot.common.jobs.terms import ANY, job
from spot.journal.services import act


@job(ANY)
def tell_client_renamed(context: Any, organisation_id: str, day: str) -> None:
    """Tell the screens of one day that a client's name changed. Told twice, they show the same."""
    rows = Airing.objects.taking_seconds().filter(organisation=UUID(organisation_id), day=date.fromisoformat(day))
    with act():
        services.tell_items(rows, by=None)
