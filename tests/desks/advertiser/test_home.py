"""The home of an advertiser says what waits, what runs and what aired; the list of airings says when."""

from datetime import timedelta

import pytest

from spot.accounts.models import Organisation
from spot.campaigns import services
from spot.campaigns.models import Campaign
from spot.clearance.models import ProductCategory
from tests.campaigns.test_drafting import order
from tests.cast import TODAY, ad_break, airing, spot

pytestmark = pytest.mark.usefixtures("evening", "rate_card")


@pytest.fixture
def home(client, awa):
    client.force_login(awa)
    return lambda: client.get("/home/")


def test_a_new_advertiser_is_told_where_to_begin(home):
    html = home().content.decode()

    assert "Rien n’attend votre réponse" in html
    assert "Aucune campagne en cours" in html


def test_the_title_counts_what_waits(home, awa, categories):
    order(awa, categories)
    assert "Un point attend votre réponse" in home().content.decode()
    order(awa, categories, title="Une autre")
    assert "Deux points attendent votre réponse" in home().content.decode()


def test_a_refusal_is_on_top_with_its_reason(home, awa, aminata, categories):
    order(awa, categories, title="Un brouillon")
    services.reject(services.submit(order(awa, categories), by=awa), by=aminata, reason="Le prix est illisible.")
    needs = home().context["needs"]

    assert [need.status for need in needs] == ["rejected", "draft"]
    assert needs[0].text == "Le prix est illisible."


def test_a_refused_spot_asks_for_another(home, awa, cotton_campaign):
    refused = spot(cotton_campaign, "Version mooré", by=awa, status="rejected")
    refused.versions.update(reason="Prix affiché différent du prix prononcé.")
    need = next(need for need in home().context["needs"] if need.spot_id == refused.pk)

    assert (need.action, need.text) == ("Remplacer le spot", "Prix affiché différent du prix prononcé.")


def test_an_approved_campaign_without_a_spot_asks_for_it(home, cotton_campaign):
    assert [need.action for need in home().context["needs"]] == ["Envoyer le spot"]


def test_a_campaign_that_needs_a_visa_says_so(home, cotton_spot):
    ProductCategory.objects.filter(slug="textile").update(rule="visa", article="article 40")
    assert "article 40" in home().content.decode()


def test_what_runs_and_what_comes_next(home, cotton_spot, planned_airing):
    answer = home()

    assert [row.campaign.title for row in answer.context["rows"]] == ["Le fil d’or du Faso"]
    assert "20:10" in answer.content.decode()


def test_what_aired_this_month_is_counted_in_seconds(home, cotton_spot):
    airing(cotton_spot, ad_break("1925"), status="aired")
    airing(cotton_spot, ad_break("1945"), status="missed", rank=2)
    answer = home()

    assert (answer.context["month"]["count"], answer.context["month"]["seconds"]) == (1, 30)
    assert answer.context["owed"] == 1


def test_nothing_of_issa_is_on_the_home_of_awa(home, soap_spot):
    airing(soap_spot, ad_break("2010"))
    assert "Savon" not in home().content.decode()


def test_an_organisation_to_verify_is_told(home, faso_coton):
    Organisation.objects.update(status="to_verify")
    assert "à vérifier par la régie" in home().content.decode()


@pytest.mark.parametrize(
    ("someone", "where"),
    [("mariam", "/campaigns/"), ("aminata", "/console/"), ("salif", "/diffusion/"), ("hamidou", "/reports/")],
)
def test_the_staff_go_to_their_own_home(client, everybody, someone, where):
    client.force_login(everybody[someone])
    answer = client.get("/home/")

    assert (answer.status_code, answer.url) == (302, where)


def test_the_list_of_airings_shows_planned_and_aired_times_by_day(client, awa, cotton_spot):
    client.force_login(awa)
    yesterday = TODAY - timedelta(days=1)
    airing(cotton_spot, ad_break("2010"))
    airing(cotton_spot, ad_break("1925", day=yesterday), status="aired")

    coming, past = client.get("/broadcasts/"), client.get("/broadcasts/?view=past")
    assert [day for day, _ in coming.context["days"]] == [TODAY]
    assert [day for day, _ in past.context["days"]] == [yesterday]
    assert "19:25" in past.content.decode()


def test_the_list_of_airings_is_filtered(client, awa, cotton_spot):
    client.force_login(awa)
    airing(cotton_spot, ad_break("2010"))
    mine = Campaign.objects.get().pk

    for query, count in [
        (f"campaign={mine}", 1),
        ("status=aired", 0),
        ("q=fil", 1),
        ("q=savon", 0),
        ("start=2026-11-22", 0),
    ]:
        assert client.get(f"/broadcasts/?{query}").context["page"].paginator.count == count


def test_issa_does_not_read_the_airings_of_awa(client, issa, cotton_spot):
    client.force_login(issa)
    airing(cotton_spot, ad_break("2010"))

    assert "fil d’or" not in client.get("/broadcasts/").content.decode()
