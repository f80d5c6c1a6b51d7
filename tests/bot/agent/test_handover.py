"""What a handover is put together from."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.agent.handover import Handover, next_clock
from bot.circumstances import Past
from bot.presenters import Presented, Teller, plain_text, present, unsupported
from bot.presenters.leads import lead
from bot.reports import Evidence, HandoverReport, Happening, Incident, IncidentKind, KeptMute
from tests.bot.agent.company import ZONE
from tests.fakes import NIGHT, FakePlan, fake_job
from tws.errors import TwsTimeoutError
from tws.models import Job, JobRun
from tws.reports import EstimateReport, HistoryReport

DUE = NIGHT + timedelta(hours=2)


def incident(name: str = "PAY_CALC", **values: Any) -> Incident:
    """An incident of a job of that name."""
    known: dict[str, Any] = {"id": f"i-{name}", "key": name, "job": f"W#S.{name}", "job_name": name, "job_stream": "S"}
    known |= {"environment": "default", "workstation": "W", "internal_status": "ABEND", "state": "open"}
    return Incident(**{**known, "opened_at": NIGHT, "updated_at": NIGHT, **values})


class Book:
    """Incidents in memory."""

    def __init__(self, opened: tuple[Incident, ...] = (), ended: tuple[Incident, ...] = ()) -> None:
        self.opened, self.ended = opened, ended
        self.life: dict[str, tuple[Happening, ...]] = {}

    async def open_incidents(self) -> tuple[Incident, ...]:
        return self.opened

    async def ended_since(self, since: datetime) -> tuple[Incident, ...]:
        return self.ended

    async def journal(self, incident: str) -> tuple[Happening, ...]:
        return self.life.get(incident, ())


def critical(name: str = "CRIT", status: str = "HOLD", **values: Any) -> Job:
    """A critical job that is due two hours from now."""
    return fake_job(name, status, **{"critical": True, "deadline": DUE, "runs": (), **values})


def handover(*jobs: Job, book: Book | None = None, **values: Any) -> Handover:
    """A handover over these jobs."""
    return Handover(master=FakePlan(jobs), incidents=book or Book(), zone=lambda: ZONE, **values)


def estimate(job: Job, **values: Any) -> EstimateReport:
    """What the estimate of a job says."""
    return EstimateReport(environment="default", as_of=NIGHT, job=job, **{"basis": "waiting", **values})


async def test_who_recovered_alone_is_told_from_who_was_helped():
    """Recovered with nobody taking it is alone; taken, cancelled and gone ones are not."""
    alone = incident("A", state="recovered")
    others = (incident("B", state="recovered", taken_by="joana"), incident("C", state="gone"))
    report = await handover(book=Book(ended=(alone, *others)))()
    assert ((alone,), 3) == (report.alone, len(report.ended))


async def test_only_bad_ends_can_lack_a_solution():
    """The sheet explains errors: an unlinked agent and what follows from another incident are not its fault."""
    unlinked = incident("AGENT", kind=IncidentKind.WORKSTATION, job_name="", job="FTA1")
    report = await handover(
        book=Book((incident("A"), unlinked, incident("B", known=True), incident("C", cause="i-A")))
    )()
    assert ["i-A"] == [one.id for one in report.unexplained]


async def test_since_when_somebody_has_it_comes_from_its_life():
    """The newest taking counts."""
    book = Book((incident("A", taken_by="joana"),))
    earlier, later = (Happening(at=NIGHT - timedelta(hours=h), what="taken", who="joana") for h in (2, 1))
    book.life = {"i-A": (earlier, later, Happening(at=NIGHT, what="rerunning"))}
    assert {"i-A": NIGHT - timedelta(hours=1)} == (await handover(book=book)()).taken_at


async def test_it_looks_ahead_to_six_where_no_shift_is_known():
    """At 00:12 in São Paulo the next 06:00 is the same day's; the shift times decide where there are some."""
    assert datetime(2026, 11, 22, 6, tzinfo=ZONE) == (await handover()()).until

    class Shifts:
        def next_after(self, now: datetime) -> datetime:
            return now + timedelta(hours=1)

    assert NIGHT + timedelta(hours=1) == (await handover(shifts=Shifts())()).until


