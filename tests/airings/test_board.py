"""What the planning page knows besides the snapshot."""

from datetime import timedelta

import pytest

from spot.airings import board
from spot.clearance.models import Visa
from tests.cast import TODAY, ad_break, airing

pytestmark = pytest.mark.django_db


def test_a_make_good_says_the_day_it_answers_for(planned_airing, cotton_spot, late_break):
    missed_on = TODAY - timedelta(days=3)
    missed = airing(cotton_spot, ad_break("1925", day=missed_on), status="missed", reason="technical")
    answer = airing(cotton_spot, late_break, makegood_for=missed)

    assert board.besides(TODAY)["marks"] == {str(answer.pk): "compense le 18"}


def test_an_airing_under_a_visa_shows_its_number_while_the_visa_holds(planned_airing, faso_coton, categories):
    visa = Visa.objects.create(
        organisation=faso_coton, category=categories["textile"], number="0412", authority="Ministère du Commerce",
        issued_on=TODAY - timedelta(days=30), expires_on=TODAY,
    )  # fmt: skip
    assert board.besides(TODAY)["marks"] == {str(planned_airing.pk): "textile, visa 0412"}

    visa.expires_on = TODAY - timedelta(days=1)
    visa.save()
    assert board.besides(TODAY)["marks"] == {}


def test_the_campaigns_of_a_day_are_named_once(planned_airing, cotton_spot, cotton_campaign, late_break):
    airing(cotton_spot, late_break)

    assert board.besides(TODAY)["campaigns"] == {str(cotton_campaign.pk): "Le fil d’or du Faso"}
