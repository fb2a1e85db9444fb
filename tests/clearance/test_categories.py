"""The categories the station starts with, and what the law makes of them."""

from datetime import UTC, datetime

import pytest

from spot.clearance.demo import ensure_categories
from spot.clearance.models import ProductCategory, Visa
from spot.clearance.services import change_rule, gate
from spot.journal.models import Entry
from tests.refusing import refused

AT_NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AT_EIGHT = datetime(2026, 11, 21, 20, tzinfo=UTC)


@pytest.fixture
def station(db):
    return ensure_categories()


def test_the_categories_are_made_once_and_stay_as_edited(station):
    ProductCategory.objects.filter(slug="tabac").update(name="Tabac et cigarettes")
    again = ensure_categories()

    assert len(again) == len(station) == 24
    assert again["tabac"].name == "Tabac et cigarettes"


def test_divers_is_free_and_competes_with_nobody(station):
    assert (station["divers"].rule, station["divers"].is_exclusive) == ("free", False)


@pytest.mark.parametrize("slug", ["sante", "politique", "tabac"])
def test_a_forbidden_category_never_airs_and_the_text_is_quoted(station, faso_coton, slug):
    with refused("clearance"):
        gate(station[slug], faso_coton, airs_at=AT_EIGHT)
    assert station[slug].article


def test_alcohol_waits_for_the_evening(station, faso_coton):
    gate(station["boissons-alcoolisees"], faso_coton, airs_at=AT_EIGHT)
    with refused("clearance"):
        gate(station["boissons-alcoolisees"], faso_coton, airs_at=AT_NOON)


def test_a_cosmetic_airs_with_its_visa_alone(station, faso_coton, savonnerie):
    Visa.objects.create(
        organisation=savonnerie,
        category=station["cosmetique"],
        number="V-1",
        authority="Ministère de la Santé",
        issued_on=AT_NOON,
    )
    gate(station["cosmetique"], savonnerie, airs_at=AT_EIGHT)
    with refused("clearance"):
        gate(station["cosmetique"], faso_coton, airs_at=AT_EIGHT)


def test_aminata_edits_a_rule_and_the_journal_keeps_both(station, aminata):
    change_rule(station["jeux"], by=aminata, rule="visa", article="décret sur les jeux")

    entry = Entry.objects.about(station["jeux"]).get()
    assert (entry.before["rule"], entry.after["rule"]) == ("free", "visa")
    assert ProductCategory.objects.get(slug="jeux").rule == "visa"


def test_nobody_else_edits_a_rule(station, mariam):
    with refused("not_found"):
        change_rule(station["jeux"], by=mariam, rule="free")
