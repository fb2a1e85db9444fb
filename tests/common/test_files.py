"""Bytes on the disk: whole or not at all, and a full disk is said as such."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from spot.common import files
from tests.refusing import refused


def lying_about():
    return [path for path in files.stored("").rglob("*") if path.is_file()]


def test_what_comes_in_is_hashed_on_the_way():
    received = files.receive(ContentFile(b"abc" * 1_000_000, name="a.bin"), limit_bytes=10**7)

    assert received.sha256 == hashlib.sha256(b"abc" * 1_000_000).hexdigest() == files.sha256_of(received.path)
    assert received.size_bytes == 3_000_000


def test_what_is_taken_and_not_kept_goes():
    with files.taken(ContentFile(b"abc", name="a"), limit_bytes=10) as received:
        assert received.path.exists()

    assert lying_about() == []


def test_what_is_kept_is_in_its_place():
    with (
        files.taken(ContentFile(b"abc", name="a"), limit_bytes=10) as received,
        files.kept({"spots/a/b": received.path}),
    ):
        pass

    assert lying_about() == [files.stored("spots/a/b")]


def test_what_is_kept_for_a_row_that_fails_goes():
    with (
        pytest.raises(ZeroDivisionError),
        files.taken(ContentFile(b"abc", name="a"), limit_bytes=10) as received,
        files.kept({"spots/a/b": received.path}),
    ):
        _ = 1 / 0

    assert lying_about() == []


def test_a_file_above_the_limit_leaves_nothing():
    with refused("too_large"):
        files.receive(ContentFile(b"abcdef", name="a"), limit_bytes=5)

    assert lying_about() == []


def test_a_full_disk_is_said_as_such():
    with refused("disk_full"), files.room_on_disk(), Path("/dev/full").open("wb", buffering=0) as full:
        full.write(b"x")


def test_another_failure_of_the_disk_is_not_disguised():
    with pytest.raises(FileNotFoundError), files.room_on_disk():
        Path("/nowhere/at/all").read_bytes()
