"""The handover that is told by itself when shifts change: once for each change, whatever restarts lie between."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.alerts.cards import sure_payload
from bot.cards import Card
from bot.reports import HandoverReport
from bot.store import deliveries, notes
from bot.store.rows import Draft, Kind, Place
from bot.store.store import Store

_LOG = structlog.get_logger(__name__)
ON_TIME = timedelta(hours=1)  # up to then nobody needs an excuse
_MOMENT = timedelta(microseconds=1)


class ShiftTimes(Protocol):
    """When shifts change, UTC; None where they never do."""

    def next_after(self, now: datetime) -> datetime | None: ...
    def last_before(self, now: datetime) -> datetime | None: ...


class PutTogether(Protocol):
    """Puts a handover together: from `since` on, looking ahead to `until`."""

    def __call__(self, since: datetime | None = None, until: datetime | None = None) -> Awaitable[HandoverReport]: ...


# The card of a handover in a language: the report, when it was due, and how late it comes, None where it does not.
HandoverCard = Callable[[HandoverReport, str, datetime, timedelta | None], Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A change of shift: when it was due, when the shift before it began, when the next is."""

    due: datetime
    began: datetime | None
    until: datetime | None

    def is_over(self, now: datetime) -> bool:
        """Whether the next change is nearer than this one: nobody starts from it any more."""
        return self.until is not None and now - self.due > self.until - now


class ShiftHandover:
    """Tells one environment's handover to its places. `handover` gives the report, `card` makes it into a card."""

    def __init__(
        self,
        *,
        environment: str,
        store: Store,
        handover: PutTogether,
        card: HandoverCard,
        places: Sequence[Place],
        times: ShiftTimes,
    ) -> None:
        self._environment = environment
        self._store = store
        self._handover = handover
        self._card = card
        self._places = tuple(places)
        self._times = times

    async def tell_if_due(self, now: datetime) -> bool:
        """Store the handover of the newest change of shift, if it was not told yet; give whether it was stored now.

        One that comes over an hour late says so; one that the next change has nearly caught up with is left out, with
        a line in the log. At the very first start what was due before is nobody's to tell.
        """
        change = self._newest(now)
        if change is None:
            return False
        told = await self._told()
        if told is not None and told >= change.due:
            return False
        if told is None or change.is_over(now):
            await self._note(change)
            reason = "first_start" if told is None else "too_late"
            _LOG.info("handover.skipped", environment=self._environment, due=change.due.isoformat(), reason=reason)
            return False
        return await self._tell(change, now)

    def _newest(self, now: datetime) -> _Change | None:
        due = self._times.last_before(now)
        if due is None:
            return None
        return _Change(due=due, began=self._times.last_before(due - _MOMENT), until=self._times.next_after(now))

    async def _tell(self, change: _Change, now: datetime) -> bool:
        report = await self._handover(change.began, change.until)
        late = now - change.due if now - change.due > ON_TIME else None
        drafts = [self._draft(place, change, report, late) for place in self._places]
        async with self._store.writing() as connection:
            await notes.write(connection, self._key, change.due.isoformat())
            await deliveries.add(connection, drafts, now)
        _LOG.info("handover.told", environment=self._environment, due=change.due.isoformat(), places=len(drafts))
        return True

    def _draft(self, place: Place, change: _Change, report: HandoverReport, late: timedelta | None) -> Draft:
        about = _mark(self._environment, change.due)
        return Draft(
            decision=f"{about}/1/{Kind.ROOT.value}/{place.chat}/{place.target}",
            incident=about,
            chat=place.chat,
            target=place.target,
            kind=Kind.ROOT,
            payload=sure_payload(lambda: self._card(report, place.language, change.due, late), "handover"),
            lifecycle="handover",
            language=place.language,
            mentions=place.mentions,
        )

    async def _told(self) -> datetime | None:
        """The newest change of shift that was dealt with, None at the very first start."""
        async with self._store.reading() as connection:
            value = await notes.read(connection, self._key)
        return datetime.fromisoformat(value) if value else None

    async def _note(self, change: _Change) -> None:
        async with self._store.writing() as connection:
            await notes.write(connection, self._key, change.due.isoformat())

    @property
    def _key(self) -> str:
        return f"handover/{self._environment}"


def _mark(environment: str, due: datetime) -> str:
    """A name for this change of shift that fits the outbox, the same after a restart."""
    return f"handover-{hashlib.sha256(f'{environment} {due.isoformat()}'.encode()).hexdigest()[:24]}"
