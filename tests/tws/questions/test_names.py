"""What the plan says about the words of a question."""

from tests.tws.questions.fake_master import FakeMaster, job, stream
from tws.models import JobQuery, Workstation
from tws.questions.names import PlanNames, look_up


def plan() -> FakeMaster:
    return FakeMaster(
        every_job=[job("FINAL_BATCH_PAYROLL"), job("PAY_CALC"), job("PAYROLL")],
        every_stream=[stream("PAYROLL"), stream("BILLING")],
        every_workstation=[Workstation(id="w1", name="WKS1"), Workstation(id="w2", name="MDM_DWB")],
    )


async def test_exact_names_of_each_kind():
    """A lower-case job, a stream and a workstation are each found as what they are."""
    names = await look_up(plan(), ["pay_calc", "BILLING", "wks1"])
    assert (
        PlanNames(
            jobs={"PAY_CALC": ("PAY_CALC",)},
            streams={"BILLING": ("BILLING",)},
            workstations={"WKS1": ("WKS1",)},
            exact=frozenset({("job", "PAY_CALC"), ("stream", "BILLING"), ("workstation", "WKS1")}),
        )
        == names
    )


async def test_a_name_of_two_kinds_is_both():
    """A word that is a job and a stream is said to be both."""
    names = await look_up(plan(), ["payroll"])
    assert {("job", "PAYROLL"), ("stream", "PAYROLL")} == names.exact


async def test_exact_tokens_cost_one_query_for_each_kind():
    """All tokens together cost one query for jobs, one for streams, one for workstations."""
    master = plan()
    await look_up(master, ["PAY_CALC", "BILLING", "WKS1", "FINAL_BATCH_PAYROLL"])
    assert {"jobs": 1, "job_streams": 1, "workstations": 1} == dict(master.calls())


async def test_a_typo_offers_near_names_that_are_not_exact():
    """A mistyped job is near, and not among the exact ones."""
    names = await look_up(plan(), ["FINAL_BTCH_PAYROLL"])
    assert {"FINAL_BTCH_PAYROLL": ("FINAL_BATCH_PAYROLL",)} == names.jobs
    assert frozenset() == names.exact


async def test_a_mistyped_workstation_is_near():
    """A workstation with a slip is offered."""
    names = await look_up(plan(), ["MDM_DWBB"])
    assert {"MDM_DWBB": ("MDM_DWB",)} == names.workstations


async def test_strangers_cost_at_most_two_more_queries_for_each_kind():
    """Eight strange words cost three queries for jobs and three for streams, no more."""
    master = plan()
    await look_up(master, [f"STRANGER{n}" for n in range(8)])
    assert (3, 3, 1) == tuple(master.calls()[kind] for kind in ("jobs", "job_streams", "workstations"))


async def test_no_query_is_unbounded():
    """Every query about jobs names what it looks for: the whole plan is never read."""
    master = plan()
    await look_up(master, ["PAY_CALC", "STRANGE_WORD", "BILLING"])
    assert all(query.names for name, query in master.asked if name == "jobs" and isinstance(query, JobQuery))


async def test_a_full_key_is_a_job_and_not_its_stream():
    """A full key names its job; the stream in it was not asked about."""
    names = await look_up(plan(), ["WKS1#PAYROLL.PAY_CALC"])
    assert frozenset({("job", "WKS1#PAYROLL.PAY_CALC")}) == names.exact


async def test_patterns_and_odd_characters_are_not_asked_for():
    """A pattern says itself what it is, and what stands in no name costs no query."""
    master = plan()
    assert PlanNames() == await look_up(master, ["PAY_*", "can't", "\x00", "' OR 1=1", "", "é" * 500])
    assert [] == master.asked


async def test_a_busy_name_does_not_hide_another():
    """Where one name fills the page, what is missing is asked for once more."""
    master = plan()
    master.every_job = [job("BUSY", id=str(n)) for n in range(300)] + [job("RARE")]
    names = await look_up(master, ["BUSY", "RARE"])
    assert {("job", "BUSY"), ("job", "RARE")} == names.exact
    assert 2 == master.calls()["jobs"]
