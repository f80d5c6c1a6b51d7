"""Why a question was not asked, in the language of whoever asked."""

from zoneinfo import ZoneInfo

import pytest

from bot.presenters import Teller
from bot.presenters.refusals import refusal_text
from tests.fakes import NIGHT
from tws.questions.arguments import moment
from tws.questions.counts import count_jobs
from tws.questions.errors import ArgumentError
from tws.questions.identity import job_name, stream_name
from tws.questions.statuses import states

ZONE = ZoneInfo("America/Sao_Paulo")


def told(reason: str, language: str = "pt") -> str:
    """What a person hears of that reason."""
    return refusal_text(reason, Teller(language, ZONE, NIGHT))


def reasons() -> dict[str, str]:
    """What the questions themselves say of arguments that make no sense."""
    found = {}
    for name, ask in {
        "status": lambda: states("dormindo"),
        "time": lambda: moment("logo mais", ZONE),
        "job": lambda: job_name(" "),
        "job_stream": lambda: stream_name(""),
    }.items():
        with pytest.raises(ArgumentError) as caught:
            ask()
        found[name] = str(caught.value)
    return found


async def _of_grouping() -> str:
    with pytest.raises(ArgumentError) as caught:
        await count_jobs(None, by="cor")
    return str(caught.value)


async def test_what_the_tools_refuse_is_told_in_portuguese():
    """No reason that a question of HWA gives reaches a Portuguese reader in English."""
    every = reasons() | {"grouping": await _of_grouping()}
    assert {
        "status": True,
        "time": True,
        "job": True,
        "job_stream": True,
        "grouping": True,
    } == {name: told(reason) != reason.rstrip(".") for name, reason in every.items()}
    assert ("“logo mais” não é hora nem data", "falta o nome do job") == (told(every["time"]), told(every["job"]))


def test_a_wrong_argument_is_named():
    """What is wrong inside an argument is for the model; the person hears which one it was."""
    assert "o argumento since não faz sentido" == told("since: Input should be a valid datetime")


def test_an_environment_that_does_not_exist_is_told_with_those_that_do():
    """The names of the environments are not translated."""
    reason = "no environment is named 'prod'; there are default, test"
    assert "não há ambiente “prod”; há default, test" == told(reason)


def test_a_reason_of_another_kind_is_told_as_it_is():
    """Better in English than not at all."""
    assert "the moon is full" == told("the moon is full.")


def test_the_refusals_of_the_own_tools_are_known():
    """What the agent's own tools refuse with is covered as well."""
    assert "falta o job que devo acompanhar" == told("a watch needs a job")
