"""Lists, the price, the planning's polling twins."""

from datetime import timedelta

import pytest

from spot.airings import services
from spot.common import clock
from tests.cast import ad_break, airing

pytestmark = pytest.mark.django_db


def test_breaks_come_by_hour_a_page_at_a_time(program_of, salif, before_news, late_break):
    ad_break("1925")

    first = program_of(salif).get("breaks", day="2026-11-21", page_size=2).json()
    second = program_of(salif).get("breaks", day="2026-11-21", page_size=2, page=2).json()

    assert [row["code"] for row in first["items"] + second["items"]] == ["1925", "2010", "2045"]
    assert first["count"] == second["count"] == 3
    assert program_of(salif).get("breaks", page=9).json() == {"items": [], "count": 3}


def test_awa_sees_her_campaigns_and_airings_and_nobody_elses(program_of, awa, planned_airing, soap_spot, late_break):
    airing(soap_spot, late_break)
    program = program_of(awa)

    assert [row["title"] for row in program.get("campaigns").json()["items"]] == ["Le fil d’or du Faso"]
    assert [row["client"] for row in program.get("airings").json()["items"]] == ["Faso Coton"]
    assert [row["organisation"] for row in program.get("spots").json()["items"]] == ["Faso Coton"]
    assert program.get("breaks").status_code == 404


def test_a_campaign_shows_what_was_ordered_planned_and_aired(
    program_of, mariam, planned_airing, cotton_spot, late_break
):
    airing(cotton_spot, late_break, status="aired")

    (row,) = program_of(mariam).get("campaigns", status="active").json()["items"]

    assert (row["airings_ordered"], row["airings_planned"], row["airings_aired"]) == (10, 1, 1)
    assert row["status"] == "active"
    assert program_of(mariam).get("campaigns", status="approved").json()["count"] == 1
    assert program_of(mariam).get("campaigns", status="completed").json()["count"] == 0
    assert program_of(mariam).get("campaigns", status="nonsense").status_code == 422


def test_a_spot_says_how_many_airings_are_left(program_of, salif, planned_airing, cotton_campaign):
    (row,) = program_of(salif).get("spots", status="approved", campaign=str(cotton_campaign.pk)).json()["items"]

    assert (row["airings_left"], row["seconds"], row["status"]) == (9, 30, "approved")
    assert row["campaign"] == str(cotton_campaign.pk)
    assert program_of(salif).get("spots", status="rejected").json()["count"] == 0
    assert program_of(salif).get("spots", campaign="nothing").json()["count"] == 0


def test_anybody_asks_a_price(program_of, rate_card):
    body = {"lines": [{"daypart": "prime", "seconds": 30, "airings": 10, "position": None}]}

    quote = program_of(None).post("quotes", body)

    assert quote.status_code == 200, quote.content
    assert (quote.json()["net_ht_fcfa"], quote.json()["total_ttc_fcfa"]) == (877_500, 1_035_450)


def test_a_price_on_request_says_so(program_of, rate_card):
    answer = program_of(None).post("quotes", {"lines": [{"daypart": "nuit", "seconds": 30, "airings": 1}]})

    assert (answer.status_code, answer.json()["error"]) == (422, "on_request")


@pytest.mark.parametrize(
    "line", [{"seconds": 0}, {"airings": 0}, {"seconds": 30.5}, {"position": "middle"}, {"daypart": "x"}]
)
def test_a_price_of_nothing_is_refused(program_of, rate_card, line):
    body = {"lines": [{"daypart": "prime", "seconds": 30, "airings": 1, **line}]}

    assert program_of(None).post("quotes", body).status_code == 422


def test_the_snapshot_says_nothing_changed_while_nothing_did(program_of, hamidou, planned_airing):
    program = program_of(hamidou)
    first = program.get("planning/snapshot", day="2026-11-21")

    again = program.client.get("/api/v1/planning/snapshot?day=2026-11-21", headers={"If-None-Match": first["ETag"]})

    assert first.json()["type"] == "snapshot"
    assert [row["id"] for row in first.json()["items"]] == [str(planned_airing.pk)]
    assert (again.status_code, again.content) == (304, b"")


def test_a_snapshot_the_browser_kept_still_says_what_time_it_is(program_of, hamidou, planned_airing):
    program = program_of(hamidou)
    first = program.get("planning/snapshot", day="2026-11-21")
    later = clock.now() + timedelta(minutes=4)

    with clock.frozen(later):
        again = program.client.get("/api/v1/planning/snapshot?day=2026-11-21", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again["Spot-Now"]) == (304, clock.iso(later))


def test_events_after_a_number_bring_what_changed(program_of, mariam, salif, cotton_spot, before_news):
    program = program_of(mariam)
    seq = program.get("planning/snapshot").json()["seq"]
    services.book(cotton_spot, before_news, by=salif)

    told = program.get("planning/events", day="2026-11-21", after=seq).json()

    assert told["day"] == "2026-11-21"
    assert [event["seq"] for event in told["events"]] == list(range(seq + 1, told["seq"] + 1))
    assert told["events"][0]["item"]["title"] == "Le fil d’or du Faso"


@pytest.mark.parametrize("after", [99, 10**12])
def test_a_number_never_given_asks_for_a_new_snapshot(program_of, salif, before_news, after):
    answer = program_of(salif).get("planning/events", after=after).json()

    assert answer == {"resync": True, "seq": 0}


@pytest.mark.parametrize("role", ["awa", "clarisse", "boukary"])
def test_the_planning_is_not_everybodys(program_of, everybody, role):
    program = program_of(everybody[role])

    assert program.get("planning/snapshot").status_code == 404
    assert program.get("planning/events", after=0).status_code == 404


def test_lists_cost_the_same_whatever_their_length(
    program_of, salif, cotton_spot, late_break, django_assert_max_num_queries
):
    for _ in range(6):
        airing(cotton_spot, late_break)
    program = program_of(salif)

    for path in ("airings", "spots", "campaigns", "breaks", "planning/snapshot"):
        with django_assert_max_num_queries(9):
            assert program.get(path).status_code == 200


def test_the_twins_of_the_bell_and_the_console(program_of, aminata, awa):
    assert program_of(awa).get("notifications").json() == {"unread": 0, "latest": []}
    assert program_of(aminata).get("pending-counts").json()["count_campaigns_pending"] == 0
    assert program_of(awa).get("pending-counts").status_code == 404


def test_the_control_room_reads_who_did_what_to_an_airing(program_of, salif, rasmata, hamidou, planned_airing):
    services.miss(planned_airing, by=rasmata, version=1, reason="technical", note="Coupure du lecteur")
    services.undo(planned_airing, by=salif, version=2)

    told = program_of(salif).get(f"airings/{planned_airing.pk}/acts").json()

    assert [(act["verb"], act["by"], act["reason"]) for act in told["items"]] == [
        ("undo", "Salif Kaboré", None),
        ("miss", "Rasmata Ilboudo", "technical"),
    ]
    assert told["items"][1]["note"] == "Coupure du lecteur"
    assert told["count"] == 2
    assert program_of(hamidou).get(f"airings/{planned_airing.pk}/acts").status_code == 404
