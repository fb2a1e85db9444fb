"""Who is told what, of which change. A person is never told of their own act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from spot.accounts.workflow import Role
from spot.journal.models import Entry
from spot.messaging.tellings import paths
from spot.messaging.tellings.audiences import (
    ADMINS,
    CONTROL_ROOM,
    DESK,
    People,
    admins_of_a_discrepancy,
    clients,
    clients_and_submitter,
    clients_and_uploader,
    members,
)
from spot.messaging.tellings.sentences import (
    airing_reported,
    airing_said,
    break_said,
    campaign_said,
    day_said,
    house_said,
    lost_said,
    note_said,
    problem,
    spot_because,
    spot_said,
    swap_said,
    undelivered_said,
    with_reason,
)


@dataclass(frozen=True)
class Telling:
    """One sentence for one audience about one kind of change."""

    to: Callable[[Any], People]
    title: str | Callable[[Any], str]
    text: Callable[[Any, Entry], str]
    url: Callable[[Any], str]
    if_by: tuple[str, ...] = ()  # only when one of these roles acted

    def title_of(self, thing: Any) -> str:
        return self.title if isinstance(self.title, str) else self.title(thing)


TELLINGS: dict[str, list[Telling]] = {
    "campaigns.submit": [
        Telling(DESK, "Campagne à valider", campaign_said("attend votre avis"), paths.campaign_to_judge)
    ],
    "campaigns.approve": [
        Telling(clients_and_submitter, "Campagne approuvée", campaign_said("est approuvée"), paths.campaign)
    ],
    "campaigns.reject": [
        Telling(clients_and_submitter, "Campagne refusée", with_reason("est refusée"), paths.campaign)
    ],
    "campaigns.cancel": [
        Telling(clients_and_submitter, "Campagne annulée", with_reason("est annulée"), paths.campaign)
    ],
    "spots.pass": [Telling(ADMINS, "Spot à valider", spot_said("attend votre avis"), paths.version_to_judge)],
    "spots.fail": [
        Telling(
            clients_and_uploader,
            "Spot inutilisable",
            spot_because("n’a pas passé le contrôle", "failure"),
            paths.version,
        )
    ],
    "spots.approve": [Telling(clients_and_uploader, "Spot approuvé", spot_said("est approuvé"), paths.version)],
    "spots.reject": [Telling(clients_and_uploader, "Spot refusé", spot_because("est refusé", "reason"), paths.version)],
    "spots.withdraw": [
        Telling(clients_and_uploader, "Spot retiré", spot_because("est retiré", "reason"), paths.version, (Role.ADMIN,))
    ],
    "airings.confirm": [
        Telling(clients, "Spot diffusé", airing_said("a été diffusé"), paths.airing),
        Telling(
            admins_of_a_discrepancy,
            problem("passage diffusé avec écart"),
            airing_reported("a été diffusé"),
            paths.airing_on_the_day,
        ),
    ],
    "airings.miss": [
        Telling(clients, "Passage manqué", airing_said("n’a pas été diffusé"), paths.airing),
        Telling(ADMINS, problem("passage manqué"), airing_reported("n’a pas été diffusé"), paths.airing_on_the_day),
    ],
    "airings.preempt": [
        Telling(clients, "Passage remplacé", airing_said("a cédé sa place"), paths.airing),
        Telling(ADMINS, problem("passage remplacé"), airing_reported("a cédé sa place"), paths.airing_on_the_day),
    ],
    "airings.lose_break": [Telling(clients, "Écran annulé", lost_said, paths.airing)],
    "airings.correct": [Telling(clients, "Passage corrigé", airing_said("a été corrigé"), paths.airing)],
    "breaks.cancel": [Telling(CONTROL_ROOM, "Écran annulé", break_said, paths.planning)],
    "spots.swap": [Telling(clients, "Spot changé", swap_said, paths.spot)],
    "shifts.hand_over": [Telling(CONTROL_ROOM, "Note de passation", note_said, paths.note)],
    "days.retime": [Telling(CONTROL_ROOM, "Fin de journée décalée", day_said, paths.planning)],
    "organisations.register": [
        Telling(ADMINS, "Organisation à vérifier", house_said("vient de s’inscrire"), paths.organisation_to_verify)
    ],
    "mails.give_up": [Telling(ADMINS, "Courriel non remis", undelivered_said, paths.correspondent)],
    "organisations.verify": [
        Telling(members, "Organisation vérifiée", house_said("est vérifiée"), paths.own_organisation)
    ],
}


def of(entry: Entry) -> Iterable[Telling]:
    """The sentences a change gives rise to."""
    return [telling for telling in TELLINGS.get(entry.verb, ()) if not telling.if_by or entry.role in telling.if_by]
