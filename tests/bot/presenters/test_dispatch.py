"""Every report has a presenter, also after it went through a dict."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import reports as own
from bot.presenters import Teller, compose, present, report_of
from bot.presenters.dispatch import PRESENTERS
from tests.bot.presenters.plan_samples import NOW, ZONE
from tests.bot.presenters.samples import REPORTS
from tws import reports as engine
from tws.reports import Report, as_artifact


def classes() -> set[type]:
    """The reports that exist."""
    return {
        each
        for room in (engine, own)
        for each in vars(room).values()
        if isinstance(each, type) and issubclass(each, Report) and each is not Report
    }


def test_every_report_has_a_presenter() -> None:
    """No report class is left without a card."""
    assert classes() == set(PRESENTERS)


def test_every_report_has_a_sample() -> None:
    """The golden answers leave no report out."""
    assert classes() == {type(report) for report in REPORTS.values()}


@pytest.mark.parametrize("name", REPORTS)
def test_an_artifact_gives_the_same_answer(name: str) -> None:
    """A report that travelled as a plain dict is presented as the report itself."""
    artifact = as_artifact(REPORTS[name])
    assert REPORTS[name] == report_of(artifact)
    assert present(REPORTS[name], Teller("pt", ZONE, NOW)) == present(artifact, Teller("pt", ZONE, NOW))


def test_an_unknown_report_is_an_error() -> None:
    """A dict of a class that we do not know is not guessed at."""
    with pytest.raises(KeyError):
        report_of({"report": "Gossip"})


def test_no_report_is_an_error() -> None:
    """An answer never comes out of nothing."""
    with pytest.raises(ValueError, match="at least one"):
        compose([], Teller("pt", ZONE, NOW))


def test_sections_read_a_moment_apart_are_as_fresh_as_the_oldest() -> None:
    """Several results have one line of freshness, that of the oldest."""
    later = replace(REPORTS["pay_load"], as_of=NOW + timedelta(seconds=1))
    card = compose([later, REPORTS["pay_calc"]], Teller("pt", ZONE, NOW)).card
    assert card.footer == "dados de 03:12:09 BRT"
