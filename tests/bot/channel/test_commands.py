"""What the words after a slash command mean, in both languages."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.commands import NAMES, Command, understood

ASKED = [
    ("health", "en", "how healthy is the environment?"),
    ("saúde", "pt", "como está a saúde do ambiente?"),
    ("job PAY_CALC", "pt", "status do job PAY_CALC"),
    ("job PAY_CALC", "en", "status of job PAY_CALC"),
    ("why PAY_CALC", "en", "diagnose PAY_CALC"),
    ("porque PAY_CALC", "pt", "diagnóstico de PAY_CALC"),
    ("falhas nas últimas 3 horas", "pt", "falhas nas últimas 3 horas"),
    ("errors", "en", "which jobs are in error?"),
    ("agents", "en", "how are the workstations?"),
    ("agentes FTA_RH01", "pt", "status da workstation FTA_RH01"),
    ("turno", "pt", "passagem de turno"),
    ("watch PAY_CALC", "en", "tell me when PAY_CALC ends"),
]


@pytest.mark.parametrize(("text", "language", "question"), ASKED)
def test_a_command_is_a_question_to_the_agent(text, language, question):
    """What needs HWA or the sheet goes to the agent, as a person would say it."""
    assert Command(name="ask", language=language, question=question) == understood(text, language)


def test_a_word_of_one_language_decides_the_language():
    """`saude` is answered in Portuguese, whoever types it, and `health` in English."""
    assert ("pt", "en") == (understood("saude", "en").language, understood("health", "pt").language)


def test_words_that_are_no_command_are_a_question():
    """Free text is put to the agent as it is."""
    text = "quais jobs do payroll estão atrasados?"
    assert Command(name="ask", language="pt", question=text) == understood(text, "pt")


@pytest.mark.parametrize(
    ("text", "on", "pattern"),
    [
        ("alerts on", True, ""),
        ("alertas desligar PAY*", False, "PAY*"),
        ("alerts", None, ""),
        ("alerts PAY*", None, "PAY*"),
    ],
)
def test_alerts_are_switched_for_a_pattern(text, on, pattern):
    """on, off, and a pattern of jobs, in both languages."""
    found = understood(text, "en")
    assert ("alerts", on, pattern) == (found.name, found.on, found.argument)


def test_a_mute_has_a_pattern_a_length_and_a_reason():
    """ "mute PAY* 2h planned stop" says all three."""
    found = understood("mute PAY* 2h planned stop", "en")
    assert ("mute", "PAY*", timedelta(hours=2), "planned stop") == (
        found.name,
        found.argument,
        found.lasting,
        found.reason,
    )


@pytest.mark.parametrize("text", ["mute", "mute PAY*", "mute PAY* soon", "mute PAY* 99d", "log", "why", "stream"])
def test_a_command_that_lacks_something_is_incomplete(text):
    """It is not guessed at: the answer says what the command takes."""
    assert understood(text, "en").name == "incomplete"


def test_nothing_is_help():
    """The bare command explains itself."""
    assert Command(name="help", language="pt") == understood("  ", "pt")


@given(st.text(max_size=80), st.sampled_from(["pt", "en"]))
def test_no_words_are_too_strange(text, language):
    """Whatever is typed is a command or a question."""
    found = understood(text, language)
    assert found.name in {"ask", "board", "alerts", "mute", "help", "incomplete"}
    assert found.argument in NAMES or found.name != "incomplete"
