"""What the plan says about the words of a question: which of them are jobs, job streams or workstations."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tws.master import Master
from tws.models import JobQuery, Page, StreamQuery, Workstation
from tws.questions.errors import ArgumentError
from tws.questions.identity import JobName, is_pattern, job_name, without_folder
from tws.questions.near import ROWS, near_names, ranked

TOKENS = 12
_ASKABLE = re.compile(r"[A-Z0-9À-Ý_#./$&+:()\[\], -]{1,120}")  # what else people type is in no name


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNames:
    """For each token, upper-case: the plan's names of each kind, the exact one first, else near ones, best first.

    `exact` holds (kind, token) for tokens that match exactly; kinds are job, stream and workstation.
    """

    jobs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    streams: dict[str, tuple[str, ...]] = field(default_factory=dict)
    workstations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exact: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    text: str
    name: JobName


async def look_up(master: Master, tokens: Sequence[str]) -> PlanNames:
    """What the plan calls the tokens, exactly or nearly.

    One query for each kind with all tokens; only tokens that match nothing exactly cost up to two more bounded ones
    per kind. Patterns are not looked up: they are what they say. At most twelve tokens are read.
    Raises: TwsError where the plan could not be asked.
    """
    asked = _tokens(tokens)
    if not asked:
        return PlanNames()
    jobs, streams, workstations = await asyncio.gather(
        _exact_jobs(master, asked), _exact_streams(master, asked), _workstation_names(master, asked)
    )
    exact_workstations = {t.text: (t.text,) for t in asked if t.text in workstations}
    known = {*jobs, *streams, *exact_workstations}
    strangers = [t.text for t in asked if t.text not in known and not t.name.is_key]
    near_jobs, near_streams = await asyncio.gather(
        near_names(strangers, lambda patterns: job_names_like(master, patterns)),
        near_names(strangers, lambda patterns: stream_names_like(master, patterns)),
    )
    near_workstations = {text: near for text in strangers if (near := ranked(text, workstations))}
    return PlanNames(
        jobs=jobs | near_jobs,
        streams=streams | near_streams,
        workstations=exact_workstations | near_workstations,
        exact=frozenset(
            [("job", text) for text in jobs]
            + [("stream", text) for text in streams]
            + [("workstation", text) for text in exact_workstations]
        ),
    )


async def job_names_like(master: Master, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The names of jobs that match any of the patterns, each once, from at most ROWS rows."""
    page = await master.jobs(JobQuery(names=patterns), limit=ROWS)
    return tuple(dict.fromkeys(job.name for job in page.records))


async def stream_names_like(master: Master, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The names of job streams that match any of the patterns, each once, from at most ROWS rows."""
    page = await master.job_streams(StreamQuery(names=patterns), limit=ROWS)
    return tuple(dict.fromkeys(stream.name for stream in page.records))


def _tokens(tokens: Sequence[str]) -> list[_Token]:
    read: dict[str, _Token] = {}
    for token in tokens:
        text = token.strip().upper()
        if not _ASKABLE.fullmatch(text) or is_pattern(text) or len(read) == TOKENS:
            continue
        try:
            read[text] = _Token(text=text, name=job_name(text))
        except ArgumentError:
            continue
    return list(read.values())


async def _exact_jobs(master: Master, tokens: Sequence[_Token]) -> dict[str, tuple[str, ...]]:
    """Rows may all be of one busy name, so that what is missing of a cut page is asked for once more."""
    found: dict[str, tuple[str, ...]] = {}
    missing = list(tokens)
    for _ in range(2):
        names = tuple(dict.fromkeys(token.name.job for token in missing))
        page = await master.jobs(JobQuery(names=names), limit=200)
        real = {job.name.upper(): job.name for job in page.records}
        found |= {t.text: (real[last],) for t in missing if (last := without_folder(t.name.job)) in real}
        missing = [token for token in missing if token.text not in found]
        if not missing or not page.truncated:
            break
    return found


async def _exact_streams(master: Master, tokens: Sequence[_Token]) -> dict[str, tuple[str, ...]]:
    """`WKS#NAME` may be a job stream's key as well as a job's; `WKS#STREAM.JOB` is a job's."""
    wanted = {token.text: token.name.job for token in tokens if token.name.job_stream is None}
    if not wanted:
        return {}
    page = await master.job_streams(StreamQuery(names=tuple(dict.fromkeys(wanted.values()))), limit=200)
    real = {stream.name.upper(): stream.name for stream in page.records}
    return {text: (real[last],) for text, name in wanted.items() if (last := without_folder(name)) in real}


async def _workstation_names(master: Master, tokens: Sequence[_Token]) -> frozenset[str]:
    """All workstations, which are few; where they are not, each token is asked for by itself."""
    page = await master.workstations()
    pages: list[Page[Workstation]] = [page]
    if page.truncated:
        pages += await asyncio.gather(*(master.workstations(token.text) for token in tokens))
    return frozenset(workstation.name.upper() for page in pages for workstation in page.records)
