"""B3: state × verb × role, every cell. The expected table is written here from the contract, not read from the code.

A refusal changes no row. The checker itself is checked: a verb opened to one role too many must be found.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import models, transaction

from spot.accounts.models import User
from spot.accounts.workflow import Role
from spot.airings import services as airings
from spot.airings import workflow as airing_workflow
from spot.airings.models import Airing
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak
from spot.campaigns import services as campaigns
from spot.campaigns.models import Campaign, OrderLine
from spot.common import clock
from spot.common.refusals import Refused
from spot.creatives import services as creatives
from spot.creatives.models import Spot, SpotVersion
from spot.journal.models import Entry, Stream
from spot.messaging.models import Notification
from tests import cast

CONTROL_ROOM = {"broadcaster", "admin"}
DESK = {"advertiser", "sales", "admin"}
DONE, HIDDEN, WRONG = "done", "not_found", "wrong_state"
EVERYTHING = (Airing, AdBreak, Campaign, OrderLine, Spot, SpotVersion, Entry, Stream, Notification)

Act = Callable[[Any, User], object]


@dataclass(frozen=True)
class Row:
    """A line of the contract's table: who may, from which states, and how the verb is done."""

    verb: str
    sources: frozenset[str]
    who: frozenset[str]
    act: Act
    only: tuple[tuple[str, frozenset[str]], ...] = ()  # a state that fewer roles may leave

    def expected(self, state: str, role: str) -> str:
        if role not in self.who:
            return HIDDEN
        narrower = dict(self.only).get(state)
        return DONE if state in self.sources and (narrower is None or role in narrower) else WRONG


def row(verb: str, sources: Iterable[str], who: set[str], act: Act, **only: set[str]) -> Row:
    narrower = tuple((state, frozenset(roles)) for state, roles in only.items())
    return Row(verb, frozenset(sources), frozenset(who), act, narrower)


AIRING_STATES = ("planned", "aired", "missed", "preempted", "cancelled")
AIRINGS = (
    row("confirm", ["planned"], CONTROL_ROOM, lambda it, by: airings.confirm(it, by=by, version=1)),
    row("miss", ["planned"], CONTROL_ROOM, lambda it, by: airings.miss(it, by=by, version=1, reason="technical")),
    row("preempt", ["planned"], CONTROL_ROOM, lambda it, by: airings.preempt(it, by=by, version=1)),
    row("cancel", ["planned"], CONTROL_ROOM, lambda it, by: airings.cancel(it, by=by, version=1, reason="unknown")),
    row("move", ["planned"], CONTROL_ROOM, lambda it, by: airings.move(it, it.ad_break, by=by, version=1)),
    row("undo", ["aired", "missed", "preempted"], CONTROL_ROOM, lambda it, by: airings.undo(it, by=by, version=1)),
    row(
        "correct",
        ["aired", "missed"],
        {"admin"},
        lambda it, by: airings.correct(it, by=by, version=1, reason="unknown"),
    ),
)
CAMPAIGN_STATES = ("draft", "pending", "approved", "rejected", "cancelled")
CAMPAIGNS = (
    row("save", ["draft", "rejected"], DESK, lambda it, by: campaigns.save(it, by=by, title="Autre nom")),
    row("submit", ["draft", "rejected"], DESK, lambda it, by: campaigns.submit(it, by=by)),
    row("approve", ["pending"], {"admin"}, lambda it, by: campaigns.approve(it, by=by)),
    row("reject", ["pending"], {"admin"}, lambda it, by: campaigns.reject(it, by=by, reason="Prix discordant.")),
    row(
        "cancel", ["draft", "pending", "rejected", "approved"], DESK,
        lambda it, by: campaigns.cancel(it, by=by, reason="Le client renonce."), approved={"admin"},
    ),
    row("copy", CAMPAIGN_STATES, DESK, lambda it, by: campaigns.copy(it, by=by)),
)  # fmt: skip
VERSION_STATES = ("processing", "pending_review", "approved", "rejected", "failed", "withdrawn")
VERSIONS = (
    row("approve", ["pending_review"], {"admin"}, lambda it, by: creatives.approve(it, by=by)),
    row("reject", ["pending_review"], {"admin"}, lambda it, by: creatives.reject(it, by=by, reason="Image illisible.")),
    row(
        "withdraw",
        set(VERSION_STATES) - {"withdrawn"},
        DESK,
        lambda it, by: creatives.withdraw(it, by=by, reason="Erreur."),
    ),
)
BREAK_STATES = ("open", "cancelled")
BREAKS = (
    row(
        "retime",
        ["open"],
        CONTROL_ROOM,
        lambda it, by: breaks.retime(it, starts_at=it.starts_at + timedelta(minutes=2), by=by),
    ),
    row("cancel", ["open"], CONTROL_ROOM, lambda it, by: breaks.cancel(it, reason="technical", by=by)),
)


