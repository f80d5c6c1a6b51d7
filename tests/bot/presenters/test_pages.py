"""Lists of jobs that are longer than a card: which of them are shown, and what is said of the others."""

from dataclasses import replace

import pytest

from bot.cards import Table
from bot.phrases import PHRASES
from bot.presenters import Presented, Teller
from bot.presenters.dispatch import compose
from tests.bot.presenters.plan_samples import ABENDED, HERE, NOW, ZONE
from tws.reports import JobsReport

JOBS = tuple(replace(ABENDED, id=str(n), name=f"PAY_{n:03d}") for n in range(50))


def page(after: int, total: int, held: int = 50, language: str = "en") -> Presented:
    """The answer that shows a list after so many of its jobs."""
    report = JobsReport(**HERE, jobs=JOBS[:held], total=total, statuses=("ABEND",), after=after)
    return compose([report], Teller(language, ZONE, NOW))


def shown(said: Presented) -> tuple[list[str], int]:
    """The names in the table, and how many more it tells of."""
    tables = [block for block in said.card.blocks if isinstance(block, Table)]
    return [row[0] for table in tables for row in table.rows], sum(table.more for table in tables)


def texts(said: Presented) -> list[str]:
    """The paragraphs of the card."""
    return [block.text for block in said.card.blocks if hasattr(block, "text")]


@pytest.mark.parametrize(("after", "first", "rows", "more"), [(0, 0, 20, 33), (20, 20, 20, 13), (40, 40, 10, 3)])
def test_a_page_shows_the_next_jobs(after: int, first: int, rows: int, more: int) -> None:
    """Each page begins where the one before ended, and tells how many are left."""
    assert ([f"PAY_{n:03d}" for n in range(first, first + rows)], more) == shown(page(after, 53))


@pytest.mark.parametrize(("after", "offered"), [(0, True), (20, True), (40, False)])
def test_the_rest_is_offered_while_it_can_be_shown(after: int, offered: bool) -> None:
    """The suggestion stands below a cut list only where the report holds more."""
    assert offered == ("show me the rest" in page(after, 53).suggestions)


def test_a_whole_list_offers_no_rest() -> None:
    """Twenty jobs are shown at once."""
    said = page(0, 20, 20)
    assert (20, 0, False) == (len(shown(said)[0]), shown(said)[1], "show me the rest" in said.suggestions)


def test_a_page_says_which_of_all_it_shows() -> None:
    """The place in the whole list is told."""
    assert "21 to 40 of 53" in texts(page(20, 53))


def test_what_no_report_holds_is_to_be_seen_elsewhere() -> None:
    """After the fifty that a report holds it is said how to see the others."""
    told = PHRASES["list.unheld"][1]
    assert (False, True, True) == tuple(told in texts(page(after, 53)) for after in (20, 40, 50))


@pytest.mark.parametrize(
    ("language", "title"),
    [("pt", "Não há mais: são 13 jobs em ABEND ao todo"), ("en", "There are no more: 13 jobs in ABEND in all")],
)
def test_a_list_that_was_shown_whole_has_no_rest(language: str, title: str) -> None:
    """Asked for more than there is, it says that there is no more."""
    said = page(13, 13, 13, language)
    assert (title, []) == (said.card.title, shown(said)[0])
