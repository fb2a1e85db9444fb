"""The rate card of the demonstration: the station's published sheet of 2025 (reference: its 2025 price list)."""

from datetime import date

from spot.journal import services as journal
from spot.pricing import services
from spot.pricing.models import DaypartRate, RateCard, ServiceRate

# FCFA before tax, 31 to 60 s; `nuit` is absent from the sheet, hence sold on request.
RATES = {"matinee": 42_250, "midi": 97_500, "apres-midi": 48_750, "access": 65_000, "prime": 97_500, "soiree": 65_000}

# (slug, family, label, FCFA tax included)
SERVICES = [
    ("spot-culturel", "Spots", "Spot culturel, matinée", 35_400),
    ("annonce-jour", "Petite annonce", "Un jour, 3 passages", 35_400),
    ("annonce-semaine", "Petite annonce", "Une semaine, 21 passages", 200_000),
    ("annonce-mois", "Petite annonce", "Un mois, 84 passages", 600_000),
    ("defilant-jour", "Message défilant", "Un jour", 35_400),
    ("defilant-semaine", "Message défilant", "Une semaine, 21 passages", 150_000),
    ("publireportage-13h", "Publireportage", "Journal de 13 h", 250_000),
    ("publireportage-19h30", "Publireportage", "Journal de 19 h 30", 350_000),
    ("couverture-13h", "Couverture", "Journal de 13 h", 250_000),
    ("couverture-19h30", "Couverture", "Journal de 19 h 30", 350_000),
    ("couverture-sport", "Couverture", "Sport", 150_000),
    ("couverture-premium", "Couverture", "Formule premium", 500_000),
    ("pad-13", "Prêt à diffuser", "Jusqu’à 13 minutes", 500_000),
    ("pad-26", "Prêt à diffuser", "Jusqu’à 26 minutes", 750_000),
    ("pad-52", "Prêt à diffuser", "Jusqu’à 52 minutes", 1_000_000),
    ("rupture-antenne", "Programmes", "Rupture d’antenne, l’heure", 1_590_000),
    ("emission-plateau", "Programmes", "Émission en plateau, l’heure", 1_130_000),
    ("numerique-publireportage", "Facebook et YouTube", "Publireportage", 150_000),
    ("numerique-spot", "Facebook et YouTube", "Spot", 50_000),
    ("numerique-visuel", "Facebook et YouTube", "Visuel", 35_400),
]


def ensure_rate_card() -> RateCard:
    """“Grille 2025”, published and in force; nothing is written when it is there. Needs the dayparts."""
    if known := RateCard.objects.filter(number=1).first():
        return known
    with journal.act():
        card = RateCard.objects.create(name="Grille 2025", number=1, valid_from=date(2025, 1, 1))
        DaypartRate.objects.bulk_create(
            DaypartRate(card=card, daypart_id=slug, base_ht_fcfa=base) for slug, base in RATES.items()
        )
        ServiceRate.objects.bulk_create(
            ServiceRate(card=card, slug=slug, family=family, label=label, ttc_fcfa=ttc, order=order)
            for order, (slug, family, label, ttc) in enumerate(SERVICES)
        )
        return services.publish(card, by=None)
