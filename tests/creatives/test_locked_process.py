"""The process that opens untrusted files can open nothing else; what a killed one leaves is swept."""

import os
import subprocess
import sys
import time
from datetime import timedelta

from django.core.files.base import ContentFile

from spot.common import clock, files
from spot.common.opening import HOUSE
from spot.creatives import services
from spot.creatives.models import Resumable
from tests.creatives.test_heavy_files import Cost
from tests.media import film

TRIES = """
import os, socket, sys
sys.path.insert(0, {house!r})
from spot.common.locked import film, limits
limits.begin(os.getppid()); film.warm_up(); limits.lock()
for attempt in (lambda: open("/etc/passwd"), lambda: socket.socket(), lambda: os.pipe()):
    try:
        attempt()
        print("open")
    except OSError as error:
        print("shut")
print(*sorted(name for name in ("django", "spot_bf1", "spot.common.files") if name in sys.modules))
"""


def test_it_opens_no_file_no_socket_no_pipe_and_knows_nothing_of_the_site():
    done = subprocess.run(
        [sys.executable, "-I", "-c", TRIES.format(house=str(HOUSE))], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["shut"] * 3


def test_a_30_second_full_hd_spot_is_checked_in_a_fifth_of_its_length(cotton_campaign, awa):
    made = film(30, fps=25, size=(1920, 1080))
    cost = Cost()
    spot = services.upload(cotton_campaign, title="HD", media=ContentFile(made, name="hd.mp4"), by=awa)

    assert spot.latest.facts["frames"] == 750
    assert sum(cost.so_far()) < 6  # of processor: the suite shares its cores


def aged(path, minutes):
    when = time.time() - minutes * 60
    os.utime(path, (when, when))


def test_what_has_no_row_is_swept_and_what_has_one_stays(cotton_campaign, awa):
    spot = services.upload(cotton_campaign, title="Gardé", media=ContentFile(film(5), name="a.mp4"), by=awa)
    kept = files.stored(spot.latest.file.name)
    for name in ("incoming/abandonné.part", "spots/sans-ligne/spot.mp4", "resumable/inconnu"):
        path = files.stored(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        aged(path, 50)
    fresh = files.passing_path()
    fresh.write_bytes(b"en cours")
    aged(kept, 50)

    assert services.sweep() == 3
    assert kept.exists()
    assert fresh.exists()


def test_a_resumable_file_expires(cotton_campaign, awa):
    row = services.start(cotton_campaign, by=awa, size_bytes=10, title="Oublié", name="a.mp4")
    with clock.frozen(clock.now() + timedelta(hours=25)):
        services.sweep()

    assert not Resumable.objects.filter(pk=row.pk).exists()
