"""States as adjectives of a number of jobs, "12 jobs running, late", and numbers of jobs in each state."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards import Fact, Tone
from bot.presenters.teller import Teller
from tws.reports import Group

# the order in which counts are always shown
STATES = (
    "SUCCESSFUL",
    "RUNNING",
    "READY",
    "WAITING",
    "HELD",
    "BLOCKED",
    "ERROR",
    "CANCELED",
    "SUPPRESS",
    "UNDECIDED",
)


def quality_words(qualities: Iterable[str], number: int, teller: Teller) -> str:
    """The qualities after "jobs", a space before the first and commas between; ABEND and FAIL together are in error."""
    wanted = tuple(dict.fromkeys(qualities))
    if {"ABEND", "FAIL"} <= set(wanted):
        wanted = ("ERROR", *(word for word in wanted if word not in {"ABEND", "FAIL", "ERROR"}))
    words = [_quality(word, number, teller) for word in wanted]
    return f" {', '.join(words)}" if words else ""


def _quality(word: str, number: int, teller: Teller) -> str:
    key = f"quality.{word}"
    return teller.phrases.say(key, n=number) if teller.phrases.knows(key) else word


def count_rows(groups: Iterable[Group], teller: Teller) -> tuple[Fact, ...]:
    """One labelled number per state, in a fixed order, unknown states last, states without jobs left out."""
    counts = {group.name: group.count for group in groups if group.count}
    known = [state for state in STATES if state in counts]
    return tuple(
        Fact(label=_label(state, teller), value=teller.count(counts[state]), tone=_tone(state))
        for state in (*known, *(state for state in counts if state not in STATES))
    )


def _label(state: str, teller: Teller) -> str:
    key = f"tally.{state}"
    label = teller.say(key) if teller.phrases.knows(key) else state
    return label[0].upper() + label[1:]


def _tone(state: str) -> Tone:
    if state in {"ERROR", "ABEND", "FAIL"}:
        return Tone.BAD
    return Tone.WARNING if state in {"HELD", "BLOCKED"} else Tone.NEUTRAL
