"""Says things to one person, and writes down every number, time and record that was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.cards import Card
from bot.phrases import Phrases, number_text
from bot.presenters.moments import Calendar, duration_text, iso
from rag.models import Entry

Sayable = str | int | datetime | timedelta
Statement = dict[str, Any]
OFFERED = 4  # next questions below an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """An answer, ready to be shown: the card, the facts and sheet rows it rests on, useful next questions."""

    card: Card
    facts: tuple[Statement, ...] = ()
    sources: tuple[Statement, ...] = ()
    suggestions: tuple[str, ...] = ()


def statement(kind: str, **values: Any) -> Statement:
    """A fact as plain JSON values: times as ISO 8601 in UTC, durations in seconds, what is not known left out."""
    return {"kind": kind, **{key: _plain(value) for key, value in values.items() if value is not None}}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    return value


class Teller:
    """Speaks one language in one time zone at one moment; `said` holds the facts and `cited` the sheet rows so far."""

    def __init__(self, language: str, zone: ZoneInfo, now: datetime) -> None:
        self.phrases = Phrases(language)
        self.language = self.phrases.language
        self.calendar = Calendar(zone=zone, now=now, language=self.language)
        self.now = now
        self.said: list[Statement] = []
        self.cited: list[Statement] = []

    def say(self, key: str, **values: Sayable) -> str:
        """The phrase with its values; numbers, moments and durations among them are written down as said."""
        text = self.phrases.say(key, **{name: self._spoken(value) for name, value in values.items()})
        if self.phrases.has_number(key):
            self.note({"kind": "phrase", "key": key, "text": text})
        return text

    def tell(self, value: Sayable) -> str:
        """One value as text: a moment without its date where it is today's, a duration in human units."""
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, timedelta):
            return self.duration(value)
        return self.count(value) if isinstance(value, int) else value

    def moment(self, moment: datetime, *, seconds: bool = False) -> str:
        """A time of day, with its date where it is not today."""
        text = self.calendar.moment(moment, seconds=seconds)
        self.note(statement("time", value=moment, text=text))
        return text

    def day(self, moment: datetime) -> str:
        """A day, with its year where it is not this one."""
        text = self.calendar.day(moment)
        self.note(statement("day", value=f"{moment.astimezone(self.calendar.zone):%Y-%m-%d}", text=text))
        return text

    def duration(self, duration: timedelta) -> str:
        """A duration in human units."""
        text = duration_text(duration)
        self.note(statement("duration", seconds=duration, text=text))
        return text

    def count(self, number: int) -> str:
        """A number as the language writes it."""
        text = number_text(number, self.language)
        self.note(statement("count", value=number, text=text))
        return text

    def window(self, since: datetime, until: datetime) -> str:
        """A window of time with its zone."""
        text = self.calendar.window(since, until)
        self.note(statement("window", since=since, until=until, text=text))
        return text

    def zone(self, moment: datetime | None = None) -> str:
        """The zone's letters."""
        text = self.calendar.zone_letters(moment or self.now)
        self.note(statement("zone", name=self.calendar.zone.key, text=text))
        return text

    def note(self, fact: Statement) -> None:
        """Write down a fact that the answer rests on."""
        self.said.append(fact)

    def cite(self, entry: Entry) -> None:
        """Write down a row of the sheet as a source."""
        self.cited.append(statement("knowledge", file=entry.file, sheet=entry.sheet, row=entry.row))

    def present(self, card: Card, suggestions: Iterable[str] = ()) -> Presented:
        """The card with all that was said up to now, each thing once; the notes begin anew."""
        presented = Presented(
            card=card,
            facts=_once(self.said),
            sources=_once(self.cited),
            suggestions=tuple(dict.fromkeys(suggestions))[:OFFERED],
        )
        self.said, self.cited = [], []
        return presented

    def _spoken(self, value: Sayable) -> str | int:
        if isinstance(value, int):
            self.count(value)
            return value
        return self.tell(value)


def _once(statements: Iterable[Mapping[str, Any]]) -> tuple[Statement, ...]:
    seen: dict[str, Statement] = {}
    for fact in statements:
        seen.setdefault(repr(fact), dict(fact))
    return tuple(seen.values())
