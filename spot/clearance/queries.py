"""Reads of the legal gate: where a category stands for an advertiser on a day, in words."""

from dataclasses import dataclass
from datetime import date

from spot.accounts.models import Organisation
from spot.clearance.models import ProductCategory, Rule, Visa


@dataclass(frozen=True)
class Standing:
    """What the law asks of a category, and whether an advertiser has it. `tone` and `icon` are a status' look."""

    category: ProductCategory
    sentence: str
    is_met: bool
    visa: Visa | None = None

    @property
    def tone(self) -> str:
        return "aired" if self.is_met else "missed"


def standing(category: ProductCategory, organisation: Organisation | None, *, on: date) -> Standing:
    """Where an advertiser stands on a day. For many at once, prefetch `organisation__visas`."""
    if category.rule == Rule.VISA:
        visa = visa_of(category, organisation, on=on)
        sentence = f"visa {visa.number} valable" if visa else "visa absent, diffusion impossible"
        return Standing(category, sentence, is_met=visa is not None, visa=visa)
    if category.rule == Rule.HOURS:
        return Standing(category, f"diffusion {_hours(category)}", is_met=True)
    if category.rule == Rule.FORBIDDEN:
        return Standing(category, "publicité interdite à la télévision", is_met=False)
    return Standing(category, "pas de visa requis", is_met=True)


def visa_of(category: ProductCategory, organisation: Organisation | None, *, on: date) -> Visa | None:
    """The visa an advertiser holds for a category on a day. For many at once, prefetch `organisation__visas`."""
    held = organisation.visas.all() if organisation else ()
    valid = (visa for visa in held if visa.issued_on <= on and (visa.expires_on is None or visa.expires_on >= on))
    return next((visa for visa in valid if visa.category_id == category.pk), None)


def _hours(category: ProductCategory) -> str:
    start, end = category.allowed_from, category.allowed_until
    return f"de {start:%H:%M} à {end:%H:%M}" if start and end else "à heures limitées"
