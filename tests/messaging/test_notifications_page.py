"""The page behind the bell."""

import pytest

from spot.messaging.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(awa, issa):
    facts = {"kind": "campaigns.approve", "title": "Campagne approuvée", "url": "/campaigns/"}
    return [Notification.objects.create(user=user, text=f"« Soldes » de {user}.", **facts) for user in (awa, awa, issa)]


def test_awa_reads_her_own_news_and_nobody_elses(client, awa, issa, news):
    client.force_login(awa)

    page = client.get("/notifications/")

    assert page.status_code == 200
    assert page.content.decode().count("« Soldes » de Awa Ouédraogo") >= 2
    assert "Issa" not in page.content.decode()


def test_reading_one_leads_to_what_it_tells_of(client, awa, news):
    client.force_login(awa)

    answer = client.post(f"/notifications/{news[0].pk}/reading/")

    assert (answer.status_code, answer["Location"]) == (303, "/campaigns/")
    assert Notification.objects.visible_to(awa).unread().count() == 1


def test_reading_everything_leaves_nothing_unread(client, awa, issa, news):
    client.force_login(awa)

    assert client.post("/notifications/reading/").status_code == 303
    assert not Notification.objects.visible_to(awa).unread().exists()
    assert Notification.objects.visible_to(issa).unread().exists()


def test_somebody_elses_news_do_not_exist(client, awa, news):
    client.force_login(awa)

    assert client.post(f"/notifications/{news[2].pk}/reading/").status_code == 404


def test_a_reading_is_not_a_link(client, awa, news):
    client.force_login(awa)

    assert client.get(f"/notifications/{news[0].pk}/reading/").status_code == 405
    assert client.get("/notifications/reading/").status_code == 405


def test_nobody_is_sent_to_sign_in(client):
    assert client.get("/notifications/")["Location"] == "/login/?next=/notifications/"


def test_the_empty_page_says_what_will_come(client, clarisse):
    client.force_login(clarisse)

    assert "Rien pour l’instant" in client.get("/notifications/").content.decode()


def test_the_page_costs_the_same_whatever_its_length(client, awa, news, django_assert_max_num_queries):
    client.force_login(awa)
    Notification.objects.bulk_create(
        Notification(user=awa, kind="spots.reject", title="Spot refusé", text=f"Film {n}", url="/spots/")
        for n in range(60)
    )

    with django_assert_max_num_queries(15):
        client.get("/notifications/")
