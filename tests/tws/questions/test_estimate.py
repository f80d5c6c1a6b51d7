"""When a job will start and end."""

import pytest

from tests.tws.questions.fake_master import NOW, FakeMaster, at, follows, follows_stream, job, minutes, stream
from tws.models import Dependency, DependencyKind, Workstation
from tws.questions.estimate import estimate
from tws.reports import EstimateReport, NotFound, Usual


async def ask(*jobs, streams=(), own=None) -> EstimateReport:
    master = FakeMaster(every_job=list(jobs), every_stream=[own or stream(), *streams])
    report = await estimate(master, "X")
    assert isinstance(report, EstimateReport), report
    return report


async def test_what_has_ended_ended():
    """An ended job tells its own times."""
    report = await ask(job("X", "SUCC", started=at("04:00"), ended=at("05:00")))
    assert ("ended", at("05:00")) == (report.basis, report.ends_at)


async def test_what_runs_ends_as_usual():
    """A running job ends its estimate after its start."""
    report = await ask(job("X", "EXEC", started=at("06:00"), estimated=minutes(30)))
    assert ("running", at("06:30")) == (report.basis, report.ends_at)


async def test_what_runs_long_ends_now_at_the_earliest():
    """An end in the past is never foretold."""
    assert NOW == (await ask(job("X", "EXEC", started=at("01:00"), estimated=minutes(30)))).ends_at


async def test_what_waits_starts_after_the_last_predecessor():
    """The start is the latest of all predecessors' ends, the end the estimate later."""
    report = await ask(
        job("A", "EXEC", started=at("06:00"), estimated=minutes(30)),
        job("B", estimated=minutes(60), dependencies=(follows("PAYROLL.A"),)),
        job("C", "EXEC", started=at("06:00"), estimated=minutes(20)),
        job("X", estimated=minutes(15), dependencies=(follows("PAYROLL.B"), follows("PAYROLL.C"))),
    )
    assert ("waiting", at("07:30"), at("07:45")) == (report.basis, report.starts_at, report.ends_at)


async def test_a_start_time_counts():
    """The at-time of the job and of its job stream hold the start."""
    report = await ask(job("X", starts_after=at("08:00")), own=stream("PAYROLL", "HOLD", starts_after=at("09:00")))
    assert (at("09:00"), None) == (report.starts_at, report.ends_at)


async def test_a_predecessor_in_error_blocks():
    """Behind what ended badly no time is foretold, and the culprit is named."""
    report = await ask(
        job("A", "ABEND"),
        job("B", dependencies=(follows("PAYROLL.A"),)),
        job("X", dependencies=(follows("PAYROLL.B"),)),
    )
    assert ("blocked", "WKS1#PAYROLL.A", None) == (report.basis, report.blocked_by, report.starts_at)


async def test_a_stuck_stream_blocks_with_its_job_in_error():
    """A stuck predecessor stream is blocked by the job in error in it."""
    report = await ask(
        job("A", "ABEND", stream="BILLING"),
        job("X", dependencies=(follows_stream("BILLING"),)),
        streams=[stream("BILLING", "STUCK")],
    )
    assert ("blocked", "WKS1#BILLING.A") == (report.basis, report.blocked_by)


async def test_a_running_stream_is_waited_for():
    """A predecessor stream that runs ends its estimate after its start."""
    report = await ask(
        job("X", dependencies=(follows_stream("BILLING"),)),
        streams=[stream("BILLING", "EXEC", started_at=at("06:00"), estimated=minutes(60))],
    )
    assert at("07:00") == report.starts_at


async def test_a_held_job_is_blocked_by_itself():
    """What is held starts when somebody releases it."""
    assert "WKS1#PAYROLL.X" == (await ask(job("X", "USER"))).blocked_by


async def test_a_prompt_makes_it_unknown():
    """When a person will reply is not foretold."""
    prompt = Dependency(kind=DependencyKind.PROMPT, name="GO", satisfied=False)
    assert ("unknown", None) == ((r := await ask(job("X", dependencies=(prompt,)))).basis, r.starts_at)


