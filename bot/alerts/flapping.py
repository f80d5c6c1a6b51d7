"""A job that keeps failing: said once in its thread, then only what stays so and how that ends; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerts import lifecycle
from bot.alerts.settings import AlertSettings
from bot.reports import Happening
from bot.store.rows import StoredIncident

# A Happening's word, and why a message waits.
FLAPPING = "flapping"
BAD_ENDS = frozenset({"opened", "failed_again", "reopened"})
_SILENT = BAD_ENDS | {"rerunning", "recovered"}


def is_bad_end(happenings: Iterable[Happening]) -> bool:
    """Whether one of them is a bad end."""
    return any(one.what in BAD_ENDS for one in happenings)


def noted(life: Sequence[Happening], now: datetime, settings: AlertSettings) -> Happening | None:
    """That it keeps failing, after its newest bad end; None where it does not, or not yet.

    The text is how many bad ends there were, in how many seconds, and after how many of standing it is told again.
    """
    ends = [one.at for one in life if one.what in BAD_ENDS and one.at >= now - settings.reopen_within]
    if len(ends) < settings.flapping_from:
        return None
    seconds = (now - ends[0], settings.flapping)
    text = ":".join((str(len(ends)), *(str(round(each.total_seconds())) for each in seconds)))
    return Happening(at=now, what=FLAPPING, text=text)


def is_noted(life: Iterable[Happening], now: datetime, settings: AlertSettings) -> bool:
    """Whether it was said lately that it keeps failing; after the time in which it is one incident it is said again."""
    return any(one.what == FLAPPING and one.at >= now - settings.reopen_within for one in life)


def waiting(stored: StoredIncident, note: Happening, settings: AlertSettings) -> StoredIncident:
    """The incident of which is told again only what stays; a person's snooze, or another hold, goes on."""
    held = stored.incident.held_why
    if held and not held.startswith(FLAPPING):
        return stored
    count = note.text.partition(":")[0]
    waits = lifecycle.held(stored, note.at + settings.flapping, f"{FLAPPING}:{count}×")
    return replace(waits, incident=replace(waits.incident, updated_at=note.at))


def is_silent(told: Happening, life: Sequence[Happening], settings: AlertSettings) -> bool:
    """Whether a moment is not told in the thread: it keeps failing, that was said, and this time did not stay."""
    turns = [one for one in life if one.what in BAD_ENDS or _is_stay(one)]
    if told.what not in _SILENT or not turns or not is_noted(life, turns[-1].at, settings):
        return False
    return told.what in BAD_ENDS or not _is_stay(turns[-1])


def _is_stay(one: Happening) -> bool:
    return one.what == "released" and one.text.startswith(FLAPPING)
