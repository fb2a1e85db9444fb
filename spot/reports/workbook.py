"""The report in Excel: a sheet a table, the airings one by one, the criteria."""

from typing import BinaryIO

from spot.accounts.models import User
from spot.common import xlsx
from spot.reports import tables
from spot.reports.queries import Report


def write(report: Report, out: BinaryIO, *, by: User) -> None:
    """Write the workbook of a report to a binary file. Text is stored as text, whatever it looks like."""
    xlsx.write_all([*tables.all_tables(report, by), tables.passages(report, by)], out)
