"""OQL out of typed conditions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tws import oql
from tws.errors import TwsNameError
from tws.models import JobQuery, StreamQuery

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (JobQuery(), ""),
        (JobQuery(names=("pay_calc",)), "name = 'PAY_CALC'"),
        (JobQuery(names=("A", "B")), "name IN ['A', 'B']"),
        (JobQuery(names=("PAY*",)), "name LIKE 'PAY@'"),
        (JobQuery(names=("A", "B", "C?")), "(name IN ['A', 'B'] OR name LIKE 'C?')"),
        (JobQuery(names=("@",)), ""),
        (JobQuery(names=("/FIN/X",)), "(name = 'X' AND folder IN ['/FIN', '/FIN/'])"),
        (JobQuery(names=("/X",)), "(name = 'X' AND folder = '/')"),
        (JobQuery(names=("/FIN*/X",)), "(name = 'X' AND folder LIKE '/FIN@')"),
        (JobQuery(names=("/FIN/*",)), "folder IN ['/FIN', '/FIN/']"),
        (JobQuery(job_streams=("pay",)), "jobStreamName = 'PAY'"),
        (JobQuery(job_stream_ids=("a", "b")), "jobStreamId IN ['a', 'b']"),
        (JobQuery(workstations=("wa_da",)), "workstation IN ['WA_DA', '/WA_DA']"),
        (JobQuery(workstations=("/F/WKS",)), "workstation IN ['F/WKS', '/F/WKS']"),
        (JobQuery(workstations=("WA*",)), "(workstation LIKE 'WA@' OR workstation LIKE '/WA@')"),
        (JobQuery(workstations=("*",)), ""),
        (JobQuery(statuses=("RUNNING",)), "jobruns.commonStatus = 'RUNNING'"),
        (JobQuery(internal_statuses=("ABEND", "FAIL")), "jobruns.compositeStatus.status IN ['ABEND', 'FAIL']"),
        (JobQuery(critical=True), "jobOptions.critical = true"),
        (JobQuery(critical=False), "jobOptions.critical = false"),
        (JobQuery(max_duration_gone=True), "jobruns.maxDurationGone = true"),
        (JobQuery(deadline_before=NOON), "timeRestrictions.deadlineTime <= '2026-11-22T12:00:00.123Z'"),
        (
            JobQuery(deadline_after=NOON, deadline_before=NOON),
            (
                "timeRestrictions.deadlineTime >= '2026-11-22T12:00:00.123Z'"
                " AND timeRestrictions.deadlineTime <= '2026-11-22T12:00:00.123Z'"
            ),
        ),
        (JobQuery(ids=("1", "2")), "id IN ['1', '2']"),
        (JobQuery(follows_job="j1"), "dependencies.jobId = 'j1'"),
        (JobQuery(follows_stream="s1"), "dependencies.jobStreamId = 's1'"),
        (
            JobQuery(names=("A",), started_since=NOON, started_until=NOON),
            (
                "name = 'A' AND jobruns.timeInfo.actualStartTime >= '2026-11-22T12:00:00.123Z'"
                " AND jobruns.timeInfo.actualStartTime <= '2026-11-22T12:00:00.123Z'"
            ),
        ),
    ],
)
def test_conditions_become_a_filter(query: JobQuery, words: str) -> None:
    """Each condition has its field, exact names = or IN, patterns LIKE."""
    assert words == oql.job_filter(query)


def test_a_job_without_times_is_not_lost_by_a_window() -> None:
    """Where FAIL is asked for, a job that never had an end time matches the window too."""
    words = oql.job_filter(JobQuery(internal_statuses=("FAIL",), ended_since=NOON))
    assert (
        "(jobruns.timeInfo.actualEndTime >= '2026-11-22T12:00:00.123Z' OR jobruns.compositeStatus.status = 'FAIL')"
        in words
    )


def test_times_are_sent_in_utc() -> None:
    """A time in another zone becomes the same moment in UTC."""
    brasilia = timezone(timedelta(hours=-3))
    assert "'2026-11-22T12:00:00.123Z'" == oql.moment(NOON.astimezone(brasilia))


def test_job_streams_have_fields_of_their_own() -> None:
    """A job stream's status and statistics stand at its top, not in runs."""
    words = oql.stream_filter(StreamQuery(names=("PAY@",), statuses=("BLOCKED",), with_errors=True))
    assert words == (
        "name LIKE 'PAY@' AND commonStatus = 'BLOCKED'"
        " AND (jobStreamStats.numberOfAbendedJob > 0 OR jobStreamStats.numberOfFailedJob > 0)"
    )


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (None, ""),
        ("-ended_at", "ORDER BY jobruns.timeInfo.actualEndTime DESC"),
        ("started_at", "ORDER BY jobruns.timeInfo.actualStartTime ASC"),
        ("jobruns.timeInfo.actualEndTime DESC", "ORDER BY jobruns.timeInfo.actualEndTime DESC"),
        ("name", "ORDER BY name ASC"),
    ],
)
def test_an_order_is_one_of_the_known(order: str | None, words: str) -> None:
    """Our names and the vendor's fields both order."""
    assert words == oql.job_order(order)


@pytest.mark.parametrize("order", ["name; DROP", "name ASC, x", "key.name", "-", "name UP"])
def test_other_orders_are_refused(order: str) -> None:
    """No free text reaches ORDER BY."""
    with pytest.raises(ValueError, match="not ordered"):
        oql.job_order(order)


FIELDS = ("names", "job_streams", "job_stream_ids", "workstations", "statuses", "internal_statuses")


@given(st.sampled_from(FIELDS), st.text(min_size=1, max_size=30))
def test_no_value_breaks_out_of_its_quotes(name: str, value: str) -> None:
    """With all literals taken away nothing of the value is left in the filter."""
    try:
        words = oql.job_filter(JobQuery(**{name: (value,)}))
    except TwsNameError:
        return
    bare = re.sub(r"'[^']*'", "", words)
    assert re.fullmatch(r"[\w.\s=\[\],()]*", bare)
    assert 0 == words.count("'") % 2
