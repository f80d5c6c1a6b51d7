"""Jobs by name, by state, by window."""

import pytest

from tests.tws.questions.fake_master import NOW, FakeMaster, at, job, minutes, run, stream
from tws.errors import TwsConnectionError
from tws.models import JobQuery, Workstation
from tws.questions.conditions import is_overrunning
from tws.questions.errors import ArgumentError
from tws.questions.jobs import find_jobs, job_status, jobs_in_error
from tws.reports import JobsReport, NotFound


def names(report) -> list[str]:
    assert isinstance(report, JobsReport), report
    return [known.name for known in report.jobs]


class TestJobStatus:
    async def test_one_query_answers(self):
        """The status of a job that is there costs one query."""
        master = FakeMaster(every_job=[job("PAY_CALC", "EXEC"), job("OTHER")])
        report = await job_status(master, "pay_calc")
        assert ["PAY_CALC"] == names(report)
        assert {"jobs": 1} == dict(master.calls())

    async def test_the_most_telling_comes_first(self):
        """Of several of a name: in error, running, waiting the soonest, the newest that ended."""
        master = FakeMaster(
            every_job=[
                job("X", "SUCC", stream="OLD", started=at("01:00"), ended=at("02:00")),
                job("X", "SUCC", stream="NEW", started=at("04:00"), ended=at("05:00")),
                job("X", "HOLD", stream="LATER", scheduled_at=at("09:00")),
                job("X", "HOLD", stream="SOON", scheduled_at=at("07:00")),
                job("X", "EXEC", stream="RUNS", started=at("06:00")),
                job("X", "ABEND", stream="BAD", started=at("03:00"), ended=at("03:10")),
            ]
        )
        report = await job_status(master, "X")
        assert ["BAD", "RUNS", "SOON", "LATER", "NEW", "OLD"] == [known.job_stream for known in report.jobs]

    async def test_a_full_key_is_one_job(self):
        """A key leaves out the jobs of that name in other streams."""
        master = FakeMaster(every_job=[job("X"), job("X", stream="BILLING")])
        report = await job_status(master, "WKS1#BILLING.X")
        assert ["BILLING"] == [known.job_stream for known in report.jobs]

    async def test_a_pattern_is_all_that_match(self):
        """A pattern gives every job that matches it."""
        master = FakeMaster(every_job=[job("PAY_A"), job("PAY_B"), job("BILL")])
        assert {"PAY_A", "PAY_B"} == set(names(await job_status(master, "pay_*")))

    async def test_stream_dot_job_is_understood(self):
        """STREAM.JOB without a workstation finds the job where no job is named so as a whole."""
        master = FakeMaster(every_job=[job("X"), job("X", stream="BILLING")])
        report = await job_status(master, "billing.x")
        assert ["BILLING"] == [known.job_stream for known in report.jobs]

    async def test_one_slip_is_read_as_the_name_that_it_means(self):
        """A mistyped name is answered, and the answer says as what it was read."""
        master = FakeMaster(every_job=[job("FINAL_BATCH_PAYROLL")])
        report = await job_status(master, "FINAL_BATCHPAYROLL")
        assert ["FINAL_BATCH_PAYROLL"] == names(report)
        assert "FINAL_BATCH_PAYROLL" == report.meant

    async def test_a_stranger_is_not_found(self):
        """A name that resembles nothing is not in the plan."""
        master = FakeMaster(every_job=[job("PAY_CALC")])
        report = await job_status(master, "XPTO_NAO_EXISTE_99")
        assert NotFound(environment="default", as_of=NOW, what="job", name="XPTO_NAO_EXISTE_99") == report

    async def test_another_number_is_offered_and_not_taken(self):
        """PAY_030 is not read as PAY_010, which is offered."""
        master = FakeMaster(every_job=[job("PAYROLL_CALC_010")])
        report = await job_status(master, "PAYROLL_CALC_030")
        assert isinstance(report, NotFound)
        assert ("PAYROLL_CALC_010",) == report.similar

    async def test_a_key_of_the_wrong_stream_offers_the_right_one(self):
        """A job that exists elsewhere is offered by its key."""
        report = await job_status(FakeMaster(every_job=[job("X")]), "WKS1#BILLING.X")
        assert isinstance(report, NotFound)
        assert ("WKS1#PAYROLL.X",) == report.similar

    async def test_no_connection_is_not_nothing(self):
        """What could not be asked is raised, never an empty report."""
        master = FakeMaster(broken={"jobs": TwsConnectionError("refused")})
        with pytest.raises(TwsConnectionError):
            await job_status(master, "X")


