"""What follows from what: neither too much merged nor too little, and every merge with its reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts.causes import HARDLY, MANY_HERE, links
from bot.alerts.errors_alike import template
from bot.alerts.lifecycle import opened
from bot.alerts.watch import key_of
from bot.reports import Evidence, IncidentKind
from tests.fakes import NIGHT, fake_job

WINDOW = timedelta(minutes=15)


def bad_end(name, *, stream="S", place="W", codes=None, line="", after=0, **values):
    """An incident; `codes` None is one that is not diagnosed yet, `after` are minutes after the first."""
    job = fake_job(name, job_stream=stream, workstation=place, job_stream_workstation="M")
    at = NIGHT + timedelta(minutes=after)
    one = opened("default", key_of("default", job), job, id=name, now=at)
    incident = replace(one.incident, error_line=line, **values)
    diagnosed = codes is not None or bool(line)
    return replace(one, incident=incident, signature=tuple(codes or ()), diagnosed=diagnosed)


def condition(kind, *, place="", stream="", states=(), blocked_by=""):
    one = bad_end(f"{kind}", stream=stream, place=place)
    evidence = Evidence(states=states, blocked_by=blocked_by)
    return replace(one, incident=replace(one.incident, kind=kind, evidence=evidence, job=place or stream))


def found(*news, standing=()):
    return {key: (link.cause, link.because) for key, link in links(news, standing, WINDOW).items()}


def test_the_same_code_in_other_streams_and_places_is_one_cause():
    """The first with the code is the cause of the others, and the code is the reason."""
    news = [bad_end(name, stream=name, place=name, codes=("ORA-12541",), after=i) for i, name in enumerate("ABC")]
    assert {"B": ("A", "same_error:ORA-12541"), "C": ("A", "same_error:ORA-12541")} == found(*news)


def test_the_same_line_but_for_names_and_numbers_is_one_cause():
    """A line that differs in numbers, quoted names and paths only is the same error."""
    lines = ("connection to /db/a1 refused after 3 tries", "connection to /db/b77 refused after 12 tries")
    one, other = (bad_end(n, stream=n, place=n, line=line) for n, line in zip("AB", lines, strict=True))
    assert {"B": ("A", f"same_error:{lines[0]}")} == found(one, other)


@pytest.mark.parametrize(
    "codes",
    [("RC 8",), ("RC 127",), ("ORA-00001",), ("SQLCODE -803",), ("S0C7",), ("ORA-06512",)],
)
def test_a_code_that_every_job_can_have_merges_nothing(codes):
    """Return codes, constraint violations and data exceptions are each job's own: not merged across streams."""
    assert {} == found(*(bad_end(name, stream=name, place=name, codes=codes) for name in "AB"))


@pytest.mark.parametrize("line", ["error", "Job failed", "exit status: 1", "AWSBIJ139I 12:00:00"])
def test_a_line_that_says_nothing_merges_nothing(line):
    """A line of fewer than three words of its own is no evidence."""
    assert {} == found(*(bad_end(name, stream=name, place=name, line=line) for name in "AB"))
    assert "" == template(line)


def test_the_same_error_hours_later_is_another():
    """What lies further apart than the window is told apart."""
    news = (bad_end("A", stream="A", place="A", codes=("ORA-12541",)),
            bad_end("B", stream="B", place="B", codes=("ORA-12541",), after=16))  # fmt: skip
    assert {} == found(*news)


def test_two_of_one_stream_follow_while_their_errors_are_not_known():
    """The second of a stream instance follows from the first, for the stream's sake."""
    assert {"B": ("A", "same_stream:S")} == found(bad_end("A"), bad_end("B", place="X", after=1))


def test_two_unrelated_errors_of_one_stream_are_two():
    """Known and different errors are not merged because they share a stream or a workstation."""
    assert {} == found(bad_end("A", codes=("ORA-01555",)), bad_end("B", codes=("SFTP 550",), after=1))


def test_the_same_stream_of_another_day_is_another_instance():
    """Two instances of a stream have nothing to do with each other."""
    other = bad_end("B", place="X")
    other = replace(other, incident=replace(other.incident, key=other.incident.key.replace("2026-11-22", "2026-11-21")))
    assert {} == found(bad_end("A"), other)


def test_many_on_one_workstation_and_none_elsewhere_point_at_it():
    """Three bad ends on one workstation with nothing elsewhere follow from the first of them."""
    news = [bad_end(f"J{i}", stream=f"S{i}") for i in range(MANY_HERE)]
    assert {"J1": ("J0", "same_workstation:W"), "J2": ("J0", "same_workstation:W")} == found(*news)


