"""Who is told what, in the transaction of the change."""

import pytest

from spot.airings import services as airings
from spot.breaks import services as breaks
from spot.campaigns import services as campaigns
from spot.common import clock
from spot.creatives import services as creatives
from spot.messaging import tellings
from spot.messaging.models import Notification
from spot.messaging.words import WORDS
from tests.cast import TODAY, airing, campaign, organisation, person, spot
from tests.refusing import refused

pytestmark = pytest.mark.django_db


def told(user):
    return list(Notification.objects.visible_to(user).order_by("pk").values_list("title", "text", "url"))


@pytest.fixture
def fatou(faso_coton):
    """A second person of Awa's organisation."""
    return person("fatou", "Fatou Zerbo", "advertiser", faso_coton)


def test_the_desk_hears_that_awa_submitted_and_awa_does_not(awa, aminata, mariam, issa, rate_card, categories, evening):
    order = campaign(awa, "Soldes", category="divers", status="draft")
    order.starts_on = TODAY
    order.save()
    order.lines.update(starts_on=TODAY)

    campaigns.submit(order, by=awa)

    assert told(aminata) == [
        ("Campagne à valider", "« Soldes », Faso Coton, attend votre avis.", f"/console/campaigns/{order.pk}/")
    ]
    assert len(told(mariam)) == 1
    assert told(awa) == told(issa) == []


def test_the_whole_organisation_and_the_one_who_submitted_hear_the_decision(
    awa, fatou, mariam, aminata, rate_card, categories, evening
):
    order = campaign(awa, "Soldes", category="divers", status="pending")
    order.submitted_by = mariam
    order.save()

    campaigns.reject(order, by=aminata, reason="Le message clé manque.")

    for person_told in (awa, fatou, mariam):
        ((title, text, url),) = told(person_told)
        assert (title, url) == ("Campagne refusée", f"/campaigns/{order.pk}/")
        assert "Le message clé manque." in text
    assert told(aminata) == []


def test_a_spot_to_review_reaches_administrators_and_its_verdict_comes_back(cotton_campaign, awa, aminata, salif):
    film = spot(cotton_campaign, "Film neuf", by=awa, status="pending_review")

    creatives.approve(film.latest, by=aminata)

    assert told(awa) == [("Spot approuvé", "« Film neuf », version 1, est approuvé.", f"/spots/{film.pk}/")]
    assert told(salif) == []


def test_awa_reads_that_her_spot_aired_and_issa_nothing(planned_airing, awa, issa, salif, aminata):
    with clock.frozen(planned_airing.ad_break.starts_at):
        airings.confirm(planned_airing, by=salif, version=1)

    ((title, text, _url),) = told(awa)
    assert title == "Spot diffusé"
    assert text == "« Le fil d’or du Faso » a été diffusé le 21/11/2026 à 20:10."
    assert told(issa) == told(salif) == told(aminata) == []


def test_a_missed_airing_reaches_the_client_and_the_administrators(planned_airing, awa, salif, aminata):
    airings.miss(planned_airing, by=salif, version=1, reason="technical")

    assert told(awa)[0][1].endswith("n’a pas été diffusé le 21/11/2026 à 20:10 : incident technique.")
    assert told(aminata)[0][2] == f"/diffusion/planning/?day=2026-11-21#passage-{planned_airing.pk}"


def test_how_much_a_problem_weighs_comes_first_with_the_words_of_who_reports_it(planned_airing, awa, salif, aminata):
    airings.miss(
        planned_airing, by=salif, version=1, reason="technical", note="Lecteur muet", severity="critical"
    )  # fmt: skip

    ((title, text, _url),) = told(aminata)
    assert title == "Problème critique : passage manqué"
    assert text.endswith("incident technique. Faso Coton, signalé par Salif Kaboré : « Lecteur muet ».")
    assert "Lecteur muet" not in told(awa)[0][1]


def test_an_airing_that_went_out_with_a_discrepancy_reaches_administrators_too(planned_airing, salif, aminata):
    with clock.frozen(planned_airing.ad_break.starts_at):
        airings.confirm(planned_airing, by=salif, version=1, reason="duration_discrepancy", severity="low")

    ((title, text, _url),) = told(aminata)
    assert title == "Problème mineur : passage diffusé avec écart"
    assert "durée non respectée" in text


