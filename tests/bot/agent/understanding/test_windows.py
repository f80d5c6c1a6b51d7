"""Spans of time as people say them, on Sunday 22 November 2026 at 03:12 in São Paulo."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agent.understanding.lexicon import corrected
from bot.agent.understanding.text import readable, tokens
from bot.agent.understanding.windows import find_window, impossible_time

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=ZoneInfo("America/Sao_Paulo"))
SAID = """
nas últimas 3 horas = 22 00:12 -
last 90 minutes = 22 01:42 -
nas ultimas 2h30 = 22 00:42 -
e nas ultimas 6? = 21 21:12 -
nas 2 últimas horas = 22 01:12 -
na ultima meia hora = 22 02:42 -
last half an hour = 22 02:42 -
na última hora e meia = 22 01:42 -
in the past couple of hours = 22 01:12 -
há 2 horas = 22 01:12 -
de 3 horas pra cá = 22 00:12 -
últimas 3 hroas = 22 00:12 -
desde ontem 22h = 21 22:00 -
since Friday 5:30 pm = 20 17:30 -
since yesterday noon = 21 12:00 -
desde meia-noite = 22 00:00 -
a partir das 23h = 21 23:00 -
das 17h de ontem pra cá = 21 17:00 -
desde o começo do turno = 21 22:00 -
hoje = 22 00:00 -
ontem = 21 00:00 22 00:00
anteontem = 20 00:00 21 00:00
the day before yesterday = 20 00:00 21 00:00
essa madrugada = 22 00:00 -
ontem à noite = 21 18:00 22 00:00
yesterday morning = 21 06:00 21 12:00
madrugada de sexta = 20 00:00 20 06:00
semana passada = 09 00:00 16 00:00
last week = 09 00:00 16 00:00
this week = 16 00:00 -
past week = 15 03:12 -
last weekend = 14 00:00 16 00:00
do mês até agora = 01 00:00 -
entre 8 e 10h = 21 08:00 21 10:00
das 22h às 6h = 21 22:00 22 06:00
between 2 and 4 am = 22 02:00 22 04:00
between 2 and 4 pm = 21 14:00 21 16:00
ontem das 20h às 23h = 21 20:00 21 23:00
das 8 às 10 de ontem = 21 08:00 21 10:00
between yesterday 8pm and 1am today = 21 20:00 22 01:00
de segunda a quarta = 16 00:00 19 00:00
ontem até as 18h = 21 00:00 21 18:00
dia 20 = 20 00:00 21 00:00
20/11 = 20 00:00 21 00:00
2026-11-20 = 20 00:00 21 00:00
20 de novembro = 20 00:00 21 00:00
turno da noite = 21 22:00 -
por volta das 2h = 22 01:30 22 02:30
desde ayer = 21 00:00 -
anoche = 21 18:00 -
entre las 8 y las 10 = 21 08:00 21 10:00
na próxima hora = 22 03:12 22 04:12
nas próximas 2 horas = 22 03:12 22 05:12
nas próximas horas = 22 03:12 22 06:12
in the next 30 minutes = 22 03:12 22 03:42
next hour and a half = 22 03:12 22 04:42
daqui a 20 min = 22 03:12 22 03:32
handover from 22:00 = 21 22:00 -
11/20 = 20 00:00 21 00:00
"""
NOT_TIMES = (
    "passagem de turno",
    "passagem do turno",
    "shift handover",
    "turno",
    "últimas 5 execuções",
    "last 10 runs",
    "before the 8am call",
    "primeira semana aqui no noc",
    "rc 12",
    "PAY_01",
)


def window(text: str) -> str | None:
    """The window of a text, written shortly."""
    found = find_window([corrected(t.word) for t in tokens(readable(text))], NOW)
    if found is None:
        return None
    ends = (found.window.since, found.window.until)
    return " ".join(end.strftime("%d %H:%M") if end else "-" for end in ends)


@pytest.mark.parametrize("line", SAID.strip().splitlines())
def test_a_span_is_resolved(line: str) -> None:
    """A span that people name begins and ends where they mean."""
    text, _, expected = line.partition(" = ")
    assert expected == window(text)


@pytest.mark.parametrize("text", NOT_TIMES)
def test_what_is_no_time_names_no_window(text: str) -> None:
    """Numbers of runs, of codes and in names, and appointments in passing, are no window."""
    assert window(text) is None


@settings(deadline=None)
@given(st.lists(st.sampled_from(" ".join(SAID.split("=")).split()), max_size=8))
def test_any_words_of_time_make_an_ordered_window_or_none(words: list[str]) -> None:
    """Whatever is said, what begins and ends does so in this order in the zone of the clock."""
    found = find_window(words, NOW)
    if found and found.window.since and found.window.until:
        assert found.window.since.utcoffset() is not None


def test_the_label_says_what_was_understood() -> None:
    """The label of a window holds its own words and no others."""
    found = find_window(["jobs", "falharam", "nas", "ultimas", "3", "horas", "na", "fta"], NOW)
    assert found is not None
    assert "ultimas 3 horas" == found.window.label


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("desde as 25h", "25h"),
        ("falhas em 31/02", "31/02"),
        ("às 99:99", "99:99"),
        ("ontem às 22:75", "22:75"),
        ("em 2026-02-30", "2026-02-30"),
        ("nas últimas 25h", None),
        ("desde as 23h", None),
        ("29/02", None),
        ("11/20", None),
        ("rc 99", None),
    ],
)
def test_a_time_that_is_none_is_noticed(text: str, strange: str | None) -> None:
    """What no clock and no calendar shows is named; lengths, real times and codes are not."""
    words = [corrected(t.word) for t in tokens(readable(text))]
    assert strange == impossible_time(words, find_window(words, NOW))
