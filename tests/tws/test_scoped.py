"""What is outside of what may be seen is as if it were not in the plan, whatever is asked."""

from __future__ import annotations

import fnmatch
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import NIGHT
from tests.tws.questions.fake_master import FakeMaster, follows, follows_stream, job, meets, stream
from tws.client import TwsClient, TwsConfig
from tws.errors import TwsNotFoundError
from tws.models import JobLog, JobQuery, Prompt, Resource, StreamQuery, Workstation
from tws.questions.health import environment_health
from tws.questions.impact import impact
from tws.questions.jobs import job_status
from tws.questions.names import look_up
from tws.questions.waiting import why_waiting
from tws.reports import JobsReport, NotFound
from tws.scoped import Scoped
from tws.sight import HIDDEN
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import start


@dataclass(frozen=True)
class Sight:
    jobs: tuple[str, ...] = ()
    job_streams: tuple[str, ...] = ()


PAY = Sight(jobs=("PAY_*",))
NAMES = ("PAY_CALC", "PAY_LOAD", "PAYX", "BI_LOAD", "BI_PAY_CALC", "A", "AB")
STREAMS = ("PAYROLL", "PAY_DAY", "BI")


def plan() -> FakeMaster:
    """Jobs of every name in every job stream, in turn ended well and badly."""
    states = ("SUCC", "ABEND", "HOLD")
    jobs = [
        job(name, states[n % 3], stream=each) for n, (name, each) in enumerate((a, b) for a in NAMES for b in STREAMS)
    ]
    return FakeMaster(every_job=jobs, every_stream=[stream(each) for each in STREAMS])


def seen_by(master: FakeMaster, sight: Sight | None) -> Scoped:
    return Scoped(master, lambda: sight)


def is_seen(name: str, patterns: tuple[str, ...]) -> bool:
    """Told once more, without the product's own words."""
    shapes = [pattern.upper().replace("@", "*") for pattern in patterns]
    return not shapes or any(fnmatch.fnmatchcase(name, shape) for shape in shapes)


patterns = st.lists(st.text(alphabet="PAYX_*@?BI", min_size=1, max_size=5), max_size=3).map(tuple)


@settings(deadline=None, max_examples=400)
@given(jobs=patterns, streams=patterns, names=patterns, in_streams=patterns, limit=st.integers(1, 40))
async def test_any_query_gives_what_is_seen_of_its_answer_and_nothing_else(jobs, streams, names, in_streams, limit):
    """Rows, count and total are those of the plain query without what is not seen, whichever patterns meet."""
    master, sight = plan(), Sight(jobs=jobs, job_streams=streams)
    query = JobQuery(names=names, job_streams=in_streams)
    expected = [
        each.id
        for each in master.every_job
        if meets(each, query) and is_seen(each.name, jobs) and is_seen(each.job_stream, streams)
    ]
    page = await seen_by(master, sight).jobs(query, limit=limit)
    assert [each.id for each in page.records] == expected[:limit]
    assert page.total in {None, len(expected)}
    assert page.truncated == (len(expected) > limit)
    assert await seen_by(master, sight).count_jobs(query) == len(expected)


@settings(deadline=None, max_examples=200)
@given(jobs=patterns, streams=patterns)
async def test_no_job_that_is_not_seen_is_there_by_its_id(jobs, streams):
    """Each job of the plan is given whole, or is not in the plan."""
    master = plan()
    scoped = seen_by(master, Sight(jobs=jobs, job_streams=streams))
    for each in master.every_job:
        if is_seen(each.name, jobs) and is_seen(each.job_stream, streams):
            assert each == await scoped.job(each.id)
        else:
            with pytest.raises(TwsNotFoundError):
                await scoped.job(each.id)
            with pytest.raises(TwsNotFoundError):
                await scoped.job_log(each)


async def test_a_job_that_is_not_seen_is_refused_in_the_words_of_one_that_is_not_there():
    """Nobody can tell the two apart."""
    sentences = []
    for wanted in ("BI.BI_LOAD", "BI.NO_SUCH_JOB"):
        master = plan()
        master._by_id = lambda records, wanted: next((r for r in records if r.id == wanted), None) or _missing()
        with pytest.raises(TwsNotFoundError) as caught:
            await seen_by(master, PAY).job(wanted)
        sentences.append((str(caught.value), caught.value.detail, caught.value.status))
    assert sentences[0] == sentences[1]


