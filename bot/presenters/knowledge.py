"""What the operators' sheet says."""

from __future__ import annotations

import re
from datetime import datetime, time

from bot.cards import Block, Card, Fact, Tone
from bot.presenters.pieces import Draft, bullets, clip, excerpt, facts, freshness, line, numbered, row
from bot.presenters.records import entry_fact
from bot.presenters.teller import Teller, statement
from bot.reports import KnowledgeReport
from rag.models import Entry, Found

_STEPS = 12
_SUBJECT = 80  # characters of a query in a title
_SUBJECT_WORDS = 6
_TEXT = 1000  # characters of one step or cell
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}\s*[.)\u00ba:-]+|[-*\u2022])\s+")
_INLINE = re.compile(r"\s+(?=\d{1,2}[.)]\s+\S)")
_ADDRESS = re.compile(r"https?://\S+", re.ASCII)


def knowledge_answer(report: KnowledgeReport, teller: Teller) -> Draft:
    """The best solution with its row, or that the sheet has none; who looks after the job."""
    subject = _subject(report, teller)
    teller.note(statement("condition", query=clip(report.query, _TEXT) or None, job=report.job))
    about_error = bool(report.query.strip())
    says_something = bool(report.found.facts or report.found.solutions)
    verdict = report.found.verdict if about_error else "facts" if says_something else "silent"
    card = Card(
        title=teller.say(f"knowledge.{verdict}" if verdict in _TONES else "knowledge.none", subject=subject),
        tone=_TONES.get(verdict, Tone.NEUTRAL),
        blocks=found_blocks(report.found, report.job, teller)
        if about_error
        else about_job(report.found, report.job, teller),
        footer=freshness(report, teller),
    )
    return card, _questions(report, teller)


def _subject(report: KnowledgeReport, teller: Teller) -> str:
    """The error or job as a title can name it; a whole question or a pasted log is "this error"."""
    words = report.query or report.job or ""
    if len(words.split()) > _SUBJECT_WORDS or "?" in words:
        words = report.job or ""
    return excerpt(words, _SUBJECT, teller) or teller.say("knowledge.this")


_TONES = {
    "known": Tone.GOOD,
    "possible": Tone.WARNING,
    "none": Tone.NEUTRAL,
    "facts": Tone.NEUTRAL,
    "silent": Tone.NEUTRAL,
}


def about_job(found: Found, job: str | None, teller: Teller) -> tuple[Block, ...]:
    """Nobody named an error: who looks after the job comes first, then what is known to go wrong with it."""
    known = tuple(match.entry for match in found.solutions)
    entries = (*found.facts, *known)
    people = _responsible(entries, job, teller, known=None)
    if not known:
        return people
    named = next((entry.id for entry in entries if _names_someone(entry)), "")
    heading = line(teller.say("knowledge.errors"), "strong")
    best = solution(known[0], teller, with_people=known[0].id != named)
    return (*people, *heading, *best, *_others(list(known[1:]), teller))


def found_section(found: Found, job: str | None, teller: Teller, *, blind: bool = False) -> tuple[Block, ...]:
    """What the sheet says inside another card: a heading that tells known, possible and none apart, then the rows.

    `blind`: there was no log to look for, so that what is found is of the job, and finding nothing says nothing.
    """
    verdict = found.verdict if found.solutions and found.verdict in {"known", "possible"} else "none"
    unread = "diagnosis.no_log" if verdict == "none" else "knowledge.errors"
    key = unread if blind else f"knowledge.section.{verdict}"
    return (*line(teller.say(key), "strong"), *found_blocks(found, job, teller))


def found_blocks(found: Found, job: str | None, teller: Teller) -> tuple[Block, ...]:
    """The best solution in full, other rows in a line each, and who looks after the job where a row names them."""
    if not found.solutions:
        asked = _responsible(found.facts, job, teller, known=None, heading="knowledge.ask")
        nobody = line(teller.say("knowledge.nobody"), "muted") if job and not asked else ()
        return (*asked, *nobody, *_add(found, teller))
    best, *others = (match.entry for match in found.solutions)
    return (*solution(best, teller), *_others(others, teller), *_responsible(found.facts, job, teller, known=best))


