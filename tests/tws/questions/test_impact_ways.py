"""The longest way to a deadline is found, whatever the net, and told as a chain."""

import asyncio
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tws.questions.fake_master import NOW, FakeMaster, at, follows, follows_stream, job, minutes, stream
from tws.models import Job
from tws.questions.impact import impact
from tws.reports import ImpactReport, Usual

DAY = timedelta(days=1)


@st.composite
def nets(draw):
    """Jobs J0 to Jn, each following some before it, with durations and deadlines; J0 ended in ABEND."""
    jobs = []
    for number in range(draw(st.integers(2, 9))):
        earlier = draw(st.lists(st.sampled_from(range(number)), unique=True, max_size=3)) if number else []
        jobs.append(
            job(
                f"J{number}",
                "HOLD" if number else "ABEND",
                estimated=draw(st.one_of(st.none(), st.integers(0, 90).map(minutes))),
                deadline=draw(st.one_of(st.none(), st.integers(1, 300).map(lambda late: NOW + DAY + minutes(late)))),
                dependencies=tuple(follows(f"PAYROLL.J{before}") for before in earlier),
            )
        )
    return jobs


def longest(jobs: dict[str, Job], name: str) -> timedelta | None:
    """The longest way from J0 to a job by trying all of them, both ends included; None where there is none."""
    takes = jobs[name].estimated or timedelta()
    if name == "J0":
        return takes
    ways = [longest(jobs, before.job_id.partition(".")[2]) for before in jobs[name].dependencies]
    known = [way for way in ways if way is not None]
    return max(known) + takes if known else None


def asked(jobs: list[Job], archive=None, streams=()) -> ImpactReport:
    master = FakeMaster(every_job=jobs, every_stream=[stream(), *streams])
    return asyncio.run(impact(master, "J0", archive))


@settings(deadline=None, max_examples=150)
@given(nets())
def test_the_latest_start_is_that_of_the_longest_way(jobs):
    """For every deadline behind a job, trying all ways gives the same latest start; no other deadline is named."""
    by_name = {known.name: known for known in jobs}
    expected = {
        name: known.deadline - way
        for name, known in by_name.items()
        if known.deadline and (way := longest(by_name, name)) is not None
    }
    assert expected == {threat.job.name: threat.latest_start for threat in asked(jobs).threats}


@settings(deadline=None, max_examples=150)
@given(nets())
def test_a_chain_is_a_way_of_that_length(jobs):
    """A chain begins with the job, ends with the deadline's, follows dependencies, and lasts as long as is left."""
    by_name = {known.name: known for known in jobs}
    for threat in asked(jobs).threats:
        assert ("J0", threat.job.name) == (threat.chain[0], threat.chain[-1])
        for before, after in pairwise(threat.chain):
            assert f"PAYROLL.{before}" in {dep.job_id for dep in by_name[after].dependencies}
        lasting = sum((takes or timedelta() for takes in threat.takes), timedelta())
        assert threat.deadline - threat.latest_start == lasting


def test_the_usual_times_count_where_they_are_remembered():
    """The archive's durations stand before the engine's on the whole way, and it is asked for that way alone."""

    class Known:
        names: tuple[str, ...] = ()

        async def runs(self, environment, job):
            return ()

        async def usual(self, environment, jobs):
            self.names = tuple(known.name for known in jobs)
            return {known.id: Usual(duration=minutes(20), runs=9, since=NOW) for known in jobs if known.name != "J0"}

    archive = Known()
    report = asked(
        [
            job("J0", "ABEND", estimated=minutes(10)),
            job("J1", estimated=minutes(1), deadline=at("08:00"), dependencies=(follows("PAYROLL.J0"),)),
            job("ASIDE", estimated=minutes(1), dependencies=(follows("PAYROLL.J0"),)),
        ],
        archive,
    )
    threat = report.threats[0]
    assert (at("07:30"), ("J0", "J1"), (minutes(10), minutes(20))) == (threat.latest_start, threat.chain, threat.takes)
    assert ("J0", "J1") == archive.names


def test_a_stream_passed_through_as_a_whole_is_a_link():
    """Where a job stream's own estimate is the longest way through it, the chain names the stream."""
    report = asked(
        [
            job("J0", "ABEND", estimated=minutes(10)),
            job("Y", stream="NEXT"),
            job("Z", stream="AFTER", estimated=minutes(5), deadline=at("08:00")),
        ],
        streams=[
            stream("NEXT", "HOLD", estimated=minutes(40), dependencies=(follows("PAYROLL.J0"),)),
            stream("AFTER", "HOLD", dependencies=(follows_stream("NEXT"),)),
        ],
    )
    threat = report.threats[0]
    assert (("J0", "NEXT", "Z"), at("07:05")) == (threat.chain, threat.latest_start)


def test_a_deadline_is_told_once():
    """A job stream's deadline that its last job carries too is one deadline."""
    jobs = [
        job("J0", "ABEND", estimated=minutes(10)),
        job("J1", deadline=at("08:00"), dependencies=(follows("PAYROLL.J0"),)),
    ]
    master = FakeMaster(every_job=jobs, every_stream=[stream(deadline=at("08:00"))])
    report = asyncio.run(impact(master, "J0"))
    assert [("J1", at("08:00"))] == [(threat.job.name, threat.deadline) for threat in report.threats]


def test_what_runs_already_is_not_blocked():
    """A successor that was let go and runs waits for nothing."""
    report = asked([job("J0", "ABEND"), job("J1", "EXEC", dependencies=(follows("PAYROLL.J0"),))])
    assert 0 == report.blocked


def test_a_circle_adds_no_time():
    """A net that bites its tail has each job on a way once."""
    report = asked(
        [
            job("J0", "ABEND", estimated=minutes(10)),
            job("J1", estimated=minutes(10), dependencies=(follows("PAYROLL.J0"), follows("PAYROLL.J2"))),
            job("J2", estimated=minutes(10), deadline=at("08:00"), dependencies=(follows("PAYROLL.J1"),)),
        ]
    )
    assert [at("07:30")] == [threat.latest_start for threat in report.threats]
