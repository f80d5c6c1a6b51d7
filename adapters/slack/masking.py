"""Keeps Slack's tokens out of every log."""

from __future__ import annotations

import logging
import re
from typing import Any

# Bot, user, app-level and configuration tokens, and those of legacy kinds.
_TOKEN = re.compile(r"\b(xox[a-z](?:\.xox[a-z])?|xapp)-[\w.-]+", re.IGNORECASE)
# The secret part of an incoming response_url or of a socket's ticket.
_TICKET = re.compile(r"(hooks\.slack\.com/\w+/|[?&]ticket=)[^\s\"'&]+")


def masked(words: object) -> str:
    """The words with every token of Slack's replaced."""
    return _TICKET.sub(r"\1…", _TOKEN.sub(r"\1-…", str(words)))


class Masking(logging.Filter):
    """Replaces tokens in a record before any handler sees it, also in its exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the record; it is always let through."""
        record.msg, record.args = masked(record.getMessage()), None
        if record.exc_info:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


def quiet_logger(name: str, level: int = logging.WARNING) -> logging.Logger:
    """A logger for the SDK: it says what is wrong, never payloads, never a token."""
    logger = logging.getLogger(name)
    logger.setLevel(level)
    if not any(isinstance(each, Masking) for each in logger.filters):
        logger.addFilter(Masking())
    return logger


def hidden(values: dict[str, Any]) -> str:
    """Which fields a payload has, without what they say."""
    return ", ".join(sorted(values))
