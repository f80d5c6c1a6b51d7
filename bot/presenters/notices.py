"""Notices that are no incident's: HWA cannot be reached or is back, what became of a watched job."""

from __future__ import annotations

from datetime import datetime

from bot.cards import Actions, Block, Card, Tone
from bot.presenters.buttons import asks
from bot.presenters.incidents import footer
from bot.presenters.pieces import facts, job_tone, line, row, verdict
from bot.presenters.teller import Teller, statement
from bot.presenters.troubles import error_card
from tws.models import Job
from tws.reports import Trouble


def unreachable_card(trouble: Trouble, teller: Teller) -> Card:
    """That alerts have stopped because HWA cannot be reached, and why."""
    why = error_card(trouble, teller)
    return Card(
        title=teller.say("unreachable.title"),
        tone=Tone.BAD,
        blocks=(*line(teller.say("unreachable.text")), *line(why.title, "strong"), *why.blocks),
        footer=footer(trouble.environment, trouble.as_of, teller),
    )


def back_card(trouble: Trouble, back_at: datetime, teller: Teller) -> Card:
    """That HWA answers again after that trouble, and how long it did not."""
    return Card(
        title=teller.say("back.title"),
        tone=Tone.GOOD,
        blocks=line(teller.say("back.after", outage=back_at - trouble.as_of)),
        footer=footer(trouble.environment, back_at, teller),
    )


def watch_card(key: str, job: Job | None, what: str, teller: Teller) -> Card:
    """What became of a watched job. `what`: ended, late (still to end), until (time is up), gone (`job` is None)."""
    teller.note(statement("watch", jobs=[key], what=what))
    if job is None:
        return Card(title=teller.say("told.gone", name=key), tone=Tone.WARNING)
    rows = facts(row(teller, "job", job.key), row(teller, "deadline", job.deadline))
    ended = what == "ended"
    state = verdict(job, teller, teller.now)
    return Card(
        title=state if ended else teller.say(f"told.{what}", name=job.name),
        tone=job_tone(job) if ended else Tone.WARNING,
        blocks=(*line("" if ended else state), *rows, *_watch_buttons(job, teller)),
        footer=teller.say("told.footer", moment=teller.now, zone=teller.zone()),
    )


def _watch_buttons(job: Job, teller: Teller) -> tuple[Block, ...]:
    return (Actions(buttons=asks(job.key, teller)),) if job.in_error else ()
