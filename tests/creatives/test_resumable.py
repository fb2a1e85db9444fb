"""A file in pieces and its spot are one act: whoever is killed, repeats, or writes at the same time changes nothing of it."""

import errno
import io
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from spot.common import clock, files, seats
from spot.creatives import invariants, services
from spot.creatives.models import Resumable, Spot
from spot.creatives.services import delivering, resuming
from tests import cast
from tests.common.test_seats import HOLDS
from tests.creatives import heavy
from tests.media import film, picture
from tests.refusing import refused

FILM = film(10)


@pytest.fixture
def begun(cotton_campaign, awa):
    """All but the last thousand bytes have come."""
    row = announced(cotton_campaign, awa)
    return sent(row, FILM[:-1000], 0)


def announced(campaign, by, *, content=FILM, **more):
    facts = {"title": "En morceaux", "name": "a.mp4", **more}
    return services.start(campaign, by=by, size_bytes=len(content), **facts)


def sent(row, content, offset):
    return services.receive(fresh(row), offset=offset, read=io.BytesIO(content).read)


def fresh(row):
    return Resumable.objects.select_related("campaign", "replaces", "owner").get(pk=row.pk)


def finished(row, content=FILM):
    return sent(row, content[row.received_bytes :], row.received_bytes)


def stored():
    return sorted(path for path in files.stored("").rglob("*") if path.is_file())


def bytes_of(row):
    return resuming._path(row).read_bytes()


class Killed(BaseException):
    """The process ends here."""


@contextmanager
def killed_at(monkeypatch, room, name):
    def dies(*_, **__):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(room, name, dies)
        with pytest.raises(Killed):
            yield


def test_the_last_piece_makes_the_spot_and_says_so_in_one_act(begun):
    row = finished(begun)

    spot = Spot.objects.get()
    assert (row.became_id, row.received_bytes) == (spot.pk, len(FILM))
    assert files.stored(spot.latest.file.name).read_bytes() == FILM
    assert len(stored()) == 2


@pytest.mark.parametrize(
    ("room", "name"), [(delivering, "_write"), (delivering.files, "sha256_of"), (resuming, "_deliver")]
)
def test_killed_before_the_spot_is_made_the_last_byte_is_sent_again(begun, monkeypatch, room, name):
    with killed_at(monkeypatch, room, name):
        finished(begun)
    row = fresh(begun)
    assert not Spot.objects.exists()
    assert row.received_bytes == len(FILM) - 1

    finished(row)

    assert Spot.objects.count() == 1
    assert len(stored()) == 2


def test_killed_after_the_spot_is_made_the_sender_finds_it(begun, monkeypatch):
    with killed_at(monkeypatch, resuming.Path, "unlink"):
        finished(begun)
    again = sent(begun, FILM[-1000:], len(FILM) - 1000)

    assert again.became == Spot.objects.get()
    assert not invariants.uploads().breaches


def test_the_last_piece_sent_again_is_answered_as_the_first_time(begun):
    first = finished(begun)

    assert finished(begun).became_id == first.became_id
    assert sent(begun, b"", len(FILM)).became_id == first.became_id
    with refused("wrong_offset"):
        sent(begun, FILM[:1000], 0)
    assert Spot.objects.count() == 1


def test_what_a_line_brought_before_it_broke_counts(cotton_campaign, awa):
    row = announced(cotton_campaign, awa)
    line = iter([FILM[:3000], OSError("the line broke")])

    def read(_):
        came = next(line)
        if isinstance(came, OSError):
            raise came
        return came

    with pytest.raises(OSError, match="broke"):
        services.receive(fresh(row), offset=0, read=read)

    assert fresh(row).received_bytes == 3000
    assert bytes_of(row) == FILM[:3000]


def test_a_slow_writer_that_another_has_overtaken_writes_nothing(cotton_campaign, awa):
    """The first reads its piece slowly; meanwhile the sender has begun again, and come further."""
    row = announced(cotton_campaign, awa)
    slow = io.BytesIO(bytes(2000))

    def read(size):
        if not fresh(row).received_bytes:
            sent(row, FILM[:5000], 0)
        return slow.read(size)

    with refused("wrong_offset"):
        services.receive(fresh(row), offset=0, read=read)

    assert (fresh(row).received_bytes, bytes_of(row)) == (5000, FILM[:5000])


def test_a_file_that_a_living_process_writes_waits_and_a_dead_one_holds_nothing(begun, monkeypatch):
    monkeypatch.setattr(resuming, "PATIENCE_SECONDS", 0.2)
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(resuming._path(begun))], stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    with refused("busy"):
        finished(begun)
    assert fresh(begun).received_bytes == len(FILM) - 1000
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()

    assert finished(begun).became_id


