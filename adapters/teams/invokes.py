"""What Teams wants an answer to at once: buttons of cards, refreshes, the compose box, thumbs below an answer."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from adapters.teams.activities import CARD
from adapters.teams.adapter import REFRESH, TeamsChat
from adapters.teams.elements import Element, fitted, plain, with_refresh
from adapters.teams.errands import Errands
from adapters.teams.forms import CANCEL, ENTRY, NO_ENTRY, SAVE, WORDS, only_asking, solved_form
from adapters.teams.inbound import Body, Pressed, Turn, liked, pressed_of, searched
from adapters.teams.recent import Recent
from adapters.teams.render import render
from adapters.teams.sentences import sentence
from adapters.teams.talk import Talk
from bot.cards import Card, Text
from bot.channel.lately import Lately
from bot.channel.work import Job, Work
from bot.errors import ChatError
from bot.messages import Told

SECONDS = 4.0  # Teams waits for five
AGAIN = 60.0  # seconds in which the same question of a card is not answered once more
_SOLUTIONS_SECONDS = 1.5
_LINE, _WORDS = 200, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an HTTP request is answered with; `body` is None for nothing."""

    status: int = 200
    body: dict[str, Any] | None = None


class Invokes:
    """Handles invokes; none fails, none takes longer than Teams waits."""

    def __init__(
        self,
        talk: Talk,
        chat: TeamsChat,
        work: Work,
        *,
        seconds: float = SECONDS,
        recent: Recent[Response] | None = None,
    ) -> None:
        self._talk = talk
        self._chat = chat
        self._work = work
        self._errands = Errands(talk, work)
        self._seconds = seconds
        self._recent: Recent[Response] = recent or Recent()
        self._answered: Lately[bool] = Lately(AGAIN)
        self._names: dict[str, Callable[[Turn, Body], Awaitable[Response]]] = {
            "adaptiveCard/action": self._pressed,
            "composeExtension/query": self._searched,
            "message/submitAction": self._judged,
        }

    async def take(self, turn: Turn, body: Body) -> Response:
        """The answer to an invoke; an empty one to what nobody here knows."""
        handle = self._names.get(str(body.get("name") or ""))
        return Response(body={}) if handle is None else await handle(turn, body)

    async def press(self, turn: Turn, pressed: Pressed) -> Response:
        """Do what a button says."""
        handle = {REFRESH: self._refreshed, SAVE: self._saved, CANCEL: self._cancelled}.get(pressed.verb)
        if handle is not None:
            return await handle(turn, pressed)
        if pressed.verb == "solved" and "|" not in pressed.value:
            return await self._asked(turn, pressed.value)
        told = await self._talk.teammate.press(pressed.verb, pressed.value, turn.visitor)
        if told.question:
            return self._answering(told, turn)
        if told.public and not told.refused:
            self._errands.offer("outcome of a button", turn, lambda: self._talk.show(told.card, told.language, turn))
        return _said(_words(told))

    def _answering(self, told: Told, turn: Turn) -> Response:
        """The question of a button is answered in the thread, once within a minute whoever presses."""
        mark = repr((turn.within, told.question))
        if self._answered.of(mark):
            return _said(sentence(told.language, "answered_above"))
        self._answered.note(mark, value=True)

        async def answering() -> None:
            try:
                await self._talk.answer(told.question, turn)
            except ChatError:
                self._answered.forget(mark)
                raise

        self._errands.offer("question of a button", turn, answering)
        return _said(sentence(told.language, "answering"))

    async def _pressed(self, turn: Turn, body: Body) -> Response:
        pressed = pressed_of(body)
        if pressed is None:
            return _said("?")
        key = repr((turn.person.id, turn.within, turn.reply_to, pressed))
        done = self._recent.once(key, partial(self.press, turn, pressed))
        finished, _ = await asyncio.wait({done}, timeout=self._seconds)
        language = self._talk.spoken(turn)
        if not finished and pressed.automatic:
            return self._as_it_stands(turn)
        if not finished:
            self._work.at_once(Job(name="late press", run=lambda: self._late(turn, done)))
            return _said(sentence(language, "working"))
        if done.cancelled() or done.exception() is not None:
            # It is in the log by `at_once`; an error here would be shown as one of Teams' own.
            self._work.at_once(Job(name=f"press {pressed.verb}", run=lambda: _raised(done)))
            return self._as_it_stands(turn) if pressed.automatic else _said(sentence(language, "broken"))
        return done.result()

    def _as_it_stands(self, turn: Turn) -> Response:
        """The card that stands there, for a refresh that nobody pressed and that nothing can be said to."""
        shown = self._chat.shown(turn.place.channel, turn.reply_to)
        if shown is None:
            error = {"code": "500", "message": sentence(self._talk.spoken(turn), "broken")}
            return _universal("application/vnd.microsoft.error", error, status=500)
        return _card(render(shown.card, shown.language or self._talk.spoken(turn)))

    async def _late(self, turn: Turn, done: asyncio.Future[Response]) -> None:
        """Tell in the thread what came of a press that took long."""
        told = (await done).body or {}
        value = told.get("value")
        if isinstance(value, str):
            await self._talk.send({"type": "message", "text": html.escape(value)}, turn)
        elif told.get("type") == CARD:
            await self._talk.send({"type": "message", "attachments": [{"contentType": CARD, "content": value}]}, turn)

    async def _refreshed(self, turn: Turn, pressed: Pressed) -> Response:
        """The board as this person may see it, from what was last read."""
        card = await self._talk.teammate.board(turn.visitor, board=pressed.value)
        return _card(with_refresh(render(card, self._talk.spoken(turn)), REFRESH, {"value": pressed.value}))

    async def _asked(self, turn: Turn, incident: str) -> Response:
        """What fixed it, by a card with the sheet's rows, for somebody who may see them."""
        refusal = await self._talk.teammate.refusal(turn.visitor)
        return _said(refusal) if refusal is not None else _card(await self._form(turn, incident))

    async def _form(self, turn: Turn, incident: str, words: str = "", warning: str = "") -> Element:
        try:
            async with asyncio.timeout(_SOLUTIONS_SECONDS):
                rows = await self._talk.teammate.solutions(incident, turn.visitor)
        except TimeoutError:
            rows = ()
        return solved_form(rows, self._talk.spoken(turn), incident=incident, words=words, warning=warning)

    async def _saved(self, turn: Turn, pressed: Pressed) -> Response:
        entry, words = pressed.typed(ENTRY), pressed.typed(WORDS)
        entry = "" if entry == NO_ENTRY else entry
        if not entry and not words:
            warning = sentence(self._talk.spoken(turn), "solved_empty")
            return _card(await self._form(turn, pressed.value, warning=warning))
        told = await self._talk.teammate.solved(pressed.value, turn.visitor, entry=entry, text=words)
        # The alert comes back, with what was done above it: nobody is left with a note in its place.
        alert = None if told.refused else told.alert or self._last_shown(turn)
        if alert is None:
            return _card(render(told.card, told.language))
        done = Text(text=told.card.title, style="strong")
        return _card(render(replace(alert, blocks=(done, *alert.blocks)), told.language))

    def _last_shown(self, turn: Turn) -> Card | None:
        """The alert as it was shown last. Its buttons that change something may be of before the press; the alert's own
        edit, which follows, brings those of now."""
        shown = self._chat.shown(turn.place.channel, turn.reply_to)
        return replace(shown.card, blocks=only_asking(shown.card.blocks)) if shown else None

    async def _cancelled(self, turn: Turn, _: Pressed) -> Response:
        shown = self._chat.shown(turn.place.channel, turn.reply_to)
        if shown is None:
            return _said(sentence(self._talk.spoken(turn), "cancelled"))
        return _card(render(shown.card, shown.language or self._talk.spoken(turn), mentions=shown.mentions))

    async def _searched(self, turn: Turn, body: Body) -> Response:
        words, skip, count = searched(body)
        language = self._talk.spoken(turn)
        refusal = await self._talk.teammate.refusal(turn.visitor)
        if refusal is not None:
            return _note(refusal)
        try:
            async with asyncio.timeout(self._seconds):
                found = await self._talk.teammate.search(words, turn.visitor, limit=skip + count)
        except TimeoutError:
            return _note(sentence(language, "search_slow"))
        if not found:
            return _note(sentence(language, "nothing_found"))
        if len(found) == 1 and found[0][0] == found[0][1].title:  # why nothing could be asked; no job is called so
            return _note(found[0][0])
        results = [
            {
                "contentType": CARD,
                "content": render(card, language),
                "preview": {
                    "contentType": "application/vnd.microsoft.card.thumbnail",
                    "content": {"title": html.escape(fitted(line, _LINE), quote=False)},
                },
            }
            for line, card in found[skip:]
        ]
        told = {"type": "result", "attachmentLayout": "list", "attachments": results}
        return Response(body={"composeExtension": told})

    async def _judged(self, turn: Turn, body: Body) -> Response:
        good = liked(body)
        if good is not None and await self._talk.teammate.first_time(turn.key):
            judged = partial(self._talk.teammate.judge, turn.conversation, turn.visitor, good=good)
            self._work.offer(Job(name="judgement", run=judged))
        return Response(body={})


async def _raised(done: asyncio.Future[Response]) -> None:
    await done


def _words(told: Told) -> str:
    blocks = [str(getattr(block, "text", "")) for block in told.card.blocks]
    return " ".join(each for each in (told.card.title, *blocks) if each)[:_WORDS]


def _said(words: str) -> Response:
    """A line that only the person who pressed sees."""
    return _universal("application/vnd.microsoft.activity.message", plain(words))


def _card(card: Element) -> Response:
    """A card in the place of the one that was pressed, for that person."""
    return _universal(CARD, card)


def _universal(kind: str, value: Any, status: int = 200) -> Response:
    return Response(body={"statusCode": status, "type": kind, "value": value})


def _note(words: str) -> Response:
    return Response(body={"composeExtension": {"type": "message", "text": plain(words)}})
