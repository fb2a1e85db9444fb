"""The report on paper: figures, charts, tables by advertiser, daypart, campaign and day."""

from typing import BinaryIO

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from spot.accounts.models import User
from spot.common import pdf
from spot.common.money import fcfa, grouped
from spot.common.tables import Table
from spot.reports import charts, tables
from spot.reports.charts import Bar, Columns
from spot.reports.queries import Report

GREEN, DARK_RED, VIOLET = HexColor("#15803D"), HexColor("#991B1B"), HexColor("#7C3AED")
CHART_HEIGHT, CHART_TOP, CHART_FOOT = 110, 12, 46


def write(report: Report, out: BinaryIO, *, by: User) -> None:
    """Write the PDF of a report to a binary file. Titles are drawn as they are: markup in them is text."""
    common = tables.described(report, by)
    document = pdf.Document(
        "Rapport de diffusion et de recettes", common["reference"], common["period"], is_landscape=True
    )
    advertisers, campaigns, dayparts, days = tables.all_tables(report, by)
    story: list[Flowable] = [
        pdf.paragraph(_criteria(common["criteria"]), size=8, color=pdf.MUTED, after=10),
        *_summary(report, document.width),
        *_chart(report, document.width),
        *_revenue(report, document.width),
        PageBreak(),
    ]
    for table in (advertisers, dayparts, campaigns, days):
        story += _part(table, document.width)
    pdf.write_story(document, story, out)


def _criteria(criteria: list[tuple[str, str]]) -> str:
    return " · ".join(f"{name} : {value}" for name, value in criteria)


def _summary(report: Report, width: float) -> list[Flowable]:
    totals, rate = report.totals, report.totals.as_planned_bp
    facts = [
        ("Vendu HT", fcfa(totals.sold_fcfa), f"{grouped(totals.sold)} passages, {grouped(totals.sold_seconds)} s"),
        ("Diffusé HT", fcfa(totals.aired_fcfa), f"{grouped(totals.aired)} passages, {grouped(totals.aired_seconds)} s"),
        (
            "Diffusés comme prévu",
            f"{rate / 100:.1f} %".replace(".", ",") if rate is not None else "–",
            "des passages réglés",
        ),
        (
            "Perdus",
            grouped(totals.lost),
            f"{totals.missed} manqués, {totals.preempted} remplacés, {totals.lost_seconds} s",
        ),
        ("À venir", grouped(totals.planned), "passages planifiés"),
    ]
    drawing, step = Drawing(width, 62), width / len(facts)
    for index, (label, value, note) in enumerate(facts):
        x = index * step
        drawing.add(Line(x, 60, x + step - 12, 60, strokeColor=pdf.INK, strokeWidth=1.2))
        drawing.add(String(x, 47, label, fontName=pdf.FONT, fontSize=8, fillColor=pdf.MUTED))
        drawing.add(String(x, 27, value, fontName=pdf.BOLD, fontSize=15, fillColor=pdf.INK))
        drawing.add(String(x, 12, note, fontName=pdf.FONT, fontSize=8, fillColor=pdf.MUTED))
    return [drawing, Spacer(1, 10)]


def _chart(report: Report, width: float) -> list[Flowable]:
    title = pdf.paragraph(f"Passages par {charts.by(report)}", size=12, bold=True, after=4)
    plan = charts.columns(report, width=width - 40, height=CHART_HEIGHT)
    drawing = Drawing(width, CHART_HEIGHT + CHART_TOP + CHART_FOOT)
    for y, value in plan.lines:
        level = CHART_FOOT + CHART_HEIGHT - y
        drawing.add(Line(40, level, width, level, strokeColor=pdf.LINE, strokeWidth=0.4))
        drawing.add(
            String(32, level - 3, grouped(value), fontName=pdf.FONT, fontSize=7, fillColor=pdf.MUTED, textAnchor="end")
        )
    for bar in plan.bars:
        _draw(drawing, bar, plan)
    drawing.add(Line(40, CHART_FOOT, width, CHART_FOOT, strokeColor=pdf.INK, strokeWidth=0.8))
    scale = f", échelle {plan.magnified} fois plus grande" if plan.magnified > 1 else ""
    said = f"Au-dessus de l’axe, en vert : diffusés. Sous l’axe{scale}, en rouge : manqués, en violet : remplacés."
    return [title, drawing, pdf.paragraph(said, size=8, color=pdf.MUTED, after=12)]


def _revenue(report: Report, width: float) -> list[Flowable]:
    """What each daypart was sold for, as bars to scale with their amounts."""
    lines = [line for line in report.by_daypart if line.figures.sold_fcfa]
    most = max((line.figures.sold_fcfa for line in lines), default=1)
    drawing = Drawing(width, 15 * len(lines))
    for index, line in enumerate(reversed(lines)):
        y, long = index * 15, (width - 220) * line.figures.sold_fcfa / most
        drawing.add(String(0, y + 3, line.label, fontName=pdf.FONT, fontSize=8, fillColor=pdf.INK))
        drawing.add(Rect(90, y + 2, long, 8, fillColor=pdf.INK, strokeColor=None))
        value = grouped(line.figures.sold_fcfa)
        drawing.add(String(width, y + 3, value, fontName=pdf.BOLD, fontSize=8, fillColor=pdf.INK, textAnchor="end"))
    return [pdf.paragraph("Vendu par tranche, F CFA HT", size=12, bold=True, after=4), drawing]


def _draw(drawing: Drawing, bar: Bar, plan: Columns) -> None:
    x = bar.x + 40
    drawing.add(Rect(x, CHART_FOOT, bar.width, bar.up, fillColor=GREEN, strokeColor=None))
    drawing.add(Rect(x, CHART_FOOT - bar.missed, bar.width, bar.missed, fillColor=DARK_RED, strokeColor=None))
    below = CHART_FOOT - bar.missed - bar.preempted
    drawing.add(Rect(x, below, bar.width, bar.preempted, fillColor=VIOLET, strokeColor=None))
    middle = x + bar.width / 2
    if bar.figures.aired:
        drawing.add(
            String(
                middle,
                CHART_FOOT + bar.up + 3,
                grouped(bar.figures.aired),
                fontName=pdf.BOLD,
                fontSize=7,
                textAnchor="middle",
            )
        )
    drawing.add(String(middle, 4, bar.label, fontName=pdf.FONT, fontSize=7, fillColor=pdf.MUTED, textAnchor="middle"))


def _part(table: Table, width: float) -> list[Flowable]:
    title = pdf.paragraph(table.title, size=12, bold=True, after=4)
    return [CondPageBreak(90), title, pdf.grid(table, width), Spacer(1, 16)]
