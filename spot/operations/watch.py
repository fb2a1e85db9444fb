"""Looked at each minute by the schedule: what an administrator must hear of before people telephone."""

import urllib.request
from collections.abc import Callable, Iterable
from http.client import HTTPException
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import send_mail

from spot.common import incidents
from spot.common.french import counted
from spot.common.jobs.queries import by_lane
from spot.common.models import Incident
from spot.messaging import services as messaging
from spot.operations import health, nightly, probe

log = structlog.get_logger(__name__)
LATE_SECONDS = 10 * 60
ANSWERS_WITHIN_SECONDS = 5
TITLES = {
    "errors": "Des pages répondent en erreur",
    "sign_ins": "Beaucoup de connexions refusées",
    "disk": "Le disque est presque plein",
    "redis": "Redis ne répond pas",
    "queue": "Des tâches attendent",
    "backup": "La sauvegarde de cette nuit manque",
    "processes": "Un service ne répond pas",
    "database": "La base de données ne répond pas",
}


def look() -> None:
    """Raise what is wrong, end what is over; each alarm is given once."""
    for name, wrong in LOOKS.items():
        if sentence := wrong():
            messaging.raise_alarm(name, title=TITLES[name], text=sentence)
        else:
            messaging.end_alarm(name)
    incidents.forget_old()
    _reachable.remember(messaging.told().values_list("email", flat=True))


def database_away(failure: Exception) -> None:
    """No alarm can be kept: administrators get one mail, at the addresses last seen."""
    _reachable.tell_once(failure)


class Reachable:
    """Whom to write to when nothing can be asked of the database any more."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.told = False

    def remember(self, addresses: Iterable[str]) -> None:
        self.addresses, self.told = list(addresses), False

    def tell_once(self, failure: Exception) -> None:
        if self.told or not self.addresses:
            return
        text = f"{settings.SITE_URL} répond 503 à tout le monde : {failure}"
        try:
            send_mail(f"[Spot BF1] {TITLES['database']}", text, None, self.addresses)
            self.told = True
        except (SMTPException, OSError):
            log.exception("database_away_untold")


_reachable = Reachable()


def _errors() -> str:
    count = incidents.count(Incident.Kind.ERROR)
    if count < settings.SPOT_ALARM_ERRORS:
        return ""
    return f"{counted(count, 'réponse', 'réponses')} en erreur depuis un quart d’heure."


def _sign_ins() -> str:
    count = incidents.count(Incident.Kind.SIGN_IN)
    if count < settings.SPOT_ALARM_SIGN_INS:
        return ""
    return f"{counted(count, 'connexion refusée', 'connexions refusées')} depuis un quart d’heure."


def _disk() -> str:
    return "" if health.disk() == health.OK else "Il reste moins de 200 Mo : les envois seront refusés."


def _redis() -> str:
    failing = health.redis() == health.FAILING
    return "Les écrans se mettent à jour plus lentement ; rien n’est perdu." if failing else ""


def _queue() -> str:
    late = {lane: state.waiting for lane, state in by_lane().items() if state.oldest_waiting_seconds > LATE_SECONDS}
    lanes = ", ".join(f"{lane} ({count})" for lane, count in late.items())
    return f"Depuis plus de dix minutes, personne ne fait : {lanes}." if late else ""


def _backup() -> str:
    return f"Rien de récent dans {settings.SPOT_BACKUPS}." if nightly.is_late() else ""


def _processes() -> str:
    silent = [url for url in settings.SPOT_WATCHED if not _answers(url)]
    return f"Sans réponse : {', '.join(silent)}." if silent else ""


def _answers(url: str) -> bool:
    try:
        asked = urllib.request.Request(url, headers={"Host": probe.host(settings.ALLOWED_HOSTS[0])})  # noqa: S310  our own services
        with urllib.request.urlopen(asked, timeout=ANSWERS_WITHIN_SECONDS) as answer:  # noqa: S310  likewise
            return bool(answer.status == 200)
    except (OSError, HTTPException, ValueError):
        return False


LOOKS: dict[str, Callable[[], str]] = {
    "errors": _errors,
    "sign_ins": _sign_ins,
    "disk": _disk,
    "redis": _redis,
    "queue": _queue,
    "backup": _backup,
    "processes": _processes,
}
