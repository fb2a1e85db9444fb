"""One table in three formats: nothing typed by anybody harms a document, and its figures are real."""

import csv
import io
from datetime import UTC, date, datetime, time

import openpyxl
import pytest

from spot.common import csvs, pdf, xlsx
from spot.common.tables import Column, Kind, Table

FORMULA = '=HYPERLINK("http://mechant.example";"Cliquez")'
COLUMNS = [
    Column("Jour", 10, Kind.DATE),
    Column("Heure", 6, Kind.TIME),
    Column("Spot", 30),
    Column("Diffusé à", 16, Kind.INSTANT),
    Column("Durée (s)", 8, Kind.COUNT),
    Column("Valeur HT", 12, Kind.FCFA),
]
AT = datetime(2026, 11, 21, 19, 25, tzinfo=UTC)


def row(title: str | None = "Le fil d’or") -> tuple:
    return date(2026, 11, 21), AT, title, AT, 30, 1_234_567


def table(*rows: tuple) -> Table:
    totals = ("Total", None, None, None, 30 * len(rows), 1_234_567 * len(rows))
    return Table("Passages : diffusés", COLUMNS, iter(rows), totals, [("Recherche", FORMULA)], "BF1-1", "Novembre 2026")


def workbook(made: Table) -> openpyxl.Workbook:
    out = io.BytesIO()
    xlsx.write(made, out)
    return openpyxl.load_workbook(out)


def document(made: Table) -> bytes:
    out = io.BytesIO()
    pdf.write(made, out)
    return out.getvalue()


def test_excel_holds_real_dates_hours_and_numbers():
    sheet = workbook(table(row())).worksheets[0]

    assert [cell.value for cell in sheet[2]] == [
        datetime(2026, 11, 21), time(19, 25), "Le fil d’or", datetime(2026, 11, 21, 19, 25), 30, 1_234_567,  # noqa: DTZ001
    ]  # fmt: skip
    assert sheet["F2"].number_format == "#,##0"


def test_excel_opens_frozen_filtered_and_added_up():
    sheet = workbook(table(row(), row())).worksheets[0]

    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F3")
    assert [sheet["A4"].value, sheet["F4"].value] == ["Total", 2_469_134]
    assert sheet.column_dimensions["C"].width == 32


def test_excel_says_what_it_was_made_with():
    criteria = workbook(table(row())).worksheets[1]

    assert {r[0].value: r[1].value for r in criteria.rows} == {
        "Document": "Passages : diffusés", "Référence": "BF1-1", "Période": "Novembre 2026", "Recherche": FORMULA,
    }  # fmt: skip
    assert all(cell.data_type == "s" for r in criteria.rows for cell in r)


@pytest.mark.parametrize("title", [FORMULA, "+1", "-1", "@SUM(A1)", "=1+1"])
def test_a_formula_in_a_title_stays_text_in_excel(title):
    cell = workbook(table(row(title))).worksheets[0]["C2"]

    assert (cell.value, cell.data_type) == (title, "s")


def test_after_a_formula_the_next_title_is_text_too():
    sheet = workbook(table(row("=1"), row("Savon"), row(None), row("=2"))).worksheets[0]

    assert [sheet.cell(n, 3).value for n in range(2, 6)] == ["=1", "Savon", None, "=2"]
    assert sheet["C5"].data_type == "s"


def test_excel_survives_bells_nul_and_novels():
    sheet = workbook(table(row("a\x00b\x07c" + "x" * 40_000))).worksheets[0]

    assert sheet["C2"].value.startswith("abcx")
    assert len(sheet["C2"].value) == 32_767


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "  ="])
def test_a_formula_in_a_csv_is_defused(start):
    text = "".join(csvs.stream(table(row(start + "1"))))

    assert next(iter(csv.reader(io.StringIO(text.split("\n", 1)[1]), delimiter=";")))[2] == "'" + start + "1"


def test_a_csv_opens_in_a_french_excel():
    lines = list(csvs.stream(table(row("Été ; pluie"))))

    assert lines[0].startswith("\ufeffJour;Heure;Spot")
    assert lines[1] == '21/11/2026;19:25;"Été ; pluie";21/11/2026 19:25;30;1234567\r\n'


@pytest.mark.parametrize("title", ["<b", "</para>", "&amp", "<font color='red'>x", "]]>", "\x00\x07", "日本"])
def test_markup_in_a_title_does_not_harm_a_pdf(title):
    assert document(table(row(title), row())).startswith(b"%PDF-1")


def test_a_pdf_embeds_a_font_with_the_thin_space():
    pdf.embed_fonts()
    from reportlab.pdfbase import pdfmetrics

    glyphs = pdfmetrics.getFont(pdf.FONT).face.charToGlyph
    assert {0x202F, 0xA0, 0x2212, ord("ẽ"), ord("ɩ"), ord("ʋ")} <= set(glyphs)
    assert b"DejaVuSansCondensed" in document(table(row()))


def test_a_long_pdf_counts_its_pages():
    made = document(table(*[row()] * 100))

    assert made.count(b"/Type /Page\n") == 4


@pytest.mark.parametrize("width", [20, 60, 200])
def test_text_is_cut_to_its_column(width):
    from reportlab.pdfbase import pdfmetrics

    pdf.embed_fonts()
    cut = pdf.fitted("Rentrée des comptes de la Banque du Faso", width)
    assert pdfmetrics.stringWidth(cut, pdf.FONT, pdf.SIZE) <= width


def test_text_that_fits_is_whole():
    pdf.embed_fonts()
    assert pdf.fitted("Le fil d’or", 200) == "Le fil d’or"
