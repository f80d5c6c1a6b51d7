"""Why a job has not started."""

import pytest

from tests.tws.questions.fake_master import FakeMaster, follows, follows_stream, job, stream
from tws.errors import TwsConnectionError
from tws.models import Dependency, DependencyKind, Prompt, Resource, Workstation
from tws.questions.waiting import why_waiting
from tws.reports import NotFound, WaitingReport


def plan(*jobs, streams=(), **more) -> FakeMaster:
    return FakeMaster(
        every_job=list(jobs),
        every_stream=[stream(), *streams],
        every_workstation=[Workstation(id="w", name="WKS1", limit=10)],
        **more,
    )


async def ask(master, name="X") -> WaitingReport:
    report = await why_waiting(master, name)
    assert isinstance(report, WaitingReport), report
    return report


async def test_the_root_is_the_job_in_error_at_the_end_of_the_chain():
    """From predecessor to predecessor the chain leads to the ABEND."""
    master = plan(
        job("A", "ABEND"),
        job("B", dependencies=(follows("PAYROLL.A"),)),
        job("X", dependencies=(follows("PAYROLL.B"),)),
    )
    report = await ask(master)
    assert (("WKS1#PAYROLL.B", "WKS1#PAYROLL.A"), "ABEND") == (report.root, report.root_state)


async def test_an_error_explains_more_than_what_runs():
    """Of two predecessors, one running and one behind which something ended badly, the bad end is the root."""
    master = plan(
        job("R", "EXEC"),
        job("A", "FAIL"),
        job("B", dependencies=(follows("PAYROLL.A"),)),
        job("X", dependencies=(follows("PAYROLL.R"), follows("PAYROLL.B"))),
    )
    assert "FAIL" == (await ask(master)).root_state


async def test_a_stream_predecessor_leads_to_its_job_in_error():
    """A stuck job stream in the chain is followed to the job that ended badly in it."""
    master = plan(
        job("A", "ABEND", stream="BILLING"),
        job("X", dependencies=(follows_stream("BILLING"),)),
        streams=[stream("BILLING", "STUCK")],
    )
    report = await ask(master)
    assert ("WKS1#BILLING", "WKS1#BILLING.A") == report.root


async def test_the_streams_own_predecessors_count():
    """A job waits for what its job stream waits for."""
    waiting = job("X", stream="NET")
    master = plan(job("A", "EXEC"), waiting, streams=[stream("NET", "HOLD", dependencies=(follows("PAYROLL.A"),))])
    report = await ask(master)
    assert (["stream_predecessor"], ("WKS1#PAYROLL.A",), "EXEC") == (
        [gate.kind for gate in report.gates],
        report.root,
        report.root_state,
    )


async def test_a_held_predecessor_is_a_root():
    """What is held holds everything behind it."""
    master = plan(job("H", "USER"), job("X", dependencies=(follows("PAYROLL.H"),)))
    assert "USER" == (await ask(master)).root_state


async def test_a_job_that_waits_for_itself_has_no_root():
    """Where only a time or a prompt holds the job, no chain is told."""
    prompt = Dependency(kind=DependencyKind.PROMPT, name="GO", satisfied=False, text="Go?")
    report = await ask(plan(job("X", dependencies=(prompt,))))
    assert (["prompt"], ()) == ([gate.kind for gate in report.gates], report.root)


async def test_a_circle_ends():
    """A net that bites its tail is walked once."""
    master = plan(job("A", dependencies=(follows("PAYROLL.X"),)), job("X", dependencies=(follows("PAYROLL.A"),)))
    assert ["predecessor"] == [gate.kind for gate in (await ask(master)).gates]


async def test_a_wide_net_costs_at_most_sixty_queries():
    """However many predecessors there are, the walk reads sixty objects at most."""
    wide = [job(f"P{n}", dependencies=(follows(f"PAYROLL.Q{n}"),)) for n in range(200)]
    master = plan(*wide, job("X", dependencies=tuple(follows(f"PAYROLL.P{n}") for n in range(200))))
    await ask(master)
    assert master.calls()["job"] + master.calls()["job_stream"] <= 61


async def test_a_long_chain_is_cut_at_twelve():
    """A chain of fifty is told for its first twelve steps."""
    chain = [job(f"P{n}", dependencies=(follows(f"PAYROLL.P{n + 1}"),)) for n in range(50)]
    master = plan(*chain, job("X", dependencies=(follows("PAYROLL.P0"),)))
    assert len((await ask(master)).root) <= 13


async def test_a_job_that_runs_has_no_gates():
    """Whoever asks why a running job waits learns that it runs."""
    report = await ask(plan(job("X", "EXEC")))
    assert ("RUNNING", ()) == (report.job.status, report.gates)


async def test_an_abend_that_waits_for_a_reply():
    """A job in error with a recovery prompt waits for that reply, and nothing else."""
    master = plan(
        job("X", "ABEND", needs_reply=True),
        every_prompt=[Prompt(id="p", name="R", text="Restart?", status="ASKED", job="WKS1#PAYROLL.X")],
    )
    assert ["Restart?"] == [gate.text for gate in (await ask(master)).gates]


async def test_the_one_that_waits_is_meant():
    """Of two jobs of a name, one ended and one waiting, the waiting one is asked about."""
    report = await ask(plan(job("X", "ABEND", stream="OLD"), job("X")))
    assert ("PAYROLL", ("WKS1#OLD.X",)) == (report.job.job_stream, report.others)


async def test_a_resource_is_looked_up_with_its_holders():
    """A resource that is used up names who holds it."""
    needed = Dependency(kind=DependencyKind.RESOURCE, name="WKS1#TAPES", satisfied=False, quantity=1)
    master = plan(
        job("X", dependencies=(needed,)),
        every_resource=[Resource(id="t", name="TAPES", workstation="WKS1", available=0, holders=("WKS1#PAYROLL.A",))],
    )
    gate = (await ask(master)).gates[0]
    assert (False, ("WKS1#PAYROLL.A",)) == (gate.satisfied, gate.holders)


async def test_the_jobs_on_the_workstation_are_counted_and_not_read():
    """Whether the limit is reached is a count."""
    master = plan(job("X"), *(job(f"R{n}", "EXEC") for n in range(10)))
    report = await ask(master)
    assert (["limit"], "10/10") == ([gate.kind for gate in report.gates], report.gates[0].state)
    assert 1 == master.calls()["jobs"]


async def test_a_stranger_is_not_found():
    """A job that is not in the plan waits for nothing."""
    assert isinstance(await why_waiting(plan(), "STRANGER"), NotFound)


async def test_what_cannot_be_asked_is_raised():
    """A gate that could not be looked at is never taken for an open one."""
    with pytest.raises(TwsConnectionError):
        await why_waiting(plan(job("X"), broken={"workstations": TwsConnectionError("reset")}), "X")
