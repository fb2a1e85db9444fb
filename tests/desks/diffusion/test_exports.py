"""Exports show what the page shows."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY, ad_break, airing, campaign, spot

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def desk(client, salif):
    client.force_login(salif)
    return client


def lines(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def sheets(answer) -> list:
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets


def test_the_csv_holds_the_rows_of_the_page(desk, planned_airing, soap_spot):
    answer = desk.get("/diffusion/export/spots/csv/?q=fil")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="spots-2026-11-21.csv"' in answer.headers["Content-Disposition"]
    head, row = lines(answer)
    assert dict(zip(head, row, strict=True)) == {
        "Spot": "Le fil d’or du Faso", "Annonceur": "Faso Coton", "Campagne": "Le fil d’or du Faso",
        "Référence": "C-2611-001", "Type": "Vidéo", "Durée (s)": "30", "Numéro de maison": "BF1/FACO001/030",
        "Commandés": "10", "Placés": "1", "Diffusés": "0", "Restants": "9", "Premier jour": "11/11/2026",
        "Dernier jour": "11/12/2026",
    }  # fmt: skip


def test_excel_holds_the_same_rows_and_says_its_filters(desk, cotton_spot, soap_spot, salif):
    rows, criteria = sheets(desk.get("/diffusion/export/spots/xlsx/?q=savon"))

    assert [cell.value for cell in rows[2]][:2] == ["Savon de la fête", "Savonnerie Wend"]
    assert rows["A3"].value == "1 spot"
    said = {row[0].value: row[1].value for row in criteria.rows}
    assert (said["Statut"], said["Recherche"], said["Demandé par"]) == ("À placer", "savon", "Salif Kaboré")


def test_the_total_counts_what_aired_of_the_spots_listed(desk, soap_spot, cotton_spot, late_break):
    for spot_aired in (soap_spot, soap_spot, cotton_spot):
        airing(spot_aired, late_break, status="aired")

    rows = sheets(desk.get("/diffusion/export/spots/xlsx/"))[0].iter_rows(values_only=True)

    head, *spots, total = rows
    aired = head.index("Diffusés")
    assert sorted(row[aired] for row in spots) == [1, 2]
    assert (total[0], total[aired]) == ("2 spots", 3)


def test_a_formula_in_a_title_harms_no_export(desk, soap_campaign, issa):
    made = spot(soap_campaign, FORMULA, by=issa)
    airing(made, ad_break("1900", daypart="access"), status="aired")

    assert lines(desk.get("/diffusion/export/spots/csv/"))[1][0] == "'" + FORMULA
    cell = sheets(desk.get("/diffusion/export/spots/xlsx/"))[0]["A2"]
    assert (cell.value, cell.data_type) == (FORMULA, "s")
    assert b"".join(desk.get("/diffusion/export/spots/broadcasted/pdf/").streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize("title", ["<b zig", "</para zig>", "<img src=x onerror=alert(1)>"])
def test_markup_in_a_title_is_shown_and_not_read(desk, soap_campaign, issa, title):
    made = spot(soap_campaign, title, by=issa)
    airing(made, ad_break("1900", daypart="access"), status="aired")

    assert b"".join(desk.get("/diffusion/export/spots/broadcasted/pdf/").streaming_content).startswith(b"%PDF")
    for page in ("/diffusion/", "/diffusion/spots/", "/diffusion/broadcasted/", f"/diffusion/spots/{made.pk}/"):
        assert title not in desk.get(page).content.decode()


def test_the_pdf_is_of_the_period_asked(desk, soap_spot, evening):
    airing(soap_spot, ad_break("1900", daypart="access"), status="aired")

    answer = desk.get(f"/diffusion/export/spots/broadcasted/pdf/?start={TODAY}&end={TODAY}")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize("path", ["spots/csv/", "spots/xlsx/", "spots/broadcasted/pdf/"])
def test_ten_times_the_rows_take_no_more_queries(desk, soap_campaign, issa, path):
    few = _queries(desk, path)
    for n in range(12):
        made = spot(campaign(issa, f"Campagne {n}", category="divers"), f"Spot {n}", by=issa)
        airing(made, ad_break(f"12{n:02}", daypart="midi"), status="aired")

    assert _queries(desk, path) == few <= 10


def _queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        b"".join(client.get(f"/diffusion/export/{path}").streaming_content)
    return len(captured)
