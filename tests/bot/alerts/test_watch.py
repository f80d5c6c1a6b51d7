"""What changed between two looks."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.alerts import lifecycle
from bot.alerts.watch import Seen, What, changes, identified, key_of, run_mark
from tests.fakes import NIGHT, fake_job


def applied(known, found):
    """The stored incidents after the changes."""
    after = dict(known)
    for number, change in enumerate(found):
        if change.what is What.OPENED:
            after[change.key] = lifecycle.opened(
                "default", change.key, change.job, id=f"{len(after)}-{number}", now=NIGHT
            )
        else:
            after[change.key] = lifecycle.moved(after[change.key], change, NIGHT)
    return after


def look(stored, jobs):
    """The changes that a look at these jobs finds."""
    known = [lifecycle.known_from(one) for one in stored.values()]
    by_id = {job.id: job for job in jobs}
    others = {one.key: by_id.get(one.job_id) for one in known}
    return changes("default", known, Seen(in_error=tuple(job for job in jobs if job.in_error), others=others))


@pytest.mark.parametrize(
    ("job", "what"),
    [
        (fake_job(internal_status="EXEC", number=2), What.RERUNNING),
        (fake_job(internal_status="READY", number=2), What.RERUNNING),
        (fake_job(internal_status="SUCC", number=2), What.RECOVERED),
        (fake_job(internal_status="SUCC"), What.RECOVERED),
        (fake_job(canceled=True), What.CANCELLED),
        (fake_job(internal_status="SUPPR", status="SUPPRESS"), What.CANCELLED),
        (fake_job(number=2), What.FAILED_AGAIN),
    ],
)
def test_a_known_job_turns(job, what):
    """A job that was in error and now stands so is told as that."""
    stored = applied({}, look({}, [fake_job()]))
    assert [what] == [change.what for change in look(stored, [job])]


@pytest.mark.parametrize("job", [fake_job(), fake_job(internal_status="DONE", status="UNDECIDED")])
def test_nothing_is_concluded_without_a_reason(job):
    """The same run in error, or a state that the engine cannot tell, changes nothing."""
    stored = applied({}, look({}, [fake_job()]))
    assert () == look(stored, [job])


def test_a_job_that_was_not_looked_at_keeps_its_state():
    """A known job that is in no part of the answer is left as it is."""
    known = [lifecycle.known_from(one) for one in applied({}, look({}, [fake_job()])).values()]
    assert () == changes("default", known, Seen())


def test_a_cancelled_job_in_error_is_never_opened():
    """ABEND with the cancelled flag is no new incident."""
    assert () == look({}, [fake_job(canceled=True)])


def test_critical_jobs_come_first():
    """Among new bad ends, the critical one stands first."""
    jobs = [fake_job("A"), fake_job("B", critical=True), fake_job("C")]
    assert "B" == look({}, jobs)[0].job.name


def test_two_instances_with_the_same_names_are_two_incidents():
    """A job stream submitted twice for the same time gives two incidents, each closed by its own job."""
    twins = [fake_job(id="one"), fake_job(id="two")]
    stored = applied({}, look({}, twins))
    found = look(stored, [twins[0], fake_job(internal_status="SUCC", id="two", number=2)])
    assert 2 == len(stored)
    assert [(What.RECOVERED, "two")] == [(change.what, change.job.id) for change in found]


def test_the_key_leaves_out_what_changes_with_the_plan():
    """Ids and runs are no part of the key; name, job stream, workstation, folder, time and environment are."""
    job = fake_job()
    same = replace(job, id="x", job_stream_id="y", runs=())
    others = [
        replace(job, name="X"),
        replace(job, job_stream="X"),
        replace(job, job_stream_workstation="X"),
        replace(job, folder="/X"),
        replace(job, scheduled_at=NIGHT),
    ]
    keys = {key_of("default", other) for other in others} | {key_of("other", job)}
    assert key_of("default", same) == key_of("default", job)
    assert 6 == len(keys - {key_of("default", job)})


def test_a_job_without_scheduled_time_is_known_by_its_stream():
    """Two ad-hoc streams without a time are told apart by their id."""
    one, two = (fake_job(scheduled_at=None, job_stream_id=stream) for stream in ("A", "B"))
    assert key_of("default", one) != key_of("default", two)


def test_a_run_without_number_is_known_by_its_start():
    """Where the engine gives no job number, the start tells the runs apart."""
    job = fake_job()
    begun = [
        replace(job, runs=(replace(job.runs[0], number=None, started_at=NIGHT.replace(hour=hour)),)) for hour in (1, 2)
    ]
    assert run_mark(begun[0]) != run_mark(begun[1])


STATES = st.sampled_from(["ABEND", "FAIL", "SUCC", "EXEC", "HOLD", "ADD"])
ROWS = st.dictionaries(st.sampled_from("ABCDE"), st.tuples(STATES, st.integers(1, 3), st.booleans()), max_size=5)


def jobs_of(rows):
    return [fake_job(name, state, number=number, canceled=canceled) for name, (state, number, canceled) in rows.items()]


@settings(deadline=None)
@given(st.lists(ROWS, max_size=8))
def test_looking_again_finds_nothing_new(looks):
    """What was recorded is not found again: a second look at the same plan changes nothing, but for jobs absent."""
    stored = {}
    for rows in looks:
        jobs = jobs_of(rows)
        stored = applied(stored, look(stored, jobs))
        again = look(stored, jobs)
        assert [] == [change for change in again if change.what is not What.GONE]


@settings(deadline=None)
@given(st.lists(ROWS, max_size=8))
def test_every_job_in_error_has_an_open_incident(looks):
    """After each look, the open incidents of jobs in the plan are those in error, being rerun, or untold."""
    stored = {}
    for rows in looks:
        jobs = jobs_of(rows)
        stored = applied(stored, look(stored, jobs))
        bad = {key_of("default", job) for job in jobs if job.in_error and not job.canceled}
        opened = {one.incident.key for one in stored.values() if one.incident.state in {"open", "acknowledged"}}
        assert bad <= opened


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, min_size=1, max_size=6), st.randoms())
def test_neither_order_nor_new_ids_make_a_new_incident(looks, dice):
    """A plan that is extended between looks, with new ids and another order, opens the same incidents."""
    stored, moved = {}, {}
    for rows in looks:
        jobs = jobs_of(rows)
        stored = applied(stored, look(stored, jobs))
        shuffled = [replace(job, id=f"{job.id}-{dice.random()}") for job in jobs]
        dice.shuffle(shuffled)
        known = [lifecycle.known_from(one) for one in moved.values()]
        others = {key_of("default", job): job for job in shuffled}
        seen = Seen(in_error=tuple(job for job in shuffled if job.in_error), others=others)
        moved = applied(moved, changes("default", known, seen))
    assert {key for key, one in moved.items()} == set(stored)


def test_identity_by_id_needs_the_same_names():
    """An id that the next plan gives to another job does not make it the old incident."""
    known = [lifecycle.known_from(one) for one in applied({}, look({}, [fake_job()])).values()]
    other = replace(fake_job("OTHER"), id="id-PAY_CALC")
    assert [key_of("default", other)] == list(identified("default", [other], known))
