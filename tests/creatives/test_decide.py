"""Deciding about a spot: approve, reject, withdraw, replace, reuse; who may, when, and what is written down."""

import pytest
from django.core.files.base import ContentFile
from django_tasks_db.models import DBTaskResult

from spot.common import files
from spot.common.jobs import terms
from spot.common.jobs.worker import Worker
from spot.creatives import invariants, services, tasks
from spot.creatives.models import SpotVersion
from spot.creatives.workflow import VERBS, Status
from spot.journal.models import Entry
from spot.messaging.models import Notification
from tests import cast
from tests.media import film
from tests.refusing import refused

EVERYBODY = ("awa", "mariam", "aminata", "salif", "hamidou", "clarisse", "boukary")


@pytest.fixture
def waiting(cotton_campaign, awa):
    return services.upload(cotton_campaign, title="Le fil d’or", media=media(30), by=awa)


def media(seconds):
    return ContentFile(film(seconds), name="VID.mp4")


def verbs_of(version):
    return list(Entry.objects.about(version).order_by("id").values_list("verb", flat=True))


def test_aminata_approves_and_the_version_airs(waiting, aminata):
    services.approve(waiting.latest, by=aminata)
    waiting.refresh_from_db()

    assert waiting.approved_version == waiting.latest
    assert (waiting.latest.status, waiting.latest.decided_by) == ("approved", aminata)
    assert verbs_of(waiting.latest)[-1] == "spots.approve"


def test_aminata_rejects_with_a_reason_that_awa_reads(waiting, aminata):
    services.reject(waiting.latest, by=aminata, reason="  Mention illisible ")

    assert (waiting.latest.status, waiting.latest.reason) == ("rejected", "Mention illisible")
    assert Entry.objects.about(waiting.latest).latest("pk").after["reason"] == "Mention illisible"


def test_a_rejection_says_why(waiting, aminata):
    with refused("reason_missing"):
        services.reject(waiting.latest, by=aminata, reason="  ")

    assert waiting.latest.status == "pending_review"


def test_nobody_approves_what_they_uploaded(cotton_campaign, aminata, settings):
    spot = services.upload(cotton_campaign, title="De la régie", media=media(15), by=aminata)
    for verb in (
        lambda: services.approve(spot.latest, by=aminata),
        lambda: services.reject(spot.latest, by=aminata, reason="x"),
    ):
        with refused("own_submission"):
            verb()
    settings.SPOT_SELF_APPROVAL = True

    assert services.approve(spot.latest, by=aminata).status == "approved"


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PENDING_REVIEW])
def test_only_a_version_that_waits_is_decided(cotton_campaign, awa, aminata, status):
    version = cast.spot(cotton_campaign, "Décidé", by=awa, status=status).latest
    with refused("wrong_state"):
        services.approve(version, by=aminata)
    with refused("wrong_state"):
        services.reject(version, by=aminata, reason="x")


@pytest.mark.parametrize("name", EVERYBODY)
def test_each_role_may_what_the_table_says(request, waiting, name):
    person = request.getfixturevalue(name)
    acts = {
        "approve": lambda: services.approve(waiting.latest, by=person),
        "reject": lambda: services.reject(waiting.latest, by=person, reason="x"),
        "withdraw": lambda: services.withdraw(waiting.latest, by=person, reason="x"),
    }
    for verb, act in acts.items():
        if person.role not in VERBS.by_name[verb].by:
            with refused("not_found"):
                act()
            assert waiting.latest.status == "pending_review"


def test_a_new_version_waits_while_the_approved_one_airs(waiting, awa, aminata):
    services.approve(waiting.latest, by=aminata)
    first = waiting.latest
    second = services.replace(waiting, media=media(30), by=awa)
    waiting.refresh_from_db()

    assert (second.number, second.status) == (2, "processing")
    assert waiting.approved_version == first
    assert second.house_number != first.house_number
    services.approve(waiting.latest, by=aminata)
    waiting.refresh_from_db()
    assert waiting.approved_version_id == second.pk
    assert SpotVersion.objects.get(pk=first.pk).status == "approved"


