"""F2: the process that receives films is killed in the middle of it. No row without its bytes, no film twice or lost, no
"ready" one with other bytes than were sent, and what lies about is swept.
"""

import hashlib
import os
import random
import time
from pathlib import Path

import pytest

from tests.reliability.conftest import rounds
from tests.reliability.house import House
from tests.reliability.uploaders import Uploaders

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
VERSIONS = """
SELECT spot.id, spot.title, version.status, version.sha256, version.file, version.poster
FROM spot_spotversion version JOIN spot_spot spot ON spot.id = version.spot_id WHERE spot.title LIKE 'Film {mark} %'
"""
NAMED = "SELECT file, poster FROM spot_spotversion"
UNFINISHED = "SELECT id, received_bytes, size_bytes FROM spot_resumable WHERE became_id IS NULL"
TWO_HOURS = 7200


def killed_while_uploading(house: House, times: int) -> list[str]:
    """Kill the pages, start them again, let the senders finish, look at everything; until something is found."""
    with Uploaders(house, house.pages).at_work() as uploaders:
        for _ in range(times):
            uploaders.resume()
            uploaders.answered(random.randint(1, 25))
            time.sleep(random.uniform(0, 0.5))
            house.kill(house.pages)
            house.start(house.pages)
            house.ready(house.pages)
            uploaders.pause()
            if found := faults(house, uploaders):
                return found
    return faults_after_the_verdict(house, uploaders)


def faults(house: House, uploaders: Uploaders) -> list[str]:
    rows = house.rows(VERSIONS.format(mark=uploaders.mark))
    return [
        *(fault for row in rows for fault in of_a_version(house, uploaders, row)),
        *of_the_ledger(uploaders, [(str(row[0]), row[1]) for row in rows]),
        *(f"upload {key}: {came} of {size} bytes counted" for key, came, size in house.rows(UNFINISHED) if not_there(house, key, came, size)),
    ]  # fmt: skip


def of_a_version(house: House, uploaders: Uploaders, row: tuple) -> list[str]:
    _, title, _, sha256, *names = row
    missing = [f"{title}: {name} is not there" for name in names if not (media(house) / name).is_file()]
    sent = hashlib.sha256(uploaders.sent[title]).hexdigest()
    kept = [] if missing else [hashlib.sha256((media(house) / names[0]).read_bytes()).hexdigest()]
    return missing + [f"{title}: other bytes than were sent" for found in (sha256, *kept) if found != sent]


def of_the_ledger(uploaders: Uploaders, made: list[tuple[str, str]]) -> list[str]:
    titles = [title for _, title in made]
    places = {f"/spots/{key}/": title for key, title in made}
    return [
        *(f"{title}: made {titles.count(title)} times" for title in set(titles) if titles.count(title) > 1),
        *(f"{title}: told {place}, which is not it" for title, place in uploaders.acknowledged.items() if places.get(place) != title),
    ]  # fmt: skip


def not_there(house: House, key: object, came: int, size: int) -> bool:
    path = media(house) / "resumable" / str(key)
    return came >= size or bool(came and (not path.is_file() or path.stat().st_size < came))


def faults_after_the_verdict(house: House, uploaders: Uploaders) -> list[str]:
    """Those that are ready, and what the next hour's sweep leaves."""
    house.shell(
        "from spot.creatives import services; from spot.creatives.models import SpotVersion\n"
        "for row in SpotVersion.objects.filter(status='processing'): services.give_verdict(row.pk)"
    )
    for path in files(house):
        os.utime(path, (time.time() - TWO_HOURS,) * 2)
    house.shell("from spot.creatives import services; services.sweep()")
    rows = house.rows(VERSIONS.format(mark=uploaders.mark))
    known = {name for row in house.rows(NAMED) for name in row} | {
        f"resumable/{key}" for key, *_ in house.rows(UNFINISHED)
    }
    lying = {str(path.relative_to(media(house))) for path in files(house)}
    assert len(rows) == len(uploaders.acknowledged)
    return [
        *faults(house, uploaders),
        *(f"{row[1]} is {row[2]}" for row in rows if row[2] != "pending_review"),
        *(f"{name} was not swept" for name in lying - known),
    ]


def media(house: House) -> Path:
    return house.data_dir / "media"


def files(house: House) -> list[Path]:
    return [path for path in media(house).rglob("*") if path.is_file()]


def test_films_outlive_a_process_killed_while_it_receives_them(house: House):
    assert killed_while_uploading(house, rounds(4)) == []


@pytest.mark.parametrize(
    ("fault", "found"),
    [("finishes after the spot", "made 2 times"), ("rows before bytes", "is not there")],
)
def test_the_checker_catches_what_is_not_one_act(careless, fault, found):
    told = killed_while_uploading(careless.at(fault), 12)

    assert any(found in each for each in told)
