"""A visitor composes a campaign: lines in the address, a price explained, plans for a budget."""

import pytest

from spot.desks.website.plans import plans_for
from spot.pricing import queries
from spot.pricing import services as pricing
from spot.pricing.cascade import LineAsked
from spot.templatetags.spot_prices import price_cascade

TWO_LINES = {
    "daypart": ["prime", "matinee"],
    "seconds": ["30", "30"],
    "airings": ["12", "10"],
    "position": ["first", ""],
    "agency": "1",
}


@pytest.fixture(autouse=True)
def _prices(evening, rate_card):
    """The station's sheet is in force."""


def page(client, **query):
    return client.get("/cost-simulator/", query).content.decode()


def test_the_lines_of_an_address_are_priced_without_any_script(client):
    html = page(client, **TWO_LINES)
    lines = [LineAsked("prime", 30, 12, "first"), LineAsked("matinee", 30, 10)]
    total = pricing.quote(lines, agency=True).total_ttc_fcfa

    assert f"{total:,}".replace(",", "\u202f") in html
    assert "Commission d’agence" in html
    assert "Première position" in html


def test_a_line_that_is_not_one_is_left_out(client):
    html = page(client, daypart=["prime", "nuit"], seconds=["30", "30"], airings=["12", "3"])

    assert html.count("data-line>") == 2  # the one line, and the blank the script repeats


def test_the_cascade_can_be_added_up_from_what_it_shows():
    lines = [LineAsked("prime", 30, 12, "first"), LineAsked("access", 45, 8, "last"), LineAsked("matinee", 75, 3)]
    quote = pricing.quote(lines, agency=True)
    shown = price_cascade(quote.as_dict(), 1800)
    amounts = [line["amount_fcfa"] for line in shown["lines"] if line.get("kind") != "subtotal"]

    assert sum(amounts) == shown["total_fcfa"] == quote.total_ttc_fcfa


def test_a_plain_quote_has_no_gross_line():
    shown = price_cascade(pricing.quote([LineAsked("prime", 30, 12)]).as_dict(), 1800)

    assert [line["label"] for line in shown["lines"]] == ["Tarif de base", "Net HT", "TVA"]


def test_five_hundred_thousand_francs_buy_three_ways():
    plans = plans_for(500_000, 30, queries.sheet())

    assert [(plan.title, plan.airings) for plan in plans] == [
        ("Autour du journal", 5),
        ("Réparti sur la journée", 7),
        ("Le plus de passages", 11),
    ]


@pytest.mark.parametrize("budget", [44_871, 100_000, 500_000, 1_499_999, 20_000_000])
@pytest.mark.parametrize("seconds", [15, 30, 45, 90])
def test_no_plan_costs_more_than_the_budget(budget, seconds):
    for plan in plans_for(budget, seconds, queries.sheet()):
        assert plan.quote.total_ttc_fcfa <= budget
        assert plan.left_fcfa == budget - plan.quote.total_ttc_fcfa


def test_a_budget_too_small_buys_nothing_and_says_from_how_much(client):
    assert plans_for(10_000, 30, queries.sheet()) == []
    assert "44\u202f870\u00a0F\u202fCFA" in page(client, budget="10 000", budget_seconds="30")


@pytest.mark.parametrize("typed", ["", "abc", "-5", "9" * 40])
def test_whatever_is_typed_as_a_budget_the_page_answers(client, typed):
    assert client.get("/cost-simulator/", {"budget": typed, "budget_seconds": "30"}).status_code == 200


def test_a_plan_is_an_address_of_the_simulator(client):
    plan = plans_for(500_000, 30, queries.sheet())[0]
    html = client.get(f"/cost-simulator/?{plan.query}").content.decode()

    assert f"{plan.quote.total_ttc_fcfa:,}".replace(",", "\u202f") in html