def test_replacing_a_version_that_waits_withdraws_it(waiting, awa):
    services.replace(waiting, media=media(20), by=awa)

    assert [(version.number, version.status) for version in waiting.versions.all()] == [
        (2, "pending_review"),
        (1, "withdrawn"),
    ]


def test_a_version_in_check_is_not_replaced(cotton_campaign, awa):
    spot = cast.spot(cotton_campaign, "En contrôle", by=awa, status="processing")
    with refused("wrong_state"):
        services.replace(spot, media=media(5), by=awa)

    assert spot.versions.count() == 1


def test_withdrawing_the_version_that_airs_takes_it_off(cotton_spot, awa):
    services.withdraw(cotton_spot.latest, by=awa, reason="Promotion finie")
    cotton_spot.refresh_from_db()

    assert cotton_spot.approved_version is None
    assert cotton_spot.latest.status == "withdrawn"


def test_withdrawing_is_refused_to_awa_while_airings_are_planned_and_frees_them_for_aminata(
    planned_airing, awa, aminata
):
    version = planned_airing.spot.latest
    with refused("wrong_state"):
        services.withdraw(version, by=awa, reason="Fini")
    services.withdraw(version, by=aminata, reason="Interdit")
    planned_airing.refresh_from_db()

    assert planned_airing.status == "cancelled"


def test_a_withdrawn_version_stays_withdrawn(cotton_spot, awa):
    services.withdraw(cotton_spot.latest, by=awa, reason="Fini")
    with refused("wrong_state"):
        services.withdraw(cotton_spot.latest, by=awa, reason="Encore")


def test_a_spot_is_not_reused_for_another_organisation(cotton_spot, soap_campaign, mariam):
    with refused("not_found"):
        services.reuse(cotton_spot, campaign=soap_campaign, by=mariam)


def test_a_rejected_spot_is_not_reused(cotton_campaign, awa):
    spot = cast.spot(cotton_campaign, "Refusé", by=awa, status="rejected")
    with refused("wrong_state"):
        services.reuse(spot, campaign=cast.campaign(awa, "Autre", category="textile"), by=awa)


def test_bytes_that_changed_on_the_disk_fail_the_verdict(cotton_campaign, awa, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    spot = services.upload(cotton_campaign, title="Abîmé", media=media(5), by=awa)
    files.stored(spot.latest.file.name).write_bytes(b"autre chose")
    services.give_verdict(spot.latest.pk)

    assert spot.latest.status == "failed"
    assert spot.latest.failure.endswith("Renvoyez-le.")
    assert services.give_verdict(spot.latest.pk).status == "failed"


def test_a_file_that_nothing_could_check_fails_and_awa_is_told_and_sends_it_again(
    cotton_campaign, awa, aminata, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}
    spot = services.upload(cotton_campaign, title="Oublié", media=media(5), by=awa)
    tasks.could_not_check(OSError("disque"), str(spot.latest.pk))

    assert spot.latest.status == "failed"
    assert "n’a pas pu être contrôlé" in Notification.objects.visible_to(awa).get().text
    assert services.replace(spot, media=media(5), by=awa).status == "processing"


def test_a_verdict_that_was_given_is_not_taken_back_by_a_late_giving_up(waiting):
    tasks.could_not_check(OSError("disque"), str(waiting.latest.pk))

    assert waiting.latest.status == "pending_review"


def test_a_version_in_check_that_nothing_checks_is_seen_and_asked_for_again(cotton_campaign, awa, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": list(terms.LANES)}}
    spot = services.upload(cotton_campaign, title="Oublié", media=media(5), by=awa)
    assert invariants.checks().breaches == []
    assert tasks.ask_again() == 0

    DBTaskResult.objects.all().delete()

    assert "nothing checks it" in invariants.checks().breaches[0]
    assert tasks.ask_again() == 1
    assert invariants.checks().breaches == []
    assert Worker("checks").turn()
    assert spot.latest.status == "pending_review"
