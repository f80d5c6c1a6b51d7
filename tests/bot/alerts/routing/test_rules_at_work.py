"""The rules in a night on duty: what resync.toml says is what the channels hear, and when."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.alerts.routing import Routing
from bot.alerts.routing.configured import route_settings
from bot.alerts.routing.mute_desk import MuteDesk
from bot.alerts.service import Alerts
from bot.alerts.settings import AlertSettings
from bot.messages import Outgoing
from bot.store.rows import Place
from bot.store.store import Store
from bot.structure_file import structure_of
from tests.databases import opened
from tests.fakes import FakeChat, FakeDiagnosis, FakePlan, FixedClock, PlainCards, fake_job

RULES = """
[[route]]
name = "payroll"
job = "PAY_*"
channels = "slack:#payroll"
mention = "@payroll"
language = "en"

[quiet_hours]
from = "05:00"
to = "06:00"

[[escalation]]
after_minutes = 20
channel = "slack:#leads"
mention = "@lead"
"""


class HearingChat(FakeChat):
    """A chat that remembers each thread as it was begun: where, whom it called, and about which job."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.begun: list[tuple[str, tuple[str, ...], str]] = []

    async def post(self, message: Outgoing) -> str:
        if message.thread is None:
            self.begun.append((message.target, message.mentions, message.card.title.split()[1]))
        return await super().post(message)


class Duty:
    """Alerts by those rules in UTC, with a console and Slack; the clock stands at 03:12."""

    def __init__(self, store: Store) -> None:
        self.clock = FixedClock()
        self.plan = FakePlan(clock=self.clock)
        self.console, self.slack = HearingChat("web"), HearingChat("slack")
        diagnose = FakeDiagnosis()
        diagnose.lines = lambda name: f"{name} is broken in its own way"
        self.desk = MuteDesk(store, self.clock)
        usual = Place(chat="web", target="alerts")
        routes = Routing(
            route_settings(structure_of(tomllib.loads(RULES)), "pt"),
            [usual],
            lambda: ZoneInfo("UTC"),
            platforms=["slack"],
        )
        self.alerts = Alerts(
            master=self.plan,
            store=store,
            diagnose=diagnose,
            cards=lambda _: PlainCards(),
            chats=[(self.console, "alerts"), (self.slack, "#ops")],
            clock=self.clock,
            settings=AlertSettings(patience=0.2),
            routes=routes,
        )

    async def look(self, minutes: float = 1) -> None:
        """A turn of the scheduler, so many minutes later."""
        self.clock.advance(minutes=minutes)
        await self.alerts.look_once()
        await self.alerts.deliver_once()

    @property
    def heard(self) -> list[tuple[str, tuple[str, ...]]]:
        """Where on Slack a thread was begun, and who was called there."""
        return [(target, mentions) for target, mentions, _ in self.slack.begun]

    def told_in(self, target: str) -> list[str]:
        """The jobs about which a thread was begun there, in order."""
        return [job for where, _, job in self.slack.begun if where == target]


@pytest.fixture
async def duty(tmp_path) -> AsyncIterator[Duty]:
    """A night whose first look found nothing."""
    store = await opened(tmp_path / "resync.db")
    duty = Duty(store)
    await duty.look()
    yield duty
    await duty.alerts.stop()
    await store.close()


async def test_a_route_decides_who_hears_and_who_is_called(duty):
    """PAY_CALC is payroll's on Slack alone; another job is told where everything is."""
    duty.plan.put(fake_job("PAY_CALC"), fake_job("LED_SUM", job_stream="LEDGER", workstation="LED_WKS"))
    await duty.look()
    assert (duty.heard, [target for target, *_ in duty.console.begun]) == (
        [("#payroll", ("@payroll",))],
        ["alerts"],
    )


async def test_a_muted_job_is_told_at_the_look_after_the_mute_is_taken_back(duty):
    """Nothing is posted while it is muted; nothing is lost when it ends early."""
    mute = await duty.desk.mute("PAY_@", duty.clock() + timedelta(hours=2), "disk swap", "someone")
    duty.plan.put(fake_job("PAY_CALC"))
    await duty.look()
    held = (duty.heard, (await duty.alerts.book.open_incidents())[0].held_why)
    await duty.desk.unmute(mute.id)
    await duty.look()
    assert (held, len(duty.heard)) == (([], "mute:disk swap"), 1)


async def test_a_mute_that_runs_out_tells_what_is_still_open(duty):
    """The job that recovered meanwhile is not told, the other is."""
    await duty.desk.mute("PAY_*", duty.clock() + timedelta(minutes=30), "disk swap", "someone")
    duty.plan.put(fake_job("PAY_CALC"), fake_job("PAY_NET", job_stream="OTHER", workstation="NET_WKS"))
    await duty.look()
    duty.plan.end("PAY_CALC", "SUCC")
    await duty.look()
    await duty.look(minutes=30)
    assert duty.told_in("#payroll") == ["PAY_NET"]


async def test_quiet_hours_hold_an_ordinary_alert_and_let_a_critical_one_through(duty):
    """At 05:10 the critical job is told at once, the other at 06:00."""
    await duty.look(minutes=118)
    duty.plan.put(fake_job("PAY_CALC"), fake_job("PAY_CRIT", critical=True, job_stream="OTHER", workstation="CRIT_WKS"))
    await duty.look()
    at_night = duty.told_in("#payroll")
    await duty.look(minutes=60)
    in_the_morning = duty.told_in("#payroll")
    assert (at_night, in_the_morning) == (["PAY_CRIT"], ["PAY_CRIT", "PAY_CALC"])


async def test_what_nobody_takes_is_escalated_once(duty):
    """After 20 minutes the leads hear of it; they do not hear of it again."""
    duty.plan.put(fake_job("PAY_CALC"))
    for _ in range(5):
        await duty.look(minutes=10)
    assert duty.heard == [("#payroll", ("@payroll",)), ("#leads", ("@lead",))]


async def test_what_somebody_takes_is_not_escalated(duty):
    """Taken before its time, nobody else is called."""
    duty.plan.put(fake_job("PAY_CALC"))
    await duty.look()
    (incident,) = await duty.alerts.book.open_incidents()
    await duty.alerts.take(incident.id, "someone")
    for _ in range(3):
        await duty.look(minutes=20)
    assert duty.heard == [("#payroll", ("@payroll",))]
