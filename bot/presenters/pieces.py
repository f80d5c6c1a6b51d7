"""What several cards share: labelled rows, tables of jobs, freshness, a job's own sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.cards import Block, Card, Code, Fact, Facts, Steps, Table, Text, Tone
from bot.presenters.records import job_fact
from bot.presenters.teller import Sayable, Teller
from tws.models import Job, JobRun
from tws.reports import CountReport, JobsReport, Report

Draft = tuple[Card, tuple[str, ...]]

NOTHING = "\N{EN DASH}"  # in a cell without a value
LISTED = 10  # rows of a table before "and N more"
JOBS_LISTED = 20  # of a table of jobs
LINE = 300  # characters of one line of a job log
_UNNAMED = "default"
_STALE = 120  # seconds after which the age of the data is said
_BAD = frozenset({"ABEND", "FAIL", "ERROR", "STUCK"})
_WARNING = frozenset({"HELD", "PEND", "SUSP", "BLOCKED", "USER", "SUPPR", "SUPPRESS", "FENCE"})
_GOOD = frozenset({"SUCC", "SUCCESSFUL"})


def row(teller: Teller, label: str, value: Sayable | None, tone: Tone = Tone.NEUTRAL, link: str = "") -> Fact | None:
    """One labelled value, None where there is nothing to show."""
    if value is None or value == "":
        return None
    return Fact(label=teller.say(f"label.{label}"), value=teller.tell(value), tone=tone, link=link)


def facts(*rows: Fact | None) -> tuple[Block, ...]:
    """The rows that have a value as one block; no block where none has."""
    items = tuple(item for item in rows if item)
    return (Facts(items=items),) if items else ()


def line(text: str, style: str = "plain") -> tuple[Block, ...]:
    """A paragraph; none for an empty text."""
    return (Text(text=text, style=style),) if text else ()


def bullets(items: Iterable[str], title: str = "") -> tuple[Block, ...]:
    """Unordered lines under a title; none for no lines."""
    told = tuple(items)
    return (Steps(items=told, title=title, ordered=False),) if told else ()


def meant(asked: str | None, name: str | None, teller: Teller) -> tuple[Block, ...]:
    """That a mistyped name was read as the nearest one of the plan."""
    if not asked or not name:
        return ()
    teller.note({"kind": "meant", "asked": asked, "name": name})
    return line(teller.say("job.meant", asked=asked, name=name), "muted")


def numbered(items: Iterable[str], teller: Teller, title: str = "") -> tuple[Block, ...]:
    """Lines in order, each noted as a fact with its number; none for no lines."""
    told = tuple(items)
    for number, text in enumerate(told, 1):
        teller.note({"kind": "step", "value": number, "text": text})
    return (Steps(items=told, title=title),) if told else ()


def other_keys(keys: tuple[str, ...], teller: Teller) -> tuple[Block, ...]:
    """That the name means other jobs too, and which."""
    if not keys:
        return ()
    teller.note({"kind": "others", "keys": list(keys)})
    return line(teller.say("job.other_keys", keys=", ".join(keys)), "muted")


def code(teller: Teller, lines: Iterable[str], title: str = "") -> tuple[Block, ...]:
    """Lines as they are, each cut at 300 characters, noted as a fact."""
    told = [clip(text) for text in lines]
    if not told:
        return ()
    teller.note({"kind": "lines", "lines": told})
    return (Code(text="\n".join(told), title=title),)


def clip(text: str, length: int = LINE) -> str:
    """The text, cut with an ellipsis where it is longer than that."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def excerpt(text: str, length: int, teller: Teller) -> str:
    """The text in one line, cut; noted as it is shown."""
    shown = clip(" ".join(text.split()), length)
    if shown:
        teller.note({"kind": "text", "text": shown})
    return shown


def freshness(report: Report, teller: Teller) -> str:
    """When the data were read, and in which environment."""
    moment, zone = teller.moment(report.as_of, seconds=True), teller.zone(report.as_of)
    age = teller.now - report.as_of
    old = teller.say("footer.age", age=age) if age.total_seconds() > _STALE else ""
    return teller.say("footer.asof", moment=f"{moment} {zone}", age=old, where=where(report.environment, teller))


def where(environment: str, teller: Teller) -> str:
    """` · environment prod`; empty for the one that no setting names (design: "named `default`")."""
    teller.note({"kind": "environment", "name": environment})
    return "" if environment == _UNNAMED else teller.say("footer.where", environment=environment)


def state_word(status: str, internal_status: str, *, canceled: bool = False) -> str:
    """The word that says most: the engine's own, but HELD and a cancellation before it."""
    if canceled:
        return "CANCL"
    return "HELD" if status == "HELD" else internal_status or status


