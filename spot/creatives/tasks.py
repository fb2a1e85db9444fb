"""Work done beside the pages: the verdict on a delivered file."""

from uuid import UUID

from django_tasks import task

from spot.creatives import services


@task
def verdict(version_id: str) -> None:
    services.give_verdict(UUID(version_id))
