"""What sets one stretch of time against another."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.agent.understanding import Memory, understand
from tests.bot.agent.understanding.made_up_plan import names_in

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=ZoneInfo("America/Sao_Paulo"))
TODAY, YESTERDAY = "2026-11-22T00:00:00-03:00", "2026-11-21T00:00:00-03:00"


def calls(text):
    understood = understand(text, names=names_in(text), memory=Memory(), now=NOW)
    return [(call.tool, call.args) for call in understood.calls]


@pytest.mark.parametrize(
    "text",
    [
        "hoje teve mais falha que ontem?",
        "mais erros que ontem?",
        "more failures today than yesterday?",
        "compare os erros de ontem com os de hoje",
        "errors: today vs yesterday",
    ],
)
def test_two_days_are_counted_each_for_itself(text):
    """The later day comes first, and the earlier one ends where the later begins."""
    assert [
        ("count_jobs", {"since": TODAY, "status": "ERROR"}),
        ("count_jobs", {"since": YESTERDAY, "until": TODAY, "status": "ERROR"}),
    ] == calls(text)


def test_a_place_keeps_to_its_jobs():
    """Counts take no workstation, so that the jobs of each day are listed there."""
    assert [
        ("jobs_in_error", {"since": TODAY, "workstation": "AGT_DWH01"}),
        ("jobs_in_error", {"since": YESTERDAY, "until": TODAY, "workstation": "AGT_DWH01"}),
    ] == calls("a AGT_DWH01 teve mais abend hoje que ontem?")


@pytest.mark.parametrize(
    "text", ["jobs que falharam ontem e hoje", "mais alguma falha ontem?", "what failed yesterday"]
)
def test_days_that_are_only_named_are_one_window(text):
    """Without a word that compares, one question is asked."""
    assert ["jobs_in_error"] == [tool for tool, _ in calls(text)]
