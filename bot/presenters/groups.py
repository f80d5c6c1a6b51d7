"""Many incidents on one card: those that follow from another, a storm, what stood before the first look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.cards import Actions, Block, Button, Card, Table, Tone
from bot.presenters.incidents import (
    ENDED,
    asked_prompt,
    first_ones,
    follows_text,
    footer,
    incident_name,
    incident_tone,
    is_bad_end,
    is_guess,
    note_all,
    reasons,
    status_word,
)
from bot.presenters.pieces import NOTHING, excerpt, line
from bot.presenters.teller import Teller
from bot.reports import Happening, Incident

_LISTED = 30
_EFFECTS = 5
_MINUTE = timedelta(minutes=1)
_PROMPT = 40  # characters of a prompt's name


def group_card(incidents: Sequence[Incident], total: int, what: str, teller: Teller, *, recovered: int = 0) -> Card:
    """Many incidents in one message, of which some are given, critical ones first.

    `what`: standing (they stood before the first look) or storm (too many at once for a card each). `recovered` of
    the total are over.
    """
    is_over = total > 0 and recovered >= total
    title = teller.say("group.standing" if what == "standing" else "group.storm", n=total)
    newest = max(incidents, key=lambda each: each.updated_at, default=None)
    return Card(
        title=teller.say("group.over", title=title) if is_over else title,
        tone=_tone(what, is_over=is_over),
        blocks=(
            *(line(teller.say("group.recovered", done=recovered, n=total), "strong") if recovered else ()),
            *incident_table(incidents, total, teller, listed=_LISTED),
            *(line(teller.say("group.console"), "muted") if total > _LISTED else ()),
            *(() if is_over else _ask_errors(() if what == "standing" else incidents, total, teller)),
        ),
        footer=footer(newest.environment, newest.updated_at, teller) if newest else "",
    )


def _tone(what: str, *, is_over: bool) -> Tone:
    if is_over:
        return Tone.GOOD
    return Tone.WARNING if what == "standing" else Tone.BAD


def _ask_errors(storm: Sequence[Incident], total: int, teller: Teller) -> tuple[Block, ...]:
    """The errors of the storm's own time, whenever it is pressed; without a storm, all that are there."""
    ended = [incident.opened_at for incident in storm if is_bad_end(incident)]
    if ended:
        # Of a storm that is not all given the newest may be among the others.
        last = max(ended) if total <= len(storm) else max(incident.updated_at for incident in storm)
        since, until = _to_minute(min(ended), teller), _to_minute(last + _MINUTE, teller)
        question = teller.phrases.say("ask.errors_between", since=since, until=until)
    else:
        question = teller.phrases.say("ask.errors")
    return (Actions(buttons=(Button(text=teller.say("alert.all"), action="ask", value=question),)),)


def _to_minute(moment: datetime, teller: Teller) -> str:
    """With its day, for today's may be read tomorrow."""
    return f"{teller.calendar.day(moment)} {moment.astimezone(teller.calendar.zone):%H:%M}"


def moved_to(incident: Incident, happenings: Sequence[Happening], cause: Incident | None) -> str:
    """The name of the incident to whose card this one moved after it was told for itself; empty where it did not."""
    if cause is None or not incident.cause or incident.state in ENDED:
        return ""
    turns = {one.what: one.at for one in happenings if one.what in {"opened", "grouped"}}
    moved = "grouped" in turns and turns["grouped"] > turns.get("opened", incident.opened_at)
    return incident_name(cause) if moved else ""


def cause_line(incident: Incident, cause: Incident | None, teller: Teller, *, moved: bool) -> tuple[Block, ...]:
    """What this one follows from and why; nothing where it follows from nothing."""
    if not incident.cause:
        return ()
    return line(follows_text(incident.because, teller, cause), "strong" if moved else "muted")


def effect_lines(incident: Incident, effects: Sequence[Incident], teller: Teller) -> tuple[Block, ...]:
    """Which incidents follow from this one, why, and which of them outlive it; nothing where none does."""
    if incident.cause:
        return ()
    total = max(incident.effects, len(effects))
    if not total:
        return ()
    why = reasons(effects, teller) or teller.say("effects.unsaid")
    told = "effects.guess" if any(is_guess(one.because) for one in effects) else "effects.why"
    return (
        *line(teller.say(told, n=total, why=why), "strong"),
        *_left(incident, effects, teller),
        *incident_table(effects, total, teller, listed=_EFFECTS),
    )


def _left(incident: Incident, effects: Sequence[Incident], teller: Teller) -> tuple[Block, ...]:
    left = sum(one.state not in ENDED for one in effects)
    return line(teller.say("effects.left", n=left), "strong") if left and incident.state in ENDED else ()


def incident_table(
    incidents: Sequence[Incident], total: int, teller: Teller, *, listed: int, newest: bool = False
) -> tuple[Block, ...]:
    """Incidents as rows: what, status, return code, workstation, since; critical and open ones first, then the oldest
    or the `newest`."""
    shown = first_ones(incidents, newest=newest)[:listed]
    if not shown:
        return ()
    note_all(shown, teller)
    more = max(total, len(incidents)) - len(shown)
    if more:
        teller.count(more)
    first = "job" if all(is_bad_end(incident) for incident in shown) else "subject"
    titles = (first, "status", "return_code", "workstation", "since")
    return (
        Table(
            columns=tuple(teller.say(f"column.{title}", zone=teller.zone()) for title in titles),
            rows=tuple(_row(incident, teller) for incident in shown),
            tones=tuple(incident_tone(incident) for incident in shown),
            more=more,
        ),
    )


def _row(incident: Incident, teller: Teller) -> tuple[str, ...]:
    code = incident.return_code
    return (
        incident_name(incident),
        _status(incident, teller),
        str(code) if code is not None else NOTHING,
        incident.workstation or NOTHING,
        teller.tell(incident.opened_at),
    )


def _status(incident: Incident, teller: Teller) -> str:
    """The engine's word while it is so; then how it ended. A critical one says so."""
    ended = incident.state in ENDED
    word = teller.say(f"happened.{incident.state}") if ended else status_word(incident, teller)
    if asks := asked_prompt(incident):
        teller.note({"kind": "prompt", "name": asks})
        word = teller.say("row.prompt", word=word, prompt=excerpt(asks, _PROMPT, teller))
    return teller.say("row.critical", word=word) if incident.critical else word