def test_only_what_is_critical_is_mailed_and_only_to_those_who_want_alerts(
    planned_airing, soap_spot, before_news, salif, aminata, paul, mailoutbox
):
    paul.wants_alerts = False
    paul.save()
    other = airing(soap_spot, before_news, rank=2)

    airings.miss(other, by=salif, version=1, reason="technical", severity="high")
    assert mailoutbox == []
    airings.miss(planned_airing, by=salif, version=1, reason="technical", severity="critical")

    (mail,) = mailoutbox
    assert mail.to == [aminata.email]
    assert mail.subject == "[Spot BF1] Problème critique : passage manqué"
    assert f"#passage-{planned_airing.pk}" in mail.body


def test_a_cancelled_break_reaches_the_control_room(before_news, salif, rasmata, awa):
    breaks.cancel(before_news, reason="technical", by=salif)

    assert told(rasmata) == [
        (
            "Écran annulé",
            "L’écran 2010 Après JT du 21/11/2026 à 20:10 est annulé.",
            "/diffusion/planning/?day=2026-11-21",
        )
    ]
    assert told(salif) == told(awa) == []


def test_an_advertiser_whose_break_is_cancelled_is_told_once_what_will_not_air_and_what_is_owed(
    planned_airing, cotton_spot, soap_spot, before_news, awa, fatou, issa, salif
):
    airing(cotton_spot, before_news, rank=2)
    airing(soap_spot, before_news, rank=3, gratis=True)
    airing(cotton_spot, before_news, rank=4, status="missed", reason="technical")

    breaks.cancel(before_news, reason="technical", by=salif)
    with refused("wrong_state"):
        breaks.cancel(before_news, reason="technical", by=salif)

    lost = "L’écran 2010 Après JT du 21/11/2026 à 20:10 est annulé."
    owed = f"{lost} « Le fil d’or du Faso » (2 fois) n’y passeront pas. 2 passages vous restent dus : la régie choisira un autre écran."
    for person_told in (awa, fatou):
        assert told(person_told) == [("Écran annulé", owed, f"/campaigns/{planned_airing.campaign_id}/")]
    ((_title, text, _url),) = told(issa)
    assert text == f"{lost} « {soap_spot.title} » n’y passera pas."


def test_the_agency_that_ordered_hears_of_a_cancelled_break_too(
    planned_airing, cotton_campaign, before_news, awa, salif
):
    cotton_campaign.agency = organisation("Agence Sahel", "AGSA", kind="agency")
    cotton_campaign.save()
    adama = person("adama", "Adama Sawadogo", "advertiser", cotton_campaign.agency)

    breaks.cancel(before_news, reason="technical", by=salif)

    assert told(adama) == told(awa)
    assert told(adama)[0][1].endswith(
        "« Le fil d’or du Faso » n’y passera pas. 1 passage vous reste dû : la régie choisira un autre écran."
    )


def test_a_break_that_may_not_be_cancelled_tells_nobody(planned_airing, before_news, evening, awa, salif):
    before_news.day.closed_at = evening
    before_news.day.save()

    with refused("day_closed"):
        breaks.cancel(before_news, reason="technical", by=salif)

    assert not Notification.objects.exists()


def test_the_disabled_are_not_written_to(planned_airing, awa, salif):
    awa.is_active = False
    awa.save()

    airings.miss(planned_airing, by=salif, version=1, reason="technical")

    assert told(awa) == []


def test_a_refused_verb_tells_nobody(planned_airing, awa, salif):
    with pytest.raises(Exception, match="modifié"):
        airings.miss(planned_airing, by=salif, version=9, reason="technical")

    assert not Notification.objects.exists()


def test_telling_costs_the_same_whatever_the_audience(planned_airing, faso_coton, salif, django_assert_max_num_queries):
    for number in range(12):
        person(f"p{number}", f"Personne {number}", "advertiser", faso_coton)

    with django_assert_max_num_queries(24):
        airings.miss(planned_airing, by=salif, version=1, reason="technical")

    assert Notification.objects.count() == 13


def test_every_telling_is_of_a_verb_that_has_words():
    assert set(tellings.TELLINGS) <= set(WORDS)