async def test_a_deadline_after_the_estimate_is_at_risk():
    """Estimated to end after its deadline, or behind a job in error: at risk; in time: not."""
    late, blocked, fine = (critical(name) for name in ("LATE", "BLOCKED", "FINE"))

    async def expect(job: Job) -> EstimateReport:
        told = {
            "LATE": {"ends_at": DUE + timedelta(minutes=20), "after_deadline": True},
            "BLOCKED": {"basis": "blocked"},
            "FINE": {"ends_at": DUE - timedelta(minutes=20), "after_deadline": False},
        }
        return estimate(job, **told[job.name])

    report = await handover(late, blocked, fine, expect=expect)()
    assert (["BLOCKED", "LATE"], 3) == ([job.name for job in report.at_risk], len(report.critical_open))
    assert {late.key: DUE + timedelta(minutes=20), fine.key: DUE - timedelta(minutes=20)} == report.expected_ends


async def test_without_estimates_what_cannot_be_is_at_risk():
    """A missed deadline, a job in error, and one that takes longer than what is left are at risk by themselves."""
    jobs = (
        critical("MISSED", deadline=NIGHT - timedelta(minutes=1)),
        critical("ABENDED", "ABEND"),
        critical("TOO_LONG", estimated=timedelta(hours=3)),
        critical("FINE", estimated=timedelta(minutes=3)),
    )
    report = await handover(*jobs)()
    assert ["ABENDED", "MISSED", "TOO_LONG"] == sorted(job.name for job in report.at_risk)


async def test_deadlines_of_others_are_counted_apart():
    """A deadline before the next shift counts for a job that is not critical as well; one after it does not."""
    later = DUE + timedelta(hours=9)
    jobs = (critical(), critical("DUE", critical=False), critical("LATER", deadline=later, critical=False))
    report = await handover(*jobs)()
    assert (["CRIT"], ["DUE"]) == ([job.name for job in report.critical_open], [job.name for job in report.due])


async def test_estimates_that_take_too_long_are_named_as_missing():
    """A slow master costs the estimates, not the handover."""

    async def expect(job: Job) -> EstimateReport | None:
        await asyncio.Event().wait()
        return None

    report = await handover(critical(), expect=expect)(seconds=0.5)
    assert (1, ("estimates:TwsTimeoutError",)) == (len(report.critical_open), report.missing)


async def test_a_silent_master_is_named_and_the_incidents_are_told():
    """What HWA does not say is missing; what Resync itself knows is not."""
    plan = FakePlan()
    plan.broken = TwsTimeoutError("slow")
    report = await Handover(master=plan, incidents=Book((incident(),)), zone=lambda: ZONE)()
    assert (1, ("critical:TwsTimeoutError",)) == (len(report.open), report.missing)


async def test_it_narrows_to_what_is_asked_about():
    """A job, its key, its job stream or a workstation leave only their incidents, and no outlook is read."""
    book = Book((incident("A"), incident("B", job_stream="T", workstation="V", job="V#T.B")))
    asked = [await handover(critical(), book=book)(about=name) for name in ("a", "W#S.A", "T", "V", "NONE")]
    assert [["i-A"], ["i-A"], ["i-B"], ["i-B"], []] == [[one.id for one in report.open] for report in asked]
    assert {()} == {report.critical_open for report in asked}


def test_six_is_of_the_clock_on_the_wall():
    """At 05:59 it is in a minute, at 06:00 it is tomorrow's."""
    at = datetime(2026, 11, 22, 8, 59, tzinfo=UTC)
    first, second = (next_clock(at + timedelta(minutes=m), datetime(2026, 1, 1, 6).time(), ZONE) for m in (0, 1))
    assert (timedelta(minutes=1), timedelta(days=1)) == (first - at, second - first)


async def test_a_bad_end_of_a_critical_job_is_still_to_come():
    """A critical job in error has ended for the engine, not for who waits for it."""
    report = await handover(critical("ABENDED", "ABEND"), replace(critical("DONE", "SUCC")))()
    assert ["ABENDED"] == [job.name for job in report.critical_open]


async def test_deadlines_alone_look_four_hours_ahead_at_least():
    """Nothing of the incidents is told, what the alerts predict is believed, and with its reason."""
    job = critical()
    evidence = Evidence(deadline=DUE, expected_at=DUE + timedelta(minutes=9), blocked_by="W#S.FIRST")
    told = incident("CRIT", kind=IncidentKind.AT_RISK, job=job.key, evidence=evidence)
    report = await handover(job, book=Book((told,))).deadlines()
    assert ("deadlines", (), [job]) == (report.only, report.open, list(report.at_risk))
    assert ({job.key: DUE + timedelta(minutes=9)}, {job.key: "W#S.FIRST"}) == (report.expected_ends, report.blockers)
    assert NIGHT + timedelta(hours=4) <= report.until


