"""What is said in a talk: mostly questions for the agent, now and then an order to Resync itself."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.cards import Tone
from bot.channel.access import CONSOLES
from bot.channel.asked import Asked, TellerIn
from bot.channel.asking import Asking
from bot.channel.commands import Command, as_asked, ordered
from bot.channel.lately import Lately
from bot.channel.orders import Orders
from bot.channel.pointing import Below, Pointing, is_pointing
from bot.channel.rooms import Floor
from bot.channel.scope import Scope
from bot.channel.subjects import NOTHING, Subjects
from bot.messages import Answer, Question, Step, Told, Visitor
from bot.phrases import Phrases
from bot.presenters import plain_text
from bot.presenters.home import note_card

SPOKEN_OF = 15 * 60.0  # seconds in which a job that was spoken of is still meant
_LOG = structlog.get_logger(__name__)


class Talking:
    """Answers whoever was let in: obeys what can be nothing but an order, asks the agent everything else."""

    def __init__(self, floor: Floor, asking: Asking, orders: Orders, subjects: Subjects, teller: TellerIn) -> None:
        self._floor = floor
        self._asking = asking
        self._orders = orders
        self._subjects = subjects
        self._teller = teller
        self._pointing = Pointing(floor)
        self._spoken_of: Lately[str] = Lately(SPOKEN_OF)

    async def ask(
        self, question: Question, visitor: Visitor, scope: Scope, below: Below | None = None
    ) -> AsyncGenerator[Step | Answer, None]:
        """Steps, then one Answer, last; the question's language is the asker's. `below` as in `bot.ports.Teammate`."""
        language = question.language or "pt"
        order = ordered(question.text, language)
        if order is not None and not _is_asked_there(order, visitor):
            yield await self._obeyed(order, visitor, scope)
            return
        wants_alerts = order is not None and order.name == "alerts"
        text = Phrases(language).say("ask.open") if wants_alerts else as_asked(question.text, language)
        subject = await self._subjects.of(question.conversation, visitor, scope)
        words = await self._pointing.words(question.conversation, below) if below and subject == NOTHING else ""
        if words and is_pointing(text) and not self._asking.has_answered(question.conversation):
            diagnosis = await self._pointing.diagnosis(words, scope, self._teller(language))
            if diagnosis is not None:
                yield diagnosis
                return
        if words:
            subject = await self._pointing.subject(words, scope)
        # Alone with Resync people type on at the top, where each message begins a thread of its own.
        talk = f"{visitor.platform}:{visitor.channel}:{visitor.user}" if visitor.private else ""
        asked = Question(
            text=text,
            conversation=question.conversation,
            language=language,
            user=question.user,
            about=subject.job or self._spoken_of.of(talk) or "",
        )
        async with aclosing(self._asking.ask(asked, scope, environment=subject.environment)) as events:
            async for event in events:
                if talk and isinstance(event, Answer) and (job := _one_job(event)):
                    self._spoken_of.note(talk, job)
                yield event

    async def _obeyed(self, order: Command, visitor: Visitor, scope: Scope) -> Answer:
        try:
            told = await self._orders.obey(Asked(command=order, visitor=visitor, scope=scope))
        except SQLAlchemyError:
            told = store_silent(visitor, order.language)
        text = plain_text(told.card, told.language)
        environment = self._floor.seen(scope)[0].name
        return Answer(text=text, language=told.language, environment=environment, card=told.card)


def _one_job(answer: Answer) -> str:
    """The key of the job that an answer is about, empty where that is none or several."""
    keys = {str(fact.get("key") or "") for fact in answer.facts if fact.get("kind") == "job"}
    return keys.pop() if len(keys) == 1 else ""


def store_silent(visitor: Visitor, language: str) -> Told:
    """That our own data could not be read or written; the log gets the error that is being handled."""
    _LOG.exception("store.silent", platform=visitor.platform)
    card = note_card(Phrases(language).say("channel.store_silent"), Tone.BAD)
    return Told(card=card, language=language, refused=True)


def _is_asked_there(order: Command, visitor: Visitor) -> bool:
    """In a console the agent's own help fits better, and `alerts` asks for those that are open."""
    is_question = order.name == "help" or (order.name == "alerts" and order.on is None)
    return visitor.platform in CONSOLES and is_question