@pytest.fixture
def people(awa, mariam, aminata, salif, hamidou, clarisse, boukary) -> dict[str, User]:
    return {user.role: user for user in (awa, mariam, aminata, salif, hamidou, clarisse, boukary)}


@pytest.fixture
def on_air(planned_airing) -> Iterator[Airing]:
    with clock.frozen(planned_airing.ad_break.starts_at - timedelta(minutes=5)):
        Airing.objects.update(acted_at=clock.now(), aired_at=clock.now())
        yield planned_airing


def differences(thing: models.Model, states: Iterable[str], table: Iterable[Row], people: dict[str, User]) -> list[str]:
    """Every cell that does not end as the table says, and every refusal that changed a row."""
    found = []
    for one in table:
        for state in states:
            for role in Role.values:
                got = _cell(thing, state, one, people[role])
                if got != one.expected(state, role):
                    found.append(f"{one.verb} from {state} by {role}: {got}, not {one.expected(state, role)}")
    return found


def _cell(thing: models.Model, state: str, one: Row, by: User) -> str:
    """Do the verb in a transaction that is thrown away."""
    outcome = ""
    with transaction.atomic():
        type(thing)._base_manager.filter(pk=thing.pk).update(status=state)
        thing.refresh_from_db()
        before = _everything()
        try:
            with transaction.atomic():
                one.act(thing, by)
            outcome = DONE
        except Refused as refusal:
            outcome = refusal.code if _everything() == before else f"{refusal.code}, and rows changed"
        transaction.set_rollback(True)
    return outcome


def _everything() -> list[list[tuple[Any, ...]]]:
    return [list(model._base_manager.order_by("pk").values_list()) for model in EVERYTHING]


def test_every_cell_of_an_airing(on_air, people):
    assert differences(on_air, AIRING_STATES, AIRINGS, people) == []


def test_every_cell_of_a_campaign(cotton_campaign, awa, mariam, people):
    cotton_campaign.submitted_by, cotton_campaign.starts_on = (
        mariam,
        cast.TODAY,
    )  # an order is submitted before it starts
    cotton_campaign.save()
    cotton_campaign.lines.update(starts_on=cast.TODAY)

    assert differences(cotton_campaign, CAMPAIGN_STATES, CAMPAIGNS, people) == []


def test_every_cell_of_a_spot_version(cotton_spot, people):
    assert differences(cotton_spot.approved_version, VERSION_STATES, VERSIONS, people) == []


def test_every_cell_of_a_break(planned_airing, people):
    assert differences(planned_airing.ad_break, BREAK_STATES, BREAKS, people) == []


def test_the_checker_finds_a_verb_opened_to_one_role_too_many(on_air, people, monkeypatch):
    verb = airing_workflow.VERBS.by_name["confirm"]
    monkeypatch.setitem(airing_workflow.VERBS.by_name, "confirm", replace(verb, by=(*verb.by, Role.MANAGER)))

    assert differences(on_air, AIRING_STATES, AIRINGS, people) == [
        f"confirm from {state} by manager: {'done' if state == 'planned' else 'wrong_state'}, not not_found"
        for state in AIRING_STATES
    ]


def test_the_checker_finds_a_refusal_that_changed_a_row(on_air, people, monkeypatch):
    """The act leaves something behind outside the transaction it is refused in."""

    def careless(it: Airing, by: User) -> None:
        leftovers.append(it.pk)
        raise Refused("wrong_state", "Non.")

    leftovers: list[Any] = []
    monkeypatch.setattr("tests.reliability.test_b3_states._everything", lambda: [*leftovers])
    careless_row = row("confirm", ["planned"], set(Role.values), careless)

    assert "and rows changed" in differences(on_air, ["aired"], [careless_row], people)[0]
