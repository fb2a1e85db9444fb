"""An order is submitted, decided, cancelled: each verb works, refuses the wrong person and the wrong state, is journaled."""

from datetime import timedelta

import pytest

from spot.accounts.models import Organisation
from spot.campaigns import services
from spot.campaigns.models import Campaign
from spot.campaigns.services import LineOrdered
from spot.clearance.models import ProductCategory
from spot.common.refusals import Refused
from spot.journal.models import Entry
from spot.pricing import services as pricing
from tests.campaigns.test_drafting import order
from tests.cast import TODAY
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("evening", "rate_card")
NOT_SAVERS = ["salif", "hamidou", "clarisse", "boukary"]


@pytest.fixture
def cotton_order(awa, categories):
    return order(awa, categories)


@pytest.fixture
def submitted(cotton_order, awa):
    return services.submit(cotton_order, by=awa)


def test_awa_submits_a_whole_order(submitted, awa):
    assert (submitted.status, submitted.submitted_by) == ("pending", awa)
    assert Entry.objects.about(submitted).filter(verb="campaigns.submit").get().actor == awa


def test_aminata_approves_and_the_price_is_frozen_with_its_card(submitted, aminata, rate_card):
    approved = services.approve(submitted, by=aminata)
    card = pricing.draft_from(rate_card, by=aminata, name="Plus cher", valid_from=TODAY)
    pricing.publish(pricing.save(card, by=aminata, rates={"prime": 200_000}), by=aminata)
    approved.refresh_from_db()

    assert (approved.status, approved.rate_card, approved.total_ttc_fcfa) == ("approved", rate_card, 1_035_450)
    entry = Entry.objects.about(approved).get(verb="campaigns.approve")
    assert entry.after["rate_card"] == str(rate_card.pk)
    assert entry.after["total_ttc_fcfa"] == 1_035_450


def test_aminata_rejects_with_a_reason_and_awa_corrects(submitted, aminata, awa):
    rejected = services.reject(submitted, by=aminata, reason="Le visa manque.")
    assert (rejected.status, rejected.reason) == ("rejected", "Le visa manque.")
    assert Entry.objects.about(rejected).get(verb="campaigns.reject").note == "Le visa manque."

    again = services.submit(services.save(rejected, by=awa, title="Corrigée"), by=awa)
    assert (again.status, again.reason) == ("pending", "")


def test_a_rejection_says_why(submitted, aminata):
    with refused("no_reason"):
        services.reject(submitted, by=aminata, reason="  ")


def test_nobody_approves_what_they_submitted(aminata, paul, faso_coton, categories):
    made = services.submit(order(aminata, categories, organisation=faso_coton), by=aminata)
    with refused("own_submission"):
        services.approve(made, by=aminata)
    with refused("own_submission"):
        services.reject(made, by=aminata, reason="Non.")

    assert services.approve(made, by=paul).status == "approved"


def test_a_station_of_one_may_approve_its_own_and_the_journal_says_so(aminata, faso_coton, categories, settings):
    settings.SPOT_SELF_APPROVAL = True
    made = services.submit(order(aminata, categories, organisation=faso_coton), by=aminata)
    services.approve(made, by=aminata)

    assert "la personne qui l’a soumise" in Entry.objects.about(made).get(verb="campaigns.approve").note


def test_an_organisation_to_verify_submits_but_is_not_approved(submitted, aminata):
    Organisation.objects.update(status="to_verify")
    with refused("organisation_unverified"):
        services.approve(Campaign.objects.get(), by=aminata)


@pytest.mark.parametrize("someone", ["awa", "issa", "mariam", *NOT_SAVERS])
def test_only_administrators_decide(everybody, submitted, someone):
    with refused("not_found"):
        services.approve(submitted, by=everybody[someone])
    with refused("not_found"):
        services.reject(submitted, by=everybody[someone], reason="Non.")


