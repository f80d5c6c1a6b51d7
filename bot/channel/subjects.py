"""What a thread is about: below an alert nobody types the job's name again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.alerts.cards import card_of
from bot.cards import Card
from bot.channel.scope import Scope
from bot.messages import Visitor
from bot.store import deliveries, incidents, threads
from bot.store.rows import Kind
from bot.store.store import Store

_LOG = structlog.get_logger(__name__)
_AT_HAND = 2_000
_WAITING = 200  # messages of a platform
_SHORTEST = 6  # characters of a message's id


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The key of a job and the environment that it runs in, both empty where a thread is about none."""

    job: str = ""
    environment: str = ""


NOTHING = Subject()


class Subjects:
    """Remembers which incident each thread hangs on; what a message is about does not change.

    That a thread hangs on none is not kept: an alert's reference may be stored a moment after its thread is seen.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._incidents: OrderedDict[str, str] = OrderedDict()

    async def of(self, conversation: str, visitor: Visitor, scope: Scope) -> Subject:
        """The job that the conversation's thread is an alert of; nothing for any other, or one that is not seen."""
        thread = conversation.rpartition(":")[2]
        if not visitor.channel or len(thread) < _SHORTEST or thread in visitor.channel:
            return NOTHING
        try:
            return await self._job(conversation, visitor, thread, scope)
        except SQLAlchemyError as trouble:
            _LOG.warning("subject.not_read", error=str(trouble))
            return NOTHING

    async def alert_now(self, incident: str, visitor: Visitor) -> Card | None:
        """The newest card of an incident that the visitor's channel is still to be shown; None where none waits."""
        try:
            async with self._store.reading() as connection:
                waiting = await deliveries.waiting(connection, visitor.platform, _WAITING)
        except SQLAlchemyError as trouble:
            _LOG.warning("alert.not_read", error=str(trouble))
            return None
        drafts = [each.draft for each in waiting if each.draft.incident == incident]
        cards = [each.payload for each in drafts if each.kind is not Kind.REPLY and visitor.channel in each.target]
        return card_of(cards[-1]) if cards and visitor.channel else None

    async def _job(self, conversation: str, visitor: Visitor, thread: str, scope: Scope) -> Subject:
        async with self._store.reading() as connection:
            incident = self._incidents.get(conversation, "")
            if not incident:
                incident = await threads.incident_of(connection, visitor.platform, visitor.channel, thread)
                self._keep(conversation, incident)
            stored = (await incidents.read(connection, [incident])).get(incident) if incident else None
        if stored is None or not stored.incident.job_name or not scope.shows(stored.incident):
            return NOTHING
        return Subject(job=stored.incident.job, environment=stored.incident.environment)

    def _keep(self, conversation: str, incident: str) -> None:
        if incident:
            self._incidents[conversation] = incident
        while len(self._incidents) > _AT_HAND:
            self._incidents.popitem(last=False)