def _missing():
    raise TwsNotFoundError("The object is not in the plan.")


async def test_the_server_is_asked_for_no_more_than_is_seen():
    """A question without names carries the patterns; one about a hidden name is not asked at all."""
    master = plan()
    scoped = seen_by(master, PAY)
    await scoped.jobs(JobQuery(internal_statuses=("ABEND",)))
    await scoped.count_jobs(JobQuery(names=("PAY_CALC",)))
    assert [("jobs", ("PAY_*",)), ("count_jobs", ("PAY_CALC",))] == [(name, q.names) for name, q in master.asked]
    assert (0, ()) == (
        await scoped.count_jobs(JobQuery(names=("BI_LOAD",))),
        (await scoped.jobs(JobQuery(names=("BI_LOAD",)))).records,
    )
    assert 2 == len(master.asked)


async def test_numbers_are_those_of_what_is_seen():
    """Counts by status and by workstation add up to the jobs that are seen."""
    scoped = seen_by(plan(), PAY)
    total = await scoped.count_jobs(JobQuery())
    by_status, by_workstation = await scoped.count_jobs_by_status(), await scoped.count_jobs_by_workstation()
    assert (6, 6, {"WKS1": 6}) == (total, sum(by_status.values()), by_workstation)


async def test_an_environment_that_is_not_seen_is_empty():
    """Without a sight there is no job, no number, no workstation, no prompt."""
    master = plan()
    master.every_workstation = [Workstation(id="w", name="W")]
    master.every_prompt = [Prompt(id="p", name="P", status="ASKED")]
    scoped = seen_by(master, None)
    assert 0 == await scoped.count_jobs(JobQuery())
    assert {} == await scoped.count_jobs_by_status()
    pages = [await scoped.jobs(JobQuery()), await scoped.job_streams(StreamQuery()), await scoped.workstations()]
    pages += [await scoped.prompts(), await scoped.resources()]
    assert [()] * 5 == [page.records for page in pages]


async def test_job_streams_are_those_that_hold_a_job_that_is_seen():
    """By its jobs a job stream is seen or not, and tells no numbers of jobs that are not."""
    master = plan()
    master.every_job = [each for each in master.every_job if not (each.job_stream == "BI" and "PAY_" in each.name[:4])]
    master.every_stream = [stream(each, jobs=9, abended=3) for each in STREAMS]
    found = await seen_by(master, PAY).job_streams(StreamQuery())
    assert [("PAYROLL", None, None), ("PAY_DAY", None, None)] == [(s.name, s.jobs, s.abended) for s in found.records]
    with pytest.raises(TwsNotFoundError):
        await seen_by(master, PAY).job_stream("BI")


async def test_what_a_job_waits_for_has_no_name_where_it_is_not_seen():
    """That it waits stays true; on whom is hidden, by name and by id."""
    waiting = job("PAY_CALC", dependencies=(follows("BI.BI_LOAD"), follows("PAYROLL.PAY_LOAD"), follows_stream("BI")))
    master = FakeMaster(every_job=[waiting, job("BI_LOAD", stream="BI"), job("PAY_LOAD", "SUCC")])
    report = await why_waiting(seen_by(master, PAY), "PAY_CALC")
    assert not isinstance(report, NotFound)
    assert {HIDDEN, "WKS1#PAYROLL.PAY_LOAD"} == {gate.name for gate in report.gates if "predecessor" in gate.kind}
    assert "BI" not in str(report.gates)


async def test_a_prompt_of_a_hidden_job_and_a_hidden_holder_are_not_told():
    """A prompt of nobody's is everybody's."""
    master = plan()
    master.every_prompt = [
        Prompt(id="1", name="MINE", status="ASKED", job="WKS1#PAYROLL.PAY_CALC"),
        Prompt(id="2", name="THEIRS", status="ASKED", job="WKS1#BI.BI_LOAD"),
        Prompt(id="3", name="STREAMS", status="ASKED", job_stream="BI"),
        Prompt(id="4", name="ALL", status="ASKED"),
    ]
    master.every_resource = [Resource(id="r", name="R", holders=("WKS1#BI.BI_LOAD", "WKS1#PAYROLL.PAY_CALC"))]
    scoped = seen_by(master, PAY)
    assert ["MINE", "ALL"] == [prompt.name for prompt in (await scoped.prompts()).records]
    assert (HIDDEN, "WKS1#PAYROLL.PAY_CALC") == (await scoped.resources()).records[0].holders


