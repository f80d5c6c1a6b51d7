"""The look at all conditions, at most every so often."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

import structlog

from bot.alerts.conditions.at_risk import AtRisk, Expected
from bot.alerts.conditions.found import Found
from bot.alerts.conditions.late import late_ones
from bot.alerts.conditions.overrun import Overruns, Usual
from bot.alerts.conditions.plan import late_extension
from bot.alerts.conditions.prompts import asked_prompts
from bot.alerts.conditions.records import ConditionsSeen
from bot.alerts.conditions.stuck import stuck_streams
from bot.alerts.conditions.workstations import down_workstations
from bot.alerts.settings import AlertSettings
from bot.ports import Master
from bot.reports import IncidentKind
from tws.errors import TwsError

_LOG = structlog.get_logger(__name__)

# These change more slowly, or cost more, than the others: they are asked at every so manieth look.
_PACE = {IncidentKind.AT_RISK: 2, IncidentKind.OVERRUN: 2, IncidentKind.PLAN: 5}
Asker = Callable[[], Awaitable[Found]]


class Conditions:
    """Asks for each kind that is switched on; one that cannot be asked leaves the others alone.

    `expected` gives when a job will end, `usual` how long it usually takes by our own history, None without one.
    """

    def __init__(self, master: Master, *, settings: AlertSettings, expected: Expected, usual: Usual) -> None:
        self._master = master
        self._every = settings.conditions_every
        askers: dict[IncidentKind, Asker] = {
            IncidentKind.STUCK: lambda: stuck_streams(master),
            IncidentKind.LATE: lambda: late_ones(master),
            IncidentKind.AT_RISK: AtRisk(master, expected),
            IncidentKind.OVERRUN: Overruns(master, usual, settings.overrun_factor),
            IncidentKind.WORKSTATION: lambda: down_workstations(master),
            IncidentKind.PROMPT: lambda: asked_prompts(master),
            IncidentKind.PLAN: lambda: late_extension(master),
        }
        self._askers = {kind: asker for kind, asker in askers.items() if settings.kinds[kind].on}
        self._next: dict[IncidentKind, datetime] = {}

    async def __call__(self) -> ConditionsSeen:
        """What stands badly now, of the kinds that are due; one that could not be asked is due again at the next look.

        Raises: TwsError where nothing of what was due could be asked.
        """
        now = self._master.now()
        due = [kind for kind in self._askers if self._is_due(kind, now)]
        answers = await asyncio.gather(*(self._ask(kind) for kind in due))
        found = {kind: one for kind, one in zip(due, answers, strict=True) if isinstance(one, Found)}
        errors = [one for one in answers if isinstance(one, TwsError)]
        if errors and not found:
            raise errors[0]
        for kind, one in found.items():
            self._next[kind] = now + self._every * (_PACE.get(kind, 1) if one.complete else 1)
        return seen(found, self._askers)

    def _is_due(self, kind: IncidentKind, now: datetime) -> bool:
        """A clock that went back by more than any pace has no look wait for it."""
        following = self._next.get(kind)
        return following is None or not following - self._every * max(_PACE.values()) <= now < following

    async def _ask(self, kind: IncidentKind) -> Found | TwsError:
        try:
            return await self._askers[kind]()
        except TwsError as error:
            _LOG.info("conditions.not_read", kind=kind, environment=self._master.environment, error=str(error))
            return error


def seen(found: dict[IncidentKind, Found], asked: Collection[IncidentKind]) -> ConditionsSeen:
    """All conditions of one look, of the kinds that were asked for.

    A job that is at risk becomes late under the same key: that it is out of danger is told only by both.
    """
    conditions = [condition for one in found.values() for condition in one.conditions]
    late = {condition.key for condition in conditions if condition.kind is IncidentKind.LATE}
    kept = (one for one in conditions if one.kind is not IncidentKind.AT_RISK or one.key not in late)
    concluded = frozenset(kind for kind, one in found.items() if one.complete)
    if IncidentKind.LATE in asked and IncidentKind.LATE not in concluded:
        concluded -= {IncidentKind.AT_RISK}
    return ConditionsSeen(conditions=tuple(kept), looked_at=concluded)
