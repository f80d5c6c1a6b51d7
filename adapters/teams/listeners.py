"""What Teams sends -> answered at once, and done by the workers."""

from __future__ import annotations

from dataclasses import replace

from adapters.teams.errands import Errands
from adapters.teams.inbound import Body, Turn, is_called, pressed_of, turn_of, words_of
from adapters.teams.invokes import Invokes, Response
from adapters.teams.membership import deleted_channel, was_added, was_removed
from adapters.teams.quotes import quoted_in
from adapters.teams.talk import Talk
from bot.channel.work import Work

DONE = Response(status=202)


class Listeners:
    """Takes in everything that Teams sends; what nobody here knows is answered well and left alone."""

    def __init__(self, talk: Talk, invokes: Invokes, work: Work, *, tenant: str, is_playground: bool = False) -> None:
        self._talk = talk
        self._invokes = invokes
        self._errands = Errands(talk, work)
        self._tenant = tenant
        self._is_playground = is_playground

    async def take(self, body: Body) -> Response:
        """The answer to one activity that is known to be Teams'."""
        turn = turn_of(body, self._tenant, is_playground=self._is_playground)
        kind = body.get("type")
        if kind == "invoke":
            return await self._invokes.take(turn, body)
        if kind == "message":
            self._heard(turn, body)
        elif kind in {"conversationUpdate", "installationUpdate"}:
            await self._moved(turn, body)
        return DONE

    async def _moved(self, turn: Turn, body: Body) -> None:
        """The bot came, went, or hears of others: what is known of the place changes before Teams is answered."""
        places, deleted = self._talk.places, deleted_channel(body)
        if deleted:
            await places.forget(replace(turn.place, channel=deleted))
            await self._talk.teammate.left(replace(turn.visitor, channel=deleted))
        elif was_removed(body):
            await places.forget(turn.place, with_team=True)
            await self._talk.teammate.left(turn.visitor, with_team=True)
        else:
            await places.keep(turn.place)
            if was_added(body):
                self._errands.offer("greeting", turn, lambda: self._greet(turn))

    def _heard(self, turn: Turn, body: Body) -> None:
        if pressed_of(body) is not None:
            self._errands.offer("press", turn, lambda: self._press(turn, body))
        elif is_called(body):
            words = words_of(body)
            asked = replace(turn, quoted=quoted_in(body))
            self._errands.offer("question", turn, lambda: self._answer(asked, words))

    async def _answer(self, turn: Turn, words: str) -> None:
        if not await self._talk.teammate.first_time(turn.key):
            return
        await self._talk.places.keep(turn.place)
        await self._talk.hear(words, turn)

    async def _press(self, turn: Turn, body: Body) -> None:
        """A button on an older client, which tells of it by a message: the answer goes to the thread."""
        pressed = pressed_of(body)
        if pressed is None or not await self._talk.teammate.first_time(turn.key):
            return
        response = await self._invokes.press(turn, pressed)
        value = (response.body or {}).get("value")
        if isinstance(value, dict):
            await self._talk.send({"type": "message", "attachments": [_attachment(response)]}, turn)
        elif value:
            await self._talk.send({"type": "message", "text": str(value), "textFormat": "plain"}, turn)

    async def _greet(self, turn: Turn) -> None:
        """Say once what the bot can do where it was added."""
        if not await self._talk.teammate.first_time(f"teams:greeting:{turn.place.tenant}:{turn.place.channel}"):
            return
        # Whoever added it may be anybody: the greeting is the place's.
        there = replace(turn.visitor, external=False)
        card = await self._talk.teammate.greeting(there)
        await self._talk.show(card, self._talk.spoken(turn), turn)


def _attachment(response: Response) -> dict[str, object]:
    body = response.body or {}
    return {"contentType": body.get("type"), "content": body.get("value")}
