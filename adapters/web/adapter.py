"""The web console as a chat platform: messages become alerts and notices on every page that is open."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import TypeVar

from adapters.web.broadcast import Broadcast
from adapters.web.inbound import CONVERSATION
from adapters.web.ports import Feed
from adapters.web.render import About, Alert, Reply, about_from, alert_as_dict, alert_from, reply_as_dict
from adapters.web.routes import routes
from bot.cards import Card
from bot.messages import Outgoing
from bot.ports import Clock
from bot.reports import Incident

__all__ = ["Feed", "WebConsole", "routes"]

KeptT = TypeVar("KeptT")
_THREAD = 30  # replies shown below an alert


def _utc_now() -> datetime:
    return datetime.now(UTC)


class WebConsole:
    """The `Chat` of the web console. Keeps the `kept` latest alerts; what must survive a restart is the store's."""

    name = "web"

    def __init__(self, *, clock: Clock = _utc_now, kept: int = 300) -> None:
        self.events = Broadcast()
        self.clock = clock
        self._kept = kept
        self._alerts: OrderedDict[str, Alert] = OrderedDict()
        self._threads: OrderedDict[str, tuple[Reply, ...]] = OrderedDict()
        self._about: OrderedDict[str, About] = OrderedDict()
        self._numbers = count(1)

    async def post(self, message: Outgoing) -> str:
        """Show a message on every open page and give the reference to edit it by.

        A message to a conversation of this console, or of no incident, is a notice in the chat; any other is an alert
        or, with `thread`, a reply below one.
        """
        if _is_notice(message):
            return self._show_notice(f"notice~{next(self._numbers)}", message)
        if message.thread is None:
            self._show_root(message)
            return message.incident
        reference = f"{message.thread}~{next(self._numbers)}"
        self._show_reply(reference, message)
        return reference

    async def edit(self, reference: str, message: Outgoing) -> None:
        """Replace a message on every open page; one of before a restart is shown anew."""
        if _is_notice(message):
            self._show_notice(reference, message)
        elif "~" in reference:
            self._show_reply(reference, message)
        else:
            self._show_root(message)

    def alerts(self, stored: list[tuple[Incident, Card]]) -> list[Alert]:
        """The alerts to show, the newest first: all that the store has open, and what else was told here lately.

        The latter are closed ones, and messages that are no stored incident, such as that HWA cannot be reached.
        """
        for incident, _ in stored:
            self._learn(incident)
        now_open = {incident.id: self._with_thread(incident, card) for incident, card in stored}
        others = {key: alert for key, alert in self._alerts.items() if key not in now_open}
        return sorted([*now_open.values(), *others.values()], key=lambda alert: alert.opened_at, reverse=True)

    def _with_thread(self, incident: Incident, card: Card) -> Alert:
        return alert_from(incident, card, self._threads.get(incident.id, ()))

    def _learn(self, incident: Incident) -> None:
        """Keep what a message does not say of its incident, also for when it is closed."""
        about = about_from(incident)
        self._keep(self._about, incident.id, about)
        told = self._alerts.get(incident.id)
        if told is not None:
            self._alerts[incident.id] = replace(told, about=about)

    def _show_root(self, message: Outgoing) -> None:
        now = self.clock()
        seen = self._alerts.get(message.incident)
        alert = Alert(
            incident=message.incident,
            state=message.state,
            card=message.card,
            opened_at=seen.opened_at if seen else now,
            updated_at=now,
            replies=self._threads.get(message.incident, ()),
            about=self._about.get(message.incident),
        )
        self._keep(self._alerts, message.incident, alert)
        self.events.publish("alert", json.dumps(alert_as_dict(alert)))

    def _show_reply(self, reference: str, message: Outgoing) -> None:
        reply = Reply(reference=reference, card=message.card, at=self.clock())
        seen = self._threads.get(message.incident, ())
        others = tuple(other for other in seen if other.reference != reference)
        self._keep(self._threads, message.incident, (*others, reply)[-_THREAD:])
        seen_alert = self._alerts.get(message.incident)
        if seen_alert is not None:
            self._alerts[message.incident] = replace(seen_alert, replies=self._threads[message.incident])
        self.events.publish("reply", json.dumps({"incident": message.incident, **reply_as_dict(reply)}))

    def _keep(self, kept: OrderedDict[str, KeptT], key: str, value: KeptT) -> None:
        kept[key] = value
        kept.move_to_end(key)
        while len(kept) > self._kept:
            kept.popitem(last=False)

    def _show_notice(self, reference: str, message: Outgoing) -> str:
        notice = reply_as_dict(Reply(reference=reference, card=message.card, at=self.clock()))
        audience = message.target if message.target.startswith(CONVERSATION) else ""
        self.events.publish("notice", json.dumps(notice), audience=audience)
        return reference


def _is_notice(message: Outgoing) -> bool:
    return not message.incident or message.target.startswith(CONVERSATION)
