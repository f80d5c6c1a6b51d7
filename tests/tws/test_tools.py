"""The agent's tools over HWA."""

import asyncio
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.tws.questions.fake_master import FakeMaster, at, job, stream
from tws.deadline import within
from tws.errors import TwsAuthError
from tws.models import JobQuery
from tws.questions.impact import impact
from tws.reports import CountReport, JobsReport, NotFound, Trouble, from_artifact
from tws.tools import tools

ZONE = ZoneInfo("America/Sao_Paulo")
NAMES = [
    "job_status",
    "jobs_in_error",
    "find_jobs",
    "count_jobs",
    "job_log",
    "why_waiting",
    "impact",
    "stream_status",
    "workstation_status",
    "environment_health",
    "job_history",
    "estimate",
    "prompts",
    "resources",
    "plan_info",
]


def plan(**more) -> FakeMaster:
    return FakeMaster(
        **({"every_job": [job("PAY_CALC", "ABEND", ended=at("05:30"))], "every_stream": [stream()]} | more)
    )


async def call(name, master=None, **args):
    known = {tool.name: tool for tool in tools(lambda _: master or plan(), lambda: ZONE)}
    return await known[name].ainvoke({"name": name, "args": args, "id": "1", "type": "tool_call"})


def test_the_names_are_the_designs():
    """The fifteen tools over HWA carry the names that the design gives them."""
    assert NAMES == [tool.name for tool in tools(lambda _: plan(), lambda: ZONE)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("job_status", {"job"}),
        ("jobs_in_error", {"since", "until", "job_stream", "workstation"}),
        (
            "find_jobs",
            {"job", "status", "job_stream", "workstation", "since", "until", "late", "critical", "overrunning"},
        ),
        ("count_jobs", {"status", "by", "since", "until"}),
        ("job_log", {"job", "run"}),
        ("stream_status", {"job_stream"}),
        ("workstation_status", {"workstation"}),
        ("environment_health", set()),
    ],
)
def test_the_arguments_are_the_designs(name, expected):
    """The arguments are those of the design, and an environment."""
    known = {tool.name: tool for tool in tools(lambda _: plan(), lambda: ZONE)}
    assert expected | {"environment"} == set(known[name].args)


def test_every_argument_is_described():
    """A model reads what each argument takes."""
    described = [
        properties.get("description")
        for tool in tools(lambda _: plan(), lambda: ZONE)
        for properties in tool.args.values()
    ]
    assert all(described)


async def test_the_artifact_is_the_report():
    """A tool's artifact becomes the report again, its text says the same for a model."""
    message = await call("job_status", job="pay_calc")
    report = from_artifact(JobsReport, message.artifact)
    assert ["PAY_CALC"] == [known.name for known in report.jobs]
    assert "status=ERROR/ABEND" in message.content


@pytest.mark.parametrize("name", [n for n in NAMES if n not in {"job_log", "stream_status"}])
async def test_every_tool_answers(name):
    """Each tool gives an artifact that names its report."""
    args = {"job": "PAY_CALC"} if name in {"job_status", "why_waiting", "impact", "job_history", "estimate"} else {}
    message = await call(name, **args)
    assert message.artifact["report"].endswith("Report")


async def test_a_time_without_an_offset_is_meant_in_the_zone():
    """2026-11-22T00:12 in São Paulo is 03:12 UTC."""
    master = plan()
    await call("jobs_in_error", master, since="2026-11-22T00:12")
    query = master.asked[0][1]
    assert isinstance(query, JobQuery)
    assert datetime(2026, 11, 22, 3, 12, tzinfo=UTC) == query.ended_since


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("jobs_in_error", {"since": "yesterday"}),
        ("find_jobs", {"status": "PURPLE"}),
        ("find_jobs", {"late": "perhaps"}),
        ("count_jobs", {"by": "colour"}),
        ("job_status", {"job": ""}),
        ("job_status", {}),
        ("job_log", {"job": "PAY_CALC", "run": 99}),
    ],
)
async def test_arguments_that_make_no_sense_are_told(name, args):
    """A wrong argument is an error message that says what was wrong, never a crash, never an answer."""
    message = await call(name, **args)
    assert ("error", None) == (message.status, message.artifact)
    assert re.match(r"NOT ASKED: .+\.$", str(message.content))


async def test_what_hwa_did_wrong_is_an_answer():
    """Refused credentials are a report of trouble with the host and the status, not an exception."""
    refused = TwsAuthError("the master refused the password", host="mdm1", status=401)
    message = await call("job_status", plan(broken={"jobs": refused}), job="X")
    trouble = from_artifact(Trouble, message.artifact)
    assert ("TwsAuthError", "mdm1", 401) == (trouble.error, trouble.host, trouble.status)
    assert str(message.content).startswith("COULD NOT ASK HWA (TwsAuthError)")


async def test_a_stranger_is_an_answer_too():
    """A job that is not in the plan is a report of its own."""
    message = await call("impact", job="STRANGER_99")
    assert "STRANGER_99" == from_artifact(NotFound, message.artifact).name


async def test_the_environment_chooses_the_master():
    """The named environment's master answers."""
    masters = {None: plan(), "test": plan(every_job=[], environment="test")}
    known = {tool.name: tool for tool in tools(masters.__getitem__, lambda: ZONE)}
    arguments = {"name": "count_jobs", "args": {"environment": "test"}, "id": "1", "type": "tool_call"}
    message = await known["count_jobs"].ainvoke(arguments)
    report = from_artifact(CountReport, message.artifact)
    assert (0, "test") == (report.total, report.environment)


async def test_an_unknown_environment_is_told():
    """An environment that nobody configured is an error message that names it."""
    known = {tool.name: tool for tool in tools({None: plan()}.__getitem__, lambda: ZONE)}
    arguments = {"name": "prompts", "args": {"environment": "moon"}, "id": "1", "type": "tool_call"}
    message = await known["prompts"].ainvoke(arguments)
    assert "NOT ASKED: no environment is named 'moon'." == message.content


async def test_a_master_that_hangs_is_told_in_time():
    """A tool whose master never answers says so when its time is over."""

    class Hanging(FakeMaster):
        async def jobs(self, query, *, limit=200, order=None):
            await asyncio.Event().wait()

    known = {tool.name: tool for tool in tools(lambda _: Hanging(), lambda: ZONE, seconds=0.05)}
    message = await known["job_status"].ainvoke(
        {"name": "job_status", "args": {"job": "X"}, "id": "1", "type": "tool_call"}
    )
    assert "TwsTimeoutError" == from_artifact(Trouble, message.artifact).error


async def test_a_walk_ends_when_its_time_does():
    """With a second left a walk asks nothing more and says that more may wait."""
    async with within(1.0):
        report = await impact(plan(), "PAY_CALC")
    assert report.truncated
