"""A question below a colleague's message: "why?" and "what is it?" are about what stands there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Awaitable, Callable

from bot.channel.lately import Lately
from bot.channel.lookups import diagnose, one_job
from bot.channel.rooms import Floor
from bot.channel.scope import Scope, seeing
from bot.channel.subjects import NOTHING, Subject
from bot.messages import Answer
from bot.presenters import Teller, plain_text

# Gives what the message says that a question stands below; empty where it cannot be read.
Below = Callable[[], Awaitable[str]]

KEPT = 3600.0  # seconds in which such a message is not read again
_POINTING = re.compile(
    r"(?:e |and |mas |but |so )?(?:"
    r"por ?que|pq|o ?que (?:e|foi|houve|aconteceu|sera|deu)(?: (?:isso|isto|esse|este|aqui))?(?: erro)?"
    r"|que erro (?:e|foi) (?:esse|este|isso)|alguma ideia|como (?:resolver|resolve|resolvo)(?: (?:isso|isto))?"
    r"|(?:diagnostique|diagnostico|explique|explica|analise)(?: (?:isso|isto|disso))?"
    r"|why|why (?:is|was) (?:it|this|that)|what (?:is|was|s)(?: (?:it|this|that|wrong))(?: error)?|what happened"
    r"|any ideas?|how (?:to|do i|do we) (?:fix|solve)(?: (?:it|this|that))?"
    r"|(?:diagnose|explain|diagnosis)(?: (?:it|this|that))?)"
)


class Pointing:
    """Knows what the messages say that people ask below, as data: no more than names and an error are found in it."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._words: Lately[str] = Lately(KEPT)

    async def words(self, conversation: str, below: Below) -> str:
        """What the message says, read once in a while."""
        known = self._words.of(conversation)
        if known is None:
            known = await below()
            self._words.note(conversation, known)
        return known

    async def subject(self, words: str, scope: Scope) -> Subject:
        """The one job that the message names; nothing where it names none or several."""
        with seeing(scope):
            found = [(room.name, job) for room in self._floor.seen(scope) if (job := await one_job(room, words))]
        return Subject(job=found[0][1], environment=found[0][0]) if len(found) == 1 else NOTHING

    async def diagnosis(self, words: str, scope: Scope, teller: Teller) -> Answer | None:
        """What is wrong with what the message names or quotes, as its shortcut says it; None where that is nothing."""
        rooms = self._floor.seen(scope)
        with seeing(scope):
            said = await diagnose(rooms, words, teller)
        if said is None:
            return None
        text = plain_text(said.card, teller.language)
        return Answer(text=text, language=teller.language, environment=rooms[0].name, card=said.card)


def is_pointing(question: str) -> bool:
    """Whether a question only points at something, in Portuguese or English, and names nothing."""
    plain = unicodedata.normalize("NFKD", question.casefold()[:200])
    letters = "".join(each if each.isalnum() else " " for each in plain if not unicodedata.combining(each))
    return _POINTING.fullmatch(" ".join(letters.split())) is not None
