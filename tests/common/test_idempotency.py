"""A key belongs to one person and one path, and is kept seven days."""

from datetime import timedelta

import pytest

from spot.common import clock, idempotency
from spot.common.models import IdempotencyKey
from tests.cast import EVENING
from tests.refusing import refused

HERE = "/api/v1/bookings"
pytestmark = pytest.mark.django_db


class Counted:
    """An act that says how often it was done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> idempotency.Answered:
        self.times += 1
        return 201, {"number": self.times}


@pytest.fixture
def act() -> Counted:
    return Counted()


def sent(act, by, *, path=HERE, key="k", body=b"{}"):
    return idempotency.once(user_id=by.pk, path=path, key=key, body=body, act=act)


def test_the_same_request_twice_is_done_once_and_answered_alike(salif, act):
    assert sent(act, salif) == sent(act, salif) == (201, {"number": 1})


def test_two_people_with_one_key_have_two_effects(salif, rasmata, act):
    assert (sent(act, salif), sent(act, rasmata)) == ((201, {"number": 1}), (201, {"number": 2}))


def test_one_key_on_two_paths_has_two_effects(salif, act):
    assert sent(act, salif) != sent(act, salif, path="/api/v1/bookings/others")


def test_another_body_is_refused_and_does_nothing(salif, act):
    sent(act, salif)

    with refused("key_reused"):
        sent(act, salif, body=b'{"other": 1}')
    assert act.times == 1


def test_a_key_is_kept_seven_days_and_not_longer(salif, act):
    with clock.frozen(EVENING):
        sent(act, salif)
    with clock.frozen(EVENING + timedelta(days=7) - timedelta(minutes=1)):
        assert sent(act, salif) == (201, {"number": 1})
    with clock.frozen(EVENING + timedelta(days=7, minutes=1)):
        assert sent(act, salif) == (201, {"number": 2})


def test_the_schedule_forgets_old_keys_and_no_others(salif, act):
    with clock.frozen(EVENING):
        sent(act, salif, key="old")
    with clock.frozen(EVENING + timedelta(days=7, minutes=1)):
        sent(act, salif, key="new")

        assert idempotency.forget_old() == 1
    assert IdempotencyKey.objects.get().key == "new"


@pytest.mark.parametrize("path", [f"/api/v1/days/{'9' * 5000}/retime", "/api/v1/days/\0/retime", "/é\udcff/"])
def test_a_path_no_column_holds_is_kept_all_the_same(salif, act, path):
    assert sent(act, salif, path=path) == sent(act, salif, path=path)
    assert sent(act, salif, path=path) != sent(act, salif, path=path + "x")


@pytest.mark.parametrize("key", ["\0", "a\nb", "k" * 256])
def test_a_key_no_column_holds_is_refused(salif, act, key):
    with refused("key_too_long" if len(key) > 255 else "key_unreadable"):
        sent(act, salif, key=key)
    assert act.times == 0