async def test_what_was_not_estimated_is_counted():
    """Where nothing estimates, "in time" rests on the jobs' own times alone, and of how many is said."""
    report = await handover(critical(), critical("DUE", critical=False)).deadlines()
    assert ((), 2) == (report.at_risk, report.unjudged)


async def test_deadlines_of_critical_jobs_leave_the_others_out():
    """Other jobs are neither listed nor counted."""
    others = critical("DUE", critical=False, deadline=NIGHT - timedelta(minutes=1))
    report = await handover(critical(), others).deadlines(critical=True)
    assert ("critical_deadlines", (), ()) == (report.only, report.due, report.at_risk)


def told(report: HandoverReport, language: str = "en") -> Presented:
    """What a person reads of the handover."""
    return present(report, Teller(language, ZONE, NIGHT))


async def test_all_that_is_held_back_is_counted_by_its_reason():
    """Also what follows from another incident, and a snooze, count as held."""
    root = incident("A", held_until=DUE, held_why="mute:deploy")
    effect = incident("B", cause="i-A", held_until=DUE, held_why="mute:deploy")
    snoozed = incident("C", held_until=DUE, held_why="snooze:joana")
    report = await handover(book=Book((root, effect, snoozed, incident("D"))))()
    assert "3 alerts are held back: 2 for a mute, 1 for snoozing." in plain_text(told(report).card, "en")


async def test_silence_tells_the_mutes_and_what_they_hold_back():
    """Who asked for silence about what, until when and why; where mutes cannot be read, that is said."""
    book = Book((incident("A", held_until=DUE, held_why="mute:deploy"),))
    mutes = (KeptMute(pattern="PAY_*", until=DUE, who="joana", reason="deploy"),)
    known, unknown = [told(await handover(book=book).silence(each)) for each in (mutes, None)]
    text = plain_text(known.card, "en")
    assert ("1 mute in force, 1 alert held back", []) == (known.card.title, unsupported(text, known.facts))
    assert ["PAY_*", "joana", "A: muted (deploy)"] == [w for w in ("PAY_*", "joana", "A: muted (deploy)") if w in text]
    assert "I cannot see from here" in plain_text(unknown.card, "en")


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (None, "I do not know whether PAY_CALC usually recovers by itself: I have no closed incident of it"),
        (
            Past(incidents=2, alone=1),
            "Too early to say whether PAY_CALC recovers by itself: 1 of 2 closed incidents did",
        ),
        (Past(incidents=5), "PAY_CALC never recovered by itself, in 5 closed incidents"),
        (
            Past(incidents=7, alone=3, alone_after=timedelta(minutes=12)),
            "PAY_CALC recovered by itself 3 of 7 times, in 12 min (median)",
        ),
    ],
)
async def test_how_often_it_recovered_alone_is_one_sentence(past, said):
    """Odds only from three closed incidents on; before that, and without any, it is said that nobody knows."""
    report = replace(await handover()(about="W#S.PAY_CALC"), past=past)
    assert said == lead("alone", [report], Teller("en", ZONE, NIGHT))


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ((), ""),
        (("ABEND",), "I do not know: I only know the current run of PAY_CALC"),
        (("ABEND", "SUCC"), "Not that I know: of the 2 runs of PAY_CALC that I know, no other ended in error"),
        (("ABEND", "SUCC", "ABEND"), "Yes: PAY_CALC ended in error 1 time before, last at 22:12"),
        (("SUCC", "ABEND", "ABEND"), "Yes: PAY_CALC ended in error 2 times before, last at 23:12"),
    ],
)
def test_whether_it_happened_before_leaves_the_newest_error_out(statuses, said):
    """The error that is asked about is not its own precedent; a run that is all that is known proves nothing."""
    ends = [NIGHT - timedelta(hours=n) for n in range(len(statuses))]
    runs = tuple(
        JobRun(id=str(n), status="SUCCESSFUL" if one == "SUCC" else "ERROR", internal_status=one, ended_at=end)
        for n, (one, end) in enumerate(zip(statuses, ends, strict=True))
    )
    history = HistoryReport(
        environment="default", as_of=NIGHT, job=fake_job("PAY_CALC"), runs=runs, in_error=statuses.count("ABEND")
    )
    assert said == lead("again", [history], Teller("en", ZONE, NIGHT)).replace("21 Nov ", "")
