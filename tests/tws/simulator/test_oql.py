"""OQL: what is read, what is refused, and that an index never changes an answer."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tws.simulator import fields
from tws.simulator.matching import compiled
from tws.simulator.oql import Condition, Group, OqlError, Query, parse
from tws.simulator.search import find, find_jobs


@pytest.fixture(scope="module")
def plan():
    from tests.tws.simulator.conftest import NIGHT
    from tws.simulator.options import SimulatorOptions
    from tws.simulator.world import World

    return World(SimulatorOptions(jobs=800, now=lambda: NIGHT)).plan


def names(plan, text: str) -> list[str]:
    return [job.name for job in find_jobs(plan, parse(text), 0, 10_000)[1]]


def test_and_binds_closer_than_or():
    """`a OR b AND c` is `a OR (b AND c)`."""
    one, two, three = (Condition("name", "=", letter) for letter in "ABC")
    expected = Query(Group("OR", (one, Group("AND", (two, three)))))
    assert expected == parse("name = 'A' OR name = 'B' AND name = 'C'")


def test_parentheses_lists_constants_and_order_are_read():
    """Every piece of the grammar that the vendor shows comes out as written."""
    text = "(folder IN ['/A/','/B/'] AND jobOptions.critical = true) OR id NOT LIKE '@x?' ORDER BY name DESC, folder"
    where = Group(
        "OR",
        (
            Group("AND", (Condition("folder", "IN", ("/A/", "/B/")), Condition("jobOptions.critical", "=", True))),
            Condition("id", "NOT LIKE", "@x?"),
        ),
    )
    assert Query(where, (("name", True), ("folder", False))) == parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "nonsense ==== 1",
        "name =",
        "name = 'A",
        "name LIKE 3",
        "name IN []",
        "name IN ('A')",
        "(name = 'A'",
        "name = 'A' AND",
        "name 'A'",
        "= 'A'",
        "ORDER name",
        "name = 'A' name = 'B'",
        "name = 'it''s'",
        "name; = 'A'",
        "(" * 80 + "name = 'A'" + ")" * 80,
    ],
)
def test_what_is_no_filter_is_a_syntax_error(text):
    """Each of these is refused with the vendor's error code."""
    with pytest.raises(OqlError, match="OQL_FILTER_SYNTAX_ERROR"):
        parse(text)


@pytest.mark.parametrize("text", ["key.name = 'X'", "NAME = 'X'", "colour = 'red'", "lastRunCommonStatus = 'ERROR'"])
def test_fields_that_do_not_exist_are_a_syntax_error(plan, text):
    """Unknown fields, other case included, are refused; only ordering knows key.name."""
    with pytest.raises(OqlError, match="OQL_FILTER_SYNTAX_ERROR"):
        names(plan, text)
    assert sorted(names(plan, "")) == names(plan, "ORDER BY key.name ASC")


def test_values_are_compared_with_case(plan):
    """A name in lower case finds nothing."""
    assert names(plan, "name = 'FINAL_BATCH_PAYROLL'") == ["FINAL_BATCH_PAYROLL"]
    assert names(plan, "name = 'final_batch_payroll'") == []


def test_wildcards_are_at_sign_and_question_mark(plan):
    """`@` stands for any string, `?` for one character, and every other character for itself."""
    assert {"PAY_TAX_INSS", "PAY_TAX_IRRF", "PAY_TAX_FGTS"} == set(names(plan, "name LIKE 'PAY_TAX_????'"))
    assert "PAY_CALC" in names(plan, "name LIKE '@CALC'")
    assert names(plan, "name LIKE 'PAY_CALC%'") == []


def test_workstations_are_found_with_and_without_the_root_folder(plan):
    """`/FTA_RH01` and `FTA_RH01` name the same workstation."""
    with_slash = names(plan, "workstation = '/FTA_RH01'")
    assert with_slash == names(plan, "workstation = 'FTA_RH01'")
    assert "PAY_CALC" in with_slash


