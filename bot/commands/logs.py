"""Log events with fields, on stderr: for people on a terminal, as JSON lines elsewhere."""

from __future__ import annotations

import logging
import sys

import stamina
import structlog
from structlog.typing import EventDict, Processor


def log_to_stderr(level: int = logging.INFO) -> None:
    """Set up structlog from that level on; libraries below it, and below WARNING, stay silent."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            *(_for_people() if sys.stderr.isatty() else _for_machines()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # The client tells an outage once at each end; its retries in between are no news.
    stamina.instrumentation.set_on_retry_hooks(())
    logging.basicConfig(
        level=max(level, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
    # apscheduler's job runs are ours to log, a skipped overlap is no news; urllib3 tells each retry.
    for chatty in ("apscheduler", "urllib3"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


def _for_people() -> list[Processor]:
    """One short line for each event, in this machine's time."""
    return [
        _without_stock,
        structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
        structlog.dev.ConsoleRenderer(
            pad_event_to=0, pad_level=False, exception_formatter=structlog.dev.plain_traceback
        ),
    ]


def _for_machines() -> list[Processor]:
    """One JSON object for each event, in UTC."""
    return [
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(),
    ]


def _without_stock(_: object, __: str, event: EventDict) -> EventDict:
    """Drop what is told to nobody, such as all that stands in error at the first look: hundreds of lines."""
    if event.get("quiet") is True:
        raise structlog.DropEvent
    return event
