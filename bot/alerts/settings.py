"""How the alerts behave; every value has a reason beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.reports import IncidentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSettings:
    """Whether a kind is looked for, and how long it must stand before it is told."""

    on: bool = True
    after: timedelta = timedelta()


def _kinds() -> dict[IncidentKind, KindSettings]:
    """A job that ended badly is told at once; what may pass by itself is given a while."""
    minutes = {
        IncidentKind.ABEND: 0,
        IncidentKind.FAIL: 0,
        IncidentKind.STUCK: 5,
        IncidentKind.LATE: 0,
        IncidentKind.AT_RISK: 0,
        IncidentKind.OVERRUN: 10,
        IncidentKind.WORKSTATION: 3,
        IncidentKind.PROMPT: 10,
        IncidentKind.PLAN: 15,
        IncidentKind.HWA: 0,
    }
    return {kind: KindSettings(after=timedelta(minutes=after)) for kind, after in minutes.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """Durations in seconds where they are floats."""

    # More new alerts than this within the window become rows of one storm card.
    cards_in_window: int = 20
    window: timedelta = timedelta(minutes=5)
    # An ABEND this soon after the recovery belongs to the same incident and thread.
    reopen_within: timedelta = timedelta(hours=1)
    # From so many bad ends within that time on, a job keeps failing: its thread is told so once, and then of a bad end
    # only where it stays for this long.
    flapping_from: int = 3
    flapping: timedelta = timedelta(minutes=5)
    # An alert waits this long for its diagnosis; a later one is edited into the card.
    patience: float = 0.15
    diagnosis_limit: float = 15.0
    diagnoses_at_once: int = 4
    # Incidents without a diagnosis get another attempt, a few at each look.
    diagnosis_tries: int = 3
    catch_up: int = 8
    # HWA is called unreachable after this many looks in a row; one lost answer is no outage.
    looks_until_down: int = 2
    # By kind: whether it is looked for, and for how long it must stand.
    kinds: Mapping[IncidentKind, KindSettings] = field(default_factory=_kinds)
    # The conditions change slowly and cost several queries: they are looked at this often.
    conditions_every: timedelta = timedelta(minutes=1)
    # A job runs far beyond its usual time from this many times of it on.
    overrun_factor: float = 2.0
    # A job under automatic recovery or retry may still end well by itself: its alert waits this long.
    recovery_wait: timedelta = timedelta(minutes=5)
    # Bad ends with one cause within this time are one incident's.
    cause_window: timedelta = timedelta(minutes=15)
    # What follows from an incident that is over is told for itself when it is still in error after this long.
    orphan_wait: timedelta = timedelta(minutes=5)
    # What ended longer ago is forgotten.
    kept: timedelta = timedelta(days=90)
    messages_kept: timedelta = timedelta(days=30)
