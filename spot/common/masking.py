"""What logs and error reports must not hold: whatever opens something to who reads it."""

import re
from collections.abc import MutableMapping
from typing import Any

MASK = "…"
# The keys of links and walls are long words of their own in an address; those of programs say what they are;
# the links of invitations were once ids.
SECRETS = re.compile(
    r"(?P<before>[/=]|\bspot_|/invitations/)(?:[\w-]{40,}|(?<=/invitations/)[0-9a-f-]{36}(?![\w-]))"
    r"|(?P<scheme>\b(?:bearer|basic)\s+)[^\s\"',]+",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """The text, each secret in it replaced by an ellipsis."""
    return SECRETS.sub(lambda found: f"{found['before'] or found['scheme']}{MASK}", text)


def mask_event(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A step of the logs: the line as it is written, without secrets."""
    for name, value in event.items():
        if not name.startswith("_"):  # the library's own: the record, for who formats it
            event[name] = masked_whole(value)
    return event


def mask_report(report: dict[str, Any], hint: object) -> dict[str, Any]:
    """What goes to Sentry: the same."""
    clean: dict[str, Any] = masked_whole(report)
    return clean


def masked_whole(value: Any) -> Any:
    """A value of logs and reports, with all it holds."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {name: masked_whole(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(masked_whole(each) for each in value)
    return value


# Sentry is told neither what people sent nor what functions held: passwords and keys are among both.
OF_REPORTS: dict[str, Any] = {
    "include_local_variables": False,
    "max_request_body_size": "never",
    "before_send": mask_report,
}
