"""The specimens of the style guide: invented, but as long and as awkward as real ones."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from spot.desks.statuses import LOOKS
from spot.pricing import queries
from spot.pricing import services as pricing
from spot.pricing.cascade import LineAsked

AIRED_AT = datetime(2026, 11, 20, 19, 46, 17, tzinfo=UTC)
COLOURS = (
    ("brand", "marque"), ("ink", "encre"), ("ink-2", "texte 2"), ("ink-3", "texte 3"), ("line-strong", "trait fort"),
    ("line", "trait"), ("surface-2", "fond 2"), ("surface", "surface"), ("bg", "fond"),
)  # fmt: skip
DAYS = [(str(n), word) for n, word in enumerate(("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."))]


class SpecimenForm(forms.Form):
    """One field of each drawing; the telephone is wrong on purpose."""

    name = forms.CharField(label="Nom de la campagne", help_text="Visible sur le devis et le certificat.")
    product = forms.CharField(label="Produit", required=False, help_text="Focus : trait bleu et halo de 3 px.")
    budget = forms.CharField(
        label="Budget TTC",
        help_text="Espaces ajoutés pendant la frappe.",
        widget=forms.TextInput(attrs={"data-money": "", "data-unit": "F CFA"}),
    )
    first_day = forms.DateField(
        label="Premier jour",
        help_text="30/11/2026 est aussi compris.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    phone = forms.RegexField(
        r"^\d{8}$",
        label="Téléphone",
        error_messages={"invalid": "Il manque 2 chiffres : 8 au total."},
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    card = forms.CharField(
        label="Grille tarifaire", disabled=True, initial="Grille 2025", help_text="Figée à l’approbation."
    )
    daypart = forms.ChoiceField(label="Moment", choices=[("prime", "Prime 19:15–21:15"), ("midi", "Midi 11:00–14:30")])
    airings = forms.IntegerField(label="Passages", widget=forms.NumberInput(attrs={"data-look": "stepper", "min": 1}))
    seconds = forms.ChoiceField(
        label="Durée du spot",
        choices=[(str(n), f"{n} s") for n in (15, 30, 45)],
        widget=forms.RadioSelect(attrs={"data-look": "segmented"}),
    )
    weekdays = forms.MultipleChoiceField(
        label="Jours de la semaine",
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple(attrs={"data-look": "boxes"}),
        help_text="Dimanche exclu. Plusieurs choix possibles.",
    )
    position = forms.ChoiceField(
        label="Position dans l’écran",
        required=False,
        choices=[("any", "Indifférente"), ("first", "Première, + 15 %"), ("last", "Dernière, + 15 %")],
        widget=forms.RadioSelect,
    )
    agency = forms.BooleanField(
        label="Commande passée par une agence",
        required=False,
        widget=forms.CheckboxInput(attrs={"data-look": "switch"}),
    )
    message = forms.CharField(label="Message clé", required=False, widget=forms.Textarea(attrs={"rows": 3}))


FILLED = {
    "name": "Tout pour bâtir", "product": "Ciment", "budget": "500 000", "first_day": "2026-11-30", "phone": "701234",
    "daypart": "prime", "airings": "12", "seconds": "30", "weekdays": list("012345"), "position": "any", "agency": "on",
}  # fmt: skip
TIMELINE = [
    {"word": "Brouillon", "note": "2 nov.", "state": "done"},
    {"word": "Approuvée", "note": "5 nov.", "state": "done"},
    {"word": "Active", "note": "depuis le 9 nov.", "state": "now", "icon": "play-circle", "share": 48},
    {"word": "Terminée", "note": "6 déc.", "state": "next"},
]
STEPS = [
    {"word": "Campagne", "state": "done", "url": "#"},
    {"word": "Diffusion", "state": "current"},
    {"word": "Spot", "state": "later"},
    {"word": "Récapitulatif", "state": "later"},
]
HISTORY = [
    {"icon": "onair", "tone": "onair", "text": "À l’antenne, écran 19 h 45 mi-JT", "at": AIRED_AT, "who": "BF1"},
    {
        "icon": "ban",
        "tone": "missed",
        "text": "Spot mooré v1 refusé : prix discordant",
        "at": AIRED_AT,
        "who": "M. Kaboré",
    },
    {
        "icon": "swap",
        "tone": "preempted",
        "text": "Remplacé par une édition spéciale",
        "at": AIRED_AT,
        "who": "Rédaction",
    },
]
FILL = [("8", 58), ("9", 63), ("10", 66), ("11", 71), ("12", 74), ("13", 69), ("14", 52), ("15", 61), ("16", 71)]
REVENUE = [("Matinée", 2_140_000), ("Midi", 6_420_000), ("Access", 8_730_000), ("Prime", 21_900_000)]


def context() -> dict[str, Any]:
    quote = pricing.quote([LineAsked("prime", 30, 12, "first")], agency=True)
    return {
        "halves": [_half("light", "Clair"), _half("dark", "Sombre")],
        "colours": COLOURS,
        "statuses": LOOKS,
        "quote": quote.as_dict(),
        "sheet": queries.sheet(),
        "chosen": {"prime": 12},
        "progress": {"aired": 14, "onair": 1, "planned": 15, "waiting": 6},
        "timeline": TIMELINE,
        "steps": STEPS,
        "history": HISTORY,
        "page": Paginator(range(143), 20).page(1),
        "fill": FILL,
        "revenue": REVENUE,
        "at": AIRED_AT,
        "segments": [
            {"tone": "aired", "value": 60},
            {"tone": "missed", "value": 30},
            {"tone": "preempted", "value": 20},
        ],
        "specimen_organisation": {"is_verified": True},
        "specimen_spot": {"pk": uuid.UUID(int=0)},
        "specimen_version": {"number": 1, "media_type": "video", "seconds": 30},
        "views": [("calendar", "Calendrier"), ("list", "Liste")],
        "specimen_person": {"initials": "AO"},
        "tabs": _tabs(),
        "chips": [{"label": "Prime", "name": "daypart"}, {"label": "novembre 2026", "name": "month"}],
        "calendar": _calendar(),
    }


def _half(theme: str, title: str) -> dict[str, Any]:
    return {
        "theme": theme,
        "title": title,
        "dialog": f"{theme}-dialog",
        "stepper": f"{theme}-stepper",
        "form": SpecimenForm(FILLED, auto_id=f"{theme}_%s"),
    }


def _tabs() -> list[dict[str, Any]]:
    return [
        {"label": "À venir", "url": "#", "current": True, "count": 21},
        {"label": "Diffusés", "url": "#", "current": False, "count": 14},
        {"label": "À rattraper", "url": "#", "current": False, "count": 1},
    ]


def _calendar() -> list[dict[str, Any]]:
    """A week of chips: day of the month, its airings, whether it is past or today."""
    statuses = [["aired"], ["aired"], ["preempted"], ["aired"], ["missed"], ["aired", "onair"], ["planned", "pending"]]
    return [
        {"weekday": DAYS[n][1], "day": 16 + n, "airings": found, "css": "past" if n < 5 else "today" if n == 5 else ""}
        for n, found in enumerate(statuses)
    ]
