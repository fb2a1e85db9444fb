"""Logs: one line a request, as `key=value` on a machine of one's own and as JSON in production."""

from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from spot.common import masking

STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
    masking.mask_event,
]


LIMITS_PASSED = ("RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")


def only_its_end(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """A request is told of when it ends, with its answer; that it began would be a second line."""
    if event.get("event") == "request_started":
        raise structlog.DropEvent
    return event


def configure() -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            only_its_end,
            *STEPS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def logging_at(level: str, *, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING."""
    drawn = structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else structlog.processors.LogfmtRenderer()
    line = {"()": structlog.stdlib.ProcessorFormatter, "processor": drawn, "foreign_pre_chain": STEPS}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        # Each request has its line already; what people are refused is no news.
        # A database that is away is said by the page that needed it, with its 503.
        "loggers": {
            "django.request": {"level": "ERROR"},
            "psycopg.pool": {"level": "ERROR"},
            **{f"django.security.{limit}": {"level": "CRITICAL"} for limit in LIMITS_PASSED},
        },
    }
