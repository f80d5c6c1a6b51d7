"""The words for a job's state."""

import pytest

from tests.tws.questions.fake_master import NOW, at, job
from tws.questions.errors import ArgumentError
from tws.questions.statuses import States, states


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (None, States()),
        ("running", States(common=("RUNNING",))),
        ("EXEC", States(common=("RUNNING",))),
        ("em execução", States(common=("RUNNING",))),
        ("Succ", States(common=("SUCCESSFUL",))),
        ("ERROR", States(common=("ERROR",))),
        ("falharam", States(common=("ERROR",))),
        ("abend", States(internal=("ABEND",))),
        ("FAIL", States(internal=("FAIL",))),
        ("PEND", States(internal=("PEND",))),
        ("cancelled", States(common=("CANCELED",))),
        ("HOLD", States(common=("WAITING",))),
        ("STUCK", States(common=("BLOCKED",))),
        ("ABEND, FAIL", States(internal=("ABEND", "FAIL"))),
        ("READY,RUNNING", States(common=("READY", "RUNNING"))),
    ],
)
def test_a_word_is_a_state(word, expected):
    """Common and internal words of both languages name states; ABEND, FAIL and PEND name just themselves."""
    assert expected == states(word)


def test_an_unknown_word_is_refused_with_those_that_are_known():
    """An unknown status is an argument error that tells the known ones."""
    with pytest.raises(ArgumentError, match="SUCCESSFUL"):
        states("PURPLE")


def test_a_passed_deadline_is_late_without_the_engines_flag():
    """Batchman need not mark lateness, so that the deadline itself does."""
    assert job("A", deadline=at("06:00")).is_late(NOW)


def test_an_ended_job_is_not_late():
    """What ended is not late any more, whatever its deadline."""
    assert not job("A", "SUCC", deadline=at("06:00"), late=True).is_late(NOW)
