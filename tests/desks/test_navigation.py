"""What stands around a page: each role's entries, where one is, the theme, the counts that wait."""

import pytest
from django.test import RequestFactory

from spot.accounts.workflow import Role
from spot.desks.navigation import BY_ROLE, Chrome


def chrome(user=None, path="/", theme=None):
    request = RequestFactory().get(path)
    if theme:
        request.COOKIES["theme"] = theme
    if user:
        request.user = user
    return Chrome(request)


def test_every_role_has_a_navigation():
    assert set(BY_ROLE) == set(Role)


def test_awa_at_her_campaign_is_under_campaigns(awa):
    assert chrome(awa, "/campaigns/create/").current == "advertiser:campaigns"


def test_aminata_at_a_spot_is_not_under_the_dashboard(aminata):
    assert chrome(aminata, "/console/spots/123/").current == "administration:spots"


@pytest.mark.parametrize(
    ("who", "layout"), [("awa", "desk"), ("mariam", "desk"), ("salif", "staff"), ("aminata", "staff")]
)
def test_pages_that_roles_share_take_the_frame_of_the_reader(everybody, who, layout):
    assert chrome(everybody[who]).layout == f"spot/layouts/{layout}.html"


def test_the_theme_is_the_device_s_until_one_is_chosen():
    assert chrome().theme == "auto"
    assert chrome(theme="dark").theme == "dark"
    assert chrome(theme='"><script>').theme == "auto"


def test_the_live_screen_is_dark_until_one_is_chosen():
    assert chrome().live_theme == "dark"
    assert chrome(theme="light").live_theme == "light"


def test_what_waits_is_counted_for_those_who_may_hear_it(aminata, salif, soap_campaign, cotton_campaign):
    type(soap_campaign).objects.filter(pk=soap_campaign.pk).update(status="pending")

    assert chrome(aminata).pending["campaigns"] == 1
    assert chrome(salif).pending == {}


def test_nothing_is_asked_of_the_database_before_a_template_asks(awa, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert chrome(awa).entries