async def test_no_name_that_is_not_seen_comes_near_a_mistyped_one():
    """Names are looked up among those that are seen."""
    names = await look_up(seen_by(plan(), PAY), ["BI_LOAD", "PAY_CALK", "BI_LOAT"])
    assert {"PAY_CALK": ("PAY_CALC",)} == names.jobs


async def test_health_and_impact_are_of_what_is_seen():
    """Neither counts nor names what is not."""
    master = plan()
    master.every_job.append(job("BI_AFTER", stream="BI", dependencies=(follows("PAYROLL.PAY_CALC"),), critical=True))
    master.every_job.append(job("PAY_AFTER", stream="BI", dependencies=(follows("PAYROLL.PAY_CALC"),)))
    scoped = seen_by(master, PAY)
    health, behind = await environment_health(scoped), await impact(scoped, "WKS1#PAYROLL.PAY_CALC")
    assert {"PAY_CALC", "PAY_LOAD"} >= {each.name for each in health.in_error}
    assert ((), ["PAY_AFTER"]) == (health.critical_open, [each.name for each in behind.direct])


async def test_a_sight_that_leaves_nothing_out_asks_as_it_is_asked():
    """Nothing is narrowed, nothing is counted twice."""
    master = plan()
    scoped = seen_by(master, Sight())
    await scoped.jobs(JobQuery(names=("A",)), limit=7, order="name")
    await scoped.count_jobs_by_status()
    assert [("jobs", JobQuery(names=("A",))), ("count_jobs_by_status", None)] == master.asked


async def test_the_sight_is_asked_at_every_question():
    """What one asker sees is not what the next one sees."""
    sights = iter([PAY, Sight(jobs=("BI*",)), None])
    scoped = Scoped(plan(), lambda: next(sights))
    assert [6, 6, 0] == [await scoped.count_jobs(JobQuery()) for _ in range(3)]


async def test_a_log_of_a_job_that_is_seen_is_given():
    """The log is that of the run that was asked for."""
    master = plan()
    master.logs = {"PAY_CALC-run": JobLog(text="hello")}
    ran = job("PAY_CALC", "ABEND")
    assert "hello" == (await seen_by(master, PAY).job_log(ran)).text


@pytest.fixture(params=["all", "10.1", "9.5"])
async def hwa(request: pytest.FixtureRequest) -> AsyncIterator[TwsClient]:
    running = await start(SimulatorOptions(port=0, jobs=800, dialect=request.param, now=lambda: NIGHT))
    async with TwsClient(TwsConfig(urls=(running.url,), user="tws", password="tws")) as client:
        yield client
    await running.stop()


@pytest.mark.parametrize(
    "sight",
    [
        Sight(jobs=("PAY*",)),
        Sight(job_streams=("PAYROLL*",)),
        Sight(jobs=("*_CALC", "DWH_*"), job_streams=("D*", "PAY*")),
    ],
)
async def test_every_release_narrows_alike(hwa: TwsClient, sight: Sight):
    """9.5 and the releases with API v2 give the same jobs and the same number, and none that is hidden."""
    scoped = Scoped(hwa, lambda: sight)
    everything = (await hwa.jobs(JobQuery(), limit=1000)).records
    expected = {j.id for j in everything if is_seen(j.name, sight.jobs) and is_seen(j.job_stream, sight.job_streams)}
    assert expected
    assert expected == {each.id for each in (await scoped.jobs(JobQuery(), limit=1000)).records}
    assert len(expected) == await scoped.count_jobs(JobQuery()) == sum((await scoped.count_jobs_by_status()).values())
    assert {j.job_stream for j in everything if j.id in expected} == {
        each.name for each in (await scoped.job_streams(StreamQuery(), limit=500)).records
    }


async def test_a_hidden_job_has_no_status_in_any_release(hwa: TwsClient):
    """Asked by its name, it is not in the plan."""
    hidden = next(each for each in (await hwa.jobs(JobQuery(), limit=500)).records if not each.name.startswith("PAY"))
    report = await job_status(Scoped(hwa, lambda: Sight(jobs=("PAY*",))), hidden.name)
    assert isinstance(report, NotFound | JobsReport)
    assert (True, False) == (isinstance(report, NotFound), hidden.name in getattr(report, "similar", ()))