def solution(entry: Entry, teller: Teller, *, with_people: bool = True) -> tuple[Block, ...]:
    """A row of the sheet: cause, steps, owner, contact, procedure, and where it stands."""
    teller.cite(entry)
    teller.note(entry_fact(entry))
    return (
        *facts(
            row(teller, "error", clip(entry.error or entry.symptom, _TEXT)),
            row(teller, "cause", clip(entry.cause, _TEXT)),
            row(teller, "for_job", entry.job),
        ),
        *numbered(steps(entry.solution), teller, teller.say("knowledge.solution")),
        *facts(*(_people(entry, teller) if with_people else ()), _valid(entry, teller)),
        *_source(entry, teller),
    )


def steps(text: str) -> tuple[str, ...]:
    """The steps of a solution: its lines, or its numbered parts in one line, without their own numbers."""
    lines = [part for part in text.splitlines() if part.strip()]
    if len(lines) == 1 and _NUMBERING.match(lines[0]):
        lines = _INLINE.split(lines[0])
    told = [clip(_NUMBERING.sub("", part).strip(), _TEXT) for part in lines]
    return tuple(part for part in told if part)[:_STEPS]


def _people(entry: Entry, teller: Teller) -> tuple[Fact | None, ...]:
    address = _ADDRESS.fullmatch(entry.procedure.strip())
    return (
        row(teller, "owner", entry.owner),
        row(teller, "contact", entry.contact),
        row(teller, "procedure", entry.procedure, link=address[0] if address else ""),
    )


def _valid(entry: Entry, teller: Teller) -> Fact | None:
    if entry.valid_until is None:
        return None
    last = datetime.combine(entry.valid_until, time.max, teller.calendar.zone)
    expired, day = is_expired(entry, teller), teller.day(last)
    text = teller.say("knowledge.expired", day=day) if expired else day
    return row(teller, "valid_until", text, Tone.WARNING if expired else Tone.NEUTRAL)


def is_expired(entry: Entry, teller: Teller) -> bool:
    """Whether the row's last day is over where the reader is."""
    if entry.valid_until is None:
        return False
    return datetime.combine(entry.valid_until, time.max, teller.calendar.zone) < teller.now


def _source(entry: Entry, teller: Teller) -> tuple[Block, ...]:
    # a row number is a place, not a quantity: no thousands
    source = teller.say("knowledge.source", file=entry.file, sheet=entry.sheet, row=str(entry.row))
    return line(source, "muted")


def _others(entries: list[Entry], teller: Teller) -> tuple[Block, ...]:
    told = []
    for entry in entries[:2]:
        teller.cite(entry)
        teller.note(entry_fact(entry))
        text = excerpt(entry.error or entry.symptom or entry.solution, 160, teller)
        told.append(teller.say("knowledge.other", row=str(entry.row), text=text))
    return bullets(told, teller.say("knowledge.others"))


def _names_someone(entry: Entry) -> bool:
    return bool(entry.owner or entry.contact or entry.procedure)


def _responsible(
    entries: tuple[Entry, ...],
    job: str | None,
    teller: Teller,
    *,
    known: Entry | None,
    heading: str = "knowledge.responsible",
) -> tuple[Block, ...]:
    """Who looks after the job; a row whose validity has ended says so, here too."""
    entry = next(filter(_names_someone, entries), None)
    if entry is None or (known and (known.owner or entry.id == known.id)):
        return ()
    teller.cite(entry)
    teller.note(entry_fact(entry))
    told = teller.say(heading, name=job or entry.job)
    expired = _valid(entry, teller) if is_expired(entry, teller) else None
    return (*line(told, "strong"), *facts(*_people(entry, teller), expired), *_source(entry, teller))


def _add(found: Found, teller: Teller) -> tuple[Block, ...]:
    return () if found.facts else line(teller.say("knowledge.add"), "muted")


def _questions(report: KnowledgeReport, teller: Teller) -> tuple[str, ...]:
    if report.job:
        return tuple(teller.phrases.say(key, name=report.job) for key in ("ask.status", "ask.log", "ask.impact"))
    return (teller.phrases.say("ask.errors"), teller.phrases.say("ask.health"))
