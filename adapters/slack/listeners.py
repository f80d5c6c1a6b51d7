"""What Slack sends -> acknowledged at once, and done by the workers."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp

from adapters.slack.identity import Identity
from adapters.slack.inbound import (
    Commanded,
    Person,
    Pointed,
    Pressed,
    Said,
    commanded,
    conversation,
    event_keys,
    event_person,
    pointed,
    pressed,
    said,
    submitted,
)
from adapters.slack.presses import Presses
from adapters.slack.talk import JUDGE, SHARE, Talk
from adapters.slack.texts import text
from adapters.slack.threads import Threads
from adapters.slack.views import LANGUAGE, SOLVED, prompts
from adapters.slack.work import Job, Work
from bot.cards import Card, Tone
from bot.errors import ChatError

EVENTS = (
    "app_home_opened",
    "app_mention",
    "agent_session_stopped",
    "assistant_thread_started",
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

    def __init__(self, talk: Talk, presses: Presses, *, identity: Identity, threads: Threads, work: Work) -> None:
        self._talk = talk
        self._presses = presses
        self._identity = identity
        self._threads = threads
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
        if self._work.offer(self._job(f"command of {told.person.user}", lambda: self._command(told), told.person)):
            await ack()
        else:
            await ack(text=text(self._talk.language, "busy"), response_type="ephemeral")

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
        place = (told.person.channel, told.thread)
        self._offer(self._job(f"press {told.action}", lambda: do(told), told.person, told), told.person, place)

    async def on_dialogue(self, ack: Ack, body: Body) -> None:
        """A dialogue that was sent: it closes, or says what is missing."""
        if body.get("type") != "view_submission" or (body.get("view") or {}).get("callback_id") != SOLVED:
            await ack()
            return
        told = submitted(body, self._identity)
        if not told.entry and not told.text:
            await ack(response_action="errors", errors={"words": text(self._talk.language, "solved_empty")})
            return
        await ack()
        self._offer(self._job("dialogue", lambda: self._presses.solved(told), told.person), told.person)

    async def on_shortcut(self, ack: Ack, body: Body) -> None:
        """The shortcut on a message."""
        await ack()
        if body.get("type") == "message_action":
            told = pointed(body, self._identity)
            self._offer(self._job("shortcut", lambda: self._diagnose(told), told.person), told.person)

    async def on_options(self, ack: Ack, body: Body) -> None:  # noqa: ARG002 (Bolt gives arguments by name)
        """Nothing of ours asks for options."""
        await ack(options=[])

    def _heard(self, body: Body) -> None:
        told = said(body, self._identity)
        if told is None or told.to_others or not (told.called or told.in_thread):
            return
        place = (told.person.channel, told.thread)
        job = self._job("question", lambda: self._answer(told), told.person)
        self._offer(Job(name=job.name, run=job.run, sorry=job.sorry, place=place), told.person, place, said=told)

    async def _answer(self, told: Said) -> None:
        if not told.called and not await self._threads.is_alive(told.person.channel, told.thread):
            return
        if not await self._is_new(*told.keys):
            return
        visitor = await self._talk.people.visitor(told.person)
        if told.text:
            await self._talk.answer(told.text, visitor, told.person, told.thread)
            return
        helping = await self._talk.teammate.command("", visitor, conversation=told.conversation)
        await self._talk.show(helping.card, helping.language, told.person, thread=told.thread)

    async def _command(self, told: Commanded) -> None:
        if not await self._is_new(told.key):
            return
        visitor = await self._talk.people.visitor(told.person)
        answer = await self._talk.teammate.command(told.text, visitor, conversation=told.conversation)
        url = told.response_url
        if answer.question:
            await self._talk.answer_alone(
                answer.question, visitor, told.person, talk=told.conversation, response_url=url
            )
        elif answer.public and not answer.refused:
            await self._show_or_whisper(answer.card, answer.language, told)
        else:
            await self._talk.whispers.tell(told.person, answer.card, answer.language, response_url=url)

    async def _show_or_whisper(self, card: Card, language: str, told: Commanded) -> None:
        try:
            await self._talk.show(card, language, told.person)
        except ChatError:
            warning = Card(title=text(language, "cannot_post"), tone=Tone.WARNING)
            for each in (card, warning):
                await self._talk.whispers.tell(told.person, each, language, response_url=told.response_url)

    async def _diagnose(self, told: Pointed) -> None:
        if not await self._is_new(told.key):
            return
        visitor = await self._talk.people.visitor(told.person)
        answer = await self._talk.teammate.diagnose(told.text, visitor)
        url, thread = told.response_url, told.thread
        if answer.question:
            talk = conversation(told.person, thread)
            await self._talk.answer_alone(
                answer.question, visitor, told.person, talk=talk, response_url=url, thread=thread
            )
            return
        below = [] if answer.refused else [self._talk.share(answer.card, answer.language, told.text, told.thread)]
        await self._talk.whispers.tell(
            told.person, answer.card, answer.language, response_url=url, thread=thread, after=below
        )

    def _home_opened(self, body: Body) -> None:
        event, person = body["event"], event_person(body, self._identity)
        if event.get("tab") == "home":
            home = Person(team=person.team, channel="", user=person.user, external=person.external)
            self._work.offer(Job(name="home", run=lambda: self._show_home(home, event_keys(body))))
        elif event.get("tab") == "messages":
            self._work.offer(Job(name="prompts", run=lambda: self._suggest(person, "")))

    async def _show_home(self, person: Person, keys: tuple[str, ...]) -> None:
        if await self._is_new(*keys):
            await self._presses.show_home(await self._talk.people.visitor(person))

    def _thread_started(self, body: Body) -> None:
        began = body["event"].get("assistant_thread") or {}
        person = Person(
            team=self._identity.team,
            channel=str(began.get("channel_id") or ""),
            user=str(began.get("user_id") or ""),
            private=True,
        )
        thread = str(began.get("thread_ts") or "")
        self._work.offer(Job(name="prompts", run=lambda: self._suggest(person, thread)))

    async def _suggest(self, person: Person, thread: str) -> None:
        language = self._talk.spoken(await self._talk.people.visitor(person))
        values = {"channel_id": person.channel, "thread_ts": thread or None, "prompts": prompts(language)}
        await self._talk.calls("assistant.threads.setSuggestedPrompts", {**values, "title": text(language, "prompts")})

    def _stopped(self, body: Body) -> None:
        person, event = event_person(body, self._identity), body["event"]
        place = (person.channel, str(event.get("thread_ts") or ""))
        stopped = self._work.stop(place)
        self._work.at_once(Job(name="stop", run=lambda: self._stop(person, place[1], stopped, event_keys(body))))

    async def _stop(self, person: Person, thread: str, stopped: int, keys: tuple[str, ...]) -> None:
        """Slack changes no status by itself when its stop button is pressed."""
        if not await self._is_new(*keys):
            return
        place = {"channel_id": person.channel, "thread_ts": thread or None}
        await self._talk.calls("agents.sessions.setStatus", {**place, "status": "active"})
        if stopped:
            language = self._talk.spoken(await self._talk.people.visitor(person))
            card = Card(title=text(language, "stopped"))
            await self._talk.show(card, language, person, thread=thread)

    def _joined(self, body: Body) -> None:
        if body["event"].get("user") == self._identity.user:
            person = event_person(body, self._identity)
            self._work.offer(Job(name="greeting", run=lambda: self._greet(person)))

    async def _greet(self, person: Person) -> None:
        if not await self._is_new(f"slack:greeting:{person.team}:{person.channel}"):
            return
        inviter = Person(team=person.team, channel=person.channel, user="", external=False, shared=person.shared)
        visitor = await self._talk.people.visitor(inviter)
        card = await self._talk.teammate.greeting(visitor)
        await self._talk.show(card, self._talk.language, person)

    async def _is_new(self, *keys: str) -> bool:
        """Whether nothing of that was seen before; each key is kept, whatever the others say."""
        fresh = [await self._talk.teammate.first_time(key) for key in keys]
        return all(fresh)

    def _job(self, name: str, run: Callable[[], Awaitable[None]], person: Person, press: Pressed | None = None) -> Job:
        return Job(name=name, run=run, sorry=lambda: self._tell(person, "broken", press))

    def _offer(self, job: Job, person: Person, place: tuple[str, str] = ("", ""), said: Said | None = None) -> None:
        if self._work.offer(job):
            return
        if said is None or said.called:
            self._work.at_once(Job(name="busy", run=lambda: self._tell(person, "busy", thread=place[1])))

    async def _tell(self, person: Person, name: str, press: Pressed | None = None, thread: str = "") -> None:
        language = self._talk.language
        card = Card(title=text(language, name), tone=Tone.WARNING)
        url = press.response_url if press else ""
        await self._talk.whispers.tell(person, card, language, response_url=url, thread=thread)
