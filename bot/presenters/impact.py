"""What waits behind a job, and which deadlines are in danger."""

from __future__ import annotations

from bot.cards import Block, Card, Table, Tone
from bot.presenters.jobs import job_questions
from bot.presenters.pieces import (
    NOTHING,
    Draft,
    at,
    bullets,
    facts,
    freshness,
    job_handle,
    job_table,
    line,
    other_keys,
    row,
    verdict,
)
from bot.presenters.records import job_fact
from bot.presenters.teller import Teller, statement
from tws.models import Job
from tws.reports import ImpactReport, Threat

_NAMES = 6
_THREATS = 6
_WAYS = 3
_LINKS = 4
_ARROW = "\N{RIGHTWARDS ARROW}"


def impact_answer(report: ImpactReport, teller: Teller) -> Draft:
    """How many jobs wait, in which job streams, and the deadlines that this endangers."""
    note_impact(report, teller)
    title = _title(report, teller)
    card = Card(
        title=title,
        tone=impact_tone(report),
        blocks=(
            *line(verdict(report.job, teller, report.as_of), "muted"),
            *_rows(report, teller),
            *_dangers(report, teller),
            *_direct(report, teller),
            *(line(teller.say("impact.truncated"), "muted") if report.truncated else ()),
            *other_keys(report.others, teller),
        ),
        footer=freshness(report, teller),
    )
    return card, _questions(report, teller)


def note_impact(report: ImpactReport, teller: Teller) -> None:
    """Write down the numbers of an impact as facts."""
    teller.note(
        statement(
            "impact",
            job=report.job.key,
            blocked=report.blocked,
            job_streams=list(report.streams),
            critical=[job.key for job in report.critical],
            truncated=report.truncated or None,
        )
    )


def impact_tone(report: ImpactReport) -> Tone:
    """Bad where a deadline or a critical job is behind it, a warning where anything is."""
    if report.threats or report.critical:
        return Tone.BAD
    return Tone.WARNING if report.blocked else Tone.GOOD


def _title(report: ImpactReport, teller: Teller) -> str:
    name = report.job.name
    if not report.blocked:
        return teller.say("impact.none", name=name)
    title = teller.say("impact.least" if report.truncated else "impact.some", n=report.blocked, name=name)
    return teller.say("impact.threats", title=title, n=len(report.threats)) if report.threats else title


def _rows(report: ImpactReport, teller: Teller) -> tuple[Block, ...]:
    return facts(
        row(teller, "job", report.job.key),
        row(teller, "streams", _listed(report.streams, teller)),
        row(teller, "critical", _listed(tuple(job.key for job in report.critical), teller), Tone.BAD),
    )


def _listed(names: tuple[str, ...], teller: Teller) -> str:
    told = list(names[:_NAMES])
    if len(names) > _NAMES:
        told.append(teller.say("list.more", n=len(names) - _NAMES))
    return ", ".join(told)


def _dangers(report: ImpactReport, teller: Teller) -> tuple[Block, ...]:
    if not report.threats:
        return line(teller.say("impact.no_deadline")) if report.blocked else ()
    titles = ("job", "deadline", "latest_start")
    shown = report.threats[:_THREATS]
    return (
        *line(teller.say("impact.danger"), "strong"),
        Table(
            columns=tuple(teller.say(f"column.{title}", zone=teller.zone()) for title in titles),
            rows=tuple(_danger(threat, teller) for threat in shown),
            tones=tuple(Tone.BAD if threat.missed else Tone.WARNING for threat in shown),
            more=_more(report.threats, teller),
        ),
        *_chains(shown, report.job, teller),
    )


def _chains(threats: tuple[Threat, ...], job: Job, teller: Teller) -> tuple[Block, ...]:
    ways = [threat_text(threat, job, teller) for threat in threats if len(threat.chain) > 1]
    return bullets(ways[:_WAYS], teller.say("chain.title"))