@pytest.mark.django_db(transaction=True)
def test_ten_senders_of_the_last_piece_make_one_spot(begun, settings):
    settings.SPOT_THROTTLE = False
    said = []

    def one():
        try:
            said.append(str(finished(begun).became_id))
        except resuming.Refused as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    senders = [threading.Thread(target=one) for _ in range(10)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert set(said) <= {str(Spot.objects.get().pk), "busy", "wrong_offset"}
    assert str(Spot.objects.get().pk) in said


def test_who_gives_up_while_the_last_piece_comes_gets_no_spot(begun):
    rest = io.BytesIO(FILM[-1000:])

    def read(size):
        Resumable.objects.all().delete()
        return rest.read(size)

    with refused("gone"):
        services.receive(fresh(begun), offset=begun.received_bytes, read=read)

    assert not Spot.objects.exists()
    assert stored() == []


def test_bytes_that_the_disk_lost_are_not_made_up(begun):
    os.truncate(resuming._path(begun), 100)
    assert "are not on the disk" in invariants.uploads().breaches[0]
    with refused("gone"):
        finished(begun)

    assert not Resumable.objects.exists()


def test_what_a_backup_does_not_hold_is_forgotten_when_it_comes_back(begun, cotton_campaign, awa):
    announced(cotton_campaign, awa, title="Annoncé")
    resuming._path(begun).unlink()

    assert services.forget_lost() == 1
    assert Resumable.objects.get().title == "Annoncé"


def test_a_full_disk_leaves_the_row_where_it_was(begun, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patched:
        patched.setattr(files, "settle", full)
        with refused("disk_full"):
            finished(begun)

    assert fresh(begun).received_bytes == len(FILM) - 1000
    assert finished(begun).became_id


def test_a_film_that_must_wait_for_its_check_keeps_its_bytes(begun, settings):
    with seats.taken("door", most=1), seats.taken("door", most=2):
        settings.SPOT_CHECKS_AT_ONCE = 0
        with refused("checks_busy"):
            finished(begun)
    settings.SPOT_CHECKS_AT_ONCE = 2

    assert finished(fresh(begun)).became_id


def test_a_version_that_came_too_early_keeps_its_bytes(cotton_campaign, awa):
    spot = cast.spot(cotton_campaign, "En contrôle", by=awa, status="processing")
    row = announced(cotton_campaign, awa, replaces=spot)
    with refused("wrong_state"):
        sent(row, FILM, 0)
    spot.versions.update(status="rejected")

    assert finished(fresh(row)).became_id == spot.pk


@pytest.mark.parametrize(
    "made", [lambda: heavy.FTYP + heavy.nested(b"moov", 8_000), lambda: FILM[:-1], heavy.jpeg_flood]
)
def test_a_refused_file_is_gone_with_its_row(cotton_campaign, awa, made):
    content = made()
    row = announced(cotton_campaign, awa, content=content)
    with pytest.raises(resuming.Refused) as refusal:
        sent(row, content, 0)

    assert refusal.value.status == 422
    assert not Resumable.objects.exists()
    assert stored() == []


def test_a_picture_in_pieces_is_kept_as_it_was_written_anew(cotton_campaign, awa):
    content = picture(form="PNG")
    row = announced(cotton_campaign, awa, content=content, name="a.png")
    sent(row, content, 0)

    assert not invariants.uploads().breaches


def test_the_database_knows_no_complete_file_without_a_spot(begun):
    with pytest.raises(IntegrityError), transaction.atomic():
        Resumable.objects.update(received_bytes=len(FILM))


def test_a_spot_of_other_bytes_than_its_upload_is_seen(begun):
    row = finished(begun)
    assert not invariants.uploads().breaches
    row.became.versions.update(size_bytes=7)

    assert "no version of its size" in invariants.uploads().breaches[0]


# How much one person may have open ---------------------------------------------------------------------------------


def test_an_announcement_sent_again_is_the_same_file(cotton_campaign, awa):
    first, again = announced(cotton_campaign, awa), announced(cotton_campaign, awa)

    assert first == again
    assert announced(cotton_campaign, awa, title="Un autre") != first


def test_awa_begins_ten_files_and_no_more_until_one_ends_or_a_day_has_passed(cotton_campaign, awa, settings):
    settings.SPOT_UPLOADS_OPEN = 2
    rows = [announced(cotton_campaign, awa, title=f"Film {number}") for number in range(2)]
    with refused("too_many_uploads"):
        announced(cotton_campaign, awa, title="De trop")
    services.cancel(rows[0])
    announced(cotton_campaign, awa, title="De nouveau")
    with clock.frozen(clock.now() + resuming.KEPT * 1.1):
        assert announced(cotton_campaign, awa, title="Demain")


def test_a_file_in_crumbs_waits_a_minute(cotton_campaign, awa, settings):
    settings.SPOT_PIECES_PER_MINUTE = 3
    row = announced(cotton_campaign, awa)
    now = clock.now()
    with clock.frozen(now):
        for place in range(3):
            row = sent(row, FILM[place : place + 1], place)
        with refused("too_many_pieces"):
            sent(row, FILM[3:4], 3)
    with clock.frozen(now + resuming.MINUTE):
        assert finished(fresh(row)).became_id
