"""The stage of B1: a break with a few seconds left, and many advertisers who each want them at the same instant.

`python -m tests.reliability.rush` writes the stage into the database that the environment names and prints it as JSON.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import product
from string import ascii_uppercase

LENGTHS = (30, 15, 20, 45)


@dataclass
class Stage:
    """What the rush needs: a key, the break with its free seconds, and a spot with its length for each booking."""

    token: str
    ad_break: str
    capacity_seconds: int
    spots: list[tuple[str, int]]


def set_up(count: int, *, capacity_seconds: int, mixed: bool) -> Stage:
    """`count` advertisers of a category that competes with nobody, each with an approved spot and an open line."""
    from spot.accounts.models import Organisation, User
    from spot.accounts.tokens import issue
    from spot.breaks.models import AdBreak, BroadcastDay
    from spot.common import clock
    from spot.operations import demo

    demo.ensure_rules()
    day = clock.broadcast_today() + timedelta(days=1)
    by = User.objects.create_user(
        "rush", email="rush@bf1.example", password=None, full_name="Salif Kaboré", role="broadcaster"
    )
    codes = ("".join(letters) for letters in product(ascii_uppercase, repeat=4))
    clients = Organisation.objects.bulk_create(
        Organisation(name=f"Client {code}", code=code, status="verified")
        for code, _ in zip(codes, range(count), strict=False)
    )
    BroadcastDay.objects.get_or_create(day=day)
    ad_break = AdBreak.objects.create(
        day_id=day,
        code="RUSH",
        starts_at=clock.day_bounds(day)[0] + timedelta(hours=14),
        daypart_id="prime",
        capacity_seconds=capacity_seconds,
    )
    lengths = [LENGTHS[n % len(LENGTHS)] if mixed else LENGTHS[0] for n in range(count)]
    return Stage(issue(by), str(ad_break.pk), capacity_seconds, _orders(clients, lengths, day, by))


def _orders(clients, lengths, day, by):
    from spot.campaigns.models import Campaign, OrderLine
    from spot.creatives.models import Spot, SpotVersion

    campaigns = Campaign.objects.bulk_create(
        Campaign(
            reference=f"R-{client.code}", organisation=client, title=client.name, product_category_id="divers", objective="promotion",
            starts_on=day, ends_on=day, status="approved", created_by=by,
        )
        for client in clients
    )  # fmt: skip
    OrderLine.objects.bulk_create(
        OrderLine(campaign=campaign, daypart_id="prime", starts_on=day, ends_on=day, seconds=seconds, airings=1)
        for campaign, seconds in zip(campaigns, lengths, strict=True)
    )
    spots = Spot.objects.bulk_create(
        Spot(
            organisation_id=campaign.organisation_id,
            campaign=campaign,
            product_category_id="divers",
            title=campaign.title,
            created_by=by,
        )
        for campaign in campaigns
    )
    versions = SpotVersion.objects.bulk_create(
        SpotVersion(
            spot=spot, number=1, status="approved", house_number=f"BF1/{campaign.reference[2:]}001/{seconds:03}", file="none.mp4",
            original_name="none.mp4", sha256="0" * 64, size_bytes=1, media_type="video", content_type="video/mp4", seconds=seconds, uploaded_by=by,
        )
        for spot, campaign, seconds in zip(spots, campaigns, lengths, strict=True)
    )  # fmt: skip
    for spot, version in zip(spots, versions, strict=True):
        spot.approved_version = version
    Spot.objects.bulk_update(spots, ["approved_version"], batch_size=200)
    return [(str(spot.pk), seconds) for spot, seconds in zip(spots, lengths, strict=True)]


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    asked = json.loads(os.environ["RUSH"])
    print(json.dumps(asdict(set_up(**asked))))


if __name__ == "__main__":
    main()
