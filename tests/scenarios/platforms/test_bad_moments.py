"""Whatever goes wrong, whoever asked reads a sentence in their language that says what to do next."""

from __future__ import annotations

import pytest

ASKED = {"ana": "qual o status do job PAY_CALC_NET?", "rui": "what is the status of job PAY_CALC_NET?"}


async def heard(team) -> list[str]:
    """What a Portuguese and an English question come to."""
    return [await team.hear(text, by=by) for by, text in ASKED.items()]


async def test_too_much_to_do_is_said(team, monkeypatch):
    """The queue is full: nobody waits for an answer that will not come; whose language is known hears it in that."""
    await heard(team)
    monkeypatch.setattr(team.house.platform.work, "offer", lambda _: False)
    portuguese, english = await heard(team)
    assert [True, True] == ["Tente de novo em um minuto" in portuguese, "try again in a minute" in english]


async def test_a_defect_is_said(team, monkeypatch):
    """A worker breaks down: the question is not just gone."""

    async def breaks(*_, **__):
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(team.house.running.channels.teammate._talking, "ask", breaks)
    portuguese, english = await heard(team)
    assert [True, True] == ["Algo deu errado" in portuguese, "Something went wrong" in english]


async def test_a_silent_hwa_is_said(team):
    """Could not ask is no empty answer."""
    await team.house.control("fault", status=503, **{"for": 3600})
    team.house.running.master.forget()
    portuguese, english = await heard(team)
    assert [True, True] == ["tento de novo a cada pergunta" in portuguese, "try again with each question" in english]


@pytest.mark.parametrize(
    ("words", "by", "expected"),
    [
        ("status do job PAY_NOPE_XYZ", "ana", "PAY_NOPE_XYZ"),
        ("mute PAY_CALC_NET tomorrow", "rui", "I did not understand “tomorrow” as a length of time"),
        ("bord", "ana", "Não conheço o comando “bord”"),
    ],
)
async def test_what_is_not_understood_or_not_there_is_named(team, words, by, expected):
    """Also in a mention, where there is no slash command."""
    assert expected in await team.hear(words, by=by)
