"""The diagnosis of each incident's newest bad end."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace

import structlog
from pydantic import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reports import DiagnosisReport
from bot.store.once import put
from bot.store.schema import diagnoses
from tws.reports import as_artifact, from_artifact

_LOG = structlog.get_logger(__name__)
# Rows of an impact that a card can use; the whole tree can be thousands.
KEPT = 20


async def read(connection: AsyncConnection, incidents: Collection[str]) -> dict[str, DiagnosisReport]:
    """The diagnoses by incident; an incident without one is left out."""
    if not incidents:
        return {}
    rows = await connection.execute(select(diagnoses).where(diagnoses.c.incident.in_(incidents)))
    found = ((row.incident, _report(row.incident, row.artifact)) for row in rows)
    return {incident: report for incident, report in found if report is not None}


async def write(connection: AsyncConnection, incident: str, report: DiagnosisReport) -> None:
    """Put the diagnosis in the place of the one before; of long lists in its impact the first are kept."""
    await put(connection, diagnoses, {"incident": incident, "artifact": json.dumps(as_artifact(_cut(report)))})


async def erase(connection: AsyncConnection, incident: str) -> None:
    """Take the diagnosis away."""
    await connection.execute(delete(diagnoses).where(diagnoses.c.incident == incident))


def _report(incident: str, artifact: str) -> DiagnosisReport | None:
    try:
        return from_artifact(DiagnosisReport, json.loads(artifact))
    except ValidationError:
        # Written by another version, whose records had another shape: a card without diagnosis, not no card.
        _LOG.warning("diagnosis.unreadable", incident=incident)
        return None


def _cut(report: DiagnosisReport) -> DiagnosisReport:
    if report.impact is None:
        return report
    impact = replace(
        report.impact,
        direct=report.impact.direct[:KEPT],
        critical=report.impact.critical[:KEPT],
        threats=report.impact.threats[:KEPT],
    )
    return replace(report, impact=impact)
