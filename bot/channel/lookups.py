"""Jobs found by a few letters, and what any words say: the jobs that they name, or the error that they quote."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from bot.agent.rooms import Chosen
from bot.agent.tool_texts import trouble_of
from bot.agent.understanding import Names, candidate_tokens
from bot.cards import Card, Tone
from bot.channel.rooms import Room
from bot.presenters import Presented, Teller, compose, present
from bot.presenters.home import note_card
from bot.presenters.pieces import job_state, return_code
from bot.presenters.troubles import error_card
from bot.reports import DiagnosisReport, KnowledgeReport
from rag.errors import KnowledgeError
from tws.errors import TwsError, TwsTimeoutError
from tws.models import Job, JobQuery
from tws.reports import JobsReport, Report, Trouble

_LOG = structlog.get_logger(__name__)

SEARCH_SECONDS = 3.0  # a compose box takes no answer after five
DIAGNOSE_SECONDS = 7.0
NAME_SECONDS = 3.0
NAMED = 3  # jobs of one text that are diagnosed
TEXT = 20_000
_ERRORS = JobQuery(internal_statuses=("ABEND", "FAIL"))


async def search(rooms: Sequence[Room], text: str, limit: int, teller: Teller) -> tuple[tuple[str, Card], ...]:
    """The jobs that a few letters may mean: by their beginning, by what they hold, by what comes near; where no
    environment could be asked, one row that says why. Without letters, those in error. At most three bounded queries
    for each environment."""
    found = await asyncio.gather(*(_found(room, text.strip().upper(), limit) for room in rooms))
    answered = [(room, jobs) for room, jobs in zip(rooms, found, strict=True) if not isinstance(jobs, Trouble)]
    if not answered:
        why = error_card(next(each for each in found if isinstance(each, Trouble)), teller)
        return ((why.title, why),)
    hits = [(room, job) for room, jobs in answered for job in jobs][:limit]
    return tuple((_line(job, teller), _job_card(room, job, teller)) for room, job in hits)


async def diagnose(rooms: Sequence[Room], text: str, teller: Teller) -> Presented | None:
    """What is wrong with the jobs that a text names, and what the sheet says of the error in it; None for neither.

    The error's row stands below a job only where it is known, and the job's own log led to none: a mail may be older
    than the run that is looked at. That HWA or the sheet could not be asked is told where nothing else is.
    """
    words = text[:TEXT]
    of_jobs = [report for room in rooms for report in await _of_jobs(room, words)]
    diagnosed = [report for report in of_jobs if not isinstance(report, Trouble)]
    if any(_is_known(report) for report in diagnosed):
        return compose(diagnosed, teller)
    of_error = [report for room in rooms if (report := await _of_error(room, words)) is not None]
    told = [report for report in of_error if not isinstance(report, Trouble)][:1]
    if diagnosed:
        return compose([*diagnosed, *filter(_is_known, told)], teller)
    reports = [*told, *of_jobs] or of_error[:1]
    return compose(reports, teller) if reports else None


def nothing_card(teller: Teller) -> Card:
    """That a text says nothing that is known."""
    return note_card(teller.say("diagnose.nothing"), Tone.WARNING, teller.say("diagnose.how"))


def _is_known(report: Report) -> bool:
    """Whether the sheet has a row for what a text or a job's own log says; a log without errors says nothing."""
    if isinstance(report, DiagnosisReport) and not report.error_lines:
        return False
    found = report.found if isinstance(report, DiagnosisReport | KnowledgeReport) else None
    return found is not None and found.verdict == "known" and bool(found.solutions)


async def _of_jobs(room: Room, words: str) -> list[Report]:
    try:
        async with asyncio.timeout(DIAGNOSE_SECONDS):
            return [await _diagnosed(room, each) for each in await _chosen(room, words)]
    except TimeoutError:
        return [trouble_of(room.master, TwsTimeoutError(f"no answer within {DIAGNOSE_SECONDS:.0f} seconds"))]
    except TwsError as error:
        return [trouble_of(room.master, error)]
    except ValueError as error:
        _LOG.info("diagnose.no_name", error=str(error))  # what looked like a name is none
        return []


