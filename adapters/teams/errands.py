"""What is done for somebody after their request is answered; where it goes wrong, they are told which of us failed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from adapters.teams.inbound import Turn
from adapters.teams.talk import NotTakenError, Talk
from bot.channel.work import Job, Work
from bot.errors import ChatError


class Errands:
    """Gives work to the bounded queue; what does not fit is refused in words."""

    def __init__(self, talk: Talk, work: Work) -> None:
        self._talk = talk
        self._work = work

    def offer(self, name: str, turn: Turn, run: Callable[[], Awaitable[None]]) -> None:
        """Do that when there is room for it."""
        failed, language = "broken", ""

        async def doing() -> None:
            nonlocal failed, language
            try:
                await run()
            except ChatError as refusal:
                failed = "not_taken"
                language = refusal.language if isinstance(refusal, NotTakenError) else ""
                raise

        async def sorry() -> None:
            await self._talk.apologise(failed, turn, language)

        job = Job(name=name, run=doing, sorry=sorry, place=(turn.within, ""))
        if not self._work.offer(job):
            self._work.at_once(Job(name="busy", run=lambda: self._talk.apologise("busy", turn)))
