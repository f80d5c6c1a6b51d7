"""Questions to the agent and words behind a mention, answered in the thread that they were said in."""

from __future__ import annotations

from functools import partial

from adapters.teams.activities import Activity, answers, messages
from adapters.teams.calls import Address, Calls
from adapters.teams.inbound import Turn
from adapters.teams.places import Places, address_of
from adapters.teams.reply import Pace, Reply, Streams
from adapters.teams.sentences import sentence
from adapters.teams.texts import DEFAULT
from bot.cards import Card, Tone
from bot.errors import ChatError
from bot.messages import Answer, Step
from bot.ports import Teammate

_SENTENCE = 4  # words that end with a question mark and are no command


class NotTakenError(ChatError):
    """Teams did not take an answer, which is in a language."""

    def __init__(self, message: str, language: str) -> None:
        super().__init__(message)
        self.language = language


class Talk:
    """Asks the teammate and shows what it answers."""

    def __init__(
        self, teammate: Teammate, calls: Calls, places: Places, *, language: str = DEFAULT, pace: Pace | None = None
    ) -> None:
        self.teammate = teammate
        self.places = places
        self._calls = calls
        self._language = language
        self._pace = pace or Pace()
        self._streams = Streams()

    async def hear(self, words: str, turn: Turn) -> None:
        """Do what somebody's words say: a command, or a question to the agent. Raises: ChatError."""
        if turn.quoted or (words.rstrip().endswith("?") and len(words.split()) >= _SENTENCE):
            await self.answer(words, turn)
            return
        told = await self.teammate.command(words, turn.visitor, conversation=turn.conversation)
        if told.question:
            await self.answer(told.question, turn)
        else:
            await self.show(told.card, told.language, turn)

    async def answer(self, question: str, turn: Turn) -> None:
        """Answer in the thread, step by step where it takes long. Raises: ChatError."""
        language = self.spoken(turn)
        await self.places.asked(turn)
        reply = Reply(
            self._calls,
            self.address(turn),
            streams=self._streams if turn.place.is_private else None,
            unfinished=sentence(language, "unfinished"),
            pace=self._pace,
        )
        async with reply:
            answer: Answer | None = None
            below = partial(_quoted, turn) if turn.quoted else None
            async for told in self.teammate.ask(question, turn.visitor, conversation=turn.conversation, below=below):
                if isinstance(told, Step):
                    reply.step(told.text)
                else:
                    answer = told
            if answer is not None:
                await self._finish(reply, answer)

    async def _finish(self, reply: Reply, answer: Answer) -> None:
        try:
            await reply.finish(answers(answer))
        except ChatError as refusal:
            raise NotTakenError(str(refusal), answer.language) from refusal

    async def show(self, card: Card, language: str, turn: Turn) -> None:
        """Show a card in the thread. Raises: ChatError."""
        for each in messages(card, language):
            await self.send(each, turn)

    async def apologise(self, name: str, turn: Turn, language: str = "") -> None:
        """Say one of our own sentences, in a language or the person's own. Raises: ChatError."""
        spoken = language or self.spoken(turn)
        await self.show(Card(title=sentence(spoken, name), tone=Tone.WARNING), spoken, turn)

    async def send(self, activity: Activity, turn: Turn) -> str:
        """Send to the thread. Raises: ChatError."""
        return await self._calls.send(self.address(turn), activity)

    def address(self, turn: Turn) -> Address:
        """The thread that something was said in."""
        return address_of(turn.place, turn.thread)

    def spoken(self, turn: Turn) -> str:
        """The language that our own sentences are said in to somebody."""
        return turn.language or self._language


async def _quoted(turn: Turn) -> str:
    return turn.quoted
