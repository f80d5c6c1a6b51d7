"""What an incident's card shows beside the incident itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reports import DiagnosisReport, Happening, Incident
from bot.store import diagnoses, incidents, journal
from bot.store.rows import StoredIncident

# Rows of effects that a card can use; the complete list is the feed's.
LISTED = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An incident's diagnosis, its life so far, the first that follow from it, and what it follows from itself."""

    report: DiagnosisReport | None = None
    happenings: tuple[Happening, ...] = ()
    effects: tuple[Incident, ...] = ()
    cause: Incident | None = None


async def beside(connection: AsyncConnection, shown: Sequence[StoredIncident]) -> dict[str, Beside]:
    """What the card of each incident shows beside it, by the incident's id."""
    ids = [one.incident.id for one in shown]
    reports = await diagnoses.read(connection, ids)
    lives = await journal.read(connection, ids)
    causes = [one.incident.id for one in shown if one.incident.effects]
    effects = await incidents.effects_of(connection, causes, LISTED)
    followed = {one.incident.cause for one in shown if one.incident.cause}
    others = await incidents.read(connection, followed) if followed else {}
    return {
        one.incident.id: Beside(
            report=reports.get(one.incident.id),
            happenings=lives.get(one.incident.id, ()),
            effects=tuple(each.incident for each in effects.get(one.incident.id, ())),
            cause=others[one.incident.cause].incident if one.incident.cause in others else None,
        )
        for one in shown
    }