class TestJobsInError:
    plan = (
        job("EARLY", "ABEND", started=at("00:10"), ended=at("00:20")),
        job("RECENT", "ABEND", started=at("05:00"), ended=at("05:30"), rc=8),
        job("NOT_LAUNCHED", "FAIL", runs=(run("FAIL"),), scheduled_at=at("05:45")),
        job("NOT_LAUNCHED_EARLY", "FAIL", runs=(run("FAIL"),), scheduled_at=at("01:00")),
        job("FINE", "SUCC", started=at("05:00"), ended=at("05:30")),
    )

    async def test_without_a_window_all_that_is_in_error(self):
        """Both ABEND and FAIL are in error, newest first, by one query."""
        master = FakeMaster(every_job=list(self.plan))
        report = await jobs_in_error(master)
        assert ["NOT_LAUNCHED", "RECENT", "NOT_LAUNCHED_EARLY", "EARLY"] == names(report)
        assert {"jobs": 1} == dict(master.calls())

    async def test_a_window_is_about_the_end(self):
        """In a window, what ended in it; a FAIL that never had an end counts by when it was due."""
        report = await jobs_in_error(FakeMaster(every_job=list(self.plan)), since=at("03:12"))
        assert ["NOT_LAUNCHED", "RECENT"] == names(report)
        assert (2, at("03:12")) == (report.total, report.since)

    async def test_the_window_of_an_abend_is_asked_of_the_server(self):
        """The plan is not read to find what ended in a window."""
        master = FakeMaster(every_job=[job(f"J{n}", "SUCC", ended=at("05:00")) for n in range(900)])
        await jobs_in_error(master, since=at("03:12"))
        assert 0 == master.rows_read

    async def test_nothing_is_a_report(self):
        """No error is an empty report that echoes what was asked."""
        master = FakeMaster(every_job=[self.plan[-1]], every_workstation=[Workstation(id="w", name="WKS1")])
        report = await jobs_in_error(master, since=at("03:12"), workstation="wks1")
        assert ([], 0, "wks1") == (names(report), report.total, report.workstation)

    async def test_a_workstation_that_is_not_there_is_not_nothing(self):
        """No error on a workstation that does not exist is: not in the plan, with names like it."""
        master = FakeMaster(every_workstation=[Workstation(id="w", name="AGENT_ONE")])
        report = await jobs_in_error(master, workstation="AGENT_ONNE")
        assert isinstance(report, NotFound)
        assert ("workstation", ("AGENT_ONE",)) == (report.what, report.similar)

    async def test_a_stream_that_is_not_there_is_not_nothing(self):
        """No error in a job stream that does not exist is: not in the plan."""
        report = await jobs_in_error(FakeMaster(every_stream=[stream("PAYROLL")]), job_stream="PAYROL")
        assert isinstance(report, NotFound)
        assert ("job_stream", ("PAYROLL",)) == (report.what, report.similar)

    async def test_a_streams_workstation_counts(self):
        """WKS2#PAYROLL leaves out PAYROLL of WKS1."""
        master = FakeMaster(every_job=list(self.plan), every_stream=[stream("PAYROLL")])
        assert [] == names(await jobs_in_error(master, job_stream="WKS2#PAYROLL"))
        assert 4 == len(names(await jobs_in_error(master, job_stream="WKS1#PAYROLL")))

    async def test_a_storm_is_counted_and_not_carried_along(self):
        """Of two thousand ABENDs fifty are given, and all are counted."""
        master = FakeMaster(every_job=[job(f"J{n}", "ABEND", ended=at("05:00")) for n in range(2000)])
        report = await jobs_in_error(master)
        assert (50, 2000) == (len(report.jobs), report.total)

    async def test_a_cut_page_is_counted(self):
        """Where the page does not know how many there are, they are counted."""
        master = FakeMaster(
            every_job=[job(f"J{n}", "ABEND", ended=at("05:00")) for n in range(300)], knows_totals=False
        )
        report = await jobs_in_error(master)
        assert (300, False) == (report.total, report.truncated)


