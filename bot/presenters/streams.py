"""Progress of job streams."""

from __future__ import annotations

from datetime import datetime

from bot.cards import Block, Card, Table, Tone
from bot.presenters.pieces import (
    NOTHING,
    Draft,
    bullets,
    facts,
    freshness,
    job_table,
    line,
    meant,
    row,
    state_text,
    state_tone,
    state_word,
)
from bot.presenters.records import stream_fact
from bot.presenters.teller import Teller
from tws.models import JobStream
from tws.reports import StreamReport

_LISTED = 8


def stream_answer(report: StreamReport, teller: Teller) -> Draft:
    """One job stream in full with its jobs in error, or a list where the name means several."""
    if not report.streams:
        card = Card(title=teller.say("stream.none", name=report.name), footer=freshness(report, teller))
        return card, (teller.phrases.say("ask.health"),)
    if len({stream.key for stream in report.streams}) > 1:
        return _list(report, teller)
    return _one(report, report.streams[0], teller)


def _one(report: StreamReport, stream: JobStream, teller: Teller) -> Draft:
    more = max(report.total, len(report.streams)) - 1
    others = line(teller.say("stream.others", n=more), "strong") if more else ()
    card = Card(
        title=stream_verdict(stream, teller),
        tone=stream_tone(stream, report.as_of),
        blocks=(
            *meant(report.name, report.meant, teller),
            *_rows(stream, teller, report.as_of),
            *_jobs(report, teller),
            *others,
            *(stream_table(report.streams[1:], teller, total=more) if more else ()),
        ),
        footer=freshness(report, teller),
    )
    return card, _questions(report, stream, teller)


def _list(report: StreamReport, teller: Teller) -> Draft:
    total = max(report.total, len(report.streams))
    tones = [stream_tone(stream, report.as_of) for stream in report.streams]
    card = Card(
        title=teller.say("stream.some", n=total, name=report.meant or report.name),
        tone=Tone.BAD if Tone.BAD in tones else Tone.NEUTRAL,
        blocks=stream_table(report.streams, teller, total=total),
        footer=freshness(report, teller),
    )
    return card, tuple(teller.phrases.say("ask.stream", name=stream.name) for stream in report.streams[:3])


def stream_tone(stream: JobStream, as_of: datetime) -> Tone:
    """How a job stream is to be seen."""
    tone = state_tone(_word(stream))
    if tone is Tone.NEUTRAL and ((stream.abended or 0) + (stream.failed or 0) or _is_late(stream, as_of)):
        return Tone.WARNING
    return tone


def stream_verdict(stream: JobStream, teller: Teller) -> str:
    """How far a job stream is and in which state, in one sentence."""
    teller.note(stream_fact(stream))
    state = stream_state(stream, teller)
    if stream.jobs is None or stream.successful is None:
        title = teller.say("stream.title", name=stream.name, state=state)
    else:
        title = teller.say("stream.progress", name=stream.name, done=stream.successful, jobs=stream.jobs, state=state)
    wrong = (stream.abended or 0) + (stream.failed or 0)
    return teller.say("stream.in_error", title=title, n=wrong) if wrong else title


def stream_state(stream: JobStream, teller: Teller) -> str:
    """The job stream's state in words; an unknown one as it came."""
    word = _word(stream)
    return teller.say(f"state.{word}") if teller.phrases.knows(f"state.{word}") else state_text(word, teller)


def _word(stream: JobStream) -> str:
    return state_word(stream.status, stream.internal_status, canceled=stream.canceled)


def _is_late(stream: JobStream, as_of: datetime) -> bool:
    ended = stream.status in {"SUCCESSFUL", "CANCELED", "SUPPRESS"} or stream.canceled
    return not ended and (stream.late or (stream.deadline is not None and stream.deadline < as_of))


def _rows(stream: JobStream, teller: Teller, as_of: datetime) -> tuple[Block, ...]:
    late = _is_late(stream, as_of)
    rows = facts(
        row(teller, "job_stream", stream.key),
        row(teller, "scheduled", stream.scheduled_at),
        row(teller, "started", stream.started_at),
        row(teller, "ended", stream.ended_at),
        row(teller, "running", stream.running),
        row(teller, "deadline", stream.deadline, Tone.BAD if late else Tone.NEUTRAL),
        row(teller, "limit", stream.limit, Tone.WARNING if stream.limit == 0 else Tone.NEUTRAL),
    )
    remarks = [
        teller.say(key) for key, is_so in (("stream.late", late), ("stream.carried", stream.carried_forward)) if is_so
    ]
    if stream.unresolved:
        remarks.append(teller.say("stream.waits", n=stream.unresolved))
    return (*rows, *bullets(remarks))


def _jobs(report: StreamReport, teller: Teller) -> tuple[Block, ...]:
    blocks: tuple[Block, ...] = ()
    for title, jobs in (("stream.errors", report.in_error), ("stream.running", report.running)):
        if jobs:
            blocks = (*blocks, *line(teller.say(title), "strong"), *job_table(jobs, teller, listed=_LISTED))
    return blocks


def stream_table(
    streams: tuple[JobStream, ...], teller: Teller, *, total: int = 0, listed: int = _LISTED
) -> tuple[Block, ...]:
    """Job streams as rows: name, state, jobs that ended well, when it was scheduled, workstation."""
    shown = streams[:listed]
    if not shown:
        return ()
    more = max(total, len(streams)) - len(shown)
    if more:
        teller.count(more)
    titles = ("job_stream", "state", "progress", "scheduled", "workstation")
    return (
        Table(
            columns=tuple(teller.say(f"column.{title}", zone=teller.zone()) for title in titles),
            rows=tuple(_stream_row(stream, teller) for stream in shown),
            tones=tuple(state_tone(_word(stream)) for stream in shown),
            more=more,
        ),
    )


def _stream_row(stream: JobStream, teller: Teller) -> tuple[str, ...]:
    teller.note(stream_fact(stream))
    done = NOTHING
    if stream.jobs is not None and stream.successful is not None:
        done = teller.say("stream.done", done=stream.successful, jobs=stream.jobs)
    scheduled = teller.tell(stream.scheduled_at) if stream.scheduled_at else NOTHING
    return (stream.name, _word(stream), done, scheduled, stream.workstation)


def _questions(report: StreamReport, stream: JobStream, teller: Teller) -> tuple[str, ...]:
    told = [teller.phrases.say("ask.diagnose", name=job.name) for job in report.in_error[:2]]
    told += [teller.phrases.say("ask.when_ends", name=job.name) for job in report.running[:1]]
    return (*told, teller.phrases.say("ask.workstation", name=stream.workstation))
