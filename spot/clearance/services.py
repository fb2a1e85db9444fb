"""The legal gate (loi 080-2015/CNT): may this category of this advertiser air at this instant? And who edits its rules."""

from datetime import datetime, time
from typing import Any

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role
from spot.clearance.models import ProductCategory, Rule
from spot.clearance.queries import visa_of
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal
from spot.journal.transitions import lock, plain


def gate(category: ProductCategory, organisation: Organisation | None, *, airs_at: datetime) -> None:
    """Refused: `clearance`, with the article quoted, when the law keeps this off the air then.

    For many at once, prefetch `organisation__visas`.
    """
    if category.rule == Rule.FORBIDDEN:
        raise _refusal(category, "la publicité en est interdite à la télévision")
    if category.rule == Rule.HOURS and not _within_hours(category, clock.local(airs_at).time()):
        raise _refusal(category, f"diffusion permise de {category.allowed_from:%H:%M} à {category.allowed_until:%H:%M}")
    if category.rule == Rule.VISA and not visa_of(category, organisation, on=clock.local(airs_at).date()):
        raise _refusal(category, "un visa en cours de validité est exigé")


def change_rule(category: ProductCategory, *, by: User, **facts: Any) -> ProductCategory:
    """Change what the station lets a category do (`rule`, hours, `article`, `is_exclusive`, `name`).

    Refused: `not_found` (404) unless an administrator asks.
    """
    if by.role != Role.ADMIN:
        raise Refused("not_found", "Page introuvable.", status=404)
    with journal.act():
        locked = lock(category)
        before = plain(locked, facts)
        for name, value in facts.items():
            setattr(locked, name, value)
        locked.save(update_fields=facts)
        journal.record("categories.change", locked, by=by, before=before, after=plain(locked, facts))
    return locked


def _within_hours(category: ProductCategory, at: time) -> bool:
    start, end = category.allowed_from or time.min, category.allowed_until or time.max
    return start <= at < end if start < end else at >= start or at < end


def _refusal(category: ProductCategory, why: str) -> Refused:
    article = f" ({category.article})" if category.article else ""
    return Refused("clearance", f"{category.name} : {why}{article}.")
