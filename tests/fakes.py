"""Our few fakes: a plan in memory, a chat with faults, a clock that stands still, plain cards."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.cards import Card, Text, Tone
from bot.errors import ChatError
from bot.messages import Outgoing
from bot.reports import DiagnosisReport, Happening, Incident
from rag.models import Entry, Found, Match
from tws.errors import TwsNotFoundError
from tws.models import Engine, Job, JobLog, JobQuery, JobRun, Page, Plan, Workstation
from tws.reports import ImpactReport, Trouble

NIGHT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
STATUS_OF = {
    "ABEND": "ERROR",
    "FAIL": "ERROR",
    "SUCC": "SUCCESSFUL",
    "EXEC": "RUNNING",
    "HOLD": "WAITING",
    "READY": "READY",
}


class FixedClock:
    """A clock that moves when it is told to."""

    def __init__(self, now: datetime = NIGHT) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        self.now += timedelta(**duration)


def fake_job(name: str = "PAY_CALC", internal_status: str = "ABEND", *, number: int = 1, **values: object) -> Job:
    """A job with one run, of the job stream PAYROLL on PAY_WKS."""
    status = STATUS_OF.get(internal_status, "UNDECIDED")
    return_code = {"ABEND": 8, "SUCC": 0}.get(internal_status)
    run = JobRun(
        id=f"run-{name}-{number}",
        number=number,
        status=status,
        internal_status=internal_status,
        return_code=return_code,
    )
    job = Job(
        id=f"id-{name}",
        name=name,
        workstation="PAY_WKS",
        job_stream="PAYROLL",
        scheduled_at=datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
        status=status,
        internal_status=internal_status,
        runs=(run,),
    )
    return replace(job, **values)


def lone_job(name: str = "PAY_CALC", internal_status: str = "ABEND", **values: object) -> Job:
    """A job that shares neither job stream nor workstation with another."""
    return fake_job(name, internal_status, **{"job_stream": f"S_{name}", "workstation": f"W_{name}", **values})


def own_line(name: str) -> str:
    """An error line that no other job has, whatever is taken for its variable part."""
    return "the disk of " + name.translate(str.maketrans("0123456789_", "abcdefghijk")) + " is full"


class FakePlan:
    """A master whose plan is a list of jobs; `broken` is raised by every question until it is None again."""

    environment = "default"

    def __init__(self, jobs: Iterable[Job] = (), *, clock: FixedClock | None = None) -> None:
        self.rows = {job.id: job for job in jobs}
        self.clock = clock or FixedClock()
        self.broken: BaseException | None = None
        self.asked: list[str] = []
        self.last_answer_at: datetime | None = None

    def put(self, *jobs: Job) -> None:
        self.rows.update({job.id: job for job in jobs})

    def end(self, name: str, internal_status: str, **values: object) -> Job:
        """Give the job one more run, in that state."""
        before = self.rows[f"id-{name}"]
        after = fake_job(name, internal_status, number=len(before.runs) + 1)
        self.put(
            replace(
                before, status=after.status, internal_status=internal_status, runs=(*before.runs, *after.runs), **values
            )
        )
        return self.rows[f"id-{name}"]

    def remove(self, name: str) -> None:
        del self.rows[f"id-{name}"]

    def now(self) -> datetime:
        return self.clock()

    async def engine(self) -> Engine:
        self._answer("engine")
        return Engine(version="10.2.5", api=2, time_zone="America/Sao_Paulo")

    async def plan(self) -> Plan:
        self._answer("plan")
        return Plan(run_number=7)

    async def jobs(self, query: JobQuery, *, limit: int = 200, order: str | None = None) -> Page[Job]:
        self._answer("jobs")
        found = [job for job in self.rows.values() if _matches(query, job)]
        return Page(records=tuple(found[:limit]), total=len(found), truncated=len(found) > limit)

    async def job(self, job_id: str) -> Job:
        self._answer("job")
        if job_id not in self.rows:
            raise TwsNotFoundError("not in the plan")
        return self.rows[job_id]

    async def workstations(self, name: str | None = None, *, limit: int = 1000) -> Page[Workstation]:
        self._answer("workstations")
        return Page(records=(Workstation(id="w", name=name or "PAY_WKS", limit=10, is_linked=True, is_running=True),))

    async def job_log(self, job: Job, run: JobRun | None = None) -> JobLog:
        self._answer("job_log")
        return JobLog(text="ORA-01555: snapshot too old", error_lines=("ORA-01555: snapshot too old",))

    def _answer(self, question: str) -> None:
        self.asked.append(question)
        if self.broken is not None:
            raise self.broken
        self.last_answer_at = self.clock()


def _matches(query: JobQuery, job: Job) -> bool:
    checks = (
        (query.internal_statuses, job.internal_status),
        (query.statuses, job.status),
        (query.names, job.name),
        (query.job_streams, job.job_stream),
        (query.workstations, job.workstation),
    )
    return all(
        not wanted or any(fnmatch.fnmatchcase(value, w.replace("@", "*")) for w in wanted) for wanted, value in checks
    )


class PowerCutError(BaseException):
    """The process dies here; nothing in it may catch that."""


@dataclass
class Told:
    """A message as a channel shows it: its newest card, and the replies in its thread."""

    message: Outgoing
    replies: list[Outgoing] = field(default_factory=list)
    edits: int = 0


class FakeChat:
    """A channel in memory. `faults` are raised by the next calls, one each; a PowerCutError in `after` is raised when
    the message was taken already."""

    def __init__(self, name: str = "web") -> None:
        self.name = name
        self.roots: dict[str, Told] = {}
        self.faults: list[BaseException] = []
        self.after: list[BaseException] = []
        self.calls = 0

    async def post(self, message: Outgoing) -> str:
        self._begin()
        reference = f"{self.name}-{len(self.roots) + sum(len(told.replies) for told in self.roots.values()) + 1}"
        if message.thread is None:
            self.roots[reference] = Told(message)
        else:
            self.roots[message.thread].replies.append(message)
        self._fail(self.after)
        return reference

    async def edit(self, reference: str, message: Outgoing) -> None:
        self._begin()
        self.roots[reference].message = message
        self.roots[reference].edits += 1
        self._fail(self.after)

    @property
    def told(self) -> list[Told]:
        return list(self.roots.values())

    @property
    def titles(self) -> list[str]:
        return [told.message.card.title for told in self.told]

    def _begin(self) -> None:
        self.calls += 1
        self._fail(self.faults)

    def _fail(self, faults: list[BaseException]) -> None:
        if faults:
            raise faults.pop(0)


class FindingChat(FakeChat):
    """A chat that can say whether it took a message."""

    async def find(self, message: Outgoing) -> str | None:
        for reference, told in self.roots.items():
            if told.message.incident == message.incident and message.thread is None:
                return reference
            if message in told.replies:
                return reference
        return None


class PlainCards:
    """Cards that say in a title what they are about; the blocks say whether a diagnosis, and how many effects."""

    def __call__(self, language: str) -> PlainCards:
        return self

    def alert_card(
        self,
        incident: Incident,
        diagnosis: DiagnosisReport | None,
        *,
        happenings: Sequence[Happening] = (),
        effects: Sequence[Incident] = (),
        cause: Incident | None = None,
    ) -> Card:
        blocks = (Text(text="diagnosed"),) if diagnosis else ()
        blocks += (Text(text=f"part of {cause.job_name or cause.job}"),) if cause else ()
        blocks += (Text(text=f"effects {incident.effects}"),) if incident.effects else ()
        tone = Tone.GOOD if incident.state == "recovered" else Tone.BAD
        name = incident.job_name or incident.job
        return Card(title=f"{incident.internal_status} {name} {incident.state}", tone=tone, blocks=blocks)

    def progress_card(
        self, incident: Incident, what: str, *, who: str = "", text: str = "", cause: Incident | None = None
    ) -> Card:
        return Card(title=f"{incident.job_name or incident.job} {what}", blocks=(Text(text=text),) if text else ())

    def group_card(self, incidents: Sequence[Incident], total: int, what: str, *, recovered: int = 0) -> Card:
        return Card(title=f"{what} {total}" + (f", {recovered} over" if recovered else ""))

    def delayed(self, card: Card, by: timedelta) -> Card:
        return replace(card, footer=f"delayed by {by.total_seconds():.0f} s")

    def unreachable_card(self, trouble: Trouble) -> Card:
        return Card(title=f"down {trouble.error}", tone=Tone.BAD)

    def back_card(self, trouble: Trouble, back_at: datetime) -> Card:
        return Card(title="back", tone=Tone.GOOD)

    def watch_card(self, key: str, job: Job | None, what: str, language: str) -> Card:
        return Card(title=f"{key} {what} {language}")


class FakeDiagnosis:
    """Diagnoses every job alike, or as `lines` says by its name. `trouble` is raised instead, where it is set; `asked`
    are the jobs' names."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.trouble: BaseException | None = None
        self.lines: Callable[[str], str] = lambda _: "ORA-01555: snapshot too old"

    async def __call__(self, job: Job) -> DiagnosisReport:
        self.asked.append(job.name)
        if self.trouble is not None:
            raise self.trouble
        entry = Entry(id="e1", file="knowledge.xlsx", sheet="Incidentes", row=12, solution="Rerun it.")
        return DiagnosisReport(
            environment="default",
            as_of=NIGHT,
            job=job,
            run=job.run,
            error_lines=("noise", self.lines(job.name)),
            found=Found(verdict="known", confidence=0.9, solutions=(Match(entry=entry, score=1.0, confidence=0.9),)),
            impact=ImpactReport(environment="default", as_of=NIGHT, job=job, blocked=4),
        )


REFUSED = ChatError("503 from the platform")