def job_state(job: Job) -> str:
    """The state word of a job's newest run."""
    return state_word(job.status, job.internal_status, canceled=job.canceled)


def state_text(word: str, teller: Teller) -> str:
    """The engine's word with its meaning; an unknown word alone."""
    key = f"status.{word}"
    return teller.say(key) if teller.phrases.knows(key) else word


def state_tone(word: str) -> Tone:
    """How a state is to be seen."""
    if word in _BAD:
        return Tone.BAD
    if word in _WARNING:
        return Tone.WARNING
    return Tone.GOOD if word in _GOOD else Tone.NEUTRAL


def job_tone(job: Job) -> Tone:
    """How a job is to be seen: late, overrunning and questioning ones deserve a look."""
    tone = state_tone(job_state(job))
    lagging = job.late or job.needs_reply or job.until_passed or (job.run and job.run.max_duration_gone)
    return Tone.WARNING if tone is Tone.NEUTRAL and lagging else tone


def is_late(job: Job, as_of: datetime) -> bool:
    """Whether the deadline has passed and the job has not ended.

    The engine's own flag is off by default (localopts `bm check deadline`, Administration Guide).
    """
    if job.ended:
        return False
    return job.late or (job.deadline is not None and job.deadline < as_of)


def job_handle(job: Job, others: Iterable[str] = ()) -> str:
    """What a person types to mean this job: its name, or its key where the name is not alone."""
    return job.key if any(others) else job.name


def verdict(job: Job, teller: Teller, as_of: datetime) -> str:
    """What became of a job, in one sentence: state, return code, time."""
    teller.note(job_fact(job))
    word, run = job_state(job), job.run
    key = f"verdict.{word}"
    if not teller.phrases.knows(key):
        return teller.say("said.other", name=job.name, status=state_text(word, teller))
    code_text = return_code(run, teller)
    since = ""
    if word == "EXEC" and run and run.started_at:
        # The moment too: an answer stands in its channel long after it was given.
        since = teller.say("said.since", started=run.started_at, elapsed=run.elapsed or as_of - run.started_at)
    return teller.say(key, name=job.name, rc=code_text, at=at(_end(run), teller), since=since)


def return_code(run: JobRun | None, teller: Teller) -> str:
    """` (rc 8)`, empty where there is none; a code, so never with grouped thousands."""
    if run is None or run.return_code is None:
        return ""
    return teller.say("said.rc", code=str(run.return_code))


def _end(run: JobRun | None) -> datetime | None:
    return (run.ended_at or run.started_at) if run else None


def at(moment: datetime | None, teller: Teller) -> str:
    """` at 03:12`, ` on 21 Nov 22:40`; empty where there is no time."""
    if moment is None:
        return ""
    return teller.say("said.at" if teller.calendar.is_today(moment) else "said.on", moment=moment)


def job_table(
    jobs: Iterable[Job], teller: Teller, *, total: int | None = None, listed: int = JOBS_LISTED
) -> tuple[Block, ...]:
    """Jobs as rows: name, state with return code, the time that matters, job stream, workstation."""
    all_jobs = tuple(jobs)
    shown = all_jobs[:listed]
    if not shown:
        return ()
    more = max(total or 0, len(all_jobs)) - len(shown)
    if more:
        teller.count(more)
    titles = ("job", "state", "when", "job_stream", "workstation")
    return (
        Table(
            columns=tuple(teller.say(f"column.{title}", zone=teller.zone()) for title in titles),
            rows=tuple(_job_row(job, teller) for job in shown),
            tones=tuple(job_tone(job) for job in shown),
            more=more,
        ),
    )


def _job_row(job: Job, teller: Teller) -> tuple[str, ...]:
    teller.note(job_fact(job))
    run = job.run
    code_text = return_code(run, teller)
    moment = (run.ended_at or run.started_at) if run else None
    moment = moment or job.starts_after or job.scheduled_at
    state = job_state(job)
    where = (run.workstation if run else None) or job.workstation
    return (job.name, f"{state}{code_text}", teller.moment(moment) if moment else NOTHING, job.job_stream, where)


def is_untold(report: JobsReport | CountReport) -> bool:
    """Whether the whole window ended before the plan began, so that nothing found is nothing known."""
    return bool(not report.total and report.plan_from and report.until and report.until <= report.plan_from)


def before_the_plan(plan_from: datetime | None, teller: Teller) -> tuple[Block, ...]:
    """That the window begins before the plan does, so that "none" is not the whole truth."""
    if plan_from is None:
        return ()
    return line(teller.say("list.before_plan", start=plan_from, zone=teller.zone(plan_from)), "strong")
