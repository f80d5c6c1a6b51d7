"""What is done for people who ask, command, point or come by, each thing once however often Slack delivers it."""

from __future__ import annotations

from dataclasses import replace

from adapters.slack.arrivals import Commanded, Person, Pointed, Said, conversation
from adapters.slack.message_text import reads_as_question
from adapters.slack.presses import Presses, not_posted
from adapters.slack.talk import Talk
from adapters.slack.texts import text
from adapters.slack.threads import Standing, Threads
from adapters.slack.views import prompts
from bot.cards import Card, Text, Tone
from bot.errors import ChatError


class Requests:
    """Runs in the workers, after Slack was acknowledged."""

    def __init__(self, talk: Talk, presses: Presses, threads: Threads) -> None:
        self._talk = talk
        self._presses = presses
        self._threads = threads

    async def answer(self, told: Said) -> None:
        """Answer what was said, where it was said to Resync, once. Raises: ChatError."""
        standing = Standing.TALK if told.called else await self._standing(told)
        asks = told.called or reads_as_question(told.text)
        if standing is Standing.ASLEEP or (standing is Standing.COMPANY and not asks):
            return
        if not await self._is_new(*told.keys):
            return
        if standing is Standing.TALK and asks:
            await self._talk.hear(told.person, told.thread)
        visitor = await self._talk.admitted(told.person, thread=told.thread if told.in_thread else "")
        if visitor is None:
            return
        if standing is Standing.COMPANY or not asks:
            await self._talk.answer_if_meant(told.text, visitor, told.person, told.thread)
        elif told.text:
            begins = not told.in_thread
            await self._talk.answer(told.text, visitor, told.person, told.thread, begins=begins, called=told.called)
        else:
            helping = await self._talk.teammate.command("", visitor, conversation=told.conversation)
            await self._talk.show(helping.card, helping.language, told.person, thread=told.thread)

    async def overhear(self, told: Said) -> None:
        """People call each other in a thread: what follows there is not for Resync."""
        await self._threads.overheard(told.person.channel, told.thread)

    async def _standing(self, told: Said) -> Standing:
        return await self._threads.standing(told.person.channel, told.thread, told.person.user)

    async def command(self, told: Commanded) -> None:
        """Do what a slash command asks for. Raises: ChatError."""
        if not await self._is_new(told.key):
            return
        visitor = await self._talk.admitted(told.person, response_url=told.response_url)
        if visitor is None:
            return
        answer = await self._talk.teammate.command(told.text, visitor, conversation=told.conversation)
        url = told.response_url
        if answer.question:
            await self._talk.answer_alone(
                answer.question, visitor, told.person, talk=told.conversation, response_url=url
            )
        elif answer.public and not answer.refused:
            await self._show_or_whisper(answer.card, answer.language, told)
        else:
            await self._talk.ephemeral.tell(told.person, answer.card, answer.language, response_url=url)

    async def _show_or_whisper(self, card: Card, language: str, told: Commanded) -> None:
        try:
            await self._talk.show(card, language, told.person)
        except ChatError as error:
            why = Text(text=not_posted(error, language).title, style="strong")
            both = replace(card, tone=Tone.WARNING, blocks=(why, *card.blocks))
            await self._talk.ephemeral.tell(told.person, both, language, response_url=told.response_url)

    async def diagnose(self, told: Pointed) -> None:
        """Say to one person what a message means. Raises: ChatError."""
        if not await self._is_new(told.key):
            return
        visitor = await self._talk.admitted(told.person, response_url=told.response_url, thread=told.thread)
        if visitor is None:
            return
        answer = await self._talk.teammate.diagnose(told.text, visitor)
        url, thread = told.response_url, told.thread
        if answer.question:
            talk = conversation(told.person, thread)
            await self._talk.answer_alone(
                answer.question, visitor, told.person, talk=talk, response_url=url, thread=thread
            )
            return
        shared = not (answer.refused or told.person.private)
        below = [self._talk.share(answer.card, answer.language, told.text, told.thread)] if shared else []
        await self._talk.ephemeral.tell(
            told.person, answer.card, answer.language, response_url=url, thread=thread, after=below
        )

    async def show_home(self, person: Person, keys: tuple[str, ...]) -> None:
        """Show a person their home. Raises: ChatError."""
        if await self._is_new(*keys):
            await self._presses.show_home(await self._talk.people.visitor(person))

    async def suggest(self, person: Person, thread: str) -> None:
        """Suggest what to ask in a new talk. Raises: ChatError."""
        language = self._talk.spoken(await self._talk.people.visitor(person))
        values = {"channel_id": person.channel, "thread_ts": thread or None, "prompts": prompts(language)}
        await self._talk.calls("assistant.threads.setSuggestedPrompts", {**values, "title": text(language, "prompts")})

    async def stop(self, person: Person, thread: str, stopped: int, keys: tuple[str, ...]) -> None:
        """Confirm that work was stopped; Slack changes no status by itself. Raises: ChatError."""
        if not await self._is_new(*keys):
            return
        place = {"channel_id": person.channel, "thread_ts": thread or None}
        await self._talk.calls("agents.sessions.setStatus", {**place, "status": "active"})
        if stopped:
            language = self._talk.spoken(await self._talk.people.visitor(person))
            card = Card(title=text(language, "stopped"))
            await self._talk.show(card, language, person, thread=thread)

    async def greet(self, person: Person) -> None:
        """Say hello in a channel, once. Raises: ChatError."""
        if not await self._is_new(f"slack:greeting:{person.team}:{person.channel}"):
            return
        inviter = Person(team=person.team, channel=person.channel, user="", external=False, shared=person.shared)
        visitor = await self._talk.people.visitor(inviter)
        if visitor.external and await self._talk.teammate.refusal(visitor):
            card = Card(title=text(self._talk.language, "shared_channel"), tone=Tone.WARNING)
        else:
            card = await self._talk.teammate.greeting(visitor)
        await self._talk.show(card, self._talk.language, person)

    async def _is_new(self, *keys: str) -> bool:
        """Whether nothing of that was seen before. Who wins the first key does the work: of two deliveries at the same
        moment neither may take a key from the other."""
        for key in keys:
            if not await self._talk.teammate.first_time(key):
                return False
        return True

    def spoken(self, person: Person) -> str:
        """A person's language as far as it is known without asking anybody."""
        return self._talk.people.language(person.user) or self._talk.language

    async def tell(self, person: Person, name: str, *, response_url: str = "", thread: str = "") -> None:
        """Say one of Slack's own sentences to one person. Raises: ChatError."""
        language = self.spoken(person)
        card = Card(title=text(language, name), tone=Tone.WARNING)
        await self._talk.ephemeral.tell(person, card, language, response_url=response_url, thread=thread)
