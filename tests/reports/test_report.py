"""One query layer: what the tables say adds up, and nobody reads another organisation's figures."""

from datetime import date, timedelta

from spot.airings import services
from spot.common import clock
from spot.reports import queries
from spot.reports.figures import total
from spot.reports.period import Period, asked
from tests import cast

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def test_a_manager_reads_what_was_sold_aired_and_lost(hamidou, busy_month):
    totals = queries.report(hamidou, NOVEMBER).totals

    assert (totals.sold, totals.aired, totals.missed, totals.planned) == (4, 3, 1, 1)
    assert (totals.sold_seconds, totals.aired_seconds, totals.lost_seconds) == (120, 90, 30)
    assert (totals.sold_fcfa, totals.aired_fcfa) == (87_750 * 2 + 70_000, 87_750 + 70_000)


def test_every_table_adds_up_to_the_totals(hamidou, busy_month):
    found = queries.report(hamidou, NOVEMBER)

    for table in (found.by_day, found.by_daypart, found.by_campaign, found.by_advertiser):
        assert total([line.figures for line in table]) == found.totals
    assert total([figures for _, figures in queries.by_week(found)]) == found.totals
    shortened = queries.shortened(found.by_advertiser, most=1, others="autres")
    assert total([line.figures for line in shortened]) == found.totals


def test_awa_reads_her_organisation_alone(awa, busy_month):
    found = queries.report(awa, NOVEMBER)

    assert [line.label for line in found.by_advertiser] == ["Faso Coton"]
    assert found.totals.aired == 1


def test_the_newsroom_reads_nothing(boukary, busy_month):
    assert queries.report(boukary, NOVEMBER).totals.sold == 0


def test_one_advertiser_may_be_asked_for(hamidou, busy_month, savonnerie):
    assert queries.report(hamidou, NOVEMBER, organisation=savonnerie).totals.aired == 2


def test_a_confirmation_moves_the_report(hamidou, salif, busy_month):
    before = queries.report(hamidou, NOVEMBER).totals.aired
    with clock.frozen(busy_month.ad_break.starts_at):
        services.confirm(busy_month, by=salif, version=1)

    assert queries.report(hamidou, NOVEMBER).totals.aired == before + 1


def test_the_queries_do_not_depend_on_the_data(hamidou, busy_month, soap_spot, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        queries.report(hamidou, NOVEMBER)
    for number in range(30):
        cast.airing(soap_spot, cast.ad_break("0800", day=date(2026, 11, 1) + timedelta(days=number), daypart="matinee"))
    with django_assert_max_num_queries(8):
        queries.report(hamidou, NOVEMBER)


def test_the_fill_is_what_breaks_hold_by_weekday(hamidou, busy_month):
    (prime,) = (row for row in queries.report(hamidou, NOVEMBER).fill if row.daypart.slug == "prime")

    assert prime.share(1) == 25, "30 s of 120 on Tuesday the 3rd"


def test_an_empty_period_is_a_report_too(hamidou, rate_card):
    found = queries.report(hamidou, asked(date(2020, 1, 1), date(2020, 1, 31)))

    assert (found.totals.sold, found.change_percent, found.fill_percent, found.totals.as_planned_bp) == (
        0,
        None,
        None,
        None,
    )
