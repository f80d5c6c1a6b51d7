"""A channel to work in: a real store, a plan and a chat in memory, an assistant that remembers what it was asked."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.agent.rooms import Chosen, Rooms
from bot.agent.understanding import Names
from bot.alerts.routing.mute_desk import MuteDesk
from bot.alerts.service import Alerts
from bot.alerts.settings import AlertSettings
from bot.board import Boards
from bot.cards import Card
from bot.channel.access import access_of
from bot.channel.asking import Asking
from bot.channel.hearing import Hearing
from bot.channel.languages import Languages
from bot.channel.once import Once
from bot.channel.orders import Orders
from bot.channel.presses import Presses
from bot.channel.quiet import Quiet
from bot.channel.rooms import Floor, Room
from bot.channel.scope import Scope, scope_now
from bot.channel.status import Statuses
from bot.channel.subjects import Subjects
from bot.channel.subscriptions import Subscriptions, WithSubscribers
from bot.channel.teammate import ChannelTeammate
from bot.errors import ChatError
from bot.messages import Answer, Call, Outgoing, Question, Step, Visitor
from bot.presenters import Teller
from bot.reports import Incident
from bot.store.rows import Place
from bot.store.store import Store
from bot.structure_file import structure_of
from rag.models import Entry, Found, Match
from tests.bot.alerts.conftest import FakeRoutes
from tests.fakes import NIGHT, FakeChat, FakeDiagnosis, FakePlan, FixedClock, PlainCards, fake_job, own_line
from tws.errors import TwsConnectionError
from tws.models import Plan, Workstation
from tws.reports import Group, HealthReport, NotFound

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
ANA = Visitor(platform="slack", tenant="T1", channel="C1", user="U1", name="plantao1", language="pt-BR")
BOB = replace(ANA, user="U2", name="plantao2", language="en-US")


def health(now=NIGHT, **values) -> HealthReport:
    """A night on which nothing is wrong, unless it is said."""
    report = HealthReport(
        environment="default",
        as_of=now,
        verdict="good",
        plan=Plan(run_number=7, ends_at=NIGHT + timedelta(hours=20)),
        counts=(Group(name="SUCCESSFUL", count=40), Group(name="WAITING", count=12)),
        workstations_total=4,
    )
    return replace(report, **values)


def down(name="FTA_01") -> Workstation:
    return Workstation(id=name, name=name, is_linked=False, is_running=True, limit=5)


class FakeAssistant:
    """Answers everything alike. `asked` are the questions, `scopes` what was seen when each was answered."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.scopes: list[Scope] = []
        self.facts: tuple[dict[str, str], ...] = ()

    async def ask(self, question: Question) -> AsyncIterator[Step | Answer]:
        self.asked.append(question)
        yield Step(text="reading…", tool="job_status")
        self.scopes.append(scope_now())
        card = Card(title=f"about {question.text}")
        call = Call(tool="job_status", args={"job": "X"})
        yield Answer(text=card.title, language="en", environment="default", card=card, calls=(call,), facts=self.facts)


class FakeKnowledge:
    """Says of every text what `verdict` says."""

    def __init__(self) -> None:
        self.verdict = "none"
        self.trouble: Exception | None = None
        self.asked: list[str] = []

    async def search(self, text, **_):
        self.asked.append(text)
        if self.trouble:
            raise self.trouble
        entry = Entry(id="e7", file="knowledge.xlsx", sheet="Incidentes", row=7, solution="Enlarge the undo.")
        match = Match(entry=entry, score=1.0, confidence=0.9)
        return Found(verdict=self.verdict, confidence=0.9, solutions=() if self.verdict == "none" else (match,))


class LookedAt:
    """An environment's health as the test says; counts how often it was read."""

    def __init__(self) -> None:
        self.report = health()
        self.trouble: Exception | None = None
        self.times = 0

    async def __call__(self) -> HealthReport:
        self.times += 1
        if self.trouble:
            raise self.trouble
        return self.report


class GoneChat(FakeChat):
    """A chat in which messages can be deleted."""

    async def edit(self, reference: str, message: Outgoing) -> None:
        if reference not in self.roots:
            raise ChatError("message_not_found", gone=True)
        await super().edit(reference, message)