@pytest.mark.parametrize(
    "workstation",
    [{"limit": 0}, {"is_linked": False}, {"is_running": False}, {"fence": 50}],
)
async def test_a_workstation_that_launches_nothing_makes_it_unknown(workstation):
    """A job whose workstation lets nothing run is not said to start now."""
    master = FakeMaster(
        every_job=[job("X", "READY", estimated=minutes(5))],
        every_stream=[stream()],
        every_workstation=[Workstation(id="w", name="WKS1", **workstation)],
    )
    assert "unknown" == (await estimate(master, "X")).basis


async def test_a_job_that_waits_for_a_confirmation_is_unknown():
    """What has run and awaits a person's word ends when that is given."""
    assert "unknown" == (await ask(job("X", "PEND"))).basis


async def test_a_latest_start_that_passed_need_not_matter():
    """Where the action is to continue, the job still starts."""
    late = {"latest_start": at("06:00"), "latest_start_action": "continue"}
    assert ["waiting", "unknown"] == [
        (await ask(job("X", **late))).basis,
        (await ask(job("X", latest_start=at("06:00"), latest_start_action="doNotRun"))).basis,
    ]


async def test_a_predecessor_without_an_estimate_makes_it_unknown():
    """What nobody knows the duration of leaves everything behind it unknown."""
    report = await ask(job("A", "EXEC", started=at("06:00")), job("X", dependencies=(follows("PAYROLL.A"),)))
    assert "unknown" == report.basis


async def test_against_the_deadline():
    """The end is compared with the job's deadline, or its stream's where it has none."""
    late = await ask(job("X", "EXEC", started=at("06:00"), estimated=minutes(60), deadline=at("06:30")))
    in_time = await ask(job("X", "EXEC", started=at("06:00"), estimated=minutes(60)), own=stream(deadline=at("08:00")))
    assert (True, False) == (late.after_deadline, in_time.after_deadline)


async def test_a_circle_is_unknown():
    """A net that bites its tail has no times, and the question ends."""
    report = await ask(
        job("A", estimated=minutes(1), dependencies=(follows("PAYROLL.X"),)),
        job("X", estimated=minutes(1), dependencies=(follows("PAYROLL.A"),)),
    )
    assert "unknown" == report.basis


async def test_a_wide_net_costs_at_most_sixty_queries():
    """However many predecessors there are, sixty objects are read at most."""
    wide = [job(f"P{n}", estimated=minutes(1)) for n in range(200)]
    known = job("X", dependencies=tuple(follows(f"PAYROLL.P{n}") for n in range(200)))
    master = FakeMaster(every_job=[*wide, known], every_stream=[stream()])
    await estimate(master, "X")
    assert len(master.asked) <= 66


async def test_a_stranger_is_not_found():
    """A job that is not in the plan has no times."""
    assert isinstance(await estimate(FakeMaster(), "STRANGER"), NotFound)


class Known:
    """An archive that knows how long some jobs usually take, by their id."""

    def __init__(self, **usual):
        self.times = {
            f"PAYROLL.{name}": Usual(duration=minutes(took), runs=28, since=at("01:00", 1))
            for name, took in usual.items()
        }

    async def runs(self, environment, job):
        return ()

    async def usual(self, environment, jobs):
        return {known.id: self.times[known.id] for known in jobs if known.id in self.times}


async def test_the_usual_time_is_of_the_runs_that_are_remembered():
    """Where an archive knows how long jobs take, all on the way take as long, and the answer says of how many runs."""
    jobs = [
        job("A", "EXEC", started=at("06:00"), estimated=minutes(30)),
        job("X", estimated=minutes(15), dependencies=(follows("PAYROLL.A"),)),
    ]
    report = await estimate(FakeMaster(every_job=jobs, every_stream=[stream()]), "X", Known(A=40, X=5))
    assert (at("06:40"), at("06:45")) == (report.starts_at, report.ends_at)
    assert (minutes(5), 28, at("01:00", 1)) == (report.usual, report.usual_runs, report.usual_since)


async def test_a_job_that_is_not_remembered_takes_as_long_as_the_engine_says():
    """Too few runs leave the engine's estimate, and nothing is said of runs."""
    master = FakeMaster(every_job=[job("X", "EXEC", started=at("06:00"), estimated=minutes(30))])
    report = await estimate(master, "X", Known(OTHER=1))
    assert (at("06:30"), None, None) == (report.ends_at, report.usual_runs, report.usual_since)
