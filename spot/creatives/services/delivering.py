"""A file becomes a version of a spot: looked into first, then bytes and row together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from spot.accounts.models import User
from spot.campaigns.models import Campaign, LineKind
from spot.common import files
from spot.common.files import Media
from spot.common.models import new_id
from spot.common.refusals import Refused
from spot.creatives import numbers, queries
from spot.creatives.inspection import Inspected, inspected
from spot.creatives.models import Spot, SpotVersion
from spot.creatives.workflow import VERBS, Status
from spot.journal import services as journal
from spot.journal.transitions import lock, plain

Within = Callable[[Spot], None]
FACTS = ("number", "status", "house_number", "sha256", "size_bytes", "media_type", "seconds")


def nothing_more(_spot: Spot) -> None:
    """What most deliveries do besides."""


def upload(campaign: Campaign, *, title: str, media: Media, by: User, within: Within = nothing_more) -> Spot:
    """A new spot of a campaign, its first version waiting for the technical verdict.

    `within` runs in the transaction that makes the spot: what it writes is as true as the spot is. Refused: as
    `looked_into` and `deliver`.
    """
    with looked_into(media, campaign=campaign, by=by) as found:
        return deliver(campaign, found, title=title, by=by, within=within)


def replace(spot: Spot, *, media: Media, by: User, within: Within = nothing_more) -> SpotVersion:
    """A new version of a spot; an approved one goes on airing, one that waited for an opinion is withdrawn.

    Refused: as `looked_into` and `deliver_next`.
    """
    VERBS.check("replace", spot.latest, by=by)
    with looked_into(media, campaign=campaign_of(spot), by=by) as found:
        return deliver_next(spot, found, by=by, within=within)


@contextmanager
def looked_into(media: Media, *, campaign: Campaign, by: User) -> Iterator[Inspected]:
    """A file taken in and opened in the locked child, which is long work and belongs outside every transaction.

    Refused: `campaign_closed`, `too_large` (413), `disk_full` (507), and what `inspected` says of a file (422); then
    nothing is stored.
    """
    VERBS.require_role("upload", by)
    refuse_if_closed(campaign)
    with files.taken(media, limit_bytes=limit_bytes()) as received, inspected(received) as found:
        yield found


def reuse(spot: Spot, *, campaign: Campaign, by: User) -> Spot:
    """The same film for another campaign of the same organisation: same bytes, new house number, to be reviewed again.

    Refused: `campaign_closed`, `wrong_state` when the spot has no version fit for it, `not_found` for somebody else's.
    """
    version = spot.approved_version or spot.latest
    VERBS.check("reuse", version, by=by)
    if campaign.organisation_id != spot.organisation_id:
        raise Refused("not_found", "Ce spot appartient à une autre organisation.", status=404)
    with journal.act():
        order = lock(campaign)
        refuse_if_closed(order)
        made = _spot(order, spot.title, by)
        _write("reuse", _copy(version, made, by), by=by)
    return made


def limit_bytes() -> int:
    """The largest file we take."""
    return int(settings.SPOT_UPLOAD_MAX_MB) * files.MEGABYTE


def refuse_if_closed(campaign: Campaign) -> None:
    if not campaign.takes_uploads:
        raise Refused("campaign_closed", "Cette campagne est annulée ou terminée : elle ne reçoit plus de spot.")


def refuse_above_quota(campaign: Campaign, size_bytes: int) -> None:
    quota = settings.SPOT_UPLOAD_QUOTA_MB * files.MEGABYTE
    if settings.SPOT_THROTTLE and queries.stored_bytes(campaign.organisation_id) + size_bytes > quota:
        sentence = "Votre organisation a atteint la place qui lui est réservée. Contactez la régie."
        raise Refused("quota_reached", sentence, status=413)


def campaign_of(spot: Spot) -> Campaign:
    if spot.campaign is None:
        raise Refused("not_found", "Ce spot est celui de la station.", status=404)
    return spot.campaign


def deliver(campaign: Campaign, found: Inspected, *, title: str, by: User, within: Within = nothing_more) -> Spot:
    """Bytes and rows of a new spot. Refused: `campaign_closed`, `quota_reached` (413), `no_length` (422)."""
    version = _version(found, by)
    with files.kept(_places(version, found)), journal.act():
        order = _open_order(campaign, found)
        version.spot = _spot(order, title, by)
        version.seconds = found.seconds or ordered_seconds(order)
        _write("upload", version, by=by)
        within(version.spot)
    return version.spot


def deliver_next(spot: Spot, found: Inspected, *, by: User, within: Within = nothing_more) -> SpotVersion:
    """Bytes and row of a new version. Refused: as `deliver`, and `wrong_state` while the latest is being checked."""
    version = _version(found, by)
    with files.kept(_places(version, found)), journal.act():
        order = _open_order(campaign_of(spot), found)
        version.spot = lock(spot)
        latest = VERBS.take("replace", spot.latest, by=by)
        version.number = latest.number + 1
        version.seconds = found.seconds or ordered_seconds(order)
        if latest.status == Status.PENDING_REVIEW:
            VERBS.put("withdraw", latest, by=by, reason=f"Remplacée par la version {version.number}")
        _write("replace", version, by=by)
        within(version.spot)
    return version


def _open_order(campaign: Campaign, found: Inspected) -> Campaign:
    """The campaign, locked, with room for the file."""
    order = lock(campaign)
    refuse_if_closed(order)
    refuse_above_quota(order, found.kept.size_bytes)
    return order


def _spot(campaign: Campaign, title: str, by: User) -> Spot:
    return Spot.objects.create(
        organisation_id=campaign.organisation_id, campaign=campaign, product_category_id=campaign.product_category_id,
        title=title, created_by=by,
    )  # fmt: skip


def _version(found: Inspected, by: User) -> SpotVersion:
    key = new_id()
    return SpotVersion(
        id=key, number=1, status=Status.PROCESSING, file=f"spots/{key}/spot.{found.format.name}",
        poster=f"spots/{key}/poster.jpg", original_name=found.kept.name[:255], sha256=found.kept.sha256,
        size_bytes=found.kept.size_bytes, media_type=found.format.media_type, content_type=found.format.content_type,
        facts=found.facts, uploaded_by=by,
    )  # fmt: skip


def _places(version: SpotVersion, found: Inspected) -> dict[str, Path]:
    return {str(version.file.name): found.kept.path, str(version.poster.name): found.poster}


def _copy(version: SpotVersion, made: Spot, by: User) -> SpotVersion:
    kept = ("file", "poster", "original_name", "sha256", "size_bytes", "media_type", "content_type", "seconds", "facts")
    facts = {name: getattr(version, name) for name in kept}
    return SpotVersion(spot=made, number=1, status=Status.PENDING_REVIEW, uploaded_by=by, **facts)


def _write(verb: str, version: SpotVersion, *, by: User) -> None:
    version.house_number = numbers.house_number(version.spot.organisation, version.seconds)
    version.save(force_insert=True)
    journal.record(f"spots.{verb}", version, by=by, after=plain(version, FACTS))


def ordered_seconds(campaign: Campaign) -> int:
    """How long a picture stays on screen: what the first order line says. Refused: `no_length` (422)."""
    line = campaign.lines.filter(kind=LineKind.AIRTIME).first()
    if line is None:
        sentence = "Indiquez d’abord la durée de vos passages dans la campagne : une image reste à l’écran ce temps-là."
        raise Refused("no_length", sentence, status=422)
    return line.seconds
