"""What Slack costs: events acknowledged a second, the time to an acknowledgement and to an answer, connections.

The whole product runs as a process of its own; the fake Slack that measures it lives in this one, on the same cores.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass

from tests.adapters.slack.fake import payloads
from tests.adapters.slack.fake.records import Channel, Message
from tests.adapters.slack.fake.server import FakeSlack, fake_slack
from tests.benchmarks.processes import resync, simulator

Row = tuple[str, str, str]
MODES = ("socket", "http")
EVENTS, AT_ONCE = 3_000, 16
QUESTIONS = (
    "Qual o status do job FINAL_BATCH_PAYROLL?",
    "Mostre-me os jobs que falharam nas últimas 3 horas",
    "why hasn't FINAL_BATCH_PAYROLL started?",
    "log do FINAL_BATCH_PAYROLL",
    "Resuma a saúde do ambiente",
)
ROUNDS = 20  # of the questions; each in a channel of its own, for Slack takes one message a second in a channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Events a second; seconds to an acknowledgement and from a question to its answer; connections per 100 posts."""

    mode: str
    events: float
    ack: float
    answer: float
    answer_median: float
    connections: float


def slack_figures() -> Iterator[Row]:
    """The figures of both modes."""
    for mode in MODES:
        found = asyncio.run(measured(mode))
        yield f"Slack, {mode}: events acknowledged", f"{found.events:.0f} a second", "8 (30,000 an hour)"
        yield f"Slack, {mode}: acknowledgement, p95, {AT_ONCE} at once", f"{found.ack * 1000:.0f} ms", "≤ 3,000 ms"
        shown = f"{found.answer_median * 1000:.0f} / {found.answer * 1000:.0f} ms"
        yield f"Slack, {mode}: question to posted answer, p50 / p95", shown, "≤ 500 ms"
        yield f"Slack, {mode}: connections per 100 posts", f"{found.connections:.0f}", "1 (2 where two calls overlap)"


async def measured(mode: str) -> Measured:
    """The figures of one mode."""
    async with fake_slack(mode, rates=0) as fake, _product(fake):
        channels = [_channel(fake, number) for number in range(len(QUESTIONS) * ROUNDS)]
        for question, channel in zip(QUESTIONS, channels, strict=False):
            await _answered(fake, channel, question)
        fake.api.peers.clear()
        posts = len(fake.called("chat.postMessage"))
        took = [await _answered(fake, each, QUESTIONS[at % len(QUESTIONS)]) for at, each in enumerate(channels)]
        posts = len(fake.called("chat.postMessage")) - posts
        connections = fake.connections * 100 / posts
        fake.sockets.seconds = fake.http.seconds = 30.0
        began = time.perf_counter()
        acks = await _events(fake, EVENTS)
        return Measured(
            mode=mode,
            events=EVENTS / (time.perf_counter() - began),
            ack=_percentile(acks, 95),
            answer=_percentile(took, 95),
            answer_median=_percentile(took, 50),
            connections=connections,
        )


@asynccontextmanager
async def _product(fake: FakeSlack) -> AsyncIterator[None]:
    """`resync run` on a plan of 5,000 jobs, connected to that Slack."""
    way = (
        {"SLACK_APP_TOKEN": fake.app_token} if fake.mode == "socket" else {"SLACK_SIGNING_SECRET": fake.signing_secret}
    )
    own = {"SLACK_BOT_TOKEN": fake.bot_token, "SLACK_API_URL": fake.url, "TWS_USER": "tws", "TWS_PASSWORD": "tws"}
    with ExitStack() as running:
        # The fake answers in this loop: nothing may block it.
        master = await asyncio.to_thread(running.enter_context, simulator(5_000))
        served = await asyncio.to_thread(running.enter_context, resync(TWS_URL=master.url, **own, **way))
        fake.request_url = f"{served.url}/slack/events"
        if fake.mode == "socket":
            await fake.connected()
        try:
            yield
        finally:
            await asyncio.to_thread(running.close)


async def _answered(fake: FakeSlack, channel: Channel, question: str) -> float:
    """Seconds from the question to its whole answer in the channel."""
    began = time.perf_counter()
    await fake.answered(await fake.mention(channel.id, "U0OPERATOR", question), 60)
    return time.perf_counter() - began


async def _events(fake: FakeSlack, count: int) -> list[float]:
    """Seconds until each of so many events was acknowledged: people who talk to each other in a channel."""
    numbers, took = iter(range(count)), list[float]()

    async def people() -> None:
        for number in numbers:
            ack = await fake._send("events_api", _said(fake, number), 0)
            assert ack.ok, ack
            took.append(ack.seconds)

    await asyncio.gather(*(people() for _ in range(AT_ONCE)))
    return took


def _said(fake: FakeSlack, number: int) -> dict[str, object]:
    channel, ts = fake.channel("C0OPS"), fake.slack.ts()
    message = Message(channel=channel.id, ts=ts, user="U0NIGHT", text=f"all quiet here {number}")
    inner = payloads.message_event(message, channel, fake.slack.person("U0NIGHT"))
    return payloads.event(inner, number=10**6 + number, at=fake.clock(), shared=False)


def _channel(fake: FakeSlack, number: int) -> Channel:
    members = set(fake.channel("C0OPS").members)
    return fake.slack.channels.setdefault(
        f"C0BENCH{number}", Channel(id=f"C0BENCH{number}", name=f"bench{number}", members=members)
    )


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    for row in slack_figures():
        print("{:<62}{:<34}{}".format(*row), flush=True)
