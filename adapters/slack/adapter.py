"""Slack as a chat platform: alerts, edits of alerts, notices; and the question whether Slack has taken one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import structlog

from adapters.slack.calls import FAULTS, Calls, SlackError
from adapters.slack.health import CLOSED, Health
from adapters.slack.render import Rendered, pages, render
from adapters.slack.spots import Spot, is_alert, key_of, mark_of, spot_of, whom
from adapters.slack.texts import DEFAULT
from adapters.slack.threads import Threads
from bot.errors import ChatError
from bot.messages import Outgoing

_LOG = structlog.get_logger(__name__)
EVENT = "resync_incident"
_HISTORY_PAGES = 5
_HISTORY_SECONDS = 25 * 3600  # what is undelivered for a day is given up on
_REFUSED = 2_000
_PAGE_TRIES = 3
# Somebody deleted the root of a thread: what would follow below it is let go as its edits are.
_NO_THREAD = frozenset({"thread_not_found", "cannot_reply_to_message"})


class SlackChat:
    """The `Chat` of Slack. Alerts go by `alerts`, boards and other messages of no incident by `housekeeping`.

    `now` gives seconds since 1970.
    """

    name = "slack"

    def __init__(
        self,
        alerts: Calls,
        housekeeping: Calls,
        *,
        now: Callable[[], float],
        language: str = DEFAULT,
        health: Health | None = None,
        threads: Threads | None = None,
    ) -> None:
        self._alerts = alerts
        self._health = health or Health()
        self._threads = threads or Threads(clock=now)
        self._housekeeping = housekeeping
        self._now = now
        self._language = language
        self._refused: OrderedDict[str, None] = OrderedDict()
        self._put_off: dict[str, str | None] = {}

    async def post(self, message: Outgoing) -> str:
        """Send a message and give the reference to edit it by; what does not fit one message follows in its thread.

        Raises: CardTooLargeError, ChatError.
        """
        spot = spot_of(message)
        first, *rest = pages(message.card, self._spoken(message), mentions=whom(message, spot))
        key = key_of(message)
        try:
            answer = await self._first(message, spot, first, key)
        except SlackError as error:
            if error.error in _NO_THREAD and message.thread and is_alert(message):
                _LOG.info("slack.thread_gone", incident=message.incident, reference=message.thread)
                return message.thread
            raise
        channel, ts = str(answer.get("channel") or spot.channel), str(answer.get("ts") or "")
        for number, page in enumerate(rest, start=2):
            await self._page(message, replace(spot, channel=channel, thread=spot.thread or ts), page, number)
        if key["kind"] == "root" and is_alert(message):
            await self._threads.opened(channel, ts)
        return f"{channel}:{ts}"

    async def _first(self, message: Outgoing, spot: Spot, page: Rendered, key: dict[str, str]) -> dict[str, Any]:
        """Slack's answer to the first page; who asked by a command where Resync is not hears of it alone."""
        calls, posted = self._calls(message), _posted(spot, page, _metadata(message, key))
        try:
            answer = await calls("chat.postMessage", posted)
        except SlackError as error:
            self._note_refusal(mark_of(spot, key), error)
            if error.error not in CLOSED:
                raise
            if spot.person:
                return await calls("chat.postMessage", {**posted, "channel": spot.person})
            self._health.place_closed(spot.channel, error.error)
            # A board can be asked for again; an alert is tried until somebody invites us.
            error.gone = error.gone or not is_alert(message)
            raise
        self._health.place_open(spot.channel)
        return answer

    async def edit(self, reference: str, message: Outgoing) -> None:
        """Replace a message in place. A card that a person has deleted stays deleted; a board that is gone is said.

        Raises: CardTooLargeError, ChatError.
        """
        channel, _, ts = reference.rpartition(":")
        page = render(message.card, self._spoken(message), mentions=message.mentions)
        values = {
            "channel": channel,
            "ts": ts,
            # Blocks that an update leaves out stay as they were, so that they are always given.
            "blocks": page.blocks,
            "text": page.text,
            "metadata": _metadata(message, key_of(message)),
        }
        try:
            await self._calls(message)("chat.update", values)
        except ChatError as error:
            if not error.gone or not is_alert(message):
                raise
            _LOG.info("slack.card_gone", incident=message.incident, reference=reference)

    async def find(self, message: Outgoing) -> str | None:
        """The reference to a message that Slack may have taken, as the place itself tells; None where it has not.

        Raises: ChatError where Slack cannot be asked just now.
        """
        spot, key = spot_of(message), key_of(message)
        if mark_of(spot, key) in self._refused:
            return None
        try:
            return await self._found(spot, key)
        except SlackError as error:
            # Any other refusal means that the history is closed to us: posting once more is better than never.
            if not error.answered or error.error in FAULTS:
                raise
            _LOG.warning("slack.history_closed", channel=spot.channel, error=error.error)
            return None

    async def _found(self, spot: Spot, key: dict[str, str]) -> str | None:
        method = "conversations.replies" if spot.thread else "conversations.history"
        values: dict[str, Any] = {
            "channel": spot.channel,
            "ts": spot.thread or None,
            "limit": "200",
            "include_all_metadata": "true",
            "oldest": f"{self._now() - _HISTORY_SECONDS:.6f}",
        }
        mark = mark_of(spot, key)
        # Where Slack gives a page a minute, the next look goes on with the page that it was put off at.
        values["cursor"] = self._put_off.pop(mark, None)
        for _ in range(_HISTORY_PAGES):
            try:
                answer = await self._alerts(method, values, form=True)
            except ChatError:
                self._put_off[mark] = values["cursor"]
                raise
            for told in answer.get("messages", []):
                if _is_same(told, key):
                    return f"{spot.channel}:{told.get('ts', '')}"
            values["cursor"] = (answer.get("response_metadata") or {}).get("next_cursor") or None
            if not values["cursor"]:
                break
        return None

    async def _page(self, message: Outgoing, spot: Spot, page: Rendered, number: int) -> None:
        """A further page; the first stands already, so its refusal is told in the log and nothing is repeated."""
        key = {**key_of(message), "kind": f"page {number}"}
        for attempt in range(1, _PAGE_TRIES + 1):
            try:
                await self._calls(message)("chat.postMessage", _posted(spot, page, _metadata(message, key)))
            except ChatError as error:
                _LOG.warning("slack.page_refused", page=number, attempt=attempt, error=str(error))
            else:
                return

    def _calls(self, message: Outgoing) -> Calls:
        return self._alerts if is_alert(message) else self._housekeeping

    def _spoken(self, message: Outgoing) -> str:
        return message.language or self._language

    def _note_refusal(self, mark: str, error: SlackError) -> None:
        self._refused.pop(mark, None)
        if error.answered:
            self._refused[mark] = None
        while len(self._refused) > _REFUSED:
            self._refused.popitem(last=False)


def _metadata(message: Outgoing, key: dict[str, str]) -> dict[str, Any]:
    return {"event_type": EVENT, "event_payload": {**key, "state": message.state}}


def _posted(spot: Spot, page: Rendered, metadata: dict[str, Any]) -> dict[str, Any]:
    return {
        "channel": spot.channel,
        "thread_ts": spot.thread or None,
        **page.content,
        "metadata": metadata,
    }


def _is_same(told: dict[str, Any], key: dict[str, str]) -> bool:
    metadata = told.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == EVENT and all(payload.get(name) == value for name, value in key.items())
