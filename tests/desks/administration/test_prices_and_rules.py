"""Aminata prepares a rate card, publishes it, and edits what the law lets a category do."""

from datetime import date

import pytest

from spot.clearance.models import ProductCategory
from spot.pricing import queries
from spot.pricing.models import RateCard

pytestmark = pytest.mark.usefixtures("evening", "rate_card")


@pytest.fixture
def console(client, aminata):
    client.force_login(aminata)
    return client


@pytest.fixture
def draft(console, rate_card):
    asked = {"source": str(rate_card.pk), "name": "Grille 2027", "valid_from": "01/01/2027"}
    answer = console.post("/console/rate-cards/", asked)
    made = RateCard.objects.get(number=2)
    assert (answer.status_code, answer.url) == (303, f"/console/rate-cards/{made.pk}/")
    return made


def prices(**changes):
    rates = {
        "matinee": "42250",
        "midi": "97500",
        "apres-midi": "48750",
        "access": "65000",
        "prime": "97500",
        "soiree": "",
    }
    return {
        "name": "Grille 2027", "valid_from": "2027-01-01", "vat_bp": "18", "short_bp": "90", "extra_second_bp": "2",
        "position_bp": "12,5", "agency_bp": "15", **{f"rate_{slug}": price for slug, price in rates.items()}, **changes,
    }  # fmt: skip


def test_the_list_says_which_card_is_in_force(console, draft):
    html = console.get("/console/rate-cards/").content.decode()

    assert "Grille 2025 est en vigueur" in html
    assert "Grille 2027" in html


def test_a_draft_is_edited_in_per_cent_and_francs(console, draft):
    at = f"/console/rate-cards/{draft.pk}/"
    assert 'value="18"' in console.get(at).content.decode()
    answer = console.post(at, prices(rate_prime="100000", rate_nuit="20000"))
    draft.refresh_from_db()

    assert answer.status_code == 303
    assert draft.position_bp == 1_250
    assert {slug: tariff.base_ht_fcfa for slug, tariff in queries.tariffs_of(draft).items()} == {
        "matinee": 42_250, "midi": 97_500, "apres-midi": 48_750, "access": 65_000, "prime": 100_000, "nuit": 20_000,
    }  # fmt: skip


def test_a_mistake_comes_back(console, draft):
    assert console.post(f"/console/rate-cards/{draft.pk}/", prices(rate_prime="beaucoup")).status_code == 422
    assert console.post(f"/console/rate-cards/{draft.pk}/", prices(vat_bp="180")).status_code == 422
    assert console.post("/console/rate-cards/", {"name": ""}).status_code == 422


def test_a_draft_is_published(console, draft):
    assert console.post(f"/console/rate-cards/{draft.pk}/publication/").status_code == 303
    assert queries.rate_card_on(date(2027, 1, 1)) == draft
    assert console.post(f"/console/rate-cards/{draft.pk}/publication/").status_code == 409
    assert console.post(f"/console/rate-cards/{draft.pk}/", prices()).status_code == 409


def test_a_category_gets_hours_and_its_text(console, categories):
    asked = {
        "name": "Textile",
        "rule": "hours",
        "allowed_from": "19:30",
        "allowed_until": "05:59",
        "article": "art. 28",
    }
    assert "Textile" in console.get("/console/categories/").content.decode()
    assert console.post("/console/categories/textile/", {**asked, "allowed_from": ""}).status_code == 422
    assert console.post("/console/categories/textile/", asked).status_code == 303

    edited = ProductCategory.objects.get(slug="textile")
    assert (edited.rule, f"{edited.allowed_from:%H:%M}", edited.article, edited.is_exclusive) == (
        "hours",
        "19:30",
        "art. 28",
        False,
    )


@pytest.mark.parametrize("someone", ["awa", "mariam", "salif", "hamidou", "clarisse", "boukary"])
@pytest.mark.parametrize("path", ["/console/rate-cards/", "/console/categories/", "/console/categories/textile/"])
def test_nobody_else_enters(client, everybody, categories, someone, path):
    client.force_login(everybody[someone])
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/console/rate-cards/", "/console/categories/"])
def test_queries_are_few(console, categories, draft, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        console.get(path)
