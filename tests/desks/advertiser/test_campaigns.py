"""Awa orders, follows and cancels her campaigns; nobody else's are hers to see."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spot.campaigns import services
from spot.campaigns.models import Campaign
from spot.journal.models import Entry
from tests.campaigns.test_drafting import order
from tests.cast import TODAY, airing, spot

pytestmark = pytest.mark.usefixtures("evening", "rate_card")
SHORT = {
    "title": "Rentrée du coton",
    "product_category": "textile",
    "objective": "promotion",
    "starts_on": "2026-11-21",
    "ends_on": "2026-12-20",
    "daypart": "prime",
    "seconds": "30",
    "airings": "10",
}


@pytest.fixture
def signed_in(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def cotton_order(awa, categories):
    return order(awa, categories)


def page_of(campaign):
    return reverse("advertiser:campaign", args=[campaign.pk])


def test_awa_orders_on_one_page_and_reads_the_price(signed_in, awa, categories):
    answer = signed_in(awa).post("/campaigns/create/", SHORT)
    made = Campaign.objects.get()

    assert (answer.status_code, answer.url) == (303, f"/campaigns/{made.pk}/")
    assert (made.status, made.organisation, made.total_ttc_fcfa) == ("draft", awa.organisation, 1_035_450)
    assert "1\u202f035\u202f450" in signed_in(awa).get(answer.url).content.decode()


def test_what_the_short_form_makes_can_be_submitted_as_it_is(signed_in, awa, categories):
    signed_in(awa).post("/campaigns/create/", SHORT)
    made = Campaign.objects.get()
    answer = signed_in(awa).post(f"/campaigns/{made.pk}/submission/")

    assert answer.status_code == 303
    assert Campaign.objects.get().status == "pending"


def test_dates_may_be_typed_as_people_write_them(signed_in, awa, categories):
    answer = signed_in(awa).post("/campaigns/create/", {**SHORT, "starts_on": "21/11/2026", "ends_on": "5.12.2026"})

    assert answer.status_code == 303
    assert str(Campaign.objects.get().ends_on) == "2026-12-05"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "obligatoire"),
        ("ends_on", "2026-11-20", "à partir du 21/11/2026"),
        ("starts_on", "2026-11-20", "Ce jour est passé"),
        ("product_category", "plutonium", "valide"),
        ("daypart", "brunch", "valide"),
        ("airings", "0", "supérieure ou égale à 1"),
        ("seconds", "abc", "nombre entier"),
        ("ends_on", "2098-12-31", "Choisissez une date avant le 20/11/2031"),
        ("ends_on", "9999-12-31", "Choisissez une date entre 2000 et 2099"),
    ],
)
def test_a_mistake_brings_the_form_back_with_what_was_typed(signed_in, awa, categories, field, value, sentence):
    answer = signed_in(awa).post("/campaigns/create/", {**SHORT, field: value})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Campaign.objects.exists()


def test_the_simulator_fills_the_form(signed_in, awa, categories):
    html = signed_in(awa).get("/campaigns/create/?daypart=access&seconds=20&airings=12").content.decode()

    assert '<option value="access" selected>' in html
    assert 'value="20"' in html
    assert 'value="12"' in html
    assert "58\u202f500" in html


def test_mariam_orders_for_a_client_who_telephoned(signed_in, mariam, faso_coton, categories):
    answer = signed_in(mariam).post("/campaigns/create/", {**SHORT, "on_behalf": str(faso_coton.pk)})

    assert answer.status_code == 303
    assert Campaign.objects.get().organisation == faso_coton


def test_mariam_says_for_whom(signed_in, mariam, categories):
    assert signed_in(mariam).post("/campaigns/create/", SHORT).status_code == 422


def test_awa_orders_for_herself_whatever_she_sends(signed_in, awa, savonnerie, categories):
    signed_in(awa).post("/campaigns/create/", {**SHORT, "on_behalf": str(savonnerie.pk)})

    assert Campaign.objects.get().organisation == awa.organisation


def test_the_price_follows_what_is_typed(signed_in, awa, categories, late_break):
    html = signed_in(awa).post("/campaigns/price/", SHORT).content.decode()

    assert "1\u202f035\u202f450" in html
    assert "Places restantes" in html


def test_the_price_of_the_night_is_on_request(signed_in, awa, categories):
    assert "sur devis" in signed_in(awa).post("/campaigns/price/", {**SHORT, "daypart": "nuit"}).content.decode()


def test_a_half_filled_form_has_no_price_yet(signed_in, awa, categories):
    answer = signed_in(awa).post("/campaigns/price/", {"daypart": "prime", "seconds": "", "airings": "1"})

    assert answer.status_code == 200
    assert "s’affiche ici" in answer.content.decode()


@pytest.mark.parametrize("wrong", ["x", "²", "9" * 5_000, "-3", "1.5", "6000"])
def test_what_is_no_number_of_passages_is_said_beside_the_form(signed_in, awa, categories, wrong):
    answer = signed_in(awa).post("/campaigns/price/", {**SHORT, "airings": wrong})

    assert answer.status_code == 422
    assert "en chiffres" in answer.content.decode()


@pytest.mark.parametrize("wrong", ["²", "9" * 5_000])
def test_an_address_that_fills_the_form_badly_is_said_beside_the_field(signed_in, awa, wrong):
    answer = signed_in(awa).get("/campaigns/create/", {"daypart": "prime", "seconds": "30", "airings": wrong})

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"airings"}


@pytest.mark.parametrize("name", ["daypart", "on_behalf", "title"])
def test_what_is_no_text_is_refused(signed_in, awa, mariam, categories, name):
    for person in (awa, mariam):
        browser = signed_in(person)
        assert browser.get("/campaigns/create/", {name: "\x00"}).status_code == 422
        if person is mariam or name != "on_behalf":
            assert browser.post("/campaigns/create/", {**SHORT, name: "\x00"}).status_code == 422


@pytest.mark.parametrize("step", ["campaign", "diffusion", "spot", "summary"])
def test_each_step_of_the_order_opens(signed_in, awa, cotton_order, step):
    answer = signed_in(awa).get(f"/campaigns/{cotton_order.pk}/edit/{step}/")

    assert answer.status_code == 200
    assert 'aria-current="step"' in answer.content.decode()


def test_an_unknown_step_does_not_exist(signed_in, awa, cotton_order):
    assert signed_in(awa).get(f"/campaigns/{cotton_order.pk}/edit/nothing/").status_code == 404


def test_awa_goes_through_the_four_steps(signed_in, awa, cotton_order):
    at, page = f"/campaigns/{cotton_order.pk}/edit", signed_in(awa)
    facts = {"title": "Pagnes de Noël", "product_category": "textile", "objective": "notoriete", "channel": "tv",
             "languages": "français, mooré", "audience": "familles", "key_message": "Le pagne tissé ici"}  # fmt: skip
    assert page.post(f"{at}/campaign/", facts).url == f"{at}/diffusion/"
    assert page.post(f"{at}/diffusion/", two_moments()).url == f"{at}/spot/"
    assert page.post(f"{at}/spot/", {"spot_source": "station"}).url == f"{at}/summary/"

    saved = Campaign.objects.get()
    assert (saved.title, saved.languages, saved.spot_source) == ("Pagnes de Noël", "français, mooré", "station")
    lines = [(line.daypart_id, line.weekdays, line.seconds, line.airings, line.position) for line in saved.lines.all()]
    assert lines == [("prime", "024", 20, 6, "first"), ("matinee", "0123456", 45, 4, None)]
    assert str(saved.starts_on) == "2026-12-01"
    assert Entry.objects.about(saved).filter(verb="campaigns.save").count() == 3


def two_moments(**changes):
    return {
        "starts_on": "2026-12-01", "ends_on": "2026-12-24", "lines-TOTAL_FORMS": "2", "lines-INITIAL_FORMS": "1",
        "lines-0-daypart": "prime", "lines-0-weekdays": ["0", "2", "4"], "lines-0-seconds": "20", "lines-0-airings": "6",
        "lines-0-position": "first", "lines-1-daypart": "matinee", "lines-1-weekdays": list("0123456"),
        "lines-1-seconds": "45", "lines-1-airings": "4", "lines-1-position": "", **changes,
    }  # fmt: skip


def test_a_moment_is_taken_away(signed_in, awa, cotton_order):
    signed_in(awa).post(f"/campaigns/{cotton_order.pk}/edit/diffusion/", two_moments(**{"lines-0-DELETE": "on"}))

    assert cotton_order.lines.get().daypart_id == "matinee"


def test_a_moment_without_a_daypart_or_a_code_is_corrected(signed_in, awa, cotton_order):
    answer = signed_in(awa).post(
        f"/campaigns/{cotton_order.pk}/edit/diffusion/", two_moments(**{"lines-0-daypart": ""})
    )

    assert answer.status_code == 422
    assert "donnez le code d’un écran" in answer.content.decode()
    assert cotton_order.lines.get().seconds == 30


def test_one_more_moment_keeps_the_draft_and_opens_an_empty_one(signed_in, awa, cotton_order):
    page = signed_in(awa)
    answer = page.post(f"/campaigns/{cotton_order.pk}/edit/diffusion/", two_moments(then="more"))

    assert answer.url.endswith("?more=1#more")
    assert 'name="lines-2-daypart"' in page.get(answer.url).content.decode()


def test_leaving_keeps_the_draft(signed_in, awa, cotton_order):
    answer = signed_in(awa).post(f"/campaigns/{cotton_order.pk}/edit/diffusion/", two_moments(then="leave"))

    assert answer.url == page_of(cotton_order)
    assert cotton_order.lines.count() == 2


def test_the_summary_says_what_is_missing_and_where(signed_in, awa, cotton_order):
    services.save(cotton_order, by=awa, lines=[])
    html = signed_in(awa).get(f"/campaigns/{cotton_order.pk}/edit/summary/").content.decode()

    assert "Choisissez au moins un moment de diffusion." in html
    assert f"/campaigns/{cotton_order.pk}/edit/diffusion/" in html


def test_a_submitted_order_is_not_edited(signed_in, awa, cotton_order):
    services.submit(cotton_order, by=awa)

    assert signed_in(awa).get(f"/campaigns/{cotton_order.pk}/edit/campaign/").status_code == 409
    assert signed_in(awa).post(f"/campaigns/{cotton_order.pk}/submission/").status_code == 409


def test_a_rejected_order_shows_the_reason_and_is_corrected(signed_in, awa, aminata, cotton_order):
    services.reject(services.submit(cotton_order, by=awa), by=aminata, reason="Le visa manque.")
    page = signed_in(awa)

    assert "Le visa manque." in page.get(page_of(cotton_order)).content.decode()
    assert page.get(f"/campaigns/{cotton_order.pk}/edit/campaign/").status_code == 200
    assert page.post(f"/campaigns/{cotton_order.pk}/submission/").status_code == 303


def test_awa_cancels_with_a_reason(signed_in, awa, cotton_order):
    page = signed_in(awa)
    assert page.post(f"/campaigns/{cotton_order.pk}/cancellation/").status_code == 422
    assert page.post(f"/campaigns/{cotton_order.pk}/cancellation/", {"reason": "Reportée."}).status_code == 303

    assert Campaign.objects.get().status == "cancelled"
    assert "Reportée." in page.get(page_of(cotton_order)).content.decode()


def test_awa_copies_a_campaign(signed_in, awa, cotton_order):
    answer = signed_in(awa).post(f"/campaigns/{cotton_order.pk}/copy/")
    made = Campaign.objects.exclude(pk=cotton_order.pk).get()

    assert answer.url == f"/campaigns/{made.pk}/edit/campaign/"


@pytest.mark.parametrize("path", ["", "edit/campaign/", "edit/diffusion/", "edit/summary/"])
def test_issa_does_not_find_the_campaign_of_awa(signed_in, issa, cotton_order, path):
    assert signed_in(issa).get(f"/campaigns/{cotton_order.pk}/{path}").status_code == 404


@pytest.mark.parametrize("verb", ["submission", "cancellation", "copy"])
def test_issa_changes_nothing_of_awa(signed_in, issa, cotton_order, verb):
    assert signed_in(issa).post(f"/campaigns/{cotton_order.pk}/{verb}/", {"reason": "x"}).status_code == 404
    assert Campaign.objects.get().status == "draft"


@pytest.mark.parametrize("someone", ["salif", "hamidou", "clarisse", "boukary"])
@pytest.mark.parametrize("path", ["/campaigns/", "/campaigns/create/", "/broadcasts/"])
def test_the_rest_of_the_station_does_not_enter(signed_in, everybody, someone, path):
    assert signed_in(everybody[someone]).get(path).status_code == 404


@pytest.mark.parametrize("path", ["/home/", "/campaigns/", "/campaigns/create/", "/broadcasts/"])
def test_nobody_is_sent_to_sign_in(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.url) == (302, f"/login/?next={path}")


def test_the_list_is_searched_filtered_and_sorted(signed_in, awa, categories, cotton_order):
    order(awa, categories, title="Pagnes de Noël", starts_on=TODAY + timedelta(days=20))
    page = signed_in(awa)

    assert titles(page.get("/campaigns/?q=pagnes")) == ["Pagnes de Noël"]
    assert titles(page.get("/campaigns/?q=C-2611-001")) == ["Rentrée du coton"]
    assert titles(page.get("/campaigns/?sort=title")) == ["Pagnes de Noël", "Rentrée du coton"]
    assert titles(page.get("/campaigns/?sort=-title")) == ["Rentrée du coton", "Pagnes de Noël"]
    assert titles(page.get("/campaigns/?end=2026-11-30")) == ["Rentrée du coton"]
    assert titles(page.get("/campaigns/?status=pending")) == []
    assert len(titles(page.get("/campaigns/?sort=nonsense&status=nonsense&start=nonsense"))) == 2


def test_the_list_filters_by_what_a_campaign_shows(signed_in, awa, cotton_campaign):
    page = signed_in(awa)

    assert titles(page.get("/campaigns/?status=active")) == ["Le fil d’or du Faso"]
    assert titles(page.get("/campaigns/?status=completed")) == []


def titles(answer):
    return [row.campaign.title for row in answer.context["rows"]]


def test_mariam_sees_every_client_and_filters_by_one(signed_in, mariam, cotton_campaign, soap_campaign, savonnerie):
    page = signed_in(mariam)

    assert len(titles(page.get("/campaigns/"))) == 2
    assert titles(page.get(f"/campaigns/?organisation={savonnerie.pk}")) == ["Savon de la fête"]


def test_the_page_of_a_campaign_tells_its_airings_and_its_history(signed_in, awa, cotton_campaign, planned_airing):
    html = signed_in(awa).get(page_of(cotton_campaign)).content.decode()

    assert "20:10" in html
    assert "Commande" in html
    assert "sur 10" in html


def test_markup_in_a_title_stays_text(signed_in, awa, categories):
    made = order(awa, categories, title="<b onclick=x>Promo")
    html = signed_in(awa).get(page_of(made)).content.decode()

    assert "<b onclick" not in html
    assert "&lt;b onclick=x&gt;Promo" in html


@pytest.mark.parametrize(("path", "most"), [("/campaigns/", 20), ("/broadcasts/", 20), ("/home/", 15)])
def test_queries_do_not_grow_with_the_data(signed_in, awa, categories, django_assert_max_num_queries, path, most):
    page = signed_in(awa)
    order(awa, categories)
    few = _queries(page, path, most, django_assert_max_num_queries)
    for number in range(12):
        order(awa, categories, title=f"Campagne {number}")
    many = _queries(page, path, most, django_assert_max_num_queries)

    assert many == few


def _queries(page, path, most, at_most):
    with at_most(most) as counted:
        assert page.get(path).status_code == 200
    return len(counted)


def test_the_page_of_a_campaign_keeps_to_twenty_queries(
    signed_in, awa, cotton_campaign, late_break, django_assert_max_num_queries
):
    for number in range(4):
        airing(spot(cotton_campaign, f"Spot {number}", by=awa), late_break, rank=number + 1)
    page = signed_in(awa)
    with django_assert_max_num_queries(20):
        page.get(page_of(cotton_campaign))


def test_an_ecran_is_ordered_by_its_code(signed_in, awa, cotton_order, late_break):
    moments = two_moments(**{"lines-0-daypart": "", "lines-0-code": "2045"})
    answer = signed_in(awa).post(f"/campaigns/{cotton_order.pk}/edit/diffusion/", moments)

    assert answer.status_code == 303
    assert [line.code for line in cotton_order.lines.all()] == ["2045", ""]


def test_a_code_nobody_knows_comes_back(signed_in, awa, cotton_order):
    moments = two_moments(**{"lines-0-code": "9999"})
    answer = signed_in(awa).post(f"/campaigns/{cotton_order.pk}/edit/diffusion/", moments)

    assert answer.status_code == 422
    assert "Aucun écran ne porte ce code." in answer.content.decode()
