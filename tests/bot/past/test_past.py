"""What a job's past says, from its runs, its incidents and what people said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.circumstances import Past
from bot.errors import ResyncError
from bot.past.experience import JOBS_AT_ONCE, LEAST, Archive, Experience
from bot.past.names import past_name, stored_runs
from bot.past.past import past_of
from bot.past.recorder import KEPT_OF_A_JOB
from bot.reports import Incident, IncidentKind
from bot.store import feedback, incidents, runs
from bot.store.rows import Feedback, StoredIncident
from tests.bot.past.conftest import ran, run
from tests.fakes import NIGHT, fake_job

JOB = fake_job()


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def incident(number: int, *, after: float = 6, **values) -> StoredIncident:
    """A closed incident of PAY_CALC, so many days ago, that took so many minutes to its end."""
    opened = NIGHT - timedelta(days=number)
    known = {
        "id": f"i{number}", "key": f"k{number}", "environment": "default", "job": JOB.key, "job_name": JOB.name,
        "job_stream": "PAYROLL", "workstation": "PAY_WKS", "internal_status": "ABEND", "state": "recovered",
        "opened_at": opened, "updated_at": opened, "closed_at": opened + minutes(after),
    }  # fmt: skip
    return StoredIncident(incident=Incident(**{**known, **values}))


def said(**values) -> Feedback:
    known = {
        "environment": "default", "incident": "i1", "job": JOB.key, "entry": "", "codes": (), "solved": True,
        "text": "", "who": "night", "at": NIGHT,
    }  # fmt: skip
    return Feedback(**{**known, **values})


async def keep(store, *, ended=(), closed=(), words=()):
    async with store.writing() as connection:
        row = ran(JOB.name, *ended) if ended else None
        await runs.add(connection, stored_runs("default", row, NIGHT, KEPT_OF_A_JOB) if row else ())
        await incidents.add(connection, closed)
        for one in words:
            await feedback.add(connection, one)


async def test_a_job_that_was_never_seen_has_no_past(store):
    """Nothing is made up of nothing."""
    assert Past() == await past_of(store, "default", JOB)


async def test_runs_are_counted_and_timed(store):
    """Usual is the median of good runs, longest the longest of them; a bad end counts in neither."""
    ends = [run("SUCC", NIGHT - timedelta(days=n), number=n, took=took) for n, took in ((5, 10), (4, 12), (3, 50))]
    await keep(store, ended=[*ends, run("ABEND", NIGHT - timedelta(days=1), number=9, took=500, rc=8)])
    past = await past_of(store, "default", JOB)
    assert (4, 3, 1, NIGHT - timedelta(days=5)) == (past.runs, past.successful, past.in_error, past.since)
    assert (minutes(12), minutes(50)) == (past.usual, past.longest)
    assert [("ABEND", 8), ("SUCC", 0)] == [(one.internal_status, one.return_code) for one in past.newest[:2]]


async def test_usual_is_of_the_newest_runs(store):
    """A job that grew slower takes as long as it does now."""
    old = [run("SUCC", NIGHT - timedelta(days=100 - n), number=n, took=5) for n in range(30)]
    new = [run("SUCC", NIGHT - timedelta(days=40 - n), number=100 + n, took=20) for n in range(30)]
    await keep(store, ended=[*old, *new])
    assert minutes(20) == (await past_of(store, "default", JOB)).usual


async def test_incidents_that_nobody_took_and_that_recovered_did_so_alone(store):
    """Those taken, cancelled or gone count among the incidents, not among those that recovered alone."""
    closed = [
        *(incident(n, after=after) for n, after in ((1, 4), (2, 6), (3, 20))),
        incident(4, taken_by="night"),
        incident(5, state="cancelled"),
        incident(6, state="gone"),
        incident(7, closed_at=None, state="open"),
        incident(8, job="PAY_WKS#OTHER.PAY_CALC"),
        incident(9, kind=IncidentKind.LATE),
        incident(10, environment="test"),
    ]
    await keep(store, closed=closed)
    past = await past_of(store, "default", JOB)
    assert (6, 3, minutes(6)) == (past.incidents, past.alone, past.alone_after)


async def test_what_solved_it_is_told_newest_first_and_once(store):
    """Words and sheet rows that helped, without those that did not and those of other jobs."""
    words = [
        said(text="restart the listener", at=NIGHT - timedelta(days=3)),
        said(entry="e1", at=NIGHT - timedelta(days=2), incident="i2"),
        said(entry="e2", solved=False, incident="i3"),
        said(text="restart the listener", at=NIGHT, incident="i4"),
        said(text="another", job="W#S.J", incident="i5"),
    ]
    await keep(store, words=words)
    assert ("restart the listener", "entry:e1") == (await past_of(store, "default", JOB)).solved_with


async def test_the_last_word_of_a_person_about_a_row_counts(store):
    """Whoever takes it back is heard once, as of now."""
    await keep(store, words=[said(entry="e1"), said(entry="e1", solved=False)])
    assert {"e1": -1} == await Experience(store, "default").helped(JOB, ())


async def test_helped_counts_this_job_and_errors_with_the_same_codes(store):
    """A row that solved the same error of another job counts, one of another error of another job does not."""
    words = [
        said(entry="e1", incident="a"),
        said(entry="e1", incident="b", job="W#S.J", codes=("ORA-01555", "RC 8")),
        said(entry="e1", incident="c", job="W#S.J", codes=("ORA-00001",)),
        said(entry="e2", incident="d", job="W#S.J", codes=("ORA-01555",), solved=False),
        said(incident="e", text="words without a row"),
        said(entry="e1", incident="f", environment="test"),
    ]
    await keep(store, words=words)
    helped = await Experience(store, "default").helped(JOB, ("ORA-01555",))
    assert {"e1": 2, "e2": -1} == helped


async def test_the_same_error_elsewhere_is_of_open_incidents(store):
    """Other jobs whose open incident has a code of the signature are named, not the job itself nor closed ones."""
    opened = {"state": "open", "closed_at": None}
    closed = [
        replace(incident(1, **opened, job="W#S.A", job_name="A"), signature=("ORA-01555",)),
        replace(incident(2, **opened, job="W#S.B", job_name="B"), signature=("ORA-00001",)),
        replace(incident(3, job="W#S.C", job_name="C"), signature=("ORA-01555",)),
        replace(incident(4, **opened), signature=("ORA-01555",)),
    ]
    await keep(store, closed=closed)
    experience = Experience(store, "default")
    assert (("W#S.A",), ()) == (
        await experience.same_error(JOB, ("ORA-01555",)),
        await experience.same_error(JOB, ()),
    )


async def test_the_archive_gives_usual_times_of_jobs_that_ran_often_enough(store):
    """Three good runs are the least; the runs and the day of the oldest are told."""
    often = ran("OFTEN", *(run("SUCC", NIGHT - timedelta(days=n), number=n, took=10 * n) for n in (3, 2, 1)), id="o")
    seldom = ran("SELDOM", *(run("SUCC", NIGHT - timedelta(days=n), number=n) for n in (2, 1)), id="s")
    async with store.writing() as connection:
        for job in (often, seldom):
            await runs.add(connection, stored_runs("default", job, NIGHT, KEPT_OF_A_JOB))
    usual = await Archive(store).usual("default", [often, seldom, JOB])
    assert ["o"] == list(usual)
    assert (minutes(20), LEAST) == (usual["o"].duration, usual["o"].runs)
    assert NIGHT - timedelta(days=3) - minutes(30) == usual["o"].since
    assert {} == await Archive(store).usual("test", [often])


async def test_many_jobs_are_asked_for_in_few_statements_and_no_more_than_so_many(store):
    """The usual times of a wide net are bounded."""
    jobs = [ran(f"J{n}", *(run("SUCC", NIGHT - minutes(k), number=k) for k in range(3)), id=str(n)) for n in range(400)]
    async with store.writing() as connection:
        for job in jobs:
            await runs.add(connection, stored_runs("default", job, NIGHT, KEPT_OF_A_JOB))
    assert JOBS_AT_ONCE == len(await Archive(store).usual("default", jobs))


async def test_the_archive_gives_runs_as_the_plan_tells_them(store):
    """A remembered run has the status, the times and the return code that it had in its plan."""
    await keep(store, ended=[run("ABEND", NIGHT, number=7, rc=8, took=3)])
    (kept,) = await Archive(store).runs("default", JOB)
    assert ("ERROR", "ABEND", 8, 7, minutes(3)) == (
        kept.status, kept.internal_status, kept.return_code, kept.number, kept.elapsed,
    )  # fmt: skip


async def test_a_database_that_does_not_answer_is_an_error_for_a_diagnosis_and_silence_for_the_archive(store, tmp_path):
    """A diagnosis names the part that is missing; a question about times goes on with the plan alone."""
    await store.close()
    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / "resync.db").write_bytes(b"not a database at all" * 200)
    for asked in (Experience(store, "default").past(JOB), Experience(store, "default").helped(JOB, ())):
        with pytest.raises(ResyncError):
            await asked
    assert ((), {}) == (await Archive(store).runs("default", JOB), await Archive(store).usual("default", [JOB]))


def test_a_job_is_named_alike_in_every_plan():
    """Folder, workstation, job stream and name; not the ids and times of one plan."""
    named = past_name(replace(JOB, folder="/PROD/", job_stream_workstation="MDM"))
    assert ("/PROD/MDM#PAYROLL.PAY_CALC", "/PAY_WKS#PAYROLL.PAY_CALC") == (named, past_name(JOB))
    assert past_name(JOB) == past_name(replace(JOB, id="other", scheduled_at=None, job_stream_id="other"))
