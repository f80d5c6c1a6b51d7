"""Nothing is told that is not so: a night without trouble, hour by hour, and what the default night really has."""

from __future__ import annotations

from bot.reports import IncidentKind
from tests.bot.alerts.conditions.conftest import Night, Start
from tws.simulator.records import Job

K = IncidentKind


def is_overrunning(night: Night, job: Job) -> bool:
    """What the simulator itself knows of a run."""
    elapsed = night.running.world.engine.time - job.runs[-1].started
    return job.status == "EXEC" and (job.runs[-1].max_duration_gone or elapsed > 2 * job.estimate)


async def test_a_healthy_night_shows_nothing(begin: Start, dialect: str) -> None:
    """Twelve hours, plan extension included, with looks every 40 minutes: all that is told is runs that are long."""
    night = await begin("situations = false\nrisk = 0.0\n", jobs=600, dialect=dialect)
    told = []
    for _ in range(18):
        seen = await night.seen(minutes=40)
        told += [one for one in seen.conditions if one.kind is not K.OVERRUN]
        for one in seen.conditions:
            if one.kind is K.OVERRUN:
                assert any(is_overrunning(night, job) for job in night.running.plan.by_name[one.job_name])
    assert [] == told


async def test_the_default_night_shows_what_it_has(begin: Start, dialect: str) -> None:
    """Every situation that is a condition is told, by the simulator's own list."""
    night = await begin(jobs=1000, dialect=dialect)
    seen = await night.seen()
    said = {kind: {one.subject for one in seen.conditions if one.kind is kind} for kind in K}
    situations: dict[str, set[str]] = {}
    for situation, key in night.running.world.situations:
        situations.setdefault(situation, set()).add(key)
    assert situations["stuck_stream"] <= said[K.STUCK]
    assert situations["late"] == said[K.LATE]
    assert situations["critical_high_risk"] <= said[K.AT_RISK]
    assert situations["long_running"] <= said[K.OVERRUN]
    assert {"FTA_LOJA07", "AGT_CRM02", "AGT_REL01"} == said[K.WORKSTATION]
    assert 2 == len(said[K.PROMPT])
    assert set() == said[K.PLAN]
