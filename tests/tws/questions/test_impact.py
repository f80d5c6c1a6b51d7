"""What waits behind a job, and which deadlines it puts in danger."""

from tests.tws.questions.fake_master import NOW, FakeMaster, at, follows, follows_stream, job, minutes, stream
from tws.questions.impact import impact
from tws.reports import ImpactReport, NotFound


async def ask(*jobs, streams=(), name="A") -> ImpactReport:
    report = await impact(FakeMaster(every_job=list(jobs), every_stream=[stream(), *streams]), name)
    assert isinstance(report, ImpactReport), report
    return report


async def test_direct_and_all_successors():
    """Those that follow the job itself are direct, all behind them are blocked."""
    report = await ask(
        job("A", "ABEND"),
        job("B", dependencies=(follows("PAYROLL.A"),)),
        job("C", dependencies=(follows("PAYROLL.B"),)),
    )
    assert (["B"], 2, ("PAYROLL",)) == ([known.name for known in report.direct], report.blocked, report.streams)


async def test_a_job_behind_two_ways_counts_once():
    """A net with two ways to one job has it once."""
    report = await ask(
        job("A", "ABEND"),
        job("B", dependencies=(follows("PAYROLL.A"),)),
        job("C", dependencies=(follows("PAYROLL.A"),)),
        job("D", dependencies=(follows("PAYROLL.B"), follows("PAYROLL.C"))),
    )
    assert 3 == report.blocked


async def test_what_follows_the_stream_waits_too():
    """A job stream cannot end without its job, so that what follows the stream is blocked."""
    report = await ask(
        job("A", "ABEND"),
        job("Y", stream="NEXT"),
        job("Z", stream="AFTER", dependencies=(follows_stream("NEXT"),)),
        streams=[stream("NEXT", "HOLD", dependencies=(follows_stream("PAYROLL"),)), stream("AFTER", "HOLD")],
    )
    assert ({"NEXT", "AFTER"}, 2) == (set(report.streams), report.blocked)


async def test_what_has_ended_is_not_blocked():
    """A successor that has run already waits for nothing."""
    report = await ask(job("A", "ABEND"), job("B", "SUCC", dependencies=(follows("PAYROLL.A", satisfied=True),)))
    assert (0, ()) == (report.blocked, report.direct)


async def test_critical_jobs_are_named():
    """The critical jobs behind it stand apart."""
    report = await ask(job("A", "ABEND"), job("B", critical=True, dependencies=(follows("PAYROLL.A"),)))
    assert ["B"] == [known.name for known in report.critical]


async def test_the_latest_start_leaves_time_for_the_longest_way():
    """The deadline less everything on the longest way to it, the job's own time included."""
    report = await ask(
        job("A", "ABEND", estimated=minutes(10)),
        job("B", estimated=minutes(30), dependencies=(follows("PAYROLL.A"),)),
        job("S", estimated=minutes(1), dependencies=(follows("PAYROLL.A"),)),
        job(
            "C",
            estimated=minutes(20),
            deadline=at("08:00"),
            dependencies=(follows("PAYROLL.B"), follows("PAYROLL.S")),
        ),
    )
    threat = report.threats[0]
    assert ("C", at("07:00"), False) == (threat.job.name, threat.latest_start, threat.missed)


async def test_a_deadline_that_cannot_be_met_is_missed():
    """Where the way takes longer than there is time, the deadline is missed."""
    report = await ask(
        job("A", "ABEND", estimated=minutes(10)),
        job("B", estimated=minutes(30), deadline=NOW + minutes(35), dependencies=(follows("PAYROLL.A"),)),
    )
    assert [True] == [threat.missed for threat in report.threats]


async def test_a_streams_deadline_counts():
    """The deadline of a job stream behind the job is in danger as well."""
    master = FakeMaster(every_job=[job("A", "ABEND")], every_stream=[stream(deadline=at("07:00"))])
    report = await impact(master, "A")
    assert [at("07:00")] == [threat.deadline for threat in report.threats]


async def test_a_job_that_ended_well_threatens_nothing():
    """Behind a successful job no deadline is in danger because of it."""
    report = await ask(job("A", "SUCC"), job("B", deadline=at("06:00"), dependencies=(follows("PAYROLL.A"),)))
    assert () == report.threats


async def test_a_large_net_is_cut_and_says_so():
    """A long net costs sixty queries, and the answer says that more may wait."""
    chain = [job(f"P{n}", dependencies=(follows(f"PAYROLL.P{n - 1}" if n else "PAYROLL.A"),)) for n in range(500)]
    master = FakeMaster(every_job=[job("A", "ABEND"), *chain], every_stream=[stream()])
    report = await impact(master, "A")
    assert (True, True) == (report.truncated, len(master.asked) <= 62)


async def test_a_circle_ends():
    """A net that bites its tail is walked once."""
    report = await ask(
        job("A", "ABEND", dependencies=(follows("PAYROLL.B"),)), job("B", dependencies=(follows("PAYROLL.A"),))
    )
    assert 1 == report.blocked


async def test_a_stranger_is_not_found():
    """A job that is not in the plan blocks nothing."""
    assert isinstance(await impact(FakeMaster(), "STRANGER"), NotFound)
