"""A whole Slack in memory, over real HTTP and WebSockets on loopback: `async with fake_slack() as fake`."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.adapters.slack.fake.chat import checked, keep
from tests.adapters.slack.fake.clock import SlackClock
from tests.adapters.slack.fake.deliveries import Http, Sockets
from tests.adapters.slack.fake.people import People
from tests.adapters.slack.fake.rates import Rates
from tests.adapters.slack.fake.records import Ack, Call, Channel, Dict, Message, Person, Refused, View
from tests.adapters.slack.fake.web_api import METHODS, WebApi
from tests.adapters.slack.fake.workspace import Fault, Workspace, house

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-fake-token", "xapp-fake-token", "fake-signing-secret"
SCOPES = {scope for _, scope in METHODS.values() if scope} | {
    "app_mentions:read",
    "commands",
    "groups:history",
    "im:history",
    "im:read",
}


class FakeSlack(People):
    """The workspace, the people in it, and what can be made to go wrong.

    `url` is what SLACK_API_URL takes. In the mode `http`, `request_url` is where the app listens.
    """

    def __init__(self, slack: Workspace, *, mode: str, base_url: str, http: Http, sockets: Sockets) -> None:
        super().__init__(slack, http.send if mode == "http" else sockets.send, base_url)
        self.slack, self.mode, self.http, self.sockets = slack, mode, http, sockets
        self.base_url, self.url = base_url, f"{base_url}/api/"
        self.bot_token, self.app_token, self.signing_secret = BOT_TOKEN, APP_TOKEN, SECRET
        self.api = WebApi(slack, bot_token=BOT_TOKEN, app_token=APP_TOKEN, open_socket=self._socket_url)
        sockets.on_change = slack.touch

    @property
    def request_url(self) -> str:
        """Where the app under test takes HTTP events."""
        return self.http.url

    @request_url.setter
    def request_url(self, url: str) -> None:
        self.http.url = url

    @property
    def clock(self) -> SlackClock:
        """Slack's clock: `advance` lets time pass."""
        return self.slack.clock

    @property
    def calls(self) -> list[Call]:
        """Every call of the Web API, in order."""
        return self.slack.calls

    @property
    def acks(self) -> list[Ack]:
        """How each delivery was taken the first time."""
        return self.slack.acks

    @property
    def connections(self) -> int:
        """How many TCP connections the Web API was called over."""
        return len(self.api.peers)

    def called(self, method: str, *, ok: bool = True) -> list[Call]:
        """The calls of one method, without those that Slack refused unless `ok` is False."""
        return [each for each in self.calls if each.method == method and (each.answer.get("ok") or not ok)]

    def channel(self, id: str) -> Channel:  # noqa: A002 (Slack's word)
        """A channel, or the talk with somebody by their id."""
        return self.slack.channel(id)

    def home(self, user: str) -> View:
        """Somebody's Home as they see it."""
        return self.slack.homes[user]

    @property
    def modals(self) -> list[View]:
        """The modals that are open."""
        return [each for each in self.slack.views.values() if each.open]

    def fail(self, method: str = "*", **how: Any) -> Fault:
        """Let the next calls of a method go wrong: see Fault."""
        self.slack.faults.append(Fault(method=method, **how))
        return self.slack.faults[-1]

    async def until(self, claim: Callable[[], Any], seconds: float = 20) -> Any:
        """Wait until something is true of the workspace, and give it. Raises: AssertionError after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while not (found := claim()):
                    await self.slack.changed.wait()
        except TimeoutError:
            raise AssertionError(f"not within {seconds} s; the last calls: {self._newest()}") from None
        return found

    async def answered(self, message: Message, seconds: float = 20) -> Message:
        """The app's finished answer in a message's thread."""

        def answer() -> Message | None:
            said = [
                each for each in self.channel(message.channel).thread(message) if each.by_bot and not each.streaming
            ]
            after = [each for each in said if float(each.ts) > float(message.ts)]
            return after[0] if after else None

        found: Message = await self.until(answer, seconds)
        return found

    async def connected(self, count: int = 1, seconds: float = 20) -> None:
        """Wait until the app has so many sockets open."""
        await self.until(lambda: len(self.sockets.open) >= count, seconds)

    async def respond(self, request: web.Request) -> web.Response:
        """A response URL: five uses in half an hour."""
        held = self.slack.response_urls.get(request.match_info["key"])
        if held is None or held.uses >= 5 or self.clock() > held.ends:
            return web.Response(status=404, text="used_url" if held else "expired_url")
        held.uses += 1
        body = await request.json()
        self.calls.append(Call(method="response_url", args=body, status=200, answer={"ok": True}, at=self.clock()))
        try:
            self._apply(body, held.channel, held.user, held.message)
        except Refused as refused:
            return web.json_response(refused.answer, status=400)
        finally:
            self.slack.touch()
        return web.Response(text="ok")

    def _apply(self, body: Dict, channel: str, user: str, message: Message | None) -> None:
        if message is not None and body.get("delete_original"):
            message.deleted = True
        elif message is not None and body.get("replace_original"):
            keep(message)
            message.text = str(body.get("text") or "")
            message.blocks = checked(body["blocks"]) if body.get("blocks") else []
        else:
            thread = body.get("thread_ts") or (message.thread_ts if message else None)
            shown = self.show_answer(body, channel, user, thread)
            held = [each for each in self.slack.response_urls.values() if each.message is None and each.user == user]
            for each in held[-1:]:
                each.message = shown if shown.ephemeral_to else None

    def _socket_url(self) -> str:
        return f"{self.base_url.replace('http', 'ws')}/link/?ticket={next(self.slack.numbers)}"

    def _newest(self) -> list[tuple[str, str]]:
        return [(each.method, str(each.answer.get("error", "ok"))) for each in self.calls[-8:]]


@asynccontextmanager
async def fake_slack(
    mode: str = "socket",
    *,
    rates: float = 1.0,
    speed: float = 1.0,
    scopes: Iterable[str] = SCOPES,
    events: Iterable[str] | None = None,
    ack_seconds: float = 3.0,
    people: Iterable[Person] = (),
) -> AsyncIterator[FakeSlack]:
    """A Slack for one test. `mode`: socket or http, how things reach the app.

    `rates` multiplies Slack's limits, 0 for none; `speed` is how fast its clock goes; `events` are the subscriptions,
    None for all; `ack_seconds` is how long the app may take to take something.
    """
    clock = SlackClock(speed)
    known, channels = house(people)
    slack = Workspace(clock=clock, rates=Rates(clock, rates), scopes=set(scopes), people=known, channels=channels)
    http, sockets = Http(SECRET), Sockets()
    http.seconds = sockets.seconds = ack_seconds
    listener = socket.create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    fake = FakeSlack(slack, mode=mode, base_url=base, http=http, sockets=sockets)
    fake.events = set(events) if events is not None else None
    app = web.Application()
    app.router.add_get("/link/", sockets.serve)
    app.router.add_post("/response/{key}", fake.respond)
    app.router.add_route("*", "/api/{method}", fake.api.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    try:
        yield fake
    finally:
        await fake.stop()
        await http.close()
        sockets.drop()
        await runner.cleanup()
