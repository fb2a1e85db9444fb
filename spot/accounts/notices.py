"""Mails that tell people what was changed of their account: what, when, from where, what to do.

One table: a verb of the journal, and who hears of it. They are written in the transaction of the
change and cannot be turned off.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings
from django.template.loader import render_to_string

from spot.accounts.models import User
from spot.common import clock, mails
from spot.common.mails import Mail
from spot.journal.models import Entry

Told = Callable[[Entry, Any], Iterable[User]]


def the_person(entry: Entry, thing: Any) -> list[User]:
    return [thing]


def who_acted(entry: Entry, thing: Any) -> list[User]:
    return [entry.actor] if entry.actor else []


def the_house_and_who_acted(entry: Entry, thing: Any) -> list[User]:
    return [*thing.people.filter(is_active=True), *who_acted(entry, thing)]


class Notice(NamedTuple):
    """The subject, the sentence (`{on}` is filled), and who is told."""

    subject: str
    sentence: str
    to: Told


NOTICES: dict[str, Notice] = {
    "people.set_password": Notice(
        "Votre mot de passe a été changé",
        "Le mot de passe de votre compte a été changé, et vos autres appareils déconnectés.",
        the_person,
    ),
    "people.ask_email": Notice(
        "Une nouvelle adresse a été demandée",
        "Une nouvelle adresse de courriel a été demandée pour votre compte. Elle prendra la place "
        "de celle-ci quand son lien aura été ouvert.",
        the_person,
    ),
    "people.second_factor": Notice(
        "Connexion en deux étapes {on}",
        "La connexion en deux étapes de votre compte a été {on}, et vos autres appareils déconnectés.",
        the_person,
    ),
    "people.renew_codes": Notice(
        "Vos codes de secours ont été remplacés",
        "Les codes de secours de votre compte ont été remplacés : les anciens ne servent plus.",
        the_person,
    ),
    "people.read_codes": Notice(
        "Vos codes de secours ont été relus",
        "La page de vos codes de secours a été ouverte.",
        the_person,
    ),
    "people.use_code": Notice(
        "Un code de secours a servi",
        "Un de vos codes de secours a servi à la place de votre téléphone.",
        the_person,
    ),
    "people.end_sessions": Notice(
        "Des connexions ont été terminées",
        "Des connexions de votre compte, sur d’autres appareils, ont été terminées.",
        the_person,
    ),
    "people.change_role": Notice(
        "Votre rôle a changé",
        "Le rôle de votre compte à la station a changé : vous retrouvez vos pages en vous reconnectant.",
        the_person,
    ),
    "people.issue_key": Notice(
        "Une clé d’API a été créée",
        "Une clé par laquelle un programme agit au nom de votre compte a été créée.",
        the_person,
    ),
    "people.disable": Notice("Votre accès est fermé", "L’accès de votre compte a été fermé.", the_person),
    "people.enable": Notice("Votre accès est rouvert", "L’accès de votre compte a été rouvert.", the_person),
    "people.invite": Notice(
        "Vous avez invité quelqu’un à la station",
        "Une invitation à rejoindre la station a été envoyée depuis votre compte.",
        who_acted,
    ),
    "organisations.invite": Notice(
        "Vous avez invité quelqu’un dans votre organisation",
        "Une invitation à rejoindre l’organisation a été envoyée depuis votre compte.",
        who_acted,
    ),
    "organisations.mandate": Notice(
        "Un mandat a été donné à une agence",
        "Un mandat permet à une agence d’agir au nom de l’annonceur.",
        the_house_and_who_acted,
    ),
    "organisations.end_mandate": Notice(
        "Un mandat est terminé",
        "Le mandat d’une agence qui agissait au nom de l’annonceur a pris fin.",
        the_house_and_who_acted,
    ),
    "walls.hang": Notice(
        "Un lien d’écran mural a été créé",
        "Un lien qui montre le planning sans mot de passe a été créé depuis votre compte.",
        who_acted,
    ),
}
NEW_ADDRESS = "people.change_email"  # not among them: two addresses hear of it
WRITTEN = {
    **NOTICES,
    NEW_ADDRESS: Notice(
        "Votre adresse a changé",
        "L’adresse de courriel de votre compte est maintenant {email}.",
        the_person,
    ),
}


def give(entry: Entry, thing: Any) -> None:
    """Queue the mails of a change, if it is one of an account."""
    notice = NOTICES.get(entry.verb)
    if notice is None:
        return
    words = {"on": "activée" if entry.after.get("on") else "désactivée"}
    for person in dict.fromkeys(notice.to(entry, thing)):
        _queue(entry.verb, person, email=person.email, by=entry.actor, words=words)


def give_to_both_addresses(person: User, *, before: str) -> None:
    """The new address and the one that is left hear of the change."""
    for address in (before, person.email):
        _queue(NEW_ADDRESS, person, email=address, by=person, words={"email": person.email})


def _queue(what: str, person: User, *, email: str, by: User | None, words: dict[str, str]) -> None:
    """Of when and from where it was done nothing is known later: that goes with the references."""
    other = str(by.pk) if by and by.pk != person.pk else ""
    mails.queue(
        account_changed, what=what, user=str(person.pk), email=email, by=other, words=words,
        at=clock.now().isoformat(), **_from_where(),
    )  # fmt: skip


@mails.kind
def account_changed(  # noqa: PLR0913  the references of the mail
    letter: str, *, what: str, user: str, email: str, by: str, words: dict[str, str], at: str, ip: str,
    user_agent: str,
) -> Mail:  # fmt: skip
    notice = WRITTEN[what]
    facts = {
        "person": User.objects.get(pk=user),
        "sentence": notice.sentence.format_map(words),
        "at": datetime.fromisoformat(at),
        "by": User.objects.get(pk=by) if by else None,
        "site": settings.SITE_URL,
        "station": settings.SPOT_STATION_PHONE,
        "ip": ip,
        "user_agent": user_agent,
    }
    body = render_to_string("spot/account/mails/notice.txt", facts)
    return Mail(notice.subject.format_map(words), body, email)


def _from_where() -> dict[str, str]:
    """The address and the browser of the request that did it; nothing for a command of the server."""
    if (request := context.request) is None:
        return {"ip": "", "user_agent": ""}
    agent = request.headers.get("User-Agent", "")
    return {"ip": get_adapter(request).get_client_ip(request), "user_agent": agent}
