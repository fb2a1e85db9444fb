"""A price explains itself, and agrees with the published sheet to the franc."""

from datetime import date
from time import perf_counter
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spot.common.money import share_bp
from spot.pricing.cascade import LineAsked, Tariff, price
from spot.pricing.services import quote
from tests.refusing import refused

PUBLISHED_TTC = {
    "matinee": (44_870, 49_855),
    "midi": (103_545, 115_050),
    "apres-midi": (51_773, 57_525),
    "access": (69_030, 76_700),
    "prime": (103_545, 115_050),
    "soiree": (69_030, 76_700),
}
CARD = SimpleNamespace(vat_bp=1800, short_bp=9000, extra_second_bp=200, position_bp=1500, agency_bp=1500)
BASES = {"matinee": 42_250, "midi": 97_500, "apres-midi": 48_750, "access": 65_000, "prime": 97_500, "odd": 33_337}
TARIFFS = {slug: Tariff(slug, slug.title(), base) for slug, base in BASES.items()}

LINES = st.lists(
    st.builds(
        LineAsked,
        daypart=st.sampled_from(sorted(BASES)),
        seconds=st.integers(1, 600),
        airings=st.integers(1, 2_000),
        position=st.sampled_from([None, "first", "last"]),
    ),
    min_size=1,
    max_size=20,
)


@pytest.mark.parametrize("daypart", PUBLISHED_TTC)
@pytest.mark.parametrize(("seconds", "column"), [(5, 0), (30, 0), (31, 1), (60, 1)])
def test_one_airing_costs_what_the_published_sheet_says(rate_card, daypart, seconds, column):
    assert quote([LineAsked(daypart, seconds, 1)]).total_ttc_fcfa == PUBLISHED_TTC[daypart][column]


def test_the_example_of_the_contract(rate_card):
    assert quote([LineAsked("prime", 30, 10)]).as_dict() == {
        "lines": [
            {
                "daypart": "prime",
                "seconds": 30,
                "airings": 10,
                "unit_ht_fcfa": 87_750,
                "steps": [
                    {
                        "label": "Tarif prime, 0 à 30 s",
                        "base_fcfa": 97_500,
                        "rate_bp": 9_000,
                        "amount_fcfa": 87_750,
                    }
                ],
                "net_ht_fcfa": 877_500,
            }
        ],
        "steps": [],
        "net_ht_fcfa": 877_500,
        "vat_fcfa": 157_950,
        "total_ttc_fcfa": 1_035_450,
    }


def test_each_second_above_sixty_adds_a_fiftieth_of_the_tariff(rate_card):
    line = quote([LineAsked("prime", 75, 1)]).lines[0]

    assert [step.amount_fcfa for step in line.steps] == [97_500, 15 * 97_500 // 50]
    assert line.unit_ht_fcfa == 126_750


def test_a_position_is_a_majoration_of_the_tariff(rate_card):
    line = quote([LineAsked("prime", 30, 2, "first")]).lines[0]

    assert line.steps[-1].label == "Première position"
    assert (line.steps[-1].base_fcfa, line.steps[-1].amount_fcfa) == (87_750, 13_163)
    assert line.net_ht_fcfa == 2 * (87_750 + 13_163)


def test_the_agency_commission_is_a_step_of_the_quote_and_its_lines_still_add_up(rate_card):
    asked = quote([LineAsked("prime", 30, 10), LineAsked("matinee", 45, 3)], agency=True)

    gross = 877_500 + 3 * 42_250
    assert asked.steps[0].amount_fcfa == -share_bp(gross, 1_500)
    assert sum(line.net_ht_fcfa for line in asked.lines) == asked.net_ht_fcfa == gross + asked.steps[0].amount_fcfa


def test_the_night_is_sold_on_request_until_a_card_prices_it(rate_card):
    with refused("on_request"):
        quote([LineAsked("nuit", 30, 1)])


def test_nothing_is_priced_before_the_first_card(rate_card):
    with refused("no_rate_card"):
        quote([LineAsked("prime", 30, 1)], on=date(2024, 12, 31))


@pytest.mark.parametrize(("seconds", "airings"), [(0, 1), (30, 0), (-5, 3)])
def test_a_line_orders_at_least_one_second_and_one_airing(rate_card, seconds, airings):
    with refused("bad_line"):
        quote([LineAsked("prime", seconds, airings)])


@given(lines=LINES, agency=st.booleans())
def test_no_franc_is_lost(lines, agency):
    asked = price(lines, CARD, TARIFFS, agency=agency)

    gross = sum(line.gross_ht_fcfa for line in asked.lines)
    assert sum(line.net_ht_fcfa for line in asked.lines) == asked.net_ht_fcfa
    assert asked.net_ht_fcfa == gross + sum(step.amount_fcfa for step in asked.steps)
    assert asked.total_ttc_fcfa == asked.net_ht_fcfa + asked.vat_fcfa
    assert asked.vat_fcfa == share_bp(asked.net_ht_fcfa, 1_800)


@given(lines=LINES, agency=st.booleans())
def test_every_amount_is_explained_in_whole_francs(lines, agency):
    for line in price(lines, CARD, TARIFFS, agency=agency).lines:
        assert line.unit_ht_fcfa == sum(step.amount_fcfa for step in line.steps)
        assert all(type(amount) is int for step in line.steps for amount in vars(step).values() if amount != step.label)


@given(lines=LINES)
def test_a_longer_spot_never_costs_less(lines):
    longer = [LineAsked(line.daypart, line.seconds + 1, line.airings, line.position) for line in lines]

    assert price(longer, CARD, TARIFFS).net_ht_fcfa >= price(lines, CARD, TARIFFS).net_ht_fcfa


def test_twenty_lines_are_priced_within_five_milliseconds(rate_card, django_assert_max_num_queries):
    lines = [LineAsked(slug, 30 + n, 5, "last") for n, slug in enumerate([*PUBLISHED_TTC] * 3)] + [
        LineAsked("prime", 90, 2),
        LineAsked("midi", 15, 2),
    ]
    with django_assert_max_num_queries(2):
        quote(lines)
    took = min(_seconds_of(lambda: quote(lines, agency=True)) for _ in range(20))

    assert took < 0.005


def _seconds_of(act):
    started = perf_counter()
    act()
    return perf_counter() - started
