"""Nothing that opens something is read in a log or a report of an error."""

import io
import json
import logging
import logging.config

import pytest
import sentry_sdk
import structlog
from django.test import Client

from spot.accounts import links, services, tokens
from spot.common.masking import OF_REPORTS, masked
from spot_bf1 import logs

KEY = "aB3-" + "x_Y9" * 10


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (f"GET /invitations/{KEY}/", "GET /invitations/…/"),
        ("GET /invitations/3f2504e0-4f89-41d3-9a0c-0305e82c3301/", "GET /invitations/…/"),
        (f"https://x/password/reset/key/{KEY}/?next=/home/", "https://x/password/reset/key/…/?next=/home/"),
        (f"/login/?next=/email/confirm/{KEY}/", "/login/?next=/email/confirm/…/"),
        (f"/diffusion/wall/{KEY}/snapshot", "/diffusion/wall/…/snapshot"),
        (f"?key={KEY}&a=b", "?key=…&a=b"),
        (f"a key spot_{KEY}, it said", "a key spot_…, it said"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
        ("/campaigns/3f2504e0-4f89-41d3-9a0c-0305e82c3301/edit/spot/", None),
        ("/console/invitations/3f2504e0-4f89-41d3-9a0c-0305e82c3301x/", None),
        ("spot.accounts.services.people took 3 s", None),
    ],
)
def test_what_opens_something_is_masked_and_the_rest_is_read(written, read):
    assert masked(written) == (read or written)


@pytest.fixture
def lines():
    """The site's own logging, as JSON, into memory."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    config = logs.logging_at("DEBUG", as_json=True)
    out = io.StringIO()
    config["handlers"]["console"]["stream"] = out
    structlog.reset_defaults()
    logs.configure()
    logging.config.dictConfig(config)
    yield out
    root.handlers[:] = handlers
    root.setLevel(level)


def test_no_line_of_a_request_holds_its_link_nor_its_key(lines, awa, faso_coton, salif):
    invitation = services.invite(faso_coton, email="bintou@coton.example", by=awa)
    opened = [links.invitation_link(invitation), links.reset_link(awa), "/invitations/" + KEY + "/"]
    key = tokens.issue(salif)
    for link in opened:
        Client().get(link)
    Client().get("/api/v1/breaks", headers={"Authorization": f"Bearer {key}"})
    logging.getLogger("django.request").error("Internal Server Error: %s", opened[0])
    try:
        _fall(opened[1])
    except ValueError:
        structlog.get_logger("spot").exception("it_fell", path=opened[0])

    written = lines.getvalue()
    told = [json.loads(line) for line in written.splitlines()]
    assert {"GET /invitations/…/", "GET /password/reset/key/…/"} <= {line.get("request") for line in told}
    assert any("ValueError" in line.get("exception", "") for line in told)
    for secret in [*(link.rsplit("/", 2)[1] for link in opened), key]:
        assert secret not in written


class Kept(sentry_sdk.transport.Transport):
    """Keeps what would have left."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = []

    def capture_envelope(self, envelope) -> None:
        self.sent.append(envelope)


def test_a_report_of_an_error_holds_no_secret(awa):
    kept = Kept()
    dsn = "http://public@127.0.0.1:9/1"
    client = sentry_sdk.Client(dsn=dsn, transport=kept, **OF_REPORTS)
    link = links.reset_link(awa)
    with sentry_sdk.new_scope() as scope:
        scope.set_client(client)
        scope.set_tag("url", link)
        try:
            _fall(link)
        except ValueError:
            sentry_sdk.capture_exception()

    (envelope,) = kept.sent
    report = envelope.serialize().decode()
    assert "ValueError" in report
    assert link.rsplit("/", 2)[1] not in report


def _fall(link):
    password = link  # a local of the frame that fell
    raise ValueError(f"not a page: {password}")