@pytest.mark.parametrize("someone", NOT_SAVERS)
def test_only_those_who_order_submit_cancel_or_copy(everybody, cotton_order, someone):
    by = everybody[someone]
    for verb in [services.submit, services.copy]:
        with refused("not_found"):
            verb(cotton_order, by=by)
    with refused("not_found"):
        services.cancel(cotton_order, by=by, reason="Non.")

    cotton_order.refresh_from_db()
    assert cotton_order.status == "draft"


@pytest.mark.parametrize("status", ["draft", "rejected", "approved", "cancelled"])
def test_only_a_pending_order_is_decided(cotton_order, aminata, status):
    Campaign.objects.update(status=status)
    with refused("wrong_state"):
        services.approve(cotton_order, by=aminata)
    with refused("wrong_state"):
        services.reject(cotton_order, by=aminata, reason="Non.")


@pytest.mark.parametrize("status", ["pending", "approved", "cancelled"])
def test_what_is_submitted_is_not_submitted_again(cotton_order, awa, status):
    Campaign.objects.update(status=status)
    with refused("wrong_state"):
        services.submit(cotton_order, by=awa)


@pytest.mark.parametrize("status", ["draft", "pending", "rejected"])
def test_awa_cancels_what_is_not_approved(cotton_order, awa, status):
    Campaign.objects.update(status=status)
    cancelled = services.cancel(cotton_order, by=awa, reason="Report à janvier.")

    assert (cancelled.status, cancelled.reason) == ("cancelled", "Report à janvier.")
    assert Entry.objects.about(cancelled).get(verb="campaigns.cancel").note == "Report à janvier."


def test_an_approved_campaign_is_cancelled_by_an_administrator_alone(submitted, awa, mariam, aminata):
    services.approve(submitted, by=aminata)
    for someone in (awa, mariam):
        with refused("wrong_state"):
            services.cancel(Campaign.objects.get(), by=someone, reason="Trop tard.")

    assert services.cancel(Campaign.objects.get(), by=aminata, reason="Impayé.").status == "cancelled"


def test_a_cancelled_campaign_frees_what_was_planned(planned_airing, aminata):
    services.cancel(Campaign.objects.get(), by=aminata, reason="Impayé.")
    planned_airing.refresh_from_db()
    planned_airing.ad_break.refresh_from_db()

    assert planned_airing.status == "cancelled"
    assert planned_airing.ad_break.booked_seconds == 0


def test_an_order_without_a_line_is_not_submitted(cotton_order, awa):
    services.replace_lines(cotton_order, [], by=awa)
    with refused("incomplete"):
        services.submit(cotton_order, by=awa)


def test_an_order_that_begins_yesterday_is_not_submitted(cotton_order, awa):
    services.save(cotton_order, by=awa, starts_on=TODAY - timedelta(days=1))
    with refused("incomplete"):
        services.submit(cotton_order, by=awa)


def test_an_order_may_begin_today_and_last_a_day(cotton_order, awa):
    services.save(cotton_order, by=awa, ends_on=TODAY)
    assert services.submit(Campaign.objects.get(), by=awa).status == "pending"


def test_weekdays_that_never_come_are_not_submitted(cotton_order, awa):
    on_monday = LineOrdered(daypart="prime", seconds=30, airings=1, weekdays="0", starts_on=TODAY, ends_on=TODAY)
    services.replace_lines(cotton_order, [on_monday], by=awa)
    with refused("incomplete"):
        services.submit(cotton_order, by=awa)


def test_a_forbidden_category_is_refused_with_its_article(cotton_order, awa):
    ProductCategory.objects.filter(slug="textile").update(rule="forbidden", article="article 33")
    with refused("clearance"):
        services.submit(cotton_order, by=awa)


def test_every_problem_is_told_at_once(cotton_order, awa):
    ProductCategory.objects.filter(slug="textile").update(rule="forbidden")
    services.save(cotton_order, by=awa, starts_on=TODAY - timedelta(days=1), lines=[])
    with pytest.raises(Refused) as refusal:
        services.submit(cotton_order, by=awa)
    assert len(refusal.value.extras["problems"]) == 3