def test_conditions_on_runs_must_hold_for_one_and_the_same_run(plan):
    """A job whose first run ABENDed and whose last run was a good rerun has no run that is both."""
    good = "jobruns.compositeStatus.status = 'SUCC'"
    assert "EST_INT_WMS" in names(plan, f"{good} AND jobruns.rerunType = 'RERUN'")
    assert "EST_INT_WMS" not in names(plan, f"{good} AND jobruns.rerunType = 'REGULAR'")


def test_successors_are_found_by_what_they_depend_on(plan):
    """Both of the vendor's successor queries answer, on jobs and on job streams."""
    (final,) = plan.by_name["FINAL_BATCH_PAYROLL"]
    by_job = names(plan, f"dependencies.jobId = '{final.id}'")
    (tax,) = plan.by_stream_name["PAYROLL_TAX"]
    by_stream = find(plan.streams, fields.JOBSTREAM, parse(f"dependencies.jobStreamId = '{tax.id}'"))
    assert by_job == ["PAY_PAYSLIP_PRINT"]
    assert [stream.name for stream in by_stream] == ["PAYROLL_BANK"]


VALUES = {
    "name": ["'FINAL_BATCH_PAYROLL'", "'PAY@'", "'@CALC@'", "'CAR_CALC_FATURA'"],
    "jobStreamName": ["'PAYROLL_CALC'", "'DWH@'", "'FINAL'"],
    "workstation": ["'/AGT_CARD01'", "'FTA_RH01'", "'@AGT@'"],
    "folder": ["'/'", "'/FINANCE/'"],
    "jobruns.commonStatus": ["'ERROR'", "'WAITING'", "'READY'", "'SUCCESSFUL'", "'HELD'"],
    "jobruns.compositeStatus.status": ["'ABEND'", "'FAIL'", "'HOLD'", "'SUCC'", "'READY'"],
    "jobruns.returnCode": ["0", "8", "null"],
    "jobruns.maxDurationGone": ["true", "false"],
    "jobOptions.critical": ["true", "false"],
    "jobruns.timeInfo.actualEndTime": ["'2026-11-22T05:30:00.000Z'", "null"],
    "jobruns.timeInfo.actualStartTime": ["'2026-11-22T05:30:00Z'", "'2026-11-22T06:00:00.000Z'"],
    "timeRestrictions.deadlineTime": ["'2026-11-22T07:00:00.000Z'"],
    "dependenciesStats.numberOfUnresolvedDependencies": ["0", "1"],
    "priority": ["10", "60"],
}


@st.composite
def conditions(draw: st.DrawFn) -> str:
    field = draw(st.sampled_from(sorted(VALUES)))
    value = draw(st.sampled_from(VALUES[field]))
    if value.startswith("'") and not value.startswith("'2026"):
        operator = draw(st.sampled_from(["=", "!=", "LIKE", "NOT LIKE", "IN", "NOT IN"]))
    else:
        operator = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
    return f"{field} {operator} [{value}]" if operator.endswith("IN") else f"{field} {operator} {value}"


def filters() -> st.SearchStrategy[str]:
    return st.recursive(
        conditions(),
        lambda inner: st.builds(
            lambda joined, parts: "(" + f" {joined} ".join(parts) + ")",
            st.sampled_from(["AND", "OR"]),
            st.lists(inner, min_size=2, max_size=3),
        ),
        max_leaves=5,
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=filters())
def test_an_index_never_changes_an_answer(plan, text):
    """Any filter finds exactly the jobs that a look at every single job finds, in the same order."""
    query = parse(text)
    test = compiled(query.where, fields.JOB, runs=True)
    naive = [job.name for job in plan.jobs if test(job)]
    total, found = find_jobs(plan, query, 0, 10_000)
    assert (len(naive), naive) == (total, [job.name for job in found])


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=200) | st.text(alphabet="name='A@()[]<>=!, ANDORLIKEINTnul.1\n", max_size=80))
def test_no_text_breaks_the_parser(text):
    """Whatever is sent is either a query or an OqlError."""
    try:
        found = parse(text)
    except OqlError:
        return
    assert isinstance(found, Query)
