"""Questions to the agent, answered in a thread or to one person alone, with buttons below the answer."""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from adapters.slack import limits
from adapters.slack.arrivals import Person, conversation
from adapters.slack.calls import Calls
from adapters.slack.elements import Block, button, label
from adapters.slack.ephemeral import Ephemeral
from adapters.slack.people import People
from adapters.slack.render import Rendered, pages
from adapters.slack.reply import Pace, Reply
from adapters.slack.roots import words_of_root
from adapters.slack.texts import DEFAULT, text
from adapters.slack.threads import Threads
from bot.cards import Card, Tone
from bot.messages import Answer, Step, Visitor
from bot.ports import Teammate

JUDGE, SHARE = "judge", "share"
_SUGGESTIONS = 4
_SHARES = 300  # answers to one person that can still be posted as they were


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What one person was shown and may post to all."""

    card: Card
    language: str


class Talk:
    """Asks the teammate and shows what it answers."""

    def __init__(
        self,
        teammate: Teammate,
        calls: Calls,
        *,
        people: People,
        ephemeral: Ephemeral,
        threads: Threads,
        language: str = DEFAULT,
        pace: Pace | None = None,
    ) -> None:
        self.teammate = teammate
        self.calls = calls
        self.people = people
        self.ephemeral = ephemeral
        self.language = language
        self._threads = threads
        self._pace = pace or Pace()
        self._shares: OrderedDict[str, Shared] = OrderedDict()

    async def admitted(self, person: Person, *, response_url: str = "", thread: str = "") -> Visitor | None:
        """Who asks; None for a colleague where another company reads along, who is told so. Raises: ChatError.

        Whom the core refuses otherwise it tells itself.
        """
        visitor = await self.people.visitor(person)
        if not visitor.external or not self.people.is_colleague(person) or not await self.teammate.refusal(visitor):
            return visitor
        language = self.spoken(visitor)
        card = Card(title=text(language, "shared_channel"), tone=Tone.WARNING)
        await self.ephemeral.tell(person, card, language, response_url=response_url, thread=thread)
        return None

    async def answer(
        self,
        question: str,
        visitor: Visitor,
        person: Person,
        thread: str,
        *,
        begins: bool = False,
        called: bool = False,
    ) -> None:
        """Answer in a thread, step by step where it takes long. Raises: ChatError.

        `begins`: the question is the root of the thread, and in a talk alone its title. `called`: Resync was called
        into the thread, perhaps for what stands at its root.
        """
        talk = conversation(person, thread)
        thinking = text(self.spoken(visitor), "thinking")
        title = question if begins and person.private else ""
        async with Reply(self.calls, person, thread, thinking=thinking, title=title, pace=self._pace) as reply:
            answer: Answer | None = None
            below = partial(self._root, person.channel, thread) if called and not (begins or person.private) else None
            async for told in self.teammate.ask(question, visitor, conversation=talk, below=below):
                if isinstance(told, Step):
                    await reply.step(told.text)
                else:
                    answer = told
            if answer is None:
                return
            await reply.finish(self._pages(answer, talk))

    async def _root(self, channel: str, thread: str) -> str:
        return await words_of_root(self.calls, self.people.identity, channel, thread)

    async def hear(self, person: Person, thread: str, *, alone: bool = True) -> None:
        """Keep that somebody is answered in a thread, before anything is looked up: they may go on at once.

        `alone`: what that person says there next is for Resync, too.
        """
        if not person.private:
            await self._threads.answered(person.channel, thread, person.user, alone=alone)

    async def answer_if_meant(self, question: str, visitor: Visitor, person: Person, thread: str) -> None:
        """Answer what is said among people only where something was looked up for it. Raises: ChatError."""
        answer = await self.asked(question, visitor, conversation(person, thread))
        if answer is None or not answer.calls:
            return
        await self._threads.answered(person.channel, thread, person.user, alone=False)
        for page in self._pages(answer, conversation(person, thread)):
            place = {"channel": person.channel, "thread_ts": thread}
            await self.calls.insist("chat.postMessage", {**place, **page.content})

    async def answer_alone(
        self, question: str, visitor: Visitor, person: Person, *, talk: str, response_url: str, thread: str = ""
    ) -> None:
        """Answer to one person; below it, a button that posts the answer for all. Raises: ChatError."""
        answer = await self.asked(question, visitor, talk)
        if answer is None:
            return
        shared = [] if person.private else [self.share(answer.card, answer.language, question, thread)]
        below = [*suggestions(answer.suggestions), *shared]
        await self.ephemeral.tell(
            person, answer.card, answer.language, response_url=response_url, thread=thread, after=below
        )

    async def asked(self, question: str, visitor: Visitor, talk: str) -> Answer | None:
        """The answer alone, without its steps; it is the last that comes."""
        answer: Answer | None = None
        async for told in self.teammate.ask(question, visitor, conversation=talk):
            answer = told if isinstance(told, Answer) else answer
        return answer

    def _pages(self, answer: Answer, talk: str) -> tuple[Rendered, ...]:
        """An answer with what may be asked next and, but for a greeting or a refusal, whether it helped."""
        judged = [feedback(talk, answer.language)] if answer.calls or answer.by_model else []
        below = [*suggestions(answer.suggestions), *judged]
        return pages(answer.card, answer.language, after=below)

    async def show(self, card: Card, language: str, person: Person, *, thread: str = "", shared: bool = False) -> None:
        """Show a card to all of a channel or thread. Raises: ChatError."""
        mentions = (person.user,) if shared else ()
        for page in pages(card, language, mentions=mentions):
            place = {"channel": person.channel, "thread_ts": thread or None}
            await self.calls.insist("chat.postMessage", {**place, **page.content})

    def share(self, card: Card, language: str, question: str, thread: str = "") -> Block:
        """The button that posts for all what one person was shown; after a restart it asks the question again."""
        token = secrets.token_urlsafe(9)
        self._shares[token] = Shared(card=card, language=language)
        while len(self._shares) > _SHARES:
            self._shares.popitem(last=False)
        value = json.dumps({"token": token, "question": question[:1000], "thread": thread})
        return {"type": "actions", "elements": [button(text(language, "share"), f"{SHARE}:0", value)]}

    def shared(self, token: str) -> Shared | None:
        """What a share button stands for, None where that is not known any more."""
        return self._shares.get(token)

    def spoken(self, visitor: Visitor) -> str:
        """The language that Slack's own sentences are said in to somebody."""
        return visitor.language or self.language


def feedback(talk: str, language: str) -> Block:
    """Whether an answer helped, as Slack's own pair of buttons."""
    good, bad = text(language, "good_answer"), text(language, "bad_answer")
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": f"{JUDGE}:0",
                "positive_button": {"text": label(good, limits.BUTTON_TEXT), "value": f"good|{talk}"},
                "negative_button": {"text": label(bad, limits.BUTTON_TEXT), "value": f"bad|{talk}"},
            }
        ],
    }


def suggestions(words: Sequence[str]) -> list[Block]:
    """What may be asked next, as buttons."""
    buttons = [
        button(question, f"ask:next{number}", question)
        for number, question in enumerate(words[:_SUGGESTIONS])
        if question.strip()
    ]
    return [{"type": "actions", "elements": buttons}] if buttons else []
