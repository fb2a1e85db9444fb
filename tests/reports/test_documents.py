"""Screen, Excel and PDF say the same; a formula or markup in a title harms neither."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from spot.reports import document, queries, workbook
from spot.reports.period import Period
from tests.papers import words

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
HOSTILE = "=1+1 <b onload=1> &"


def written(write, user):
    out = BytesIO()
    write(queries.report(user, NOVEMBER), out, by=user)
    out.seek(0)
    return out


def test_every_sheet_ends_with_the_totals_of_the_screen(hamidou, busy_month):
    totals = queries.report(hamidou, NOVEMBER).totals

    book = load_workbook(written(workbook.write, hamidou))

    for name in ("Par annonceur", "Par campagne", "Par tranche", "Par jour"):
        *_, last = book[name].iter_rows(values_only=True)
        assert last[-10:] == (4, 3, 1, 0, 1, 120, 90, 30, totals.sold_fcfa, totals.aired_fcfa), name
    assert book["Passages"].max_row == 1 + 5


def test_the_workbook_opens_ready_to_use(hamidou, busy_month):
    sheet = load_workbook(written(workbook.write, hamidou))["Passages"]

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:M6"
    assert sheet["A2"].is_date
    assert sheet["M2"].number_format == "#,##0"


def test_a_title_that_looks_like_a_formula_stays_a_title(hamidou, busy_month, cotton_campaign):
    cotton_campaign.title = HOSTILE
    cotton_campaign.save()

    book = load_workbook(written(workbook.write, hamidou))

    titles = [row[0] for row in book["Par campagne"].iter_rows()]
    (cell,) = [cell for cell in titles if str(cell.value).startswith("=1+1")]
    assert cell.data_type == "s"


def test_the_pdf_shows_the_same_totals_and_draws_markup_as_text(hamidou, busy_month, cotton_campaign):
    cotton_campaign.title = HOSTILE
    cotton_campaign.save()

    text = words(written(document.write, hamidou).getvalue())

    assert "245 500 F CFA" in " ".join(text.split()), "whatever kind of space"
    assert "<b onload=1>" in text
    assert "Page 1/" in text


def test_an_advertiser_s_documents_name_nobody_else(awa, busy_month):
    book = load_workbook(written(workbook.write, awa))

    cells = [str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    assert any("Faso Coton" in cell for cell in cells)
    assert not any("Savon" in cell for cell in cells)
