"""Workstations: are they linked and running, may they launch jobs, and what is on them."""

from __future__ import annotations

import asyncio

from tws.master import Master
from tws.models import JobQuery, Workstation
from tws.questions.identity import is_pattern, without_folder
from tws.questions.near import clearly_meant, ranked
from tws.reports import Group, NotFound, WorkstationReport

SHOWN = 50
_COUNTED = ("RUNNING", "READY", "HELD", "BLOCKED", "ERROR")  # what an operator looks for there, and never very many


async def workstation_status(master: Master, workstation: str | None = None) -> WorkstationReport | NotFound:
    """The workstations of a name or a pattern, or all; those in trouble first.

    For one alone also how many of its jobs run, are ready, held, blocked or in error.

    Raises: TwsError where the plan could not be asked.
    """
    name = (workstation or "").strip().upper() or None
    page = await master.workstations(name)
    meant = None
    if name and not page.records:
        every = await master.workstations()
        similar = ranked(name, (known.name for known in every.records))
        meant = None if is_pattern(name) else clearly_meant(name, similar)
        if meant is None:
            return _not_found(master, workstation or "", similar)
        page = await master.workstations(meant)
    records = sorted(page.records, key=lambda known: (not known.is_down, known.name))
    counts = await _counts(master, records[0]) if name and len(records) == 1 else ()
    return WorkstationReport(
        environment=master.environment,
        as_of=master.now(),
        name=workstation,
        workstations=tuple(records[:SHOWN]),
        counts=counts,
        meant=meant,
        total=page.total if page.total is not None else len(records),
    )


async def _counts(master: Master, workstation: Workstation) -> tuple[Group, ...]:
    names = (workstation.name,)
    numbers = await asyncio.gather(
        *(master.count_jobs(JobQuery(workstations=names, statuses=(status,))) for status in _COUNTED)
    )
    return tuple(Group(name=status, count=count) for status, count in zip(_COUNTED, numbers, strict=True) if count)


def _not_found(master: Master, name: str, similar: tuple[str, ...]) -> NotFound:
    return NotFound(
        environment=master.environment,
        as_of=master.now(),
        what="workstation",
        name=without_folder(name.strip()),
        similar=similar,
    )
