"""A month with every kind of airing in it."""

from datetime import date

import pytest

from tests import cast


@pytest.fixture
def busy_month(salif, cotton_spot, soap_spot, planned_airing, late_break):
    """Cotton: one aired, one missed, one planned. Soap: one aired, one gratis and aired; one aired in October."""
    line = cotton_spot.campaign.lines.get()
    soap_line = soap_spot.campaign.lines.get()
    price = {"line": line, "net_ht_fcfa": 87_750}
    for day, status in [(3, "aired"), (4, "missed")]:
        cast.airing(cotton_spot, cast.ad_break("2010", day=date(2026, 11, day)), status=status, **price)
    cast.airing(
        soap_spot, cast.ad_break("2010", day=date(2026, 11, 5)), status="aired", line=soap_line, net_ht_fcfa=70_000
    )
    cast.airing(soap_spot, cast.ad_break("2010", day=date(2026, 11, 6)), status="aired", gratis=True)
    cast.airing(soap_spot, cast.ad_break("2010", day=date(2026, 10, 31)), status="aired")
    return planned_airing
