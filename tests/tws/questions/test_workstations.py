"""Workstations."""

import pytest

from tests.tws.questions.fake_master import FakeMaster, job
from tws.models import Workstation
from tws.questions.workstations import workstation_status
from tws.reports import Group, NotFound, WorkstationReport


def workstation(name: str = "WKS1", **more) -> Workstation:
    return Workstation(id=name, **({"name": name, "is_linked": True, "is_running": True, "limit": 10} | more))


async def test_one_workstation_with_its_jobs():
    """Of a workstation that was asked for, its jobs in error, running or held up are counted, not read."""
    master = FakeMaster(every_workstation=[workstation()], every_job=[job("A", "EXEC"), job("B", "ABEND")])
    report = await workstation_status(master, "wks1")
    assert isinstance(report, WorkstationReport)
    assert (Group(name="RUNNING", count=1), Group(name="ERROR", count=1)) == report.counts
    assert 0 == master.calls()["jobs"]


async def test_all_workstations_with_those_in_trouble_first():
    """Without a name all are given, and jobs are not counted."""
    master = FakeMaster(every_workstation=[workstation("A"), workstation("B", is_linked=False)])
    report = await workstation_status(master)
    assert (["B", "A"], (), 2) == ([known.name for known in report.workstations], report.counts, report.total)


async def test_one_slip_is_read_as_the_workstation_that_it_means():
    """A mistyped workstation is answered, and the answer says as what it was read."""
    report = await workstation_status(FakeMaster(every_workstation=[workstation("AGENT_ONE")]), "AGENT_ONNE")
    assert "AGENT_ONE" == report.meant


async def test_a_stranger_is_not_found():
    """A workstation that is not there is told so."""
    report = await workstation_status(FakeMaster(every_workstation=[workstation()]), "NOWHERE_9")
    assert isinstance(report, NotFound)
    assert "workstation" == report.what


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (workstation(), False),
        (workstation(is_linked=False), True),
        (workstation(is_running=False), True),
        (workstation(limit=0), True),
        (workstation(is_linked=None, is_running=None, limit=None), False),
        (workstation(is_linked=False, ignored=True), False),
    ],
)
def test_down_is_unlinked_stopped_or_limit_zero(known, expected):
    """What the engine does not say is not down; what is ignored is meant to be so."""
    assert expected is known.is_down
