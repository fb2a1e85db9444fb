"""The product categories of the station and the law that keeps some of them off the air.

Articles are those of loi 080-2015/CNT (advertising). The hours of alcohol and the ban on tobacco are the station's own
assumptions, to be confirmed by its lawyer: administrators edit every rule in the console.
"""

from datetime import time

from spot.clearance.models import ProductCategory, Rule

LAW = "loi 080-2015/CNT"

FREE = {
    "agroalimentaire": "Agroalimentaire", "assurance": "Assurance", "automobile": "Automobile", "banque": "Banque et finance",
    "boissons": "Boissons sans alcool", "btp": "Bâtiment et matériaux", "commerce": "Commerce et distribution",
    "culture": "Culture et spectacles", "energie": "Énergie", "hygiene": "Hygiène et entretien", "jeux": "Jeux et loteries",
    "telecom": "Télécommunications", "textile": "Textile et mode", "tourisme": "Tourisme et hôtellerie",
    "transport": "Transport et voyage",
}  # fmt: skip
COMPETES_WITH_NOBODY = {"divers": "Divers", "service-public": "Service public"}

# slug: (name, rule, article quoted to the advertiser)
BOUND = {
    "boissons-alcoolisees": (
        "Boissons alcoolisées", Rule.HOURS,
        f"{LAW}, article 28 : la publicité des boissons de plus de 10 % d’alcool est interdite à la télévision",
    ),
    "cosmetique": ("Cosmétiques", Rule.VISA, f"{LAW}, article 40 : visa préalable pour les cosmétiques"),
    "medicaments": (
        "Médicaments", Rule.VISA,
        f"{LAW}, article 31 : visa du ministère de la Santé pour les médicaments et la médecine traditionnelle",
    ),
    "enseignement": ("Enseignement", Rule.VISA, f"{LAW}, article 42 : visa préalable du ministère pour l’enseignement"),
    "sante": (
        "Établissements de santé", Rule.FORBIDDEN,
        f"{LAW}, article 33 : la publicité des établissements de santé est interdite",
    ),
    "politique": (
        "Politique", Rule.FORBIDDEN,
        "code électoral, article 68 bis : la propagande déguisée est interdite avant l’ouverture de la campagne",
    ),
    "tabac": ("Tabac", Rule.FORBIDDEN, "règle de la station : la publicité du tabac n’est pas acceptée"),
}  # fmt: skip
ALCOHOL_HOURS = (time(19, 30), time(5, 59))


def ensure_categories() -> dict[str, ProductCategory]:
    """Every category by slug. Those that exist are left as the administrators edited them."""
    for slug, name in FREE.items():
        _ensure(slug, name=name)
    for slug, name in COMPETES_WITH_NOBODY.items():
        _ensure(slug, name=name, is_exclusive=False)
    for slug, (name, rule, article) in BOUND.items():
        hours = ALCOHOL_HOURS if rule == Rule.HOURS else (None, None)
        _ensure(slug, name=name, rule=rule, article=article, allowed_from=hours[0], allowed_until=hours[1])
    return ProductCategory.objects.in_bulk()


def _ensure(slug: str, **facts: object) -> None:
    ProductCategory.objects.get_or_create(slug=slug, defaults=facts)
