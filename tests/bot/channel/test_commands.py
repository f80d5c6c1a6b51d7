"""What the words after a slash command mean, in both languages."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.commands import NAMES, Command, ordered, understood

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
    found = understood(text, language)
    assert ("ask", language, question) == (found.name, found.language, found.question)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("errors 3h", "which jobs are in error in the last 3 hours?"),
        ("falhas 3 horas", "quais jobs deram erro nas últimas 3 horas?"),
        ("errors 24", "which jobs are in error in the last 24 hours?"),
        ("falhas 1h", "quais jobs deram erro na última 1 hora?"),
        ("errors 30min", "which jobs are in error in the last 30 minutes?"),
        ("turno 8h", "passagem de turno das últimas 8 horas"),
        ("errors 3h PAY_*", "errors 3h PAY_*"),
    ],
)
def test_a_length_behind_a_command_is_its_window(text, question):
    """What is more than a length is left to the agent."""
    assert question == understood(text, "en").question


def test_a_single_name_is_looked_up_before_everything_is_answered_instead():
    """`errors banana` names something; `errors monday` says a time."""
    found = [understood(text, "en").unread for text in ("errors banana", "agents NADA", "errors monday", "errors")]
    assert ["banana", "NADA", "", ""] == found


def test_a_word_of_one_language_decides_the_language():
    """`saude` is answered in Portuguese, whoever types it, and `health` in English."""
    assert ("pt", "en") == (understood("saude", "en").language, understood("health", "pt").language)


def test_words_that_are_no_command_are_a_question():
    """Free text is put to the agent as it is."""
    text = "quais jobs do payroll estão atrasados?"
    assert Command(name="ask", language="pt", question=text) == understood(text, "pt")


@pytest.mark.parametrize(
    ("text", "on", "patterns"),
    [
        ("alerts on", True, ()),
        ("alerts on everything", True, ()),
        ("alertas desligar PAY*", False, ("PAY*",)),
        ("alertas ativar para PAY_* e BIL_*", True, ("PAY_*", "BIL_*")),
        ("alerts on PAY_*, BIL_* CAR#X.Y", True, ("PAY_*", "BIL_*", "CAR#X.Y")),
        ("alerts", None, ()),
    ],
)
def test_alerts_are_switched_for_a_pattern(text, on, patterns):
    """on, off, and patterns of jobs, in both languages."""
    found = understood(text, "en")
    assert ("alerts", on, patterns) == (found.name, found.on, found.patterns)


@pytest.mark.parametrize(
    ("text", "patterns", "hours", "reason"),
    [
        ("mute PAY* 2h planned stop", ("PAY*",), 2, "planned stop"),
        ("mute PAY* for 2 hours planned stop", ("PAY*",), 2, "planned stop"),
        ("silenciar PAY* por 90 minutos", ("PAY*",), 1.5, ""),
        ("silenciar 1d PAY_CALC troca de disco", ("PAY_CALC",), 24, "troca de disco"),
        ("mute PAY_*, BIL_* 2h30", ("PAY_*", "BIL_*"), 2.5, ""),
        ("mute everything 1h", ("*",), 1, ""),
        ("mute PAY_CALC for an hour", ("PAY_CALC",), 1, ""),
        ("silenciar PAY_CALC por meia hora troca", ("PAY_CALC",), 0.5, "troca"),
    ],
)
def test_a_mute_has_patterns_a_length_and_a_reason(text, patterns, hours, reason):
    """All three are read as people type them, the length also in words and before the name."""
    found = understood(text, "en")
    assert ("mute", True, patterns, timedelta(hours=hours), reason) == (
        found.name, found.on, found.patterns, found.lasting, found.reason,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problem", "unread"),
    [
        ("mute PAY*", "no_length", "PAY*"),
        ("mute PAY* soon", "length", "soon"),
        ("silenciar PAY* amanhã cedo", "length", "amanhã cedo"),
        ("mute PAY* 99d", "longest", "99d"),
        ("mute PAY* 0h", "longest", "0h"),
        ("mute 2h", "pattern", "2h"),
        ("alerts PAY*", "switch", "PAY*"),
        ("alerts on only critical", "pattern", "only critical"),
        ("watch PAY_*", "one_job", "PAY_*"),
        ("turno abacaxi", "window", "abacaxi"),
    ],
)
def test_what_cannot_be_read_is_named(text, problem, unread):
    """It is neither guessed at nor passed over: the answer can say which words it did not understand."""
    found = understood(text, "en")
    assert ("wrong", problem, unread) == (found.name, found.problem, found.unread)


@pytest.mark.parametrize("text", ["log", "why", "stream"])
def test_a_command_that_lacks_a_name_is_incomplete(text):
    """It is not guessed at: the answer says what the command takes."""
    assert Command(name="incomplete", language="en", argument=text) == understood(text, "en")


@pytest.mark.parametrize("text", ["mute", "mute list", "silenciar desligar", "unmute", "mute off"])
def test_without_a_name_it_is_told_what_is_muted(text):
    """The list comes with how a mute is set and ended."""
    found = understood(text, "en")
    assert ("mute", None) == (found.name, found.on)


@pytest.mark.parametrize(
    ("text", "meant"), [("bord", "board"), ("alrets on", "alerts"), ("ajda", "help"), ("silenciar?", "mute")]
)
def test_a_mistyped_command_of_our_own_is_offered_right(text, meant):
    """The others are left to the agent, which forgives more."""
    found = understood(text, "en")
    assert meant == (found.argument if found.name == "unknown" else found.name)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("watch off", "cancel all my watches"),
        ("watch off PAY_CALC", "stop watching PAY_CALC"),
        ("handover 8h", "shift handover of the last 8 hours"),
        ("handover monday", "handover monday"),
    ],
)
def test_short_words_are_put_as_a_person_would(text, question):
    """The agent gets a sentence that it understands."""
    assert question == understood(text, "en").question


@pytest.mark.parametrize(
    "text",
    [
        "help me find PAY_CALC", "alerts in the last 3 hours", "há alertas abertos?", "board?  how does it work?",
        "why", "log", "bom dia", "obrigado", "e o log dele?", "ajuda com o PAY_CALC", "watch PAY_*", "turno abacaxi",
    ],
)  # fmt: skip
def test_in_a_talk_a_question_stays_a_question(text):
    """Only what can be nothing else is an order there."""
    assert ordered(text, "pt") is None


@pytest.mark.parametrize("text", ["board", "painel", "alerts on PAY_*", "mute PAY_* 2h disk", "ajuda", "mute PAY_*"])
def test_in_a_talk_an_order_is_one(text):
    """The same words as behind the slash command."""
    assert understood(text, "pt") == ordered(text, "pt")


def test_nothing_is_help():
    """The bare command explains itself."""
    assert Command(name="help", language="pt") == understood("  ", "pt")


@given(st.text(max_size=80), st.sampled_from(["pt", "en"]))
def test_no_words_are_too_strange(text, language):
    """Whatever is typed is a command or a question."""
    found = understood(text, language)
    assert found.name in {"ask", "board", "alerts", "mute", "help", "incomplete", "wrong", "unknown"}
    assert found.argument in (*NAMES, "unmute") or found.name not in {"incomplete", "wrong", "unknown"}


@pytest.mark.parametrize("words", ["saude hml", "health of hml", "saúde do ambiente hml"])
async def test_an_environment_that_there_is_none_of_is_said_to_be(channel, words):
    """Nobody reads one environment's state under another's name."""
    told = await channel.command(words)
    assert (True, True) == (told.refused, "hml" in told.card.title and "default" in told.card.title)


@pytest.mark.parametrize("words", ["health", "health default", "health check", "saude de hoje", "saúde geral"])
async def test_words_behind_health_that_name_no_environment_are_asked(channel, words):
    """What can be nothing but a name is looked up, everything else is the agent's."""
    told = await channel.command(words)
    assert (False, True) == (told.refused, bool(told.question))
