"""Whatever the engine, a log or a sheet says, an answer is made, and it is closed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.presenters import Teller, plain_text, present, unsupported
from bot.reports import KnowledgeReport
from tests.bot.presenters.plan_samples import ABENDED, ENTRY, HERE, KNOWN, LOG, NOW, ZONE, run
from tws.models import Job, JobLog
from tws.reports import CountReport, Gate, Group, JobsReport, LogReport, NotFound, Report, WaitingReport

moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))
durations = st.timedeltas(timedelta(seconds=-5), timedelta(days=400))
words = st.text(max_size=40)
states = st.sampled_from(["ABEND", "FAIL", "EXEC", "SUCC", "HOLD", "PEND", "CANCL", "READY", "NEW"]) | words
common = st.sampled_from(["ERROR", "RUNNING", "SUCCESSFUL", "WAITING", "HELD", "CANCELED", "UNDECIDED"])
runs = st.builds(
    run,
    states,
    common,
    return_code=st.none() | st.integers(-(2**31), 2**32),
    started_at=st.none() | moments,
    ended_at=st.none() | moments,
    elapsed=st.none() | durations,
)
jobs = st.builds(
    Job,
    id=words,
    name=words,
    workstation=words,
    job_stream=words,
    status=common,
    internal_status=states,
    runs=st.lists(runs, max_size=2).map(tuple),
    deadline=st.none() | moments,
    scheduled_at=st.none() | moments,
    priority=st.none() | st.integers(0, 101),
    late=st.booleans(),
    unresolved=st.integers(0, 5000),
)
gates = st.builds(
    Gate,
    kind=st.sampled_from(["resource", "limit", "time", "predecessor", "prompt"]) | words,
    name=words,
    satisfied=st.none() | st.booleans(),
    state=states,
    until=st.none() | moments,
    needed=st.none() | st.integers(0, 2000),
    available=st.none() | st.integers(0, 2000),
    text=st.none() | words,
    holders=st.lists(words, max_size=4).map(tuple),
)
names = st.lists(words, max_size=4).map(tuple)
reports = st.one_of(
    st.builds(
        JobsReport,
        environment=words,
        as_of=moments,
        jobs=st.lists(jobs, max_size=12).map(tuple),
        total=st.integers(0, 100_000),
        job=st.none() | words,
        meant=st.none() | words,
        statuses=names,
        since=st.none() | moments,
        until=st.none() | moments,
        job_stream=st.none() | words,
    ),
    st.builds(
        WaitingReport,
        environment=words,
        as_of=moments,
        job=jobs,
        gates=st.lists(gates, max_size=15).map(tuple),
        root=names,
        root_state=states,
        others=names,
    ),
    st.builds(
        CountReport,
        environment=words,
        as_of=moments,
        total=st.integers(0, 10**9),
        by=st.sampled_from(["status", "stream", "workstation", None]),
        groups=st.lists(st.builds(Group, name=words, count=st.integers(0, 10**6)), max_size=4).map(tuple),
        status=st.none() | words,
        since=st.none() | moments,
    ),
    st.builds(NotFound, environment=words, as_of=moments, what=words, name=words, similar=names),
    st.builds(
        lambda text, lines: LogReport(
            **HERE, job=ABENDED, run=ABENDED.run, log=JobLog(text=text, error_lines=lines, exit_status=LOG.exit_status)
        ),
        st.text(max_size=400),
        names,
    ),
    st.builds(
        lambda solution, owner, procedure, query: KnowledgeReport(
            **HERE,
            query=query,
            found=replace(
                KNOWN,
                solutions=(
                    replace(
                        KNOWN.solutions[0],
                        entry=replace(ENTRY, solution=solution, owner=owner, procedure=procedure, cause=query),
                    ),
                ),
            ),
        ),
        st.text(max_size=300),
        words,
        words,
        st.text(max_size=200),
    ),
)


@settings(max_examples=150, deadline=None)
@given(reports, st.sampled_from(["pt", "en"]))
def test_every_answer_is_closed(report: Report, language: str) -> None:
    """No input makes an answer break, or state a number, time or name that its facts lack."""
    presented = present(report, Teller(language, ZONE, NOW))
    text = plain_text(presented.card, language)
    assert presented.card.title.strip()
    assert unsupported(text, presented.facts, presented.sources) == []
