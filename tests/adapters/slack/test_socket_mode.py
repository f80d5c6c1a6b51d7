"""Socket Mode from end to end: a dropped socket, one that is asked to reconnect, and one that only looks alive."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from adapters.slack.socket_mode import SocketWatch, Watch
from tests.adapters.slack.conftest import connected, until
from tests.adapters.slack.fake.server import fake_slack

ANA = "U0OPERATOR"


@pytest.fixture
async def fake():
    async with fake_slack("socket", rates=0) as made:
        yield made


class FakeLink:
    """A socket that says what it is told to."""

    def __init__(self, log: list[str], name: str) -> None:
        self.log, self.name, self.is_up, self.heard = log, name, True, None

    async def open(self, heard) -> None:
        self.heard = heard
        self.log.append(f"{self.name} opened")

    async def is_open(self) -> bool:
        return self.is_up

    async def close(self) -> None:
        self.log.append(f"{self.name} closed")


class Bench:
    """A watch over fake sockets, with a clock that is moved by hand."""

    def __init__(self) -> None:
        self.now, self.answers, self.log, self.links = 0.0, True, [], []
        self.watch = SocketWatch(
            self.make, self.slack_answers, watch=Watch(silence=900, down=90), clock=lambda: self.now
        )

    def make(self) -> FakeLink:
        self.links.append(FakeLink(self.log, f"socket {len(self.links) + 1}"))
        return self.links[-1]

    async def slack_answers(self) -> bool:
        return self.answers

    async def after(self, seconds: float) -> list[str]:
        self.now += seconds
        await self.watch.look()
        return self.log


async def test_a_silent_socket_is_replaced_while_slack_answers():
    """Connected and deaf: the new socket is open before the old one is closed."""
    bench = Bench()
    await bench.after(0)
    assert ["socket 1 opened"] == await bench.after(899)
    assert ["socket 1 opened", "socket 2 opened", "socket 1 closed"] == await bench.after(1)


async def test_a_socket_that_hears_is_left_alone():
    """Whatever arrives says that the socket lives."""
    bench = Bench()
    await bench.after(0)
    for _ in range(5):
        bench.links[0].heard()
        await bench.after(600)
    assert ["socket 1 opened"] == bench.log


async def test_nothing_is_replaced_while_slack_itself_is_away():
    """When Slack does not answer either, the silence is not the socket's."""
    bench = Bench()
    await bench.after(0)
    bench.answers = False
    await bench.after(5000)
    assert (["socket 1 opened"], 0) == (bench.log, bench.watch.replaced)


async def test_a_socket_that_stays_down_is_replaced():
    """The SDK reconnects by itself; where it does not, another socket takes over."""
    bench = Bench()
    await bench.after(0)
    bench.links[0].is_up = False
    await bench.after(30)
    assert (False, ["socket 1 opened"]) == (bench.watch.is_connected, bench.log)
    await bench.after(61)
    assert (True, 1) == (bench.watch.is_connected, bench.watch.replaced)


async def test_questions_are_heard_again_after_a_silence(fake):
    """The whole way: a socket that lets nothing through any more is replaced, and the next question is answered."""
    async with connected(fake, watch=Watch(silence=0.2, look=0.05)):
        fake.sockets.silence()
        await until(lambda: any(not socket.silent for socket in fake.sockets.open))
        answer = await fake.answered(await fake.dm(ANA, "health"))
        assert ("answer to health" in answer.shown, True) == (True, fake.sockets.opened > 1)


async def test_a_socket_that_slack_refreshes_is_reconnected(fake):
    """Slack asks every few hours: what is asked afterwards is heard."""
    async with connected(fake):
        await fake.sockets.refresh()
        await until(lambda: fake.sockets.opened == 2 and fake.sockets.open)
        answer = await fake.answered(await fake.dm(ANA, "health"))
        assert "answer to health" in answer.shown


def test_the_sdk_is_new_enough():
    """Before 3.47 a closed session made the socket loop for ever (python-slack-sdk#1922)."""
    assert (3, 47) <= tuple(map(int, version("slack_sdk").split(".")[:2]))
