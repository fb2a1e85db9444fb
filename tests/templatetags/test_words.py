"""Money, dates and lengths, written as a Burkinabè station writes them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from spot.templatetags import spot_charts, spot_ui

AT = datetime(2026, 11, 20, 19, 45, 30, tzinfo=UTC)


def rendered(source, **context):
    return Template("{% load spot_ui spot_charts %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{ 1234567|fcfa }}", "1\u202f234\u202f567\u00a0F\u202fCFA"),
        ("{{ 1234567|grouped }}", "1\u202f234\u202f567"),
        ("{{ nothing|fcfa }}", "–"),
        ("{{ 189540|signed }}", "+\u202f189\u202f540"),
        ("{{ loss|signed }}", "−\u202f105\u202f560"),
        ("{{ 1800|percent_bp }}", "18\u00a0%"),
        ("{{ 250|percent_bp }}", "2,5\u00a0%"),
        ("{{ at|day_long }}", "20 novembre 2026"),
        ("{{ first|day_long }}", "1er décembre 2026"),
        ("{{ at|weekday_long }}", "vendredi 20 novembre 2026"),
        ("{{ at|day_and_time }}", "20 nov. 2026, 19:45"),
        ("{{ at|hm }}", "19:45"),
        ("{{ at|hms }}", "19:45:30"),
        ("{{ at|hour_words }}", "19\u00a0h\u00a045"),
        ("{{ 45|seconds_words }}", "45 s"),
        ("{{ 1025|seconds_words }}", "17 min 05 s"),
        ("{{ 7380|seconds_words }}", "2 h 03 min"),
    ],
)
def test_a_value_is_written_the_french_way(source, written):
    assert rendered(source, at=AT, first=date(2026, 12, 1), loss=-105_560, nothing=None) == written


def test_a_status_has_its_word_its_icon_and_its_colour():
    badge = rendered('{% status "rejected" "campaign" loud=True %}')

    assert "refusée" in badge
    assert "tone-missed" in badge
    assert "#ban" in badge


def test_an_unknown_status_is_an_error_and_not_a_blank():
    with pytest.raises(KeyError):
        rendered('{% status "perdu" %}')


def test_the_segments_of_a_bar_fill_it_to_scale():
    drawn = spot_charts.bar(
        [{"tone": "aired", "value": 30}, {"tone": "missed", "value": 0}, {"tone": "planned", "value": 60}], 120
    )

    assert [(segment["x"], segment["width"]) for segment in drawn["segments"]] == [("0", "25"), ("25", "50")]


def test_an_empty_bar_is_drawn_without_dividing_by_nothing():
    assert spot_charts.bar([], 0)["segments"] == []


@pytest.mark.parametrize(("number", "shown"), [(1, [1, 2, 0, 8]), (4, [1, 0, 3, 4, 5, 0, 8]), (8, [1, 0, 7, 8])])
def test_pages_are_shown_around_the_current_one(number, shown):
    from django.core.paginator import Paginator

    assert spot_ui.window(Paginator(range(160), 20).page(number)) == shown


def test_what_somebody_typed_is_escaped_in_a_chart():
    assert "<b>" not in rendered("{% bar_list rows %}", rows=[("<b>gras</b>", 1)])