class Channel:
    """The teammate with all that it rests on; `restart` keeps the database, the plan and the chat alone."""

    def __init__(self, database: Path, toml: str = "") -> None:
        self.clock = FixedClock()
        self.seconds = 0.0
        self.plan = FakePlan(clock=self.clock)
        self.chat = GoneChat("slack")
        self.assistant = FakeAssistant()
        self.knowledge = FakeKnowledge()
        self.diagnosing = Diagnosing()
        self.look = LookedAt()
        self.routes = FakeRoutes()
        self.routes.places = (Place(chat="slack", target="COPS"),)
        self.leading_here: tuple[str, ...] = ()
        self.toml = toml
        self._url = f"sqlite:///{database}"

    async def start(self) -> None:
        self.store = await Store.open(self._url)
        access = access_of(structure_of(tomllib.loads(self.toml)))
        self.subscriptions = Subscriptions(self.store, access, self.clock, ["slack"])
        await self.subscriptions.load()
        self.alerts = Alerts(
            master=self.plan,
            store=self.store,
            diagnose=self._differing(),
            cards=PlainCards(),
            chats=[(self.chat, "COPS")],
            clock=self.clock,
            settings=AlertSettings(patience=0.2),
            routes=WithSubscribers(self.routes, self.subscriptions),
        )
        floor = Floor([Room(desk=self._desk(), alerts=self.alerts, look=self.look, names=self._names)])
        self.statuses = Statuses(floor, seconds=30, monotonic=lambda: self.seconds)
        self.boards = Boards(
            store=self.store,
            chats={"slack": self.chat},
            statuses=self.statuses,
            access=access,
            zone=lambda: SAO_PAULO,
            clock=self.clock,
        )
        teller = lambda language: Teller(language, SAO_PAULO, self.clock().astimezone(SAO_PAULO))  # noqa: E731
        self.mutes = MuteDesk(self.store, self.clock)
        quiet = Quiet(self.mutes, floor, self.clock, teller)
        hearing = Hearing(floor, self.subscriptions, teller, lambda *_: self.leading_here)
        self.languages = Languages(self.store, self.clock, "pt")
        self.teammate = ChannelTeammate(
            floor=floor,
            access=access,
            asking=Asking(self.assistant, self.store, self.clock),
            boards=self.boards,
            orders=Orders(
                floor=floor, hearing=hearing, quiet=quiet, boards=self.boards, statuses=self.statuses, teller=teller
            ),
            presses=Presses({"default": self.alerts}, self.clock, self.store),
            statuses=self.statuses,
            subjects=Subjects(self.store),
            languages=self.languages,
            once=Once(self.store, self.clock),
            teller=teller,
        )

    def _differing(self) -> FakeDiagnosis:
        """Every job has an error of its own: none follows from another."""
        diagnose = FakeDiagnosis()
        diagnose.lines = own_line
        return diagnose

    def _desk(self) -> Rooms:
        return Rooms(
            master=self.plan,
            choose=self._choose,
            diagnose=self.diagnosing,
            knowledge=self.knowledge,
            incidents=None,
            watches=None,
            zone=lambda: SAO_PAULO,
        )

    async def _choose(self, text: str):
        found = [job for job in self.plan.rows.values() if text.upper() in {job.name, job.key}]
        if self.plan.broken:
            raise self.plan.broken
        missing = NotFound(environment="default", as_of=NIGHT, what="job", name=text)
        return Chosen(job=found[0]) if found else missing

    async def _names(self, tokens):
        if self.plan.broken:
            raise self.plan.broken
        known = {name: job.name for job in self.plan.rows.values() for name in (job.name, job.key)}
        exact = {token.upper(): (known[token.upper()],) for token in tokens if token.upper() in known}
        return Names(jobs=exact, exact=frozenset(("job", token) for token in exact))

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def stop(self) -> None:
        await self.alerts.stop(0)
        await self.store.close()

    async def poll(self) -> None:
        await self.alerts.look_once()
        await self.alerts.deliver_once()

    async def abended(self, name: str = "PAY_CALC", **values) -> Incident:
        """The incident of a job that ended badly after a first quiet look."""
        await self.poll()
        self.plan.put(fake_job(name, **values))
        await self.poll()
        (incident,) = (one for one in await self.alerts.book.open_incidents() if one.job_name == name)
        return incident

    async def command(self, text: str, visitor: Visitor = ANA):
        return await self.teammate.command(text, visitor, conversation="slack:T1:C1:1")

    async def ask(self, text: str, visitor: Visitor = ANA, conversation: str = "slack:T1:C1:1"):
        return [event async for event in self.teammate.ask(text, visitor, conversation=conversation)]

    def silence(self) -> None:
        """HWA answers no more."""
        self.look.trouble = TwsConnectionError("refused", host="hwa.example")
        self.plan.broken = self.look.trouble

    def back(self, **values) -> None:
        self.look.trouble, self.plan.broken = None, None
        self.look.report = health(self.clock(), **values)

    def pass_seconds(self, seconds: float) -> None:
        self.seconds += seconds
        self.clock.advance(seconds=seconds)


class Diagnosing(FakeDiagnosis):
    """As the agent's own; `is_known` says whether the sheet knows the error of each job's log."""

    is_known = True

    async def __call__(self, job, others=(), *, seconds=None):
        report = await super().__call__(job)
        return report if self.is_known else replace(report, error_lines=(), found=None)


@pytest.fixture
async def channel(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Channel]:
    """A channel; a test's own rules come by `@pytest.mark.parametrize("channel", [TOML], indirect=True)`."""
    made = Channel(tmp_path / "resync.db", getattr(request, "param", ""))
    await made.start()
    yield made
    await made.stop()
