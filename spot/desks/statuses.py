"""The colour, word and icon of every status: the same in badge, calendar, chart and document.

A value has one look; where two things share a value (`approved`), the kind chooses the word's gender.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    tone: str
    icon: str
    word: str | Promise


LOOKS = {
    "draft": Look("draft", "pencil", _("brouillon")),
    "pending": Look("pending", "hourglass", _("en attente")),
    "pending_review": Look("pending", "hourglass", _("en attente")),
    "processing": Look("pending", "gear", _("en contrôle")),
    "approved": Look("approved", "shield", _("approuvé")),
    "rejected": Look("missed", "ban", _("refusé")),
    "failed": Look("missed", "alert", _("échec technique")),
    "withdrawn": Look("draft", "minus-circle", _("retiré")),
    "active": Look(
        "planned", "play-circle", "active"
    ),  # no gettext: Django's own catalogue knows "active" as « actif »
    "completed": Look("aired", "flag", _("terminée")),
    "cancelled": Look("draft", "minus-circle", _("annulé")),
    "planned": Look("planned", "clock", _("planifié")),
    "onair": Look("onair", "onair", _("à l’antenne")),
    "aired": Look("aired", "check-circle", _("diffusé")),
    "missed": Look("missed", "x-circle", _("manqué")),
    "preempted": Look("preempted", "swap", _("remplacé")),
    "open": Look("aired", "check-circle", _("ouvert")),
    "closed": Look("draft", "lock", _("clos")),
    "published": Look("aired", "check-circle", _("en vigueur")),
    "superseded": Look("draft", "history", _("remplacée")),
    "to_verify": Look("pending", "hourglass", _("à vérifier")),
    "verified": Look("aired", "shield", _("vérifiée")),
    "disabled": Look("draft", "ban", _("désactivé")),
    "invited": Look("pending", "mail", _("invité")),
}

FEMININE = {
    "approved": _("approuvée"),
    "rejected": _("refusée"),
    "cancelled": _("annulée"),
    "withdrawn": _("retirée"),
}


def look_of(value: str, kind: str = "") -> Look:
    """The look of a status. `kind` "campaign" or "version" takes the feminine word. An unknown value is an error."""
    known = LOOKS[str(value)]
    if kind in {"campaign", "version"} and (word := FEMININE.get(str(value))):
        return Look(known.tone, known.icon, word)
    return known
