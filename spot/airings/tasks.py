"""Work that many days share, a day at a time."""

from datetime import date
from uuid import UUID

from django_tasks import task

from spot.airings import services
from spot.airings.models import Airing
from spot.journal.services import act


@task()
def tell_client_renamed(organisation_id: str, day: str) -> None:
    """Tell the screens of one day that a client's name changed."""
    rows = Airing.objects.taking_seconds().filter(organisation=UUID(organisation_id), day=date.fromisoformat(day))
    with act():
        services.tell_items(rows, by=None)
