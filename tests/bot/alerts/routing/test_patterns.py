"""What a pattern means: HWA's wildcards, and which part of an incident it is held against."""

import pytest

from bot.alerts.routing.patterns import is_about, is_in_folder, is_in_stream, is_like
from bot.reports import IncidentKind
from tests.bot.alerts.routing.conftest import an_incident


@pytest.mark.parametrize(
    ("name", "pattern", "expected"),
    [
        ("PAY_CALC", "PAY_CALC", True),
        ("PAY_CALC", "pay_*", True),
        ("PAY_CALC", "PAY_@", True),
        ("PAY_CALC", "PAY_CAL?", True),
        ("PAY_CALC", "PAY_CAL", False),
        ("PAY_CALC", "PAY?", False),
        ("PAY_1", "PAY_[0-9]", False),
        ("PAY_[0-9]", "PAY_[0-9]", True),
        ("PAY.CALC", "PAY+CALC", False),
        ("", "*", True),
        ("", "?", False),
    ],
)
def test_a_pattern_has_hwas_wildcards_and_no_others(name, pattern, expected):
    """`@` and `*` are any text, `?` one character; brackets, dots and case mean nothing."""
    assert expected == is_like(name, pattern)


def test_many_wildcards_take_no_time_that_explodes():
    """A pattern of a hundred stars is answered, though nothing fits it."""
    assert not is_like("A" * 200, "*A" * 100 + "B")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("PAY_CALC", True),
        ("PAYROLL.PAY_*", True),
        ("PAY_WKS#PAYROLL.PAY_CALC", True),
        ("PAY_WKS#*", True),
        ("PAY_W*", False),
        ("PAYROLL", False),
        ("OTHER.PAY_CALC", False),
    ],
)
def test_a_job_is_named_by_name_by_stream_or_in_full(pattern, expected):
    """A plain pattern is of the job's name: a workstation of a like name is not meant."""
    assert expected == is_about(an_incident(), pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"), [("PAY_WKS", True), ("/AGENTS/PAY_WKS", True), ("PAY_*", True), ("OTHER", False)]
)
def test_what_is_no_job_is_named_by_its_subject(pattern, expected):
    """A workstation's incident is about the workstation, with its folder or without."""
    down = an_incident(
        kind=IncidentKind.WORKSTATION, job="/AGENTS/PAY_WKS", job_name="", job_stream="", workstation="PAY_WKS"
    )
    assert expected == is_about(down, pattern)


def test_a_stuck_stream_is_named_by_its_name():
    """Whoever silences PAYROLL silences the stream PAYROLL that is stuck."""
    stuck = an_incident(kind=IncidentKind.STUCK, job="PAY_WKS#PAYROLL", job_name="")
    assert (is_about(stuck, "PAYROLL"), is_in_stream(stuck, "PAY_WKS#PAYROLL")) == (True, True)


@pytest.mark.parametrize(("pattern", "expected"), [("PAYROLL", True), ("PAY_WKS#PAY*", True), ("X#PAYROLL", False)])
def test_a_stream_may_be_written_with_its_workstation(pattern, expected):
    """With `#` the workstation counts."""
    assert expected == is_in_stream(an_incident(), pattern)


@pytest.mark.parametrize(
    ("folder", "pattern", "expected"),
    [
        ("/PAY", "/PAY", True),
        ("/PAY/", "/pay", True),
        ("/PAY/DAILY", "/PAY", False),
        ("/PAY/DAILY", "/PAY/*", True),
        ("/", "/", True),
        ("/PAY", "/", False),
    ],
)
def test_a_folder_is_itself_and_its_star_what_is_below(folder, pattern, expected):
    """`/PAY` is that folder alone, `/PAY/*` what is below it; a slash at the end means nothing."""
    assert expected == is_in_folder(an_incident(folder=folder), pattern)
