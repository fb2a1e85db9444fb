"""Hamidou reads the month on screen and takes it away; Awa reads hers."""

import pytest

PAGES = ["/reports/overview/", "/reports/export/", "/reports/export/pdf/"]


def test_the_entrance_leads_to_the_report(client, hamidou):
    client.force_login(hamidou)

    assert client.get("/reports/").url == "/reports/overview/"


def test_hamidou_sees_the_totals_of_the_month(client, hamidou, busy_month):
    client.force_login(hamidou)

    page = client.get("/reports/overview/").content.decode()

    assert "245\u202f500" in page
    assert "Faso Coton" in page
    assert "Savonnerie Wend" in page


def test_awa_sees_hers_and_no_name_of_another(client, awa, busy_month):
    client.force_login(awa)

    page = client.get("/reports/overview/?table=campaign").content.decode()

    assert "Le fil d’or du Faso" in page
    assert "Savon" not in page


def test_awa_does_not_filter_on_somebody_else(client, awa, busy_month, savonnerie):
    client.force_login(awa)

    assert "Savon" not in client.get(f"/reports/overview/?organisation={savonnerie.pk}").content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_the_newsroom_and_the_control_room_meet_no_report(client, path, boukary, salif):
    for somebody in (boukary, salif):
        client.force_login(somebody)
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_whoever_is_not_signed_in_goes_to_sign_in(client, path, db):
    answer = client.get(path)

    assert (answer.status_code, answer.url) == (302, f"/login/?next={path}")


def test_the_files_are_named_after_the_period(client, hamidou, busy_month):
    client.force_login(hamidou)

    for path, ending in [("/reports/export/", "xlsx"), ("/reports/export/pdf/", "pdf")]:
        answer = client.get(f"{path}?start=2026-11-21&end=2026-11-01")
        assert f"spot-bf1-2026-11-01-2026-11-21.{ending}" in answer.headers["Content-Disposition"]
        assert b"".join(answer.streaming_content)[:4] in {b"PK\x03\x04", b"%PDF"}


def test_an_empty_month_says_what_to_do(client, hamidou, rate_card):
    client.force_login(hamidou)

    page = client.get("/reports/overview/?start=2020-01-01&end=2020-01-31").content.decode()

    assert "Aucun passage sur cette période" in page


@pytest.mark.parametrize("table", ["advertiser", "campaign", "daypart", "day", "nonsense"])
def test_every_table_costs_the_same_few_queries(client, hamidou, busy_month, table, django_assert_max_num_queries):
    client.force_login(hamidou)

    with django_assert_max_num_queries(14):
        assert client.get(f"/reports/overview/?table={table}&start=2026-01-01&end=2026-11-30").status_code == 200


def test_the_prices_page_is_the_station_s(client, hamidou, awa, busy_month):
    client.force_login(hamidou)
    assert "61\u202f375" in client.get("/reports/prices/").content.decode(), "245 500 over four sold airings"
    client.force_login(awa)
    assert client.get("/reports/prices/").status_code == 404


def test_a_signed_in_page_is_kept_by_no_shared_cache(client, hamidou, busy_month):
    client.force_login(hamidou)

    assert client.get("/reports/overview/").headers["Cache-Control"] == "private, no-cache"
