"""House numbers, such as `BF1/FACO001/030`: advertiser, serial, seconds. Unique, never reused."""

from spot.accounts.models import Organisation
from spot.creatives.models import SpotVersion

STATION = "BF1T"


def house_number(organisation: Organisation | None, seconds: int) -> str:
    """The next number of an organisation (of the station itself when None), whose row stays locked until the commit."""
    if organisation is not None:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    prefix = f"BF1/{organisation.code if organisation else STATION}"
    given = SpotVersion.objects.filter(house_number__startswith=prefix).values_list("house_number", flat=True)
    serials = [int(serial) for number in given if (serial := number[len(prefix) :].split("/")[0]).isdigit()]
    return f"{prefix}{max(serials, default=0) + 1:03}/{seconds:03}"
