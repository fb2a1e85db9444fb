"""Seats are few, and come back however their holder ends."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from spot.common import seats

HOLDS = """
import fcntl, os, sys, time
seat = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(seat, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


def test_the_third_of_two_is_told_that_it_is_full():
    with seats.taken("film", most=2), seats.taken("film", most=2):
        with pytest.raises(seats.Full), seats.taken("film", most=2):
            pass
        with seats.taken("other", most=1):
            pass

    with seats.taken("film", most=1):
        pass


def test_who_waits_gets_the_seat_that_becomes_free():
    order = []

    def second() -> None:
        with seats.taken("film", most=1, patience=10):
            order.append("second")

    waiting = threading.Thread(target=second)
    with seats.taken("film", most=1):
        waiting.start()
        time.sleep(0.2)
        order.append("first")
    waiting.join()

    assert order == ["first", "second"]


def test_a_holder_that_is_killed_holds_nothing(settings):
    with seats.taken("film", most=1):
        pass
    place = settings.SEATS_FOLDER / "film-0"
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(place)], stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(seats.Full), seats.taken("film", most=1):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()

    with seats.taken("film", most=1):
        pass
