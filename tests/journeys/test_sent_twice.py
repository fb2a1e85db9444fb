"""Awa goes back and sends her order again: she comes to the campaign she made, or is asked."""

import re
from pathlib import Path

import pytest

from tests.journeys.test_evening import expect, order

SENT = re.compile("Déjà envoyé|Vous l’avez déjà envoyé")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_back_and_send_again_makes_no_second_campaign(screen, station, script):
    """A browser that kept the page sends the same key; one that asked for it again, the same words."""
    page = screen("awa", java_script_enabled=script)
    made = order(page, station.url)

    page.go_back()
    if not page.input_value("[name=title]"):
        return  # a browser that forgot what was typed has nothing to send again
    page.get_by_role("button", name="Créer la campagne").click()

    expect(page.get_by_text(SENT).first).to_be_visible()
    assert f"/campaigns/{made}/" in page.url or page.locator(f"a[href='/campaigns/{made}/']").count()


def test_the_question_leads_to_what_was_made_or_makes_another(screen, station, tmp_path: Path):
    page = screen("awa")
    made = order(page, station.url)
    order_again(page, station.url)

    expect(page.get_by_role("heading", name="Vous l’avez déjà envoyé")).to_be_visible()
    expect(page.get_by_role("link", name="Ouvrir ce qui existe")).to_have_attribute("href", f"/campaigns/{made}/")

    page.get_by_role("button", name="En créer un autre").click()
    page.wait_for_url(re.compile(r"/campaigns/(?!" + made + r")[0-9a-f-]{36}/"))


def order_again(page, url: str) -> None:
    """The same, typed once more; it is not waited for."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(page, "wait_for_url", lambda *_: None)
        patched.setattr("tests.journeys.test_evening.id_in", lambda _: "")
        order(page, url)
