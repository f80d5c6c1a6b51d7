"""Workstations: linked, running, limit, fence."""

from __future__ import annotations

from bot.cards import Block, Card, Fact, Table, Tone
from bot.presenters.pieces import NOTHING, Draft, facts, freshness, line, meant, row
from bot.presenters.records import workstation_fact
from bot.presenters.teller import Teller, statement
from bot.presenters.words import count_rows
from tws.models import Workstation
from tws.reports import WorkstationReport

_LISTED = 12


def workstation_answer(report: WorkstationReport, teller: Teller) -> Draft:
    """One workstation in full, or all with those that are down first."""
    if len(report.workstations) == 1:
        return _one(report, report.workstations[0], teller)
    return _list(report, teller)


def is_down(workstation: Workstation) -> bool:
    """Whether it launches nothing: not linked, not running, or limit 0; the same everywhere it is counted."""
    return workstation.is_down


def is_unsure(workstation: Workstation) -> bool:
    """Whether the engine says neither that it is up nor that it is down."""
    return not is_down(workstation) and workstation.is_linked is None and workstation.is_running is None


def workstation_tone(workstation: Workstation) -> Tone:
    """How a workstation is to be seen; one with limit 0 is up, but launches nothing."""
    if is_down(workstation):
        return Tone.WARNING if _is_only_limited(workstation) else Tone.BAD
    return Tone.NEUTRAL if is_unsure(workstation) or workstation.ignored else Tone.GOOD


def count_limited(workstations: tuple[Workstation, ...]) -> int:
    """How many of those that are down are so only by limit 0."""
    return sum(is_down(each) and _is_only_limited(each) for each in workstations)


def with_limited(title: str, limited: int, teller: Teller) -> str:
    """A number of workstations that are down, with how many of them are so only by limit 0."""
    return teller.say("workstation.limit_zero", title=title, n=limited) if limited else title


def _is_only_limited(workstation: Workstation) -> bool:
    return workstation.limit == 0 and workstation.is_linked is not False and workstation.is_running is not False


def why_down(workstation: Workstation, teller: Teller) -> str:
    """`not linked, stopped, limit 0`, of those that are so."""
    reasons = (
        ("workstation.unlinked", workstation.is_linked is False),
        ("workstation.stopped", workstation.is_running is False),
        ("workstation.limited", workstation.limit == 0),
    )
    return ", ".join(teller.say(key) for key, is_so in reasons if is_so)


def _one(report: WorkstationReport, workstation: Workstation, teller: Teller) -> Draft:
    teller.note(workstation_fact(workstation))
    ignored = line(teller.say("workstation.ignored")) if workstation.ignored else ()
    for group in report.counts:
        teller.note(statement("count", by="status", name=group.name, value=group.count))
    card = Card(
        title=_verdict(workstation, teller),
        tone=workstation_tone(workstation),
        blocks=(
            *meant(report.name, report.meant, teller),
            *facts(*_rows(workstation, teller)),
            *ignored,
            *facts(*count_rows(report.counts, teller)),
        ),
        footer=freshness(report, teller),
    )
    return card, (teller.phrases.say("ask.errors_on", name=workstation.name), teller.phrases.say("ask.workstations"))


def _verdict(workstation: Workstation, teller: Teller) -> str:
    name = workstation.name
    if _is_only_limited(workstation):
        return teller.say("workstation.zero", name=name)
    if is_down(workstation):
        return teller.say("workstation.down", name=name, why=why_down(workstation, teller))
    return teller.say("workstation.unsure" if is_unsure(workstation) else "workstation.up", name=name)


def _rows(workstation: Workstation, teller: Teller) -> tuple[Fact | None, ...]:
    zero = Tone.WARNING if workstation.limit == 0 else Tone.NEUTRAL
    return (
        row(
            teller,
            "linked",
            _claim_text(claim=workstation.is_linked, teller=teller),
            _claim_tone(claim=workstation.is_linked),
        ),
        row(
            teller,
            "running",
            _claim_text(claim=workstation.is_running, teller=teller),
            _claim_tone(claim=workstation.is_running),
        ),
        row(teller, "limit", workstation.limit, zero),
        row(teller, "fence", workstation.fence),
        row(teller, "type", workstation.type),
        row(teller, "node", workstation.node),
        row(teller, "os", workstation.os),
        row(teller, "version", workstation.version),
        row(teller, "started", workstation.started_at),
    )


def _claim_text(*, claim: bool | None, teller: Teller) -> str:
    if claim is None:
        return teller.say("workstation.unknown")
    return teller.say("workstation.yes" if claim else "workstation.no")


def _claim_tone(*, claim: bool | None) -> Tone:
    return Tone.BAD if claim is False else Tone.NEUTRAL


def _list(report: WorkstationReport, teller: Teller) -> Draft:
    total = max(report.total, len(report.workstations))
    down = sum(is_down(workstation) for workstation in report.workstations)
    idle = count_limited(report.workstations)
    unread = total > len(report.workstations) or any(map(is_unsure, report.workstations))
    title = teller.say("workstation.some" if down or unread else "workstation.all", n=total, down=down)
    title = with_limited(title, idle, teller)
    tone = Tone.BAD if down > idle else Tone.WARNING if down else Tone.NEUTRAL if unread else Tone.GOOD
    card = Card(
        title=title,
        tone=tone,
        blocks=workstation_table(report.workstations, teller, total=total),
        footer=freshness(report, teller),
    )
    worst = [workstation.name for workstation in report.workstations if is_down(workstation)][:2]
    questions = tuple(teller.phrases.say("ask.workstation", name=name) for name in worst)
    return card, (*questions, teller.phrases.say("ask.health"))


def workstation_table(workstations: tuple[Workstation, ...], teller: Teller, *, total: int = 0) -> tuple[Block, ...]:
    """Workstations as rows, those that are down first: name, state, type, limit, fence."""
    worst_first = (Tone.BAD, Tone.WARNING, Tone.NEUTRAL, Tone.GOOD)
    shown = sorted(workstations, key=lambda each: worst_first.index(workstation_tone(each)))[:_LISTED]
    if not shown:
        return ()
    more = max(total, len(workstations)) - len(shown)
    if more:
        teller.count(more)
    titles = ("workstation", "state", "type", "limit", "fence")
    return (
        Table(
            columns=tuple(teller.say(f"column.{title}") for title in titles),
            rows=tuple(_table_row(workstation, teller) for workstation in shown),
            tones=tuple(workstation_tone(workstation) for workstation in shown),
            more=more,
        ),
    )


def _table_row(workstation: Workstation, teller: Teller) -> tuple[str, ...]:
    teller.note(workstation_fact(workstation))
    if is_unsure(workstation):
        state = teller.say("workstation.unknown")
    else:
        state = why_down(workstation, teller) or teller.say("workstation.linked")
    limits = (teller.tell(value) if value is not None else NOTHING for value in (workstation.limit, workstation.fence))
    return (workstation.name, state, workstation.type or NOTHING, *limits)
