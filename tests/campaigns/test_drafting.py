"""An order is drafted, priced at each save, changed and copied."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, connections

from spot.accounts.models import Mandate
from spot.breaks.models import BreakTemplate
from spot.campaigns import services
from spot.campaigns.models import Campaign
from spot.campaigns.services import LineOrdered
from spot.campaigns.services.references import following
from spot.journal.models import Entry
from spot.pricing import services as pricing
from tests.cast import TODAY, organisation, person
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("evening", "rate_card")
TEN_IN_PRIME = LineOrdered(daypart="prime", seconds=30, airings=10)


def order(by, categories, *, lines=(TEN_IN_PRIME,), organisation=None, **facts):
    wanted = {
        "title": "Rentrée du coton",
        "product_category": categories["textile"],
        "objective": "promotion",
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=29),
    }
    return services.draft(by=by, organisation=organisation or by.organisation, lines=lines, **wanted | facts)


@pytest.fixture
def cotton_order(awa, categories):
    return order(awa, categories)


def test_awa_drafts_an_order_and_reads_its_price(cotton_order):
    assert cotton_order.status == "draft"
    assert cotton_order.total_ttc_fcfa == 1_035_450
    line = cotton_order.lines.get()
    assert (line.unit_ht_fcfa, line.net_ht_fcfa, line.starts_on) == (87_750, 877_500, TODAY)
    assert cotton_order.quote["lines"][0]["steps"][0]["label"] == "Tarif prime, 0 à 30 s"


def test_drafting_is_journaled(cotton_order, awa):
    entry = Entry.objects.about(cotton_order).get()
    assert (entry.verb, entry.actor, entry.after["reference"]) == ("campaigns.draft", awa, "C-2611-001")


def test_references_follow_each_other_past_a_thousand(cotton_order):
    assert following(TODAY) == "C-2611-002"
    Campaign.objects.update(reference="C-2611-999")
    assert following(TODAY) == "C-2611-1000"
    Campaign.objects.update(reference="C-2611-1000")
    assert following(TODAY) == "C-2611-1001"
    assert following(date(2026, 12, 1)) == "C-2612-001"


@pytest.mark.django_db(transaction=True)
def test_twenty_orders_at_once_get_twenty_references(awa, categories):
    if connection.vendor == "sqlite":
        pytest.skip("threads share one in-memory SQLite connection; PostgreSQL proves this")

    def one(_number):
        try:
            return order(awa, categories).reference
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        references = list(pool.map(one, range(20)))

    assert len(set(references)) == 20


def test_mariam_orders_on_behalf_of_faso_coton(mariam, faso_coton, categories, awa):
    made = order(mariam, categories, organisation=faso_coton)

    assert (made.organisation, made.created_by) == (faso_coton, mariam)
    assert made in Campaign.objects.visible_to(awa)


def test_awa_cannot_order_for_the_soap_works(awa, savonnerie, categories):
    with refused("not_found"):
        order(awa, categories, organisation=savonnerie)
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("someone", ["salif", "hamidou", "clarisse", "boukary"])
def test_the_rest_of_the_station_orders_nothing(everybody, faso_coton, categories, someone):
    with refused("not_found"):
        order(everybody[someone], categories, organisation=faso_coton)


def test_an_agency_orders_by_mandate_and_keeps_its_commission(faso_coton, aminata, categories):
    agency = organisation("Agence Baobab", "AGBA", kind="agency")
    zalissa = person("zalissa", "Zalissa Compaoré", "advertiser", agency)
    Mandate.objects.create(agency=agency, advertiser=faso_coton, starts_on=TODAY, recorded_by=aminata)
    made = order(zalissa, categories, organisation=faso_coton)

    assert made.agency == agency
    assert made.net_ht_fcfa == 877_500 - 131_625
    assert made.lines.get().net_ht_fcfa == made.net_ht_fcfa


def test_saving_changes_the_order_and_its_price(cotton_order, awa):
    lines = [LineOrdered(daypart="matinee", seconds=45, airings=4), LineOrdered(daypart="prime", seconds=30, airings=1)]
    saved = services.save(cotton_order, by=awa, title="Rentrée", lines=lines)

    assert saved.title == "Rentrée"
    assert saved.net_ht_fcfa == 4 * 42_250 + 87_750
    assert [line.daypart_id for line in saved.lines.all()] == ["matinee", "prime"]
    entry = Entry.objects.about(saved).get(verb="campaigns.save")
    assert (entry.before["title"], entry.after["title"]) == ("Rentrée du coton", "Rentrée")


def test_lines_follow_the_campaign_dates_unless_they_have_their_own(cotton_order, awa):
    own = LineOrdered(daypart="midi", seconds=30, airings=1, starts_on=TODAY, ends_on=TODAY)
    services.replace_lines(cotton_order, [TEN_IN_PRIME, own], by=awa)
    services.save(Campaign.objects.get(), by=awa, ends_on=TODAY + timedelta(days=9))

    assert [line.ends_on for line in cotton_order.lines.all()] == [TODAY + timedelta(days=9), TODAY]


def test_an_ecran_code_is_priced_in_its_daypart(cotton_order, awa):
    BreakTemplate.objects.create(weekday=0, starts="12:55", code="1255", capacity_seconds=120, daypart_id="midi")
    saved = services.replace_lines(cotton_order, [LineOrdered(code="1255", seconds=45, airings=2)], by=awa)

    line = saved.lines.get()
    assert (line.code, line.daypart_id, line.unit_ht_fcfa) == ("1255", "midi", 97_500)


def test_a_code_nobody_knows_is_refused_and_nothing_changes(cotton_order, awa):
    with refused("unknown_code"):
        services.replace_lines(cotton_order, [LineOrdered(code="9999", seconds=45, airings=2)], by=awa)
    assert cotton_order.lines.get().daypart_id == "prime"


def test_the_night_may_be_drafted_but_waits_for_a_price(cotton_order, awa):
    saved = services.replace_lines(cotton_order, [LineOrdered(daypart="nuit", seconds=30, airings=2)], by=awa)

    assert (saved.total_ttc_fcfa, saved.quote) == (0, {"on_request": ["nuit"]})
    with refused("on_request"):
        services.submit(saved, by=awa)


def test_the_night_is_ordered_once_a_card_prices_it(cotton_order, awa, aminata, rate_card):
    services.replace_lines(cotton_order, [LineOrdered(daypart="nuit", seconds=60, airings=2)], by=awa)
    card = pricing.draft_from(rate_card, by=aminata, name="Avec la nuit", valid_from=TODAY)
    pricing.publish(pricing.save(card, by=aminata, rates={"nuit": 20_000}), by=aminata)
    submitted = services.submit(cotton_order, by=awa)

    assert (submitted.net_ht_fcfa, submitted.rate_card) == (40_000, card)


@pytest.mark.parametrize("status", ["pending", "approved", "cancelled"])
def test_only_a_draft_or_a_rejected_order_is_changed(cotton_order, awa, status):
    Campaign.objects.update(status=status)
    with refused("wrong_state"):
        services.save(cotton_order, by=awa, title="Autre")


def test_two_people_do_not_overwrite_each_other(cotton_order, awa):
    services.save(cotton_order, by=awa, version=1, title="La première")
    with refused("stale_version"):
        services.save(cotton_order, by=awa, version=1, title="La seconde")


def test_a_copy_is_a_new_draft_on_the_same_weekdays(cotton_order, awa):
    past = TODAY - timedelta(days=10)
    Campaign.objects.update(status="approved", starts_on=past, ends_on=past + timedelta(days=5))
    cotton_order.lines.update(starts_on=past, ends_on=past + timedelta(days=5), weekdays="02")
    made = services.copy(Campaign.objects.get(), by=awa)

    assert (made.status, made.reference) == ("draft", "C-2611-002")
    assert made.starts_on == past + timedelta(days=14)
    assert made.lines.get().weekdays == "02"
    assert made.total_ttc_fcfa == 1_035_450
    assert Entry.objects.about(made).get().after["from"] == "C-2611-001"
