"""What can hold a job back: one gate for each point of the checklist."""

from dataclasses import replace

import pytest

from tests.tws.questions.fake_master import NOW, at, follows, job, stream
from tws.models import Dependency, DependencyKind, Prompt, Resource, Workstation
from tws.questions.gates import Surroundings, gates_of
from tws.reports import Gate

HEALTHY = Workstation(id="w", name="WKS1", limit=10, fence=0, is_linked=True, is_running=True)
AROUND = Surroundings(now=NOW, stream=stream(), workstation=HEALTHY, running=3)


def kinds(known, around=AROUND, satisfied=False) -> list[str]:
    return [gate.kind for gate in gates_of(known, around) if gate.satisfied is satisfied]


def dependency(kind, name="THING", satisfied=False, **more) -> Dependency:
    return Dependency(kind=kind, name=name, satisfied=satisfied, **more)


def test_nothing_holds_a_free_job():
    """A ready job on a healthy workstation has no gate at all."""
    assert () == gates_of(job("X", "READY"), AROUND)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"dependencies": (follows("PAYROLL.A"),)}, "predecessor"),
        ({"dependencies": (dependency(DependencyKind.FILE),)}, "file"),
        ({"dependencies": (dependency(DependencyKind.PROMPT),)}, "prompt"),
        ({"dependencies": (dependency(DependencyKind.RESOURCE, quantity=2, available=1),)}, "resource"),
        ({"dependencies": (dependency(DependencyKind.JOIN),)}, "join"),
        ({"dependencies": (dependency(DependencyKind.INTERNETWORK),)}, "internetwork"),
        ({"starts_after": at("07:00")}, "time"),
        ({"until_passed": True}, "until_passed"),
        ({"latest_start": at("06:00")}, "until_passed"),
        ({"priority": 0}, "priority_zero"),
        ({"internal_status": "PEND"}, "confirmation"),
        ({"cancel_pending": True}, "canceled"),
        ({"needs_reply": True}, "recovery_prompt"),
    ],
)
def test_what_holds_a_job_itself(changes, kind):
    """Each condition of the job is one closed gate of its kind."""
    assert [kind] == kinds(replace(job("X"), **changes))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"dependencies": (follows("BILLING.A"),)}, "stream_predecessor"),
        ({"starts_after": at("07:00")}, "stream_time"),
        ({"latest_start": at("06:00")}, "until_passed"),
        ({"status": "HELD"}, "stream_held"),
        ({"priority": 0}, "stream_held"),
        ({"canceled": True}, "canceled"),
    ],
)
def test_what_holds_its_stream(changes, kind):
    """Each condition of the job stream is one closed gate of its kind."""
    assert [kind] == kinds(job("X"), replace(AROUND, stream=replace(stream(), **changes)))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 3}, "limit"),
        ({"fence": 10}, "fence"),
        ({"is_linked": False}, "workstation_unlinked"),
        ({"is_running": False}, "workstation_stopped"),
    ],
)
def test_what_holds_its_workstation(changes, kind):
    """Each condition of the workstation is one closed gate of its kind."""
    assert [kind] == kinds(job("X"), replace(AROUND, workstation=replace(HEALTHY, **changes)))


def test_a_stream_at_its_limit():
    """As many jobs of the stream run as may."""
    around = replace(AROUND, stream=stream(limit=2), stream_running=2)
    assert ["stream_limit"] == kinds(job("X"), around)


def test_what_the_engine_does_not_say_is_no_gate():
    """Unknown links, limits and fences hold nothing back."""
    unknown = Workstation(id="w", name="WKS1")
    assert () == gates_of(job("X"), replace(AROUND, workstation=unknown, running=None))


def test_units_that_are_there_are_an_open_gate():
    """The engine calls a resource unsatisfied until it is allotted; what is free does not hold the job."""
    known = job("X", dependencies=(dependency(DependencyKind.RESOURCE, quantity=1, available=5),))
    assert ["resource"] == kinds(known, satisfied=True)


def test_a_job_that_waits_for_resources_is_believed():
    """Where the engine says that it waits for resources, the gate is closed whatever is free."""
    needed = dependency(DependencyKind.RESOURCE, quantity=1, available=5)
    known = job("X", substatus="READY_WAITING_FOR_RESOURCES", dependencies=(needed,))
    assert ["resource"] == kinds(known)


def test_a_resource_names_its_holders():
    """A short resource tells what is needed, what is left and who holds it."""
    needed = dependency(DependencyKind.RESOURCE, name="TAPES", quantity=2)
    tapes = Resource(id="t", name="TAPES", available=0, holders=("WKS1#PAYROLL.A",))
    gates = gates_of(job("X", dependencies=(needed,)), replace(AROUND, resources={"TAPES": tapes}))
    expected = Gate(kind="resource", name="TAPES", satisfied=False, needed=2, available=0, holders=("WKS1#PAYROLL.A",))
    assert (expected,) == gates


def test_closed_gates_come_first():
    """Closed, then unclear, then open."""
    dependencies = (follows("P.A", satisfied=True), follows("P.B", satisfied=None), follows("P.C"))
    gates = gates_of(job("X", dependencies=dependencies), AROUND)
    assert [False, None, True] == [gate.satisfied for gate in gates]


def test_the_state_that_was_read_is_newer():
    """A predecessor that was read tells its state better than the dependency does."""
    known = job("X", dependencies=(follows("PAYROLL.A", state="HOLD"),))
    gates = gates_of(known, replace(AROUND, states={"PAYROLL.A": "ABEND"}))
    assert ["ABEND"] == [gate.state for gate in gates]


def test_the_recovery_prompt_is_quoted():
    """The question that the job waits for stands in the gate."""
    asked = Prompt(id="p", name="RESTART", text="Restart?", status="ASKED", job="WKS1#PAYROLL.X")
    gates = gates_of(job("X", needs_reply=True), replace(AROUND, prompts=(asked,)))
    assert [("recovery_prompt", "Restart?")] == [(gate.kind, gate.text) for gate in gates]


@pytest.mark.parametrize("asked_by", ["WKS1#PAYROLL.X_OTHER", "WKS1#BILLING.X", "X#", ""])
def test_another_jobs_prompt_is_not_quoted(asked_by):
    """A prompt of a job whose name only begins alike, or of another stream, is not this job's."""
    asked = Prompt(id="p", name="RESTART", text="Restart?", status="ASKED", job=asked_by)
    gates = gates_of(job("X", needs_reply=True), replace(AROUND, prompts=(asked,)))
    assert [None] == [gate.text for gate in gates]


def test_the_vendors_key_with_folders_is_the_jobs():
    """A prompt names its job with folders and slashes."""
    asked = Prompt(id="p", name="R", text="Restart?", status="ASKED", job="/WKS1#/FINANCE/PAYROLL.X")
    gates = gates_of(job("X", needs_reply=True), replace(AROUND, prompts=(asked,)))
    assert ["Restart?"] == [gate.text for gate in gates]


def test_a_start_time_that_has_passed_is_open():
    """An at-time in the past is listed and holds nothing."""
    assert ["time"] == kinds(job("X", starts_after=at("05:00")), satisfied=True)
