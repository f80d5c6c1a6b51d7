"""Which HWA environment a question is about."""

from __future__ import annotations

import pytest

from bot.channel.environments import Environments
from bot.channel.scope import EVERYTHING, Grant, Scope, Sight
from bot.messages import Question

NAMES = ("prod", "hml", "lab.sp")


def left(*texts: str, scope: Scope = EVERYTHING) -> tuple[str, ...]:
    """The environments that are left to the last of several questions of one conversation."""
    environments = Environments(NAMES)
    for text in texts:
        narrowed = environments.narrowed(Question(text=text, conversation="c"), scope)
    return narrowed.environments(NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how healthy is hml?", ("hml",)),
        ("saúde do ambiente HML", ("hml",)),
        ("[hml] jobs in error", ("hml",)),
        ("jobs em erro em lab.sp.", ("lab.sp",)),
        ("status do HML_LOAD", NAMES),
        ("status do WKS#HML.JOB", NAMES),
        ("compare prod and hml", NAMES),
        ("produção está bem?", NAMES),
    ],
)
def test_a_question_is_about_the_environment_that_it_names(text: str, expected: tuple[str, ...]) -> None:
    """A word of its own names one; a part of another name or several do not."""
    assert expected == left(text)


def test_a_conversation_stays_with_the_environment_that_was_named_last() -> None:
    """What follows is about the same one until another is named."""
    assert ("hml",) == left("how healthy is hml?", "which jobs are in error?")
    assert ("prod",) == left("how healthy is hml?", "and prod?", "which jobs are in error?")


def test_an_alerts_thread_is_about_the_alerts_environment_until_another_is_named() -> None:
    """What the talk hangs on counts where nobody named any."""
    environments = Environments(NAMES)
    first, second = (Question(text=text, conversation="c") for text in ("e o log?", "e em prod?"))
    assert ("hml",) == environments.narrowed(first, EVERYTHING, "hml").environments(NAMES)
    assert ("prod",) == environments.narrowed(second, EVERYTHING, "hml").environments(NAMES)


def test_naming_an_environment_shows_no_more_than_before() -> None:
    """Who sees some jobs of one environment sees those; who does not see it cannot name it."""
    sight = Sight(jobs=("PAY_*",))
    scope = Scope(grants=(Grant(environments=("prod", "hml"), sight=sight),))
    narrowed = Environments(NAMES).narrowed(Question(text="hml", conversation="c"), scope)
    assert (sight, None) == (narrowed.of("hml"), narrowed.of("prod"))
    assert ("prod", "hml") == left("lab.sp?", scope=scope)