def test_many_everywhere_point_at_no_workstation():
    """Where jobs end badly everywhere, that some share a workstation is no reason."""
    here = [bad_end(f"J{i}", stream=f"S{i}") for i in range(MANY_HERE)]
    there = [bad_end(f"K{i}", stream=f"T{i}", place=f"P{i}") for i in range(MANY_HERE // HARDLY + 1)]
    assert {} == found(*here, *there)


def test_two_on_one_workstation_are_chance():
    """Fewer than three are told apart."""
    assert {} == found(*(bad_end(f"J{i}", stream=f"S{i}") for i in range(MANY_HERE - 1)))


def test_one_with_an_error_of_its_own_stays_out():
    """Among many on one workstation, one whose error is known to be another is told for itself."""
    news = [bad_end(f"J{i}", stream=f"S{i}", codes=("AWKJCE012E",)) for i in range(3)]
    assert "X" not in found(*news, bad_end("X", stream="X", codes=("ORA-01555",), after=1))


def test_a_workstation_that_is_down_is_the_cause_of_what_ends_badly_there():
    """One bad end is enough where the workstation's own incident stands, however long."""
    down = condition(IncidentKind.WORKSTATION, place="W", states=("UNLINKED",))
    assert {"A": ("workstation", "workstation_down:W")} == found(bad_end("A", after=300), standing=[down])


@pytest.mark.parametrize("states", [("LIMIT 0",), ("FENCE 101",), ()])
def test_a_limit_of_0_makes_nothing_end_badly(states):
    """A workstation that only keeps jobs waiting explains no ABEND."""
    down = condition(IncidentKind.WORKSTATION, place="W", states=states)
    assert {} == found(bad_end("A"), standing=[down])


def test_a_mistake_of_its_own_is_not_the_workstations():
    """A unique key that is violated is the job's, whatever its workstation does."""
    down = condition(IncidentKind.WORKSTATION, place="W", states=("UNLINKED",))
    assert {} == found(bad_end("A", codes=("ORA-00001",)), standing=[down])


def test_a_stuck_stream_follows_from_the_job_that_stopped_it():
    """STUCK is the consequence of a bad end in the same stream."""
    assert {"stuck": ("A", "same_stream:S")} == found(condition(IncidentKind.STUCK, stream="S"), bad_end("A"))


def test_a_deadline_in_danger_follows_from_what_blocks_it():
    """A job at risk behind a job with a bad end is that one's effect, wherever it is."""
    risk = condition(IncidentKind.AT_RISK, stream="OTHER", blocked_by="M#S.A")
    assert {"at_risk": ("A", "blocked_by:M#S.A")} == found(risk, bad_end("A"))


def test_the_plan_says_better_than_the_stream_what_comes_first():
    """Of two of one stream the one that comes before the other in the plan is the cause, whichever ended first."""
    early, late = bad_end("DOWN"), bad_end("UP", after=2)
    upstream = {early.incident.key: {late.incident.key}}
    found = {key: (one.cause, one.because) for key, one in links([early, late], (), WINDOW, upstream).items()}
    assert {"DOWN": ("UP", "follows:M#S.UP")} == found


def test_what_comes_before_is_not_put_behind_what_comes_after():
    """A predecessor that ends badly later is told for itself, for the stream's sake or not."""
    down, up = bad_end("DOWN"), bad_end("UP", after=2)
    assert {} == links([up], [down], WINDOW, {down.incident.key: {up.incident.key}})


def test_of_several_before_it_the_first_of_all_is_the_cause():
    """In a chain of three bad ends, both that come after follow from the first in the plan."""
    a, b, c = (bad_end(name, after=3 - number) for number, name in enumerate("ABC"))
    upstream = {b.incident.key: {a.incident.key}, c.incident.key: {a.incident.key, b.incident.key}}
    assert {"A"} == {one.cause for one in links([c, b, a], (), WINDOW, upstream).values()}


def test_known_and_different_errors_stay_apart_whatever_the_plan_says():
    """That one comes after the other does not merge two errors that are known to differ."""
    up, down = bad_end("UP", codes=("ORA-01555",)), bad_end("DOWN", codes=("SFTP 550",), after=1)
    assert {} == links([up, down], (), WINDOW, {down.incident.key: {up.incident.key}})


def test_a_chain_has_one_cause():
    """What follows from an effect follows from that effect's cause."""
    news = [bad_end("A", codes=("ORA-12541",)), bad_end("B", place="X", codes=("ORA-12541",)), bad_end("C", place="Y")]
    assert {"A"} == {cause for cause, _ in found(*news).values()}


def test_what_follows_from_another_is_no_cause():
    """A standing effect is not named as the cause of a new one."""
    effect = bad_end("A", codes=("ORA-12541",), cause="Z")
    assert {} == found(bad_end("B", stream="B", place="B", codes=("ORA-12541",)), standing=[effect])


def test_what_is_closed_is_no_cause():
    """A recovered incident explains nothing new."""
    closed = bad_end("A", codes=("ORA-12541",), closed_at=NIGHT)
    assert {} == found(bad_end("B", stream="B", place="B", codes=("ORA-12541",)), standing=[closed])
