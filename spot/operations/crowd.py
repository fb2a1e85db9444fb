"""People who sign in at once, for load tests: `load_sample --people N` makes them, `locustfile.py` plays them."""

from django.contrib.auth.hashers import make_password

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role, Status

PASSWORD = "demo1234"  # noqa: S105  a demonstration's, refused in production
STATION = (Role.ADMIN, Role.BROADCASTER, Role.MANAGER)


def gather(each: int) -> int:
    """So many people of each role that the load plays; the number made. Those that are there stay."""
    password = make_password(PASSWORD)  # once: a hash is slow on purpose
    wanted = [_person(role, number, password) for role in STATION for number in range(each)]
    wanted += [_advertiser(number, password) for number in range(each)]
    return len(User.objects.bulk_create(wanted, ignore_conflicts=True))


def _person(role: Role, number: int, password: str) -> User:
    name = username(role, number)
    return User(
        username=name,
        email=f"{name}@bf1.example",
        full_name=f"{role.label} d’essai {number}",
        role=role,
        password=password,
    )


def _advertiser(number: int, password: str) -> User:
    """Of an organisation that `load_sample` made, so that there is something to read."""
    known = Organisation.objects.filter(status=Status.VERIFIED).order_by("code")
    person = _person(Role.ADVERTISER, number, password)
    person.organisation = known[number % known.count()]
    return person


def username(role: str, number: int) -> str:
    return f"essai.{role}.{number}"
