"""Texts that are no question: attempts to give the bot orders about itself, and pasted logs."""

from __future__ import annotations

import re

from bot.agent.understanding import tables
from bot.agent.understanding.text import fold


def _any_of(section: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(tables.sections("guards")[section]), flags)


_ORDERS, _ERROR_TEXT = _any_of("orders"), _any_of("error_text")
_LOG_LINE, _STRONG_LOG_LINE = _any_of("log_line", re.IGNORECASE), _any_of("strong_log_line", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“'`«]([^\"”'`»]{4,200})[\"”'`»]")


def orders_the_bot(text: str) -> bool:
    """Whether a text tells the bot what to be rather than asks it about the plan."""
    return bool(_ORDERS.search(fold(text[:4000])))


def names_an_error(text: str) -> bool:
    """Whether a text quotes an error's own words."""
    return bool(_ERROR_TEXT.search(fold(text)))


def quotes(text: str) -> bool:
    """Whether something of a few words stands in quotation marks."""
    return any(" " in m.group(1) or m.group(1).isupper() for m in _QUOTED.finditer(text))


def pasted_error_line(text: str) -> str | None:
    """The line of a pasted log that speaks of the error, at most 300 characters; None where no log was pasted."""
    lines = [line.strip() for line in text[:100_000].splitlines() if line.strip()]
    if len(lines) < 3 and len(text) < 600:
        return None
    for wanted in (_STRONG_LOG_LINE, _LOG_LINE):
        found = next((line for line in lines[-400:] if wanted.search(line)), None)
        if found:
            return found[:300]
    return None
