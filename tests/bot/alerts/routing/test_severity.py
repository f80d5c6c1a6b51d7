"""How urgent an incident is, by the table of docs/alerts.md."""

import pytest

from bot.alerts.routing.severity import MANY_BLOCKED, severity_of, sheet_severity, stands_as
from bot.reports import IncidentKind, Severity
from tests.bot.alerts.routing.conftest import an_incident


@pytest.mark.parametrize("kind", list(IncidentKind))
def test_a_critical_job_is_critical_whatever_the_kind_and_the_sheet(kind):
    """Neither an overrun nor a sheet that says low makes a critical job less."""
    assert severity_of(an_incident(kind=kind, critical=True), "Baixa") == Severity.CRITICAL


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Crítica", Severity.CRITICAL),
        ("CRITICAL", Severity.CRITICAL),
        ("P1", Severity.CRITICAL),
        ("Sev 2", Severity.HIGH),
        ("1 - Alta", Severity.HIGH),
        ("média", Severity.NORMAL),
        ("3", Severity.NORMAL),
        ("baixa", Severity.LOW),
        ("conforme o dia", None),
        ("", None),
    ],
)
def test_a_cell_of_the_sheet_is_understood_in_both_languages(cell, expected):
    """A word counts before a number beside it; what we do not know means nothing."""
    assert expected == sheet_severity(cell)


def test_the_sheets_word_counts_before_the_kinds():
    """A stuck stream is high, unless its row says low."""
    stuck = an_incident(kind=IncidentKind.STUCK)
    assert (severity_of(stuck), severity_of(stuck, "Baixa")) == (Severity.HIGH, Severity.LOW)


def test_many_jobs_behind_it_make_it_high():
    """An ABEND that blocks MANY_BLOCKED jobs is somebody's matter within the hour; one fewer is not."""
    found = [severity_of(an_incident(blocked=blocked)) for blocked in (MANY_BLOCKED - 1, MANY_BLOCKED)]
    assert found == [Severity.NORMAL, Severity.HIGH]


def test_every_kind_has_a_severity():
    """No kind is forgotten."""
    assert {severity_of(an_incident(kind=kind)) for kind in IncidentKind} == set(Severity)


def test_hwa_that_is_silent_stands_as_critical_even_where_nobody_said_so():
    """Rules see it as critical though its record carries the default."""
    assert stands_as(an_incident(kind=IncidentKind.HWA)) == Severity.CRITICAL
