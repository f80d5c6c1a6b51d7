"""What one person alone is shown: by the response_url of a command or press, else as an ephemeral message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import aiohttp
import structlog

from adapters.slack.arrivals import Person
from adapters.slack.calls import Calls
from adapters.slack.elements import Block
from adapters.slack.masking import masked
from adapters.slack.render import Rendered, pages, render
from bot.cards import Card
from bot.errors import ChatError

_LOG = structlog.get_logger(__name__)
_PAGES = 3  # of the five uses that a response_url has
_SECONDS = 10


class Ephemeral:
    """Shows cards to one person."""

    def __init__(self, calls: Calls, session: aiohttp.ClientSession, *, proxy: str | None = None) -> None:
        self._calls = calls
        self._session = session
        self._proxy = proxy

    async def tell(
        self,
        person: Person,
        card: Card,
        language: str,
        *,
        response_url: str = "",
        thread: str = "",
        after: Sequence[Block] = (),
    ) -> None:
        """Show the card to that person: where they are, or in a direct message where that cannot be.

        Raises: ChatError where Slack takes it in no way.
        """
        shown = pages(card, language, after=after)
        if len(shown) > _PAGES:
            shown = (render(card, language, after=after),)
        for page in shown:
            await self._show(person, page, response_url, thread)

    async def vanish(self, response_url: str) -> None:
        """Take away the message that a press came from, where only one person sees it."""
        if response_url:
            await self._respond(response_url, {"delete_original": True})

    async def _show(self, person: Person, page: Rendered, response_url: str, thread: str) -> None:
        body: dict[str, Any] = {"text": page.text, "blocks": page.blocks}
        told = {**body, "response_type": "ephemeral", "replace_original": False}
        told |= {"thread_ts": thread} if thread else {}
        if response_url and await self._respond(response_url, told):
            return
        if person.channel and not person.private:
            place = {"channel": person.channel, "user": person.user, "thread_ts": thread or None}
            try:
                await self._calls("chat.postEphemeral", {**place, **body})
            except ChatError as error:
                _LOG.info("slack.ephemeral_refused", channel=person.channel, error=str(error))
            else:
                return
        alone = {"channel": person.channel, "thread_ts": thread or None} if person.private else {"channel": person.user}
        await self._calls.insist("chat.postMessage", {**alone, **page.content})

    async def _respond(self, url: str, body: dict[str, Any]) -> bool:
        """Whether Slack took it: an expired or spent address answers 404 and says so nowhere else."""
        timeout = aiohttp.ClientTimeout(total=_SECONDS)
        try:
            async with self._session.post(url, json=body, timeout=timeout, proxy=self._proxy) as answer:
                said = await answer.text()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            _LOG.info("slack.response_url_silent", error=masked(error))
            return False
        taken = answer.status == 200 and '"ok":false' not in said.replace(" ", "")
        if not taken:
            _LOG.info("slack.response_url_refused", status=answer.status, said=masked(said[:200]))
        return taken
