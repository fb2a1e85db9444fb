"""The station's own week."""

from collections import Counter

import pytest

from spot.breaks import demo, services
from spot.breaks.models import AdBreak, BreakTemplate, Daypart
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def test_every_day_of_the_week_has_at_least_33_breaks_in_every_daypart():
    demo.ensure_dayparts()
    demo.ensure_template()

    a_day = Counter(BreakTemplate.objects.values_list("weekday", flat=True))
    assert len(a_day) == 7
    assert min(a_day.values()) >= 33
    assert BreakTemplate.objects.values("weekday", "daypart").distinct().count() == 7 * 7


def test_doing_it_again_changes_nothing_staff_have_edited():
    demo.ensure_dayparts()
    demo.ensure_template()
    Daypart.objects.filter(slug="prime").update(name="Grande écoute")
    BreakTemplate.objects.filter(weekday=0).delete()

    demo.ensure_dayparts()
    demo.ensure_template()

    assert Daypart.objects.get(slug="prime").name == "Grande écoute"
    assert not BreakTemplate.objects.filter(weekday=0).exists()


def test_a_day_made_from_it_runs_from_morning_to_night():
    demo.ensure_dayparts()
    demo.ensure_template()

    services.generate(TODAY)

    codes = list(AdBreak.objects.of_day(TODAY).values_list("code", flat=True))
    assert (codes[0], codes[-1]) == ("0615", "0145")
    assert {"1925", "1945", "2010", "2045"} <= set(codes)
