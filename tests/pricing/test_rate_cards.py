"""A rate card is drafted, edited, published, and replaced by the next."""

from datetime import date

import pytest

from spot.journal.models import Entry
from spot.pricing import queries, services
from spot.pricing.demo import ensure_rate_card
from spot.pricing.models import RateCard
from tests.refusing import refused


@pytest.fixture
def next_card(evening, rate_card, aminata):
    return services.draft_from(rate_card, by=aminata, name="Grille 2027", valid_from=date(2027, 1, 1))


def test_aminata_drafts_next_year_from_this_one(next_card):
    assert (next_card.status, next_card.number) == ("draft", 2)
    assert {rate.daypart_id: rate.base_ht_fcfa for rate in next_card.rates.all()}["prime"] == 97_500
    assert Entry.objects.about(next_card).get().verb == "rate_cards.draft"


def test_a_draft_prices_nothing(next_card):
    assert queries.rate_card_on(date(2027, 6, 1)).number == 1


def test_aminata_prices_the_night_and_raises_the_prime(next_card, aminata):
    services.save(next_card, by=aminata, rates={"prime": 100_000, "nuit": 20_000, "midi": None})
    services.publish(next_card, by=aminata)

    prices = {row.daypart.slug: row.long_ht_fcfa for row in queries.sheet(date(2027, 1, 1))}
    assert (prices["prime"], prices["nuit"], prices["midi"]) == (100_000, 20_000, None)


def test_a_card_of_next_year_leaves_this_year_alone(next_card, rate_card, aminata):
    services.publish(next_card, by=aminata)
    rate_card.refresh_from_db()

    assert rate_card.status == "published"
    assert queries.rate_card_on(date(2026, 12, 31)) == rate_card
    assert queries.rate_card_on(date(2027, 1, 1)) == next_card


def test_a_card_in_force_today_supersedes_the_former_which_still_prices_its_days(evening, rate_card, aminata):
    services.publish(
        services.draft_from(rate_card, by=aminata, name="Novembre", valid_from=date(2026, 11, 1)), by=aminata
    )
    rate_card.refresh_from_db()

    assert rate_card.status == "superseded"
    assert queries.rate_card_on(date(2026, 10, 31)) == rate_card
    assert Entry.objects.about(rate_card).get().verb == "rate_cards.supersede"


def test_a_card_replaces_another_of_the_same_date(next_card, rate_card, aminata):
    again = services.draft_from(rate_card, by=aminata, name="Grille 2027 bis", valid_from=date(2027, 1, 1))
    services.publish(next_card, by=aminata)
    services.publish(again, by=aminata)

    assert queries.rate_card_on(date(2027, 1, 1)) == again


def test_a_published_card_is_not_edited(rate_card, aminata):
    with refused("wrong_state"):
        services.save(rate_card, by=aminata, rates={"prime": 1})


def test_a_card_without_prices_is_not_published(next_card, aminata):
    next_card.rates.all().delete()

    with refused("no_prices"):
        services.publish(next_card, by=aminata)


@pytest.mark.parametrize("someone", ["awa", "mariam", "salif", "hamidou", "clarisse", "boukary"])
def test_only_administrators_touch_rate_cards(everybody, rate_card, next_card, someone):
    with refused("not_found"):
        services.draft_from(rate_card, by=everybody[someone], name="Non", valid_from=date(2027, 1, 1))
    with refused("not_found"):
        services.publish(next_card, by=everybody[someone])

    assert RateCard.objects.count() == 2


def test_awa_does_not_see_a_draft(next_card, rate_card, awa, aminata):
    assert list(RateCard.objects.visible_to(awa)) == [rate_card]
    assert RateCard.objects.visible_to(aminata).count() == 2


def test_the_sheet_shows_every_daypart_and_the_night_on_request(evening, rate_card):
    rows = {row.daypart.slug: row for row in queries.sheet()}

    assert (rows["prime"].short_ttc_fcfa, rows["prime"].long_ttc_fcfa) == (103_545, 115_050)
    assert rows["prime"].extra_second_ttc_fcfa == 2_301
    assert rows["nuit"].is_on_request


def test_the_demonstration_publishes_the_sheet_once(evening, dayparts):
    card = ensure_rate_card()

    assert ensure_rate_card() == card
    assert card.status == "published"
    assert len(queries.services_sheet()) == 20
    assert queries.rate_card_on(date(2025, 1, 1)) == card
