"""Fills a phrase with values, in one of two languages, choosing singular or plural."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.phrases import (
    alerts,
    answers,
    channel,
    conditions,
    configuration,
    deadlines,
    environment,
    incidents,
    indexing,
    knowledge,
    labels,
    lists,
    operation,
    past,
    platforms,
    progress,
    refusals,
    routing,
    search,
    sheet,
    shift,
    statuses,
    talk,
    troubles,
    waiting,
)

LANGUAGES = ("pt", "en")
PHRASES: Mapping[str, tuple[str, str]] = {
    **statuses.PHRASES,
    **labels.PHRASES,
    **answers.PHRASES,
    **waiting.PHRASES,
    **environment.PHRASES,
    **knowledge.PHRASES,
    **past.PHRASES,
    **lists.PHRASES,
    **talk.PHRASES,
    **troubles.PHRASES,
    **alerts.PHRASES,
    **incidents.PHRASES,
    **conditions.PHRASES,
    **progress.PHRASES,
    **operation.PHRASES,
    **configuration.PHRASES,
    **search.PHRASES,
    **sheet.PHRASES,
    **indexing.PHRASES,
    **routing.PHRASES,
    **shift.PHRASES,
    **refusals.PHRASES,
    **channel.PHRASES,
    **platforms.PHRASES,
    **deadlines.PHRASES,
}

# {name}, or {name|singular|plural} where the value is a number
_SLOT = re.compile(r"\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}")
_GROUPING = {"pt": ".", "en": ","}


def number_text(number: int, language: str) -> str:
    """The number with thousands grouped as the language does: 12.345 in Portuguese, 12,345 in English."""
    return f"{number:,}".replace(",", _GROUPING[language])


def placeholders(text: str) -> frozenset[str]:
    """The names of the values that a phrase needs."""
    return frozenset(match[1] for match in _SLOT.finditer(text))


class Phrases:
    """The sentences of one language: `pt`, or `en`; any other word counts as `pt`."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "pt"
        self._column = LANGUAGES.index(self.language)

    def say(self, key: str, **values: str | int) -> str:
        """The phrase with its values filled in, once: braces inside a value stay as they are.

        Raises: KeyError where the phrase or one of its values is missing.
        """

        def filled(match: re.Match[str]) -> str:
            value = values[match[1]]
            if match[2] is not None:
                return match[2] if value == 1 else match[3]
            return number_text(value, self.language) if isinstance(value, int) else value

        return _SLOT.sub(filled, PHRASES[key][self._column])

    def has_number(self, key: str) -> bool:
        """Whether a number is part of the phrase itself, such as "priority 0"."""
        return any(map(str.isdigit, PHRASES[key][self._column]))

    def knows(self, key: str) -> bool:
        """Whether there is such a phrase; for keys made of an engine's word that may be new."""
        return key in PHRASES
