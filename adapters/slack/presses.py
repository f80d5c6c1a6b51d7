"""What a pressed button, a filled-in dialogue or the home's choice does."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import structlog

from adapters.slack.arrivals import Person, Pressed, Submitted, conversation
from adapters.slack.calls import error_of
from adapters.slack.elements import muted
from adapters.slack.health import CLOSED
from adapters.slack.talk import Shared, Talk
from adapters.slack.texts import text
from adapters.slack.views import home_view, solved_view
from bot.cards import Card, Tone
from bot.channel.lately import Lately
from bot.errors import ChatError
from bot.messages import Told, Visitor

_LOG = structlog.get_logger(__name__)
AGAIN = 60.0  # seconds in which the same question of a card is not answered once more
_SOLUTIONS_SECONDS = 1.5  # of the three that a trigger lives


class Presses:
    """Handles buttons of every card."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._answered: Lately[bool] = Lately(AGAIN)

    async def press(self, pressed: Pressed) -> None:
        """Do what a card's button says, once however often it is delivered. Raises: ChatError."""
        if not await self._talk.teammate.first_time(pressed.key):
            return
        visitor = await self._talk.admitted(pressed.person, response_url=pressed.response_url)
        if visitor is None:
            return
        told = await self._talk.teammate.press(pressed.action, pressed.value, visitor)
        if told.question:
            await self._ask(told.question, visitor, pressed)
        elif told.public and not told.refused:
            await self._talk.show(told.card, told.language, pressed.person, thread=pressed.thread)
        else:
            await self._whisper(told, pressed)

    async def judge(self, pressed: Pressed) -> None:
        """Keep what somebody thought of an answer, and thank them."""
        if not await self._talk.teammate.first_time(pressed.key):
            return
        visitor = await self._talk.people.visitor(pressed.person)
        opinion, _, talk = pressed.value.partition("|")
        await self._talk.teammate.judge(talk, visitor, good=opinion == "good")
        language = self._talk.spoken(visitor)
        card = Card(title=text(language, "judged"), tone=Tone.GOOD)
        await self._whisper(Told(card=card, language=language), pressed)

    async def share(self, pressed: Pressed) -> None:
        """Post for all what one person was shown. Raises: ChatError."""
        value = _json(pressed.value)
        # A second click is another press of the same answer.
        if not await self._talk.teammate.first_time(f"slack:share:{value.get('token') or pressed.key}"):
            return
        visitor = await self._talk.admitted(pressed.person, response_url=pressed.response_url)
        if visitor is None:
            return
        shared = self._talk.shared(value.get("token", ""))
        if shared is None:
            shared = await self._again(value.get("question", ""), visitor, pressed.person)
        try:
            thread = value.get("thread", "")
            await self._talk.show(shared.card, shared.language, pressed.person, thread=thread, shared=True)
        except ChatError as error:
            language = self._talk.spoken(visitor)
            await self._whisper(Told(card=not_posted(error, language), language=language), pressed)
            return
        await self._talk.ephemeral.vanish(pressed.response_url)

    async def open_solved(self, pressed: Pressed) -> None:
        """Open the dialogue that asks what fixed it; the trigger lives three seconds. Raises: ChatError."""
        if not await self._talk.teammate.first_time(pressed.key):
            return
        incident = pressed.value.partition("|")[0]
        visitor = await self._talk.admitted(pressed.person, response_url=pressed.response_url)
        if visitor is None:
            return
        language = self._talk.spoken(visitor)
        if why := await self._talk.teammate.refusal(visitor):
            await self._whisper(Told(card=Card(title=why, tone=Tone.WARNING), language=language), pressed)
            return
        rows = await self._solutions(incident, visitor)
        view = solved_view(rows, language, incident=incident, channel=pressed.person.channel, thread=pressed.thread)
        try:
            await self._talk.calls("views.open", {"trigger_id": pressed.trigger, "view": view}, patience=1.0)
        except ChatError as error:
            _LOG.warning("slack.dialogue_not_opened", error=str(error))
            card = Card(title=text(language, "dialogue_expired"), tone=Tone.WARNING)
            await self._whisper(Told(card=card, language=language), pressed)

    async def _solutions(self, incident: str, visitor: Visitor) -> tuple[tuple[str, str], ...]:
        """The sheet's rows to choose from, none where they take too long."""
        try:
            async with asyncio.timeout(_SOLUTIONS_SECONDS):
                return await self._talk.teammate.solutions(incident, visitor)
        except TimeoutError:
            return ()

    async def solved(self, submitted: Submitted) -> None:
        """Keep what fixed it, and say so to whoever told. Raises: ChatError."""
        if not await self._talk.teammate.first_time(submitted.key):
            return
        person = submitted.person
        visitor = await self._talk.people.visitor(person)
        told = await self._talk.teammate.solved(submitted.incident, visitor, entry=submitted.entry, text=submitted.text)
        if told.public and not told.refused:
            await self._talk.show(told.card, told.language, person, thread=submitted.thread)
        else:
            await self._talk.ephemeral.tell(person, told.card, told.language, thread=submitted.thread)

    async def choose_language(self, pressed: Pressed) -> None:
        """Keep the language that was chosen in the home, and show the home in it. Raises: ChatError."""
        if not await self._talk.teammate.first_time(pressed.key):
            return
        visitor = await self._talk.people.visitor(pressed.person)
        if pressed.value not in {"pt", "en"}:
            return
        await self._talk.teammate.choose_language(visitor, pressed.value)
        self._talk.people.speaks(visitor.user, pressed.value)
        await self.show_home(replace(visitor, language=pressed.value))

    async def show_home(self, visitor: Visitor) -> None:
        """Show a person their home. Raises: ChatError."""
        card = await self._talk.teammate.home(visitor)
        view = home_view(card, self._talk.spoken(visitor))
        await self._talk.calls("views.publish", {"user_id": visitor.user, "view": view})

    async def _ask(self, question: str, visitor: Visitor, pressed: Pressed) -> None:
        if pressed.whispered:
            talk = conversation(pressed.person, pressed.person.user)
            await self._talk.answer_alone(
                question, visitor, pressed.person, talk=talk, response_url=pressed.response_url
            )
        elif pressed.person.channel:
            await self._ask_below(question, visitor, pressed)
        else:
            await self._ask_from_home(question, visitor, pressed.person)

    async def _ask_below(self, question: str, visitor: Visitor, pressed: Pressed) -> None:
        """Answer for all in the thread, unless the same answer has just been given there."""
        mark = repr((pressed.person.channel, pressed.thread, question))
        if self._answered.of(mark):
            language = self._talk.spoken(visitor)
            await self._whisper(Told(card=Card(title=text(language, "answered_above")), language=language), pressed)
            return
        self._answered.note(mark, value=True)
        # Who presses a button under an alert has not begun a talk with Resync in its thread.
        await self._talk.hear(pressed.person, pressed.thread, alone=False)
        try:
            await self._talk.answer(question, visitor, pressed.person, pressed.thread)
        except ChatError:
            self._answered.forget(mark)
            raise

    async def _ask_from_home(self, question: str, visitor: Visitor, person: Person) -> None:
        """The home cannot hold an answer: the question begins a thread in the talk with that person."""
        language = self._talk.spoken(visitor)
        said = f"{text(language, 'asked_from_home')} {question}"
        begun = await self._talk.calls.insist(
            "chat.postMessage",
            {"channel": person.user, "text": text(language, "asked_from_home"), "blocks": [muted(said)]},
        )
        there = replace(person, channel=str(begun.get("channel") or ""), private=True)
        await self._talk.answer(question, replace(visitor, channel=there.channel), there, str(begun.get("ts") or ""))

    async def _whisper(self, told: Told, pressed: Pressed) -> None:
        thread = "" if pressed.whispered else pressed.thread
        await self._talk.ephemeral.tell(
            pressed.person, told.card, told.language, response_url=pressed.response_url, thread=thread
        )

    async def _again(self, question: str, visitor: Visitor, person: Person) -> Shared:
        answer = await self._talk.asked(question, visitor, conversation(person, person.user))
        if answer is None:
            raise ChatError("nothing was answered")
        return Shared(card=answer.card, language=answer.language)


def not_posted(error: ChatError, language: str) -> Card:
    """Why something could not be posted for all, and what to do."""
    word = error_of(error)
    if word in CLOSED:
        return Card(title=text(language, "cannot_post"), tone=Tone.WARNING)
    return Card(title=text(language, "cannot_post_now", error=word or type(error).__name__), tone=Tone.WARNING)


def _json(value: str) -> dict[str, str]:
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return {name: str(each) for name, each in found.items()} if isinstance(found, dict) else {}
