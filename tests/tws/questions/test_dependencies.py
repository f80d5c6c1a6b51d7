"""Whether a dependency is met."""

import pytest

from tests.tws.questions.fake_master import follows
from tws.models import Dependency, DependencyKind
from tws.questions.dependencies import is_met, unmet


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        (DependencyKind.PROMPT, "ASKED", False),
        (DependencyKind.PROMPT, "ANSWERED_YES", True),
        (DependencyKind.FILE, "Exists", True),
        (DependencyKind.FILE, "Unavailable", False),
        (DependencyKind.FILE, "Resync", None),
        (DependencyKind.JOB, "EXEC", None),
    ],
)
def test_a_state_tells_where_the_engine_does_not(kind, state, expected):
    """A file's or a prompt's state decides where there is no verdict; nothing is guessed of others."""
    assert expected is is_met(Dependency(kind=kind, name="X", state=state))


def test_the_engines_verdict_wins():
    """What the engine calls satisfied is so, whatever the state reads."""
    assert is_met(Dependency(kind=DependencyKind.FILE, name="X", state="Unavailable", satisfied=True))


def test_only_predecessors_that_are_not_met_are_followed():
    """A met predecessor and a file lead nowhere."""
    open_one = follows("P.A")
    others = (follows("P.B", satisfied=True), Dependency(kind=DependencyKind.FILE, name="X", satisfied=False))
    assert (open_one,) == unmet((open_one, *others))
