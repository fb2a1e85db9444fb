"""Each thing that must never be false, made false, is seen."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from spot.campaigns.models import Campaign
from spot.creatives.models import Spot, SpotVersion
from spot.journal.models import Entry, Stream
from spot.operations import invariants
from tests.cast import TODAY, airing, spot


@pytest.fixture
def station(planned_airing, settings, tmp_path):
    """One planned airing, everything true: the file of its version is written too."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "spots").mkdir()
    (tmp_path / "spots/none.mp4").write_bytes(b"film")
    SpotVersion.objects.update(sha256="7b0bb8bb3af99d12e06a0f2de0e1a3d0bb11b5d5a3f9e2ee3a0a4f3c3b0a3c1f")
    return planned_airing


def breaches(name):
    return [breach for breach in invariants.verify()["breaches"] if breach.startswith(f"{name}:")]


def test_a_break_that_counts_other_seconds_than_it_holds_is_seen(station):
    assert breaches("booked_sum") == []
    AdBreak.objects.filter(pk=station.ad_break_id).update(booked_seconds=55)

    assert len(breaches("booked_sum")) == 1


def test_nothing_stays_planned_under_a_cancelled_campaign(station):
    assert breaches("cancelled") == []
    Campaign.objects.update(status="cancelled")

    assert len(breaches("cancelled")) == 1


def test_an_airing_settled_by_nobody_is_seen(station):
    Airing.objects.update(status="missed")

    assert "settled by nobody" in breaches("airing_states")[0]


def test_an_airing_outside_its_line_is_seen(station):
    assert breaches("orders") == []
    station.line.ends_on = station.line.starts_on
    station.line.save()

    assert "outside its order line" in breaches("orders")[0]


def test_more_airings_than_ordered_are_seen(station):
    station.line.airings = 1
    station.line.save()
    other = spot(station.campaign, "Deuxième film", by=station.campaign.created_by)
    airing(other, station.ad_break, rank=2, line=station.line)

    assert "2 of 1 airings" in breaches("orders")[0]
    assert len(breaches("separation")) == 2  # the same advertiser, and its own category, twice in one break


def test_a_gap_in_a_numbered_stream_is_seen(db):
    Stream.objects.create(name=f"day:{TODAY}", last_seq=3)
    for seq in (1, 3):
        Entry.objects.create(
            verb="airings.book", thing_kind="airing", thing_id="x", role="system", stream=f"day:{TODAY}", seq=seq
        )

    assert len(breaches("sequences")) == 1


def test_a_number_without_counter_and_an_entry_without_number_are_seen(db):
    Entry.objects.create(verb="a", thing_kind="airing", thing_id="x", role="system", stream="day:2026-01-01", seq=1)
    Entry.objects.create(verb="b", thing_kind="airing", thing_id="x", role="system", stream="day:2026-01-01")

    assert len(breaches("sequences")) == 2


def test_lines_that_do_not_add_up_to_the_order_are_seen(station):
    assert breaches("campaign_money") == ["campaign_money: " + line for line in wrong_sums()]
    Campaign.objects.update(net_ht_fcfa=877_500, vat_fcfa=157_950, total_ttc_fcfa=1_035_450)

    assert breaches("campaign_money") == []


def wrong_sums():
    return [f"campaign {row.pk}: lines 877500 F, order 0 F" for row in Campaign.objects.all()]


def test_a_changed_or_missing_file_is_seen(station, tmp_path):
    assert "has other bytes" in breaches("media")[0]
    (tmp_path / "spots/none.mp4").unlink()

    assert "is not there" in breaches("media")[0]


def test_a_spot_that_airs_a_refused_version_is_seen(station):
    assert breaches("spot_approved") == []
    SpotVersion.objects.update(status="rejected")

    assert len(breaches("spot_approved")) == Spot.objects.count()


def test_capacity_is_checked_even_where_the_database_was_told_not_to(station):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told to overlook a constraint")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        AdBreak.objects.filter(pk=station.ad_break_id).update(booked_seconds=500)
        cursor.execute("PRAGMA ignore_check_constraints = OFF")

    assert "500 s booked of 120" in breaches("capacity")[0]


def test_the_command_exits_1_on_any_breach(station, capsys):
    AdBreak.objects.filter(pk=station.ad_break_id).update(booked_seconds=1)

    with pytest.raises(SystemExit) as ended:
        call_command("verify_invariants")

    printed = json.loads(capsys.readouterr().out)
    assert (ended.value.code, printed["ok"]) == (1, False)
    assert printed["checked"]["booked_sum"] == 1
