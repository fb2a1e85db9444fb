"""A longer evening for the journeys: sixty airings in twelve breaks, five minutes apart, from 19:45 to 20:40.

Run as `python -m tests.journeys.sixty` on a copy of the stage: it takes the place of the evening planned there.
"""

import os
from datetime import timedelta

BREAKS, IN_EACH, CAPACITY_SECONDS = 12, 5, 180
THIRTY_SECONDS = ("Le fil d’or du Faso", "Savon de la fête", "100 Go tout le week-end", "Riz de chez nous",
                  "Le soleil éclaire")  # fmt: skip


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
    import django

    django.setup()
    clear_the_evening()
    fill_the_evening()


def clear_the_evening() -> None:
    from spot.airings.models import Airing
    from spot.breaks.models import AdBreak
    from tests.cast import TODAY

    Airing.objects.filter(day=TODAY, status="planned").delete()
    AdBreak.objects.filter(day=TODAY, code__gte="1945").delete()


def fill_the_evening() -> None:
    from spot.creatives.models import Spot
    from tests.cast import TODAY, ad_break, airing

    spots = [Spot.objects.get(title=title) for title in THIRTY_SECONDS]
    for number in range(BREAKS):
        minute = timedelta(hours=19, minutes=45 + 5 * number)
        code = f"{minute.seconds // 3600}{minute.seconds // 60 % 60:02}"
        place = ad_break(code, day=TODAY, title=f"Soirée {number + 1}", daypart="prime", capacity=CAPACITY_SECONDS)
        for rank in range(IN_EACH):
            spot = spots[(number + rank) % IN_EACH]
            airing(spot, place, rank=rank + 1, line=spot.campaign.lines.get())


if __name__ == "__main__":
    main()
