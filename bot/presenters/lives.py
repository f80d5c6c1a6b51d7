"""What the life of an incident says at the top of its card: who has it since when, that it is solved, how often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.cards import Block
from bot.presenters.incidents import ENDED
from bot.presenters.pieces import line
from bot.presenters.teller import Teller
from bot.reports import Happening, Incident

_BAD_ENDS = frozenset({"opened", "failed_again", "reopened"})
_OFTEN = 3  # bad ends of one incident that are counted on its card


def said_solved(incident: Incident, happenings: Sequence[Happening]) -> Happening | None:
    """That somebody marked it as solved while HWA has not shown a good end; None where nobody did, or it is over."""
    return None if incident.state in ENDED else answer(happenings)


def answer(happenings: Sequence[Happening]) -> Happening | None:
    """What was said last of what solved it; None where nobody said so, took it back, or it ended badly since."""
    turns = [one for one in happenings if one.what in _BAD_ENDS or one.what in {"solved", "not_solved"}]
    return turns[-1] if turns and turns[-1].what == "solved" else None


def solved_line(solved: Happening | None, teller: Teller) -> tuple[Block, ...]:
    """Who marked it as solved and when, and what is waited for."""
    if solved is None:
        return ()
    who = solved.who or teller.say("alert.someone")
    return line(teller.say("alert.solved", who=who, at=solved.at, zone=teller.zone(solved.at)), "strong")


def state_since(incident: Incident, happenings: Sequence[Happening]) -> datetime:
    """Since when somebody has it, or it is rerunning."""
    word = "taken" if incident.state == "acknowledged" else incident.state
    return next((one.at for one in reversed(happenings) if one.what == word), incident.updated_at)


def count_line(happenings: Sequence[Happening], teller: Teller) -> tuple[Block, ...]:
    """How often it was in error, where that is more than twice."""
    ends = [one for one in happenings if one.what in _BAD_ENDS]
    if len(ends) < _OFTEN:
        return ()
    return line(teller.say("flapping.times", n=len(ends), first=ends[0].at, zone=teller.zone(ends[0].at)))