def _more(threats: tuple[Threat, ...], teller: Teller) -> int:
    more = max(0, len(threats) - _THREATS)
    if more:
        teller.count(more)
    return more


def _danger(threat: Threat, teller: Teller) -> tuple[str, ...]:
    note_threat(threat, teller)
    start = teller.say("impact.missed") if threat.missed else NOTHING
    if threat.latest_start and not threat.missed:
        start = teller.tell(threat.latest_start)
    return (threat.job.key, teller.tell(threat.deadline), start)


def note_threat(threat: Threat, teller: Teller) -> None:
    """Write down a threatened deadline as a fact."""
    teller.note(job_fact(threat.job))
    teller.note(
        statement(
            "threat",
            job=threat.job.key,
            deadline=threat.deadline,
            latest_start=threat.latest_start,
            missed=threat.missed,
            chain=list(threat.chain) or None,
            takes_seconds=[None if takes is None else round(takes.total_seconds()) for takes in threat.takes] or None,
        )
    )


def threat_text(threat: Threat, job: Job, teller: Teller) -> str:
    """A deadline that a job threatens in one line: what has to run until then, the deadline, when it has to begin."""
    note_threat(threat, teller)
    chain, deadline = chain_text(threat, teller), threat.deadline
    if threat.missed:
        return teller.say("chain.missed", chain=chain, deadline=deadline)
    if threat.latest_start is None:
        return teller.say("chain.open", chain=chain, deadline=deadline)
    key = "chain.by" if job.in_error else "chain.start_by"
    return teller.say(key, chain=chain, deadline=deadline, start=threat.latest_start)


def chain_text(threat: Threat, teller: Teller) -> str:
    """`JOB (12 min) → NEXT (5 min) → CRIT`: the middle of a long chain is counted; without one the job's key."""
    if len(threat.chain) < 2:
        return threat.job.key
    takes = (*threat.takes, *(None,) * len(threat.chain))
    links = [
        teller.say("chain.link", name=name, takes=took) if took is not None else name
        for name, took in zip(threat.chain, takes, strict=False)
    ]
    if len(links) > _LINKS:
        links[2:-1] = [teller.say("chain.more", n=len(links) - 3)]
    return f" {_ARROW} ".join(links)


def impact_lines(report: ImpactReport, teller: Teller) -> tuple[Block, ...]:
    """An impact in a few lines, for a card that is about more than that."""
    note_impact(report, teller)
    title = teller.say("diagnosis.impact_at", at=at(report.as_of, teller))
    if not report.blocked and not report.threats:
        return bullets((teller.say("diagnosis.nothing"),), title)
    waits = teller.say("diagnosis.nothing") if not report.blocked else _waiting(report, teller)
    told = [waits, *(threat_text(threat, report.job, teller) for threat in report.threats[:3])]
    if report.critical:
        names = _listed(tuple(job.key for job in report.critical), teller)
        told.append(teller.say("diagnosis.critical", names=names))
    return bullets(told, title)


def _waiting(report: ImpactReport, teller: Teller) -> str:
    waits = teller.say("diagnosis.least" if report.truncated else "diagnosis.blocked", n=report.blocked)
    if report.streams:
        waits = f"{waits} {teller.say('diagnosis.streams', streams=_listed(report.streams, teller))}"
    return waits


def _direct(report: ImpactReport, teller: Teller) -> tuple[Block, ...]:
    if not report.direct:
        return ()
    return (*line(teller.say("impact.direct"), "strong"), *job_table(report.direct, teller, listed=8))


def _questions(report: ImpactReport, teller: Teller) -> tuple[str, ...]:
    name = job_handle(report.job, report.others)
    told = list(job_questions(report.job, teller, name, but="ask.impact")[:2])
    if report.direct:
        told.append(teller.phrases.say("ask.why_waiting", name=report.direct[0].name))
    return tuple(told)
