"""How the alerts behave; every value has a reason beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """Durations in seconds where they are floats."""

    # More new alerts than this within the window become rows of one storm card.
    cards_in_window: int = 20
    window: timedelta = timedelta(minutes=5)
    # An ABEND this soon after the recovery belongs to the same incident and thread.
    reopen_within: timedelta = timedelta(hours=1)
    # An alert waits this long for its diagnosis; a later one is edited into the card.
    patience: float = 0.15
    diagnosis_limit: float = 15.0
    diagnoses_at_once: int = 4
    # Incidents without a diagnosis get another attempt, a few at each look.
    diagnosis_tries: int = 3
    catch_up: int = 8
    # HWA is called unreachable after this many looks in a row; one lost answer is no outage.
    looks_until_down: int = 2
    # What ended longer ago is forgotten.
    kept: timedelta = timedelta(days=90)
    messages_kept: timedelta = timedelta(days=30)
