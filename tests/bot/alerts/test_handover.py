"""The handover at shift times: once for each change, over restarts, late or left out with a reason."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.alerts.cards import card_of
from bot.alerts.handover import ShiftHandover
from bot.cards import Card
from bot.reports import HandoverReport
from bot.store import deliveries
from bot.store.rows import Draft, Place
from bot.store.store import Store
from tests.databases import opened

PLACES = (
    Place(chat="web", target="alerts", language="pt"),
    Place(chat="slack", target="#ops", language="en", mentions=("@oncall",)),
)
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # 06:00 in São Paulo


@dataclass
class EightHourly:
    """Shifts that change at 01:00, 09:00 and 17:00 UTC."""

    first: datetime = MORNING - timedelta(days=30)
    step: timedelta = timedelta(hours=8)

    def last_before(self, now: datetime) -> datetime | None:
        return self.first + (now - self.first) // self.step * self.step

    def next_after(self, now: datetime) -> datetime | None:
        return self.first + ((now - self.first) // self.step + 1) * self.step


class Never:
    """No shift times."""

    def last_before(self, now: datetime) -> datetime | None:
        return None

    def next_after(self, now: datetime) -> datetime | None:
        return None


@dataclass
class Desk:
    """Shift times, a database, and what was asked for."""

    store: Store
    asked: list[tuple[datetime | None, datetime | None]] = field(default_factory=list)
    times: object = field(default_factory=EightHourly)

    async def handover(self, since: datetime | None = None, until: datetime | None = None) -> HandoverReport:
        self.asked.append((since, until))
        return HandoverReport(environment="default", as_of=MORNING, since=since or MORNING, until=until)

    def begun(self) -> ShiftHandover:
        """As after a start of the process."""
        return ShiftHandover(
            environment="default",
            store=self.store,
            handover=self.handover,
            card=lambda report, language, due, late: Card(title=f"{language} {due:%H:%M} late {late}"),
            places=PLACES,
            times=self.times,
        )

    async def told(self) -> list[Draft]:
        async with self.store.reading() as connection:
            return [d.draft for place in PLACES for d in await deliveries.waiting(connection, place.chat, 50)]

    async def titles(self) -> list[str]:
        return [card_of(draft.payload).title for draft in await self.told()]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    store = await opened(tmp_path / "resync.db")
    yield Desk(store)
    await store.close()


async def started(desk: Desk) -> ShiftHandover:
    """A handover that has run since the night."""
    handover = desk.begun()
    await handover.tell_if_due(MORNING - timedelta(hours=3))
    return handover


async def test_a_change_of_shift_is_told_once(desk):
    """At the time each place gets one card in its language, however often it is looked at."""
    handover = await started(desk)
    told = [await handover.tell_if_due(MORNING + timedelta(seconds=s)) for s in (-30, 0, 30, 3000)]
    assert [False, True, False, False] == told
    assert ["pt 09:00 late None", "en 09:00 late None"] == await desk.titles()


async def test_it_tells_the_shift_that_ends_and_looks_to_the_next(desk):
    """The report begins where the shift before began and looks ahead to the next change."""
    handover = await started(desk)
    await handover.tell_if_due(MORNING)
    assert [(MORNING - timedelta(hours=8), MORNING + timedelta(hours=8))] == desk.asked


async def test_a_restart_repeats_nothing(desk):
    """What was told before the restart is not told after it."""
    await (await started(desk)).tell_if_due(MORNING)
    assert (False, 2) == (await desk.begun().tell_if_due(MORNING + timedelta(minutes=1)), len(await desk.told()))


async def test_a_restart_loses_nothing(desk):
    """A change that fell into a short outage is told after it, without an excuse."""
    await started(desk)
    assert await desk.begun().tell_if_due(MORNING + timedelta(minutes=40))
    assert ["pt 09:00 late None", "en 09:00 late None"] == await desk.titles()


async def test_late_by_more_than_an_hour_is_told_as_late(desk):
    """After a longer outage it says how late it comes."""
    await started(desk)
    assert await desk.begun().tell_if_due(MORNING + timedelta(hours=2))
    assert "pt 09:00 late 2:00:00" == (await desk.titles())[0]


async def test_one_that_the_next_has_nearly_caught_up_with_is_left_out(desk):
    """Seven hours late it is no use: left out, and the next one comes in its time."""
    await started(desk)
    handover = desk.begun()
    assert not await handover.tell_if_due(MORNING + timedelta(hours=7))
    assert await handover.tell_if_due(MORNING + timedelta(hours=8))
    assert 2 == len(await desk.told())


async def test_the_very_first_start_tells_nothing_of_before(desk):
    """A Resync that was not there at six has no handover of six to give."""
    assert (False, []) == (await desk.begun().tell_if_due(MORNING + timedelta(minutes=5)), await desk.told())


async def test_without_shift_times_nothing_is_told(desk):
    """No times, no handover."""
    desk.times = Never()
    assert (False, []) == (await desk.begun().tell_if_due(MORNING), await desk.told())


async def test_whoever_is_to_be_called_is_called(desk):
    """The draft mentions whom its place names, and opens a thread of its own."""
    await (await started(desk)).tell_if_due(MORNING)
    drafts = await desk.told()
    assert [(), ("@oncall",)] == [draft.mentions for draft in drafts]
    assert 1 == len({draft.incident for draft in drafts})
    assert all(len(draft.incident) <= 64 for draft in drafts)