async def one_job(room: Room, words: str) -> str:
    """The key of the one job that a text names; empty where it names none or several, or HWA does not say in time."""
    try:
        async with asyncio.timeout(NAME_SECONDS):
            chosen = await _chosen(room, words[:TEXT])
    except (TimeoutError, TwsError, ValueError) as trouble:
        _LOG.info("names.not_read", error=str(trouble))
        return ""
    return chosen[0].job.key if len(chosen) == 1 else ""


async def _chosen(room: Room, words: str) -> list[Chosen]:
    """The jobs that a text names, each once. Raises: TwsError; ValueError where what looked like a name is none."""
    names = await room.names(candidate_tokens(words))
    asked = [_asked(token, names) for kind, token in sorted(names.exact) if kind == "job"]
    chosen = [await room.desk.choose(name) for name in list(dict.fromkeys(asked))[:NAMED]]
    return list({each.job.id: each for each in chosen if isinstance(each, Chosen)}.values())


def _asked(token: str, names: Names) -> str:
    """A full key as it is written; else the plan's own name."""
    return token if "#" in token else next(iter(names.near("job", token)), token)


async def _diagnosed(room: Room, chosen: Chosen) -> Report:
    return await room.desk.diagnose(chosen.job, chosen.others, seconds=DIAGNOSE_SECONDS / 2)


async def _of_error(room: Room, words: str) -> Report | None:
    try:
        found = await room.desk.knowledge.search(words, environment=room.name)
    except KnowledgeError as error:
        return trouble_of(room.master, error)
    if found.verdict == "none":
        return None
    return KnowledgeReport(environment=room.name, as_of=room.master.now(), found=found, query=words)


async def _found(room: Room, letters: str, limit: int) -> list[Job] | Trouble:
    try:
        async with asyncio.timeout(SEARCH_SECONDS):
            return await (_named(room, letters, limit) if letters else _in_error(room, limit))
    except TimeoutError:
        return trouble_of(room.master, TwsTimeoutError(f"no answer within {SEARCH_SECONDS:.0f} seconds"))
    except TwsError as error:
        return trouble_of(room.master, error)


async def _in_error(room: Room, limit: int) -> list[Job]:
    return list((await room.master.jobs(_ERRORS, limit=limit, order="-ended_at")).records)


async def _named(room: Room, letters: str, limit: int) -> list[Job]:
    if any(sign in letters for sign in "@*?"):
        return await _like(room, (letters,), limit)
    jobs = await _like(room, (f"{letters}*",), limit)
    if len(jobs) < limit:
        known = {job.id for job in jobs}
        inside = await _like(room, (f"*{letters}*",), limit + len(jobs))
        jobs += [job for job in inside if job.id not in known][: limit - len(jobs)]
    if jobs:
        return jobs
    near = (await room.names((letters,))).near("job", letters)
    return await _like(room, near, limit) if near else []


async def _like(room: Room, patterns: tuple[str, ...], limit: int) -> list[Job]:
    return list((await room.master.jobs(JobQuery(names=patterns), limit=limit)).records)


def _line(job: Job, teller: Teller) -> str:
    state = f"{job_state(job)}{return_code(job.run, teller)}"
    ended = job.run.ended_at if job.run else None
    when = f" {teller.moment(ended)}" if ended else ""
    return teller.say("search.line", name=job.name, state=f"{state}{when}", stream=job.job_stream)


def _job_card(room: Room, job: Job, teller: Teller) -> Card:
    report = JobsReport(environment=room.name, as_of=room.master.now(), jobs=(job,), total=1, job=job.name)
    return present(report, teller).card
