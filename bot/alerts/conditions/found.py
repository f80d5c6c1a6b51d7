"""What the look at one kind of condition gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from bot.alerts.conditions.records import Condition
from tws.models import Page

RecordT = TypeVar("RecordT")

# Records of one kind of trouble that a look reads: more than a night has that can still be worked on.
MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The conditions that stand. `complete`: one that is not among them does not stand; else nothing is known of it."""

    conditions: tuple[Condition, ...] = ()
    complete: bool = True


def is_whole(page: Page[RecordT], limit: int) -> bool:
    """Whether a page that was asked for with this limit holds all that it can tell.

    An engine that cannot filter by deadline calls every page truncated; it leaves out the same jobs at each look, so
    that only its own limit makes one look tell less than another.
    """
    return not page.truncated or len(page.records) < limit


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)
