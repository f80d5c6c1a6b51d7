"""The complete list behind a card that names only some of its incidents."""

from __future__ import annotations

from aiohttp import web

from adapters.web.inbound import Refusal
from adapters.web.ports import Behind
from adapters.web.refusal import refused
from adapters.web.render import row_as_dict
from adapters.web.texts import language_of, text
from bot.errors import ResyncError

SHOWN = 5000  # rows that a browser still draws at once; the total is always told


class Lists:
    """Serves the rows that `behind` gives; none where nobody gives them."""

    def __init__(self, behind: Behind | None, language: str) -> None:
        self._behind = behind
        self._default = language

    async def behind(self, request: web.Request) -> web.StreamResponse:
        """`GET /api/alerts/{incident}/behind`: `total` and `rows`, in the order of the store."""
        if self._behind is None:
            language = language_of(request.headers, self._default)
            return refused(Refusal(status=404, sentence=text(language, "no_list")))
        try:
            found = await self._behind(request.match_info["incident"])
        except ResyncError as error:
            return refused(Refusal(status=503, sentence=str(error)))
        values = {"total": len(found), "rows": [row_as_dict(incident) for incident in found[:SHOWN]]}
        return web.json_response(values, headers={"Cache-Control": "no-store"})
