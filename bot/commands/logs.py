"""Log events with fields, on stderr: for people on a terminal, as JSON lines elsewhere."""

from __future__ import annotations

import logging
import sys

import stamina
import structlog


def log_to_stderr(level: int = logging.INFO) -> None:
    """Set up structlog from that level on; libraries below WARNING stay silent."""
    person = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *(() if person else (structlog.processors.format_exc_info,)),
            structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
            if person
            else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # The client tells an outage once at each end; its retries in between are no news.
    stamina.instrumentation.set_on_retry_hooks(())
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    # Its job runs are ours to log; a skipped overlap is no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
