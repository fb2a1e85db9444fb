"""What the page of a campaign shows, for its advertiser and for the administrator alike."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from spot.breaks.models import Daypart
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import Shown, Status
from spot.common import clock
from spot.common.french import day_long, percent_bp, uncapitalised
from spot.common.money import grouped
from spot.creatives.models import SpotVersion
from spot.journal.models import Entry
from spot.messaging.words import told

Lines = list[dict[str, Any]]
VAT_BP = 1800
WEEKDAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")


def cascade(quote: Mapping[str, Any], *, vat_bp: int = VAT_BP) -> Lines:
    """A quote as the component of the price shows it: each line, majorations, commission, net, tax."""
    names = dict(Daypart.objects.values_list("slug", "name"))
    lines = [_line(line, names) for line in quote["lines"]]
    more = [row for line in quote["lines"] for row in _majorations(line)]
    less = [_reduction(step) for step in quote["steps"]]
    gross = sum(line["unit_ht_fcfa"] * line["airings"] for line in quote["lines"])
    middle = [{"label": _("Prix brut"), "amount_fcfa": gross, "kind": "subtotal"}] if less else []
    net = {"label": _("Net HT"), "amount_fcfa": quote["net_ht_fcfa"], "kind": "subtotal"}
    vat = {"label": _("TVA"), "amount_fcfa": quote["vat_fcfa"], "kind": "more", "why": percent_bp(vat_bp)}
    return [*lines, *more, *middle, *less, net, vat]


def _line(line: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    tariff = sum(step["amount_fcfa"] for step in _tariff_steps(line))
    return {
        "label": f"{names[line['daypart']]}, {line['seconds']} s × {grouped(line['airings'])}",
        "amount_fcfa": tariff * line["airings"],
        "why": f"{grouped(tariff)} l’un, {' + '.join(step['label'] for step in _tariff_steps(line)).lower()}",
    }


def _tariff_steps(line: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    steps: list[Mapping[str, Any]] = line["steps"]
    return steps[:-1] if line.get("position") else steps


def _majorations(line: Mapping[str, Any]) -> Lines:
    if not line.get("position"):
        return []
    step = line["steps"][-1]
    why = f"{percent_bp(step['rate_bp'])} de {grouped(step['base_fcfa'])}, × {grouped(line['airings'])}"
    return [{"label": step["label"], "amount_fcfa": step["amount_fcfa"] * line["airings"], "kind": "more", "why": why}]


def _reduction(step: Mapping[str, Any]) -> dict[str, Any]:
    why = f"{percent_bp(abs(step['rate_bp']))} de {grouped(step['base_fcfa'])}"
    return {"label": step["label"], "amount_fcfa": step["amount_fcfa"], "kind": "less", "why": why}


def price_of(campaign: Campaign) -> dict[str, Any]:
    """The price of a campaign as its page shows it: cascade, total, and the words around them."""
    if not campaign.quote.get("lines"):
        return {"lines": [], "on_request": campaign.quote.get("on_request", [])}
    vat_bp = campaign.rate_card.vat_bp if campaign.rate_card else VAT_BP
    return {"lines": cascade(campaign.quote, vat_bp=vat_bp), "total_fcfa": campaign.total_ttc_fcfa}


def weekdays_words(weekdays: str) -> str:
    """The days of 012345 are “lun. mar. mer. jeu. ven. sam.”; those of all seven “tous les jours”."""
    chosen = sorted({int(day) for day in weekdays})
    return _("tous les jours") if len(chosen) == len(WEEKDAYS) else " ".join(WEEKDAYS[day] for day in chosen)


def to_place(counts: Mapping[str, int]) -> int:
    """Airings ordered and not placed yet."""
    return max(0, counts["ordered"] - sum(counts[status] for status in ("aired", "planned", "missed", "preempted")))


def segments(counts: Mapping[str, int]) -> Lines:
    """The bar of a campaign: what aired, what is planned, what waits for a place, what was lost."""
    values = {**counts, "waiting": to_place(counts)}
    return [{"tone": tone, "value": values[tone]} for tone in ("aired", "planned", "waiting", "missed", "preempted")]


def timeline(campaign: Campaign) -> Lines:
    """Draft, pending, approved, active, completed: where the campaign is, with dates."""
    stages = [
        (Status.DRAFT, _("Brouillon"), day_long(campaign.created_at)),
        (Status.PENDING, _("En attente"), _on(_("soumise le"), campaign.submitted_at)),
        (Status.APPROVED, _("Approuvée"), _decision(campaign)),
        (Shown.ACTIVE, _("Active"), _on(_("du"), campaign.starts_on)),
        (Shown.COMPLETED, _("Terminée"), _on(_("le"), campaign.ends_on)),
    ]
    if campaign.status in {Status.REJECTED, Status.CANCELLED}:
        return _stopped(campaign, stages)
    at = [str(stage[0]) for stage in stages].index(campaign.shown_status)
    return [
        {"word": word, "note": note, **_state(campaign, index, at)} for index, (_value, word, note) in enumerate(stages)
    ]


def _state(campaign: Campaign, index: int, at: int) -> dict[str, Any]:
    if index != at or campaign.shown_status == Shown.COMPLETED:
        return {"state": "done" if index <= at else "next"}
    share = _elapsed(campaign) if campaign.shown_status == Shown.ACTIVE else None
    return {"state": "now", "icon": _ICONS[campaign.shown_status], "share": share}


_ICONS = {"draft": "pencil", "pending": "hourglass", "approved": "shield", "active": "play-circle"}


def _elapsed(campaign: Campaign) -> int:
    """The share of the campaign's days already gone, in per cent."""
    days = (campaign.ends_on - campaign.starts_on).days + 1
    return min(100, 100 * ((clock.today() - campaign.starts_on).days + 1) // days)


def _stopped(campaign: Campaign, stages: list[tuple[Any, str, str]]) -> Lines:
    """A refusal or a cancellation stands where the next state would have been."""
    reached = 2 if campaign.submitted_at else 1
    reached += bool(campaign.decided_at and campaign.status == Status.CANCELLED and campaign.rate_card_id)
    done = [{"word": word, "note": note, "state": "done"} for _value, word, note in stages[:reached]]
    word = Status(campaign.status).label
    note = _decision(campaign) if campaign.status == Status.REJECTED else ""
    return [*done, {"word": word, "note": note, "state": "stopped", "icon": "ban"}]


def _decision(campaign: Campaign) -> str:
    if not campaign.decided_at:
        return ""
    return f"{day_long(campaign.decided_at)}, {campaign.decided_by}"


def _on(word: str, moment: Any) -> str:
    return f"{word} {day_long(moment)}" if moment else ""


def history(campaign: Campaign, most: int | None = None) -> tuple[Lines, int]:
    """The journal of a campaign and of its spots, newest first: its newest lines, and how many there are."""
    versions = SpotVersion.objects.filter(spot__campaign=campaign).values_list("pk", "spot__title")
    titles = {str(pk): title for pk, title in versions}
    mine = Q(thing_kind="campaign", thing_id=str(campaign.pk)) | Q(thing_kind="spotversion", thing_id__in=titles)
    entries = Entry.objects.filter(mine).select_related("actor").order_by("-at", "-pk")
    return [_told(entry, titles) for entry in entries[:most]], entries.count()


def _told(entry: Entry, titles: Mapping[str, str]) -> dict[str, Any]:
    line, title = told(entry), titles.get(entry.thing_id)
    return line | {"text": f"{title} : {uncapitalised(line['text'])}"} if title else line
