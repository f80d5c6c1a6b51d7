"""What Slack sends -> acknowledged at once, and done by the workers."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp

from adapters.slack.arrivals import Person, Pressed
from adapters.slack.health import Health
from adapters.slack.identity import Identity
from adapters.slack.inbound import commanded, event_keys, event_person, pointed, pressed, said, submitted
from adapters.slack.presses import Presses
from adapters.slack.requests import Requests
from adapters.slack.talk import JUDGE, SHARE
from adapters.slack.texts import text
from adapters.slack.threads import Threads
from adapters.slack.views import LANGUAGE, SOLVED
from bot.channel.work import Job, Work

EVENTS = (
    "app_home_opened",
    "app_mention",
    "agent_session_stopped",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
)
COMMAND, SHORTCUT = "/tws", "diagnose"
_ALL = re.compile(".*", re.DOTALL)
Ack = Callable[..., Awaitable[Any]]
Body = dict[str, Any]


class Listeners:
    """Takes in everything that Slack sends; nothing stays without an answer, not even what nobody asked for."""

    def __init__(
        self,
        requests: Requests,
        presses: Presses,
        threads: Threads,
        *,
        identity: Identity,
        work: Work,
        health: Health,
    ) -> None:
        self._health = health
        self._requests = requests
        self._presses = presses
        self._threads = threads
        self._identity = identity
        self._work = work
        self._events: dict[str, Callable[[Body], None]] = {
            "app_mention": self._heard,
            "message": self._heard,
            "app_home_opened": self._home_opened,
            "assistant_thread_started": self._thread_started,
            "agent_session_stopped": self._stopped,
            "member_joined_channel": self._joined,
        }

    def register(self, app: AsyncApp) -> None:
        """Listen to everything: what has no listener is answered 404, which Slack counts as a failure."""
        app.event(_ALL)(self.on_event)
        app.command(_ALL)(self.on_command)
        app.action(_ALL)(self.on_press)
        app.view(_ALL)(self.on_dialogue)
        app.shortcut(_ALL)(self.on_shortcut)
        app.options(_ALL)(self.on_options)

    async def on_event(self, body: Body) -> None:
        """An event; Bolt acknowledges it."""
        found = self._events.get(str((body.get("event") or {}).get("type")))
        if found is not None:
            found(body)

    async def on_command(self, ack: Ack, body: Body) -> None:
        """A slash command: acknowledged with nothing, or with the word that there is too much to do."""
        told = commanded(body, self._identity)
        if self._work.offer(
            self._job(f"command of {told.person.user}", lambda: self._requests.command(told), told.person)
        ):
            await ack()
        else:
            await ack(text=text(self._requests.spoken(told.person), "busy"), response_type="ephemeral")

    async def on_press(self, ack: Ack, body: Body) -> None:
        """A button or a choice."""
        await ack()
        told = pressed(body, self._identity)
        if told is None:
            return
        if told.action == "solved" and "|" not in told.value:
            self._work.at_once(Job(name="open dialogue", run=lambda: self._presses.open_solved(told)))
            return
        run = {JUDGE: self._presses.judge, SHARE: self._presses.share, LANGUAGE: self._presses.choose_language}
        do = run.get(told.action, self._presses.press)
        self._offer(self._job(f"press {told.action}", lambda: do(told), told.person, told), told.person)

    async def on_dialogue(self, ack: Ack, body: Body) -> None:
        """A dialogue that was sent: it closes, or says what is missing."""
        if body.get("type") != "view_submission" or (body.get("view") or {}).get("callback_id") != SOLVED:
            await ack()
            return
        told = submitted(body, self._identity)
        if not told.entry and not told.text:
            await ack(
                response_action="errors", errors={"words": text(self._requests.spoken(told.person), "solved_empty")}
            )
            return
        await ack()
        self._offer(self._job("dialogue", lambda: self._presses.solved(told), told.person), told.person)

    async def on_shortcut(self, ack: Ack, body: Body) -> None:
        """The shortcut on a message."""
        await ack()
        if body.get("type") == "message_action":
            told = pointed(body, self._identity)
            self._offer(self._job("shortcut", lambda: self._requests.diagnose(told), told.person), told.person)

    async def on_options(self, ack: Ack, body: Body) -> None:  # noqa: ARG002 (Bolt gives arguments by name)
        """Nothing of ours asks for options."""
        await ack(options=[])

    def _heard(self, body: Body) -> None:
        told = said(body, self._identity)
        if told is not None:
            self._health.heard(told.person.channel, str(body["event"].get("type")))
        if told is None or not (told.called or told.in_thread):
            return
        if told.to_others:
            self._work.offer(Job(name="overheard", run=lambda: self._requests.overhear(told)))
            return
        job = self._job("question", lambda: self._requests.answer(told), told.person, thread=told.thread)
        talking = self._threads.is_talk(told.person.channel, told.thread, told.person.user)
        self._offer(job, told.person, wanted=told.called or talking)

    def _home_opened(self, body: Body) -> None:
        event, person = body["event"], event_person(body, self._identity)
        if event.get("tab") == "home":
            home = Person(team=person.team, channel="", user=person.user, external=person.external)
            self._work.offer(Job(name="home", run=lambda: self._requests.show_home(home, event_keys(body))))
        elif event.get("tab") == "messages":
            self._work.offer(Job(name="prompts", run=lambda: self._requests.suggest(person, "")))

    def _thread_started(self, body: Body) -> None:
        began = body["event"].get("assistant_thread") or {}
        person = Person(
            team=self._identity.team,
            channel=str(began.get("channel_id") or ""),
            user=str(began.get("user_id") or ""),
            private=True,
        )
        thread = str(began.get("thread_ts") or "")
        self._work.offer(Job(name="prompts", run=lambda: self._requests.suggest(person, thread)))

    def _stopped(self, body: Body) -> None:
        person, event = event_person(body, self._identity), body["event"]
        place = (person.channel, str(event.get("thread_ts") or ""))
        stopped = self._work.stop(place)
        self._work.at_once(
            Job(name="stop", run=lambda: self._requests.stop(person, place[1], stopped, event_keys(body)))
        )

    def _joined(self, body: Body) -> None:
        if body["event"].get("user") == self._identity.user:
            person = event_person(body, self._identity)
            self._work.offer(Job(name="greeting", run=lambda: self._requests.greet(person)))

    def _job(
        self,
        name: str,
        run: Callable[[], Awaitable[None]],
        person: Person,
        press: Pressed | None = None,
        thread: str = "",
    ) -> Job:
        url, root = (press.response_url, press.thread) if press else ("", thread)

        async def sorry() -> None:
            await self._requests.tell(person, "broken", response_url=url, thread="" if press else root)

        return Job(name=name, run=run, sorry=sorry, place=(person.channel, root))

    def _offer(self, job: Job, person: Person, *, wanted: bool = True) -> None:
        """Have a job done; who wants something and cannot have it now is told."""
        if not self._work.offer(job) and wanted:
            self._work.at_once(Job(name="busy", run=lambda: self._requests.tell(person, "busy", thread=job.place[1])))
