"""The step that a change in the plan, or time alone, is in the course of an incident; pure."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from bot.alerts import lifecycle
from bot.alerts.findings import Findings, explained
from bot.alerts.steps import Step
from bot.alerts.timed import Due, escalated, released
from bot.alerts.watch import BAD_ENDS, Change, What
from bot.reports import Happening
from bot.store.rows import StoredIncident


def opening(environment: str, change: Change, findings: Findings, now: datetime) -> Step:
    """The first step of an incident: a job's bad end, or a condition that began to stand."""
    id_ = uuid.uuid4().hex
    happenings = (Happening(at=now, what="opened"),)
    if change.condition is not None:
        began = lifecycle.began(environment, change.condition, id=id_, now=now)
        return Step(before=None, after=began, happenings=happenings)
    assert change.job is not None  # noqa: S101 what opens is a job's bad end or a condition
    opened = lifecycle.opened(environment, change.key, change.job, id=id_, now=now)
    opened = lifecycle.asking(opened, change.prompt)
    return explained(Step(before=None, after=opened, happenings=happenings), change.key, findings)


def moving(before: StoredIncident, change: Change, findings: Findings, now: datetime) -> Step:
    """The step that a change is for an incident that is known."""
    after = lifecycle.moved(before, change, now)
    if change.what is What.CHANGED:
        turned = before.incident.kind is not after.incident.kind
        happenings = (Happening(at=now, what=after.incident.kind.value),) if turned else ()
        return Step(before=before, after=after, happenings=happenings)
    step = Step(before=before, after=after, happenings=_happenings(change, now))
    if change.what is What.REOPENED and before.announced_at is not None:
        step = replace(step, after=replace(after, announced_at=now, escalated=0))
    if change.what in BAD_ENDS and change.job is not None:
        return explained(replace(step, renewed=True), change.key, findings)
    return step


def waiting(before: StoredIncident | None, one: Due, now: datetime) -> Step:
    """The step that is due for an incident; `before` is how it stood before the turn."""
    if one.calls:
        after = escalated(one, now)
    elif one.speaks or one.alone:
        after = released(one, now)
    else:
        after = lifecycle.unheld(one.stored)
    happenings = (Happening(at=now, what=one.what, text=one.text),)
    return Step(before=before, after=after, happenings=happenings, calls=one.calls)


def _happenings(change: Change, now: datetime) -> tuple[Happening, ...]:
    asks = change.prompt
    asked = (Happening(at=now, what=What.ASKED.value, text=f"{asks.prompt}:{asks.text}"),) if asks else ()
    return asked if change.what is What.ASKED else (Happening(at=now, what=change.what.value), *asked)
