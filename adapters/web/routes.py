"""The console's paths in the one HTTP application, and what they need from the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import web

from adapters.web.api import Api
from adapters.web.lists import Lists
from adapters.web.pages import Pages
from adapters.web.ports import Behind, Feed, Press, Status
from adapters.web.security import Guard, Session
from adapters.web.stream import Stream
from bot.ports import Assistant

if TYPE_CHECKING:
    from adapters.web.adapter import WebConsole


def routes(
    app: web.Application,
    *,
    console: WebConsole,
    assistant: Assistant,
    feed: Feed,
    status: Status,
    token: str = "",
    hosts: frozenset[str] = frozenset(),
    language: str = "pt",
    actions: Mapping[str, Press] | None = None,
    behind: Behind | None = None,
    heartbeat: float = 15.0,
) -> Guard:
    """Add the console to `app` and give the guard of its paths, so that others can stand behind it too.

    `status` gives the health of the environment as JSON values: those of a HealthReport or a Trouble, plus `mode`
    (`simulator` or `live`). `actions` handle a card's buttons other than `ask`: called with the button's value and
    who pressed it, they give a sentence; the value of `solved` may carry a person's words (`incident||words`).
    `behind` gives the complete list behind a card; without it the page offers none. `heartbeat` is in seconds.
    """
    session = Session(token=token)
    pages = Pages(session=session, language=language, actions=frozenset(actions or {}), lists=behind is not None)
    api = Api(console=console, assistant=assistant, feed=feed, status=status, actions=actions or {}, language=language)
    lists = Lists(behind, language)
    stream = Stream(console=console, feed=feed, heartbeat=heartbeat)
    guard = Guard(session, hosts=hosts, sign_in=pages.sign_in_form, language=language)
    app.router.add_get("/", guard.protect(pages.index))
    app.router.add_post("/login", guard.protect(pages.sign_in, public=True))
    app.router.add_get("/assets/style.css", guard.protect(pages.style, public=True))
    app.router.add_get("/assets/{name}", guard.protect(pages.asset))
    app.router.add_post("/api/ask", guard.protect(api.ask))
    app.router.add_post("/api/action", guard.protect(api.press))
    app.router.add_get("/api/alerts/{incident}/behind", guard.protect(lists.behind))
    app.router.add_get("/api/status", guard.protect(api.health))
    app.router.add_get("/api/stream", guard.protect(stream.serve))
    app.on_shutdown.append(stream.close)
    return guard
