"""A place to work for the alerts: a database file, a plan, a chat, and what a restart keeps of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.alerts.conditions.records import Condition, ConditionsSeen
from bot.alerts.routing.records import Hold, Route
from bot.alerts.service import Alerts
from bot.alerts.settings import AlertSettings
from bot.reports import BAD_END_KINDS, Incident, IncidentKind
from bot.store.rows import Mute, Place
from bot.store.store import Store
from tests.databases import opened
from tests.fakes import FakeChat, FakeDiagnosis, FakePlan, FixedClock, PlainCards


class FakeRoutes:
    """Sends everything to `places`; `hold` holds back what is not critical, `steps` are (minutes, place) of an
    escalation."""

    def __init__(self) -> None:
        self.places = (Place(chat="web", target="alerts", language="pt"),)
        self.by_stream: dict[str, tuple[Place, ...]] = {}
        self.hold: Hold | None = None
        self.steps: list[tuple[int, Place]] = []
        self.asked: tuple[tuple[Place, datetime], ...] = ()

    def of(self, incident: Incident, now: datetime, mutes: Sequence[Mute] = ()) -> Route:
        held = self.hold if self.hold and now < self.hold.until and not incident.critical else None
        muted = next((mute for mute in mutes if mute.pattern == incident.job_name), None)
        hold = Hold(until=muted.until, why=f"mute:{muted.reason}") if muted else held
        places = self.by_stream.get(incident.job_stream, self.places)
        return Route(places=(*places, *(place for place, _ in self.asked)), hold=hold, asked=self.asked)

    def escalation(
        self,
        incident: Incident,
        *,
        announced_at: datetime | None,
        level: int,
        now: datetime,
        mutes: Sequence[Mute] = (),
    ) -> Place | None:
        if announced_at is None or level >= len(self.steps):
            return None
        minutes, place = self.steps[level]
        return place if now - announced_at >= timedelta(minutes=minutes) else None


class FakeConditions:
    """Shows `standing`, all kinds looked at unless `looked_at` says otherwise; `broken` is raised instead."""

    def __init__(self) -> None:
        self.standing: list[Condition] = []
        self.looked_at = frozenset(IncidentKind) - BAD_END_KINDS
        self.broken: BaseException | None = None

    async def __call__(self) -> ConditionsSeen:
        if self.broken is not None:
            raise self.broken
        seen = tuple(one for one in self.standing if one.kind in self.looked_at)
        return ConditionsSeen(conditions=seen, looked_at=self.looked_at)


class Night:
    """One night on duty; `restart` throws away everything but the database, the plan and the channel."""

    def __init__(self, database: Path, settings: AlertSettings) -> None:
        self.clock = FixedClock()
        self.plan = FakePlan(clock=self.clock)
        self.chat = FakeChat()
        self.chats = [(self.chat, "alerts")]
        self.diagnose = FakeDiagnosis()
        self.cards = PlainCards()
        self.routes = FakeRoutes()
        self.conditions = FakeConditions()
        self.settings = settings
        self._database = database
        self.store: Store
        self.alerts: Alerts

    async def start(self) -> None:
        self.store = await opened(self._database)
        self.alerts = Alerts(
            master=self.plan,
            store=self.store,
            diagnose=self.diagnose,
            cards=self.cards,
            chats=self.chats,
            clock=self.clock,
            settings=self.settings,
            routes=self.routes,
            conditions=self.conditions,
        )

    async def kill(self) -> None:
        """The process is gone, whatever it was doing; only its open file handles are given back."""
        await self.alerts._diagnoses.drain(0)
        await self.store.close()

    async def restart(self) -> None:
        await self.kill()
        await self.start()

    async def poll(self, seconds: float = 30) -> None:
        """One turn of the scheduler."""
        self.clock.advance(seconds=seconds)
        await self.alerts.look_once()
        await self.alerts.deliver_once()

    async def polls(self, minutes: float) -> None:
        """Turns of the scheduler, one a minute."""
        for _ in range(int(minutes)):
            await self.poll(seconds=60)

    def replies(self, number: int = 0) -> list[str]:
        """What the thread of one of the messages was told."""
        return [reply.card.title for reply in self.chat.told[number].replies]


@pytest.fixture
async def night(tmp_path: Path) -> AsyncIterator[Night]:
    night = Night(tmp_path / "resync.db", AlertSettings(patience=0.2))
    await night.start()
    yield night
    await night.kill()


@pytest.fixture
async def quiet_night(night: Night) -> Night:
    """A night whose first look found nothing."""
    await night.poll()
    return night
