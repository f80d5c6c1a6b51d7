"""What is done for somebody after their request is answered; where it goes wrong, they are told which of us failed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from adapters.teams.inbound import Turn
from adapters.teams.talk import Talk
from bot.channel.work import Job, Work
from bot.errors import ChatError


class Errands:
    """Gives work to the bounded queue; what does not fit is refused in words."""

    def __init__(self, talk: Talk, work: Work) -> None:
        self._talk = talk
        self._work = work

    def offer(self, name: str, turn: Turn, run: Callable[[], Awaitable[None]]) -> None:
        """Do that when there is room for it."""
        failed = "broken"

        async def doing() -> None:
            nonlocal failed
            try:
                await run()
            except ChatError:
                failed = "not_taken"
                raise

        job = Job(name=name, run=doing, sorry=lambda: self._talk.apologise(failed, turn), place=(turn.within, ""))
        if not self._work.offer(job):
            self._work.at_once(Job(name="busy", run=lambda: self._talk.apologise("busy", turn)))