class TestFindJobs:
    async def test_running_in_a_window_is_about_the_start(self):
        """Running jobs of a window are those that started in it."""
        master = FakeMaster(
            every_job=[job("OLD", "EXEC", started=at("01:00")), job("NEW", "EXEC", started=at("05:00"))]
        )
        assert ["NEW"] == names(await find_jobs(master, status="RUNNING", since=at("04:00")))

    async def test_successful_in_a_window_is_about_the_end(self):
        """Successful jobs of a window are those that ended in it."""
        master = FakeMaster(
            every_job=[
                job("ACROSS", "SUCC", started=at("01:00"), ended=at("05:00")),
                job("BEFORE", "SUCC", started=at("01:00"), ended=at("02:00")),
            ]
        )
        assert ["ACROSS"] == names(await find_jobs(master, status="SUCC", since=at("04:00")))

    async def test_cancelled_before_it_ran_is_found_by_its_due_time(self):
        """A cancelled job need never have started."""
        master = FakeMaster(every_job=[job("C", "CANCL", scheduled_at=at("05:00"))])
        assert ["C"] == names(await find_jobs(master, status="CANCELED", since=at("04:00")))

    async def test_waiting_in_a_window_is_about_what_is_due(self):
        """Waiting jobs until 08:00 are those due by then."""
        master = FakeMaster(every_job=[job("SOON", starts_after=at("07:00")), job("LATER", starts_after=at("09:00"))])
        assert ["SOON"] == names(await find_jobs(master, status="WAITING", until=at("08:00")))

    async def test_a_precise_state_is_just_that(self):
        """ABEND leaves out FAIL; ERROR has both."""
        master = FakeMaster(every_job=[job("A", "ABEND"), job("F", "FAIL")])
        assert ["A"] == names(await find_jobs(master, status="ABEND"))
        assert {"A", "F"} == set(names(await find_jobs(master, status="ERROR")))

    async def test_the_asked_states_are_echoed(self):
        """The report says which states were looked for, and none where none was asked."""
        master = FakeMaster(every_job=[job("A", "EXEC", deadline=at("05:00"))])
        assert ("RUNNING",) == (await find_jobs(master, status="exec")).statuses
        assert () == (await find_jobs(master, late=True)).statuses

    async def test_late_is_past_the_deadline_and_not_ended(self):
        """A deadline in the past makes late what has not ended, without the engine's flag."""
        master = FakeMaster(
            every_job=[
                job("LATE", "EXEC", deadline=at("06:00")),
                job("IN_TIME", "EXEC", deadline=at("07:00")),
                job("ENDED", "SUCC", deadline=at("06:00")),
            ]
        )
        assert ["LATE"] == names(await find_jobs(master, late=True))

    async def test_critical_and_late(self):
        """Both conditions are to be met."""
        master = FakeMaster(
            every_job=[
                job("BOTH", critical=True, deadline=at("06:00")),
                job("LATE", deadline=at("06:00")),
                job("CRITICAL", critical=True),
            ]
        )
        assert ["BOTH"] == names(await find_jobs(master, late=True, critical=True))

    async def test_the_first_question_learns_the_engines_time(self):
        """Lateness is never judged by this machine's clock before the engine has answered once."""
        master = FakeMaster(answered=False)
        await find_jobs(master, late=True)
        assert "engine" == master.asked[0][0]

    async def test_overrunning(self):
        """Running long is beyond the maximum duration, or well beyond the estimate."""
        master = FakeMaster(
            every_job=[
                job("LONG", "EXEC", started=at("05:00"), estimated=minutes(30)),
                job("USUAL", "EXEC", started=at("06:00"), estimated=minutes(30)),
            ]
        )
        assert ["LONG"] == names(await find_jobs(master, overrunning=True))

    async def test_all_filters_reach_the_server(self):
        """Name, stream, workstation and status are filtered where the plan is."""
        master = FakeMaster(every_job=[job("PAY_A", "EXEC")])
        await find_jobs(master, job="pay_*", status="exec", job_stream="payroll", workstation="wks1")
        expected = JobQuery(names=("PAY_*",), job_streams=("PAYROLL",), workstations=("WKS1",), statuses=("RUNNING",))
        assert ("jobs", expected) == master.asked[0]

    async def test_a_job_in_another_state_is_nothing_and_not_unknown(self):
        """A job that exists and does not run is an empty answer, not a name that is not there."""
        report = await find_jobs(FakeMaster(every_job=[job("X")]), job="X", status="RUNNING")
        assert [] == names(report)

    async def test_an_unknown_status_is_refused_before_anything_is_asked(self):
        """A word that is no status costs no query."""
        master = FakeMaster()
        with pytest.raises(ArgumentError):
            await find_jobs(master, status="PURPLE")
        assert [] == master.asked


def test_a_minute_over_a_short_estimate_is_not_long():
    """A job of ten seconds that takes forty is no news."""
    assert not is_overrunning(job("S", "EXEC", started=NOW - minutes(0.7), estimated=minutes(0.2)), NOW)


def test_the_engines_own_flag_is_enough():
    """A maximum duration that is gone counts without any estimate."""
    known = job("S", "EXEC", runs=(run("EXEC", started=NOW, max_duration_gone=True),))
    assert is_overrunning(known, NOW)
