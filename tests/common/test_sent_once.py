"""A form sent twice makes one thing, or asks."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client

from spot.campaigns.models import Campaign
from spot.common import clock
from spot.common.models import IdempotencyKey
from spot.common.refusals import Refused
from tests.cast import EVENING
from tests.desks.advertiser.test_campaigns import SHORT

CREATE = "/campaigns/create/"
KEY = re.compile(r'name="form_key" value="([^"]+)"')
pytestmark = pytest.mark.usefixtures("evening", "rate_card", "categories")


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def shown_key(browser: Client, path: str = CREATE) -> str:
    return KEY.search(browser.get(path).content.decode())[1]


@pytest.fixture
def awas(awa) -> Client:
    return signed_in(awa)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_key", [True, False], ids=["with the form's key", "without a key"])
def test_twenty_identical_posts_at_once_make_one_campaign(awas, has_key):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite of one process is another: tests/live/test_sent_twice.py")
    typed = {**SHORT, **({"form_key": shown_key(awas)} if has_key else {})}

    def post(_: int) -> tuple[int, str]:
        browser = Client()
        browser.cookies = awas.cookies
        try:
            with clock.frozen(EVENING):
                answer = browser.post(CREATE, typed)
        finally:
            connections.close_all()
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(20) as together:
        answers = set(together.map(post, range(20)))

    assert answers == {(303, f"/campaigns/{Campaign.objects.get().pk}/")}


def test_back_and_send_again_leads_to_the_campaign_that_was_made(awas):
    typed = {**SHORT, "form_key": shown_key(awas)}
    first = awas.post(CREATE, typed)
    with clock.frozen(EVENING + timedelta(hours=2)):
        again = awas.post(CREATE, typed, follow=True)

    assert again.redirect_chain == [(first.url, 303)]
    assert "Déjà envoyé" in again.content.decode()
    assert Campaign.objects.count() == 1


def test_back_and_other_words_is_a_question_that_keeps_what_was_typed(awas):
    typed = {**SHORT, "form_key": shown_key(awas)}
    first = awas.post(CREATE, typed)

    question = awas.post(CREATE, {**typed, "title": "Une autre <campagne>"})

    page = question.content.decode()
    assert question.status_code == 409
    assert f'href="{first.url}"' in page
    assert 'name="title" value="Une autre &lt;campagne&gt;"' in page
    assert Campaign.objects.count() == 1

    other = awas.post(CREATE, {**typed, "title": "Une autre <campagne>", "form_key": KEY.search(page)[1]})

    assert other.status_code == 303
    assert Campaign.objects.count() == 2


def test_a_form_with_errors_is_corrected_and_sent_with_the_same_key(awas):
    key = shown_key(awas)

    assert awas.post(CREATE, {**SHORT, "seconds": "0", "form_key": key}).status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert awas.post(CREATE, {**SHORT, "form_key": key}).status_code == 303


def test_what_a_rule_refuses_is_judged_again(awas, awa, cotton_campaign):
    copies = f"/campaigns/{cotton_campaign.pk}/copy/"
    key = "0" * 32
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("spot.desks.advertiser.campaigns.services.copy", full_up)
        assert awas.post(copies, {"form_key": key}).status_code == 409
    assert Campaign.objects.get().title == cotton_campaign.title

    assert awas.post(copies, {"form_key": key}).status_code == 303


def full_up(*_: object, **__: object) -> None:
    Campaign.objects.update(title="changed before it was refused")
    raise Refused("wrong_state", "Pas maintenant.")


def test_a_program_without_a_key_may_make_a_second_one_later(awas):
    awas.post(CREATE, SHORT)
    awas.post(CREATE, SHORT)
    assert Campaign.objects.count() == 1

    with clock.frozen(EVENING + timedelta(seconds=11)):
        awas.post(CREATE, SHORT)
    assert Campaign.objects.count() == 2


def test_other_words_without_a_key_are_another_campaign(awas):
    awas.post(CREATE, SHORT)
    awas.post(CREATE, {**SHORT, "title": "Autre chose"})

    assert Campaign.objects.count() == 2


def test_the_same_key_of_two_people_is_two_campaigns(awas, issa):
    typed = {**SHORT, "form_key": shown_key(awas)}
    awas.post(CREATE, typed)
    signed_in(issa).post(CREATE, typed)

    assert Campaign.objects.count() == 2


def test_the_same_words_on_a_fresh_page_are_a_question_and_two_if_one_says_so(awas):
    """Going back, a browser may ask for the page again: it comes with another key."""
    first = awas.post(CREATE, {**SHORT, "form_key": shown_key(awas)})

    question = awas.post(CREATE, {**SHORT, "form_key": shown_key(awas)})
    page = question.content.decode()
    assert (question.status_code, Campaign.objects.count()) == (409, 1)
    assert "Vous l’avez déjà envoyé" in page
    assert f'href="{first.url}"' in page

    another = {**SHORT, "form_key": KEY.search(page)[1], "form_another": "1"}
    assert {awas.post(CREATE, another).url for _ in range(2)} != {first.url}
    assert Campaign.objects.count() == 2


def test_the_same_words_an_hour_later_are_another_campaign(awas):
    awas.post(CREATE, {**SHORT, "form_key": shown_key(awas)})
    with clock.frozen(EVENING + timedelta(minutes=61)):
        answer = awas.post(CREATE, {**SHORT, "form_key": shown_key(awas)})

    assert (answer.status_code, Campaign.objects.count()) == (303, 2)


@pytest.mark.parametrize("key", ["\0", "9" * 5000, "²", "'; --"])
def test_a_key_of_somebodys_own_making_is_no_key(awas, key):
    assert awas.post(CREATE, {**SHORT, "form_key": key}).status_code == 303


def test_a_password_that_came_with_the_form_is_neither_compared_nor_shown(awas):
    typed = {**SHORT, "form_key": shown_key(awas)}
    first = awas.post(CREATE, {**typed, "password": "demo1234"})

    assert awas.post(CREATE, typed).url == first.url
    question = awas.post(CREATE, {**typed, "title": "Autre", "password": "demo1234"})
    assert "demo1234" not in question.content.decode()
