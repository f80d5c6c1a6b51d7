"""The plan, its prompts and its resources."""

from tests.tws.questions.fake_master import FakeMaster, at, job, stream
from tws.models import Prompt, Resource
from tws.questions.plan import plan_info, prompts, resources


async def test_the_plan_and_its_next_extension():
    """The extension still to come is given with its jobs, not the one that was."""
    master = FakeMaster(
        every_stream=[
            stream("FINAL", "SUCC", id="was", scheduled_at=at("02:59", 22)),
            stream("FINAL", "HOLD", id="next", scheduled_at=at("02:59", 23)),
        ],
        every_job=[job("MAKEPLAN", stream="FINAL", job_stream_id="next"), job("X")],
    )
    report = await plan_info(master)
    assert (7, "next", ["MAKEPLAN"]) == (
        report.plan.run_number,
        report.extension and report.extension.id,
        [known.name for known in report.extension_jobs],
    )


async def test_a_plan_without_final():
    """A plan that holds no FINAL is told all the same."""
    report = await plan_info(FakeMaster())
    assert (None, ()) == (report.extension, report.extension_jobs)


async def test_prompts_oldest_first():
    """Only prompts that wait for a reply, the oldest first."""
    master = FakeMaster(
        every_prompt=[
            Prompt(id="n", name="NEW", status="ASKED", asked_at=at("05:00")),
            Prompt(id="o", name="OLD", status="ASKED", asked_at=at("02:00")),
            Prompt(id="a", name="ANSWERED", status="ANSWERED_YES"),
        ]
    )
    report = await prompts(master)
    assert (["OLD", "NEW"], 2) == ([known.name for known in report.prompts], report.total)


async def test_resources_short_ones_first():
    """What is used up comes first, what nobody uses is only counted."""
    master = FakeMaster(
        every_resource=[
            Resource(id="i", name="IDLE", quantity=4, available=4, in_use=0),
            Resource(id="u", name="USED", quantity=4, available=1, in_use=3, holders=("WKS1#PAYROLL.A",)),
            Resource(id="s", name="SHORT", quantity=1, available=0, in_use=1),
        ]
    )
    report = await resources(master)
    assert (["SHORT", "USED"], 1, 3) == ([known.name for known in report.resources], report.short, report.total)
