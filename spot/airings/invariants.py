"""What must never be false of airings, whatever was done at the same time."""

from django.db.models import Count, F, Q, QuerySet, Sum

from spot.airings.models import Airing
from spot.airings.workflow import SETTLED, Status
from spot.breaks.models import AdBreak
from spot.breaks.workflow import Status as BreakStatus
from spot.campaigns.models import OrderLine
from spot.campaigns.workflow import Status as CampaignStatus
from spot.common.invariants import Check, Found, found


def booked_sum() -> Found:
    """The seconds a break counts are those of the airings it holds."""
    held = Sum("airings__seconds", filter=~Q(airings__status=Status.CANCELLED), default=0)
    apart = AdBreak.objects.order_by().annotate(held=held).exclude(booked_seconds=F("held"))
    rows = apart.values_list("pk", "booked_seconds", "held")
    return found(
        AdBreak.objects.count(), (f"break {pk}: counts {counted} s, holds {held} s" for pk, counted, held in rows)
    )


def states() -> Found:
    """A known state, with what that state says; the airing stands in its break's day."""
    settled = Airing.objects.filter(status__in=SETTLED)
    return _each(
        {
            "unknown state": Airing.objects.exclude(status__in=Status.values),
            "aired without an hour": Airing.objects.aired().filter(aired_at=None),
            "aired without a version": Airing.objects.aired().filter(spot_version=None),
            "an hour though it did not air": Airing.objects.exclude(status=Status.AIRED).filter(aired_at__isnull=False),
            "settled by nobody": settled.filter(Q(acted_by=None) | Q(acted_at=None) | Q(reason=None)),
            "not in its break's day": Airing.objects.exclude(day=F("ad_break__day")),
        }
    )


def cancelled() -> Found:
    """Nothing is planned under a cancelled campaign, in a cancelled break, or of a spot with no approved version."""
    planned = Airing.objects.planned()
    return _each(
        {
            "planned under a cancelled campaign": planned.filter(campaign__status=CampaignStatus.CANCELLED),
            "planned in a cancelled break": planned.filter(ad_break__status=BreakStatus.CANCELLED),
            "planned though no version is approved": planned.filter(spot__approved_version=None),
        }
    )


def orders() -> Found:
    """No line airs more than it orders, for more than its price, or beyond its dates."""
    taking = ~Q(placed__status=Status.CANCELLED)
    lines = (
        OrderLine.objects.filter(placed__isnull=False)
        .order_by()
        .annotate(taken=Count("placed", filter=taking), value=Sum("placed__net_ht_fcfa", filter=taking, default=0))
    )
    over = lines.filter(Q(taken__gt=F("airings")) | Q(value__gt=F("net_ht_fcfa")))
    outside = Airing.objects.taking_seconds().filter(line__isnull=False)
    outside = outside.exclude(day__gte=F("line__starts_on"), day__lte=F("line__ends_on"))
    wrong = [
        f"order line {row.pk}: {row.taken} of {row.airings} airings, {row.value} of {row.net_ht_fcfa} F" for row in over
    ]
    return found(OrderLine.objects.count(), wrong + [f"airing {row.pk}: outside its order line" for row in outside])


def separation() -> Found:
    """An advertiser airs once in a break, and never beside a competitor."""
    sold = Airing.objects.taking_seconds().filter(organisation__isnull=False).order_by()
    twice = sold.values_list("ad_break", "organisation").annotate(n=Count("pk")).filter(n__gt=1)
    exclusive = sold.filter(spot__product_category__is_exclusive=True)
    rivals = exclusive.values_list("ad_break", "spot__product_category").annotate(n=Count("pk")).filter(n__gt=1)
    return found(
        sold.count(),
        [
            *(f"break {ad_break}: advertiser {client} {n} times" for ad_break, client, n in twice),
            *(f"break {ad_break}: {n} airings of {category}" for ad_break, category, n in rivals),
        ],
    )


def ranks() -> Found:
    """The airings of a break are ranked 1, 2, 3…"""
    held = (
        Airing.objects.taking_seconds()
        .order_by()
        .values_list("ad_break")
        .annotate(n=Count("rank", distinct=True), all=Count("pk"), total=Sum("rank"))
    )
    wrong = [pk for pk, n, total_rows, total in held if n != total_rows or total != n * (n + 1) // 2]
    return found(len(held), (f"break {pk}: ranks are not 1, 2, 3…" for pk in wrong))


def _each(breaches: dict[str, QuerySet[Airing]]) -> Found:
    return found(
        Airing.objects.count(),
        (f"airing {pk}: {what}" for what, rows in breaches.items() for pk in rows.values_list("pk", flat=True)),
    )


CHECKS: dict[str, Check] = {
    "booked_sum": booked_sum, "airing_states": states, "cancelled": cancelled, "orders": orders,
    "separation": separation, "ranks": ranks,
}  # fmt: skip
