"""Cards on a terminal: every block is shown, and no text is obeyed."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from adapters.terminal.render import plain, render_answer, render_card
from adapters.terminal.texts import TEXTS, text
from bot.cards import Actions, Button, Card, Code, Divider, Fact, Facts, Steps, Table, Text, Tone
from bot.presenters import Teller
from tests.bot.presenters.incident_samples import INCIDENT_ALERTS
from tests.bot.presenters.plan_samples import NOW, ZONE
from tests.browser.scripted import JOBS, PAYROLL, answer


def printed(renderable, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False, color_system=None)
    console.print(renderable)
    return console.file.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "FINAL_BATCH_PAYROLL terminou em ABEND",
        "✗ ABEND",
        "PRC-0142 <https://wiki.example.com/PRC-0142>",
        "ORA-01653: unable to extend table",
        "2. Confirmar com dba_free_space.",
        "[ Estou vendo ]",
        "knowledge.xlsx › Incidentes › linha 12",
    ],
)
def test_a_card_shows_every_block(words):
    """Each kind of block of a diagnosis is on the screen."""
    assert words in printed(render_card(PAYROLL))


def test_a_table_shows_signs_and_how_much_is_left_out():
    """A row's tone is a sign, and rows that do not stand there are counted."""
    screen = printed(render_card(JOBS))
    assert "✗ LOAD_LEDGER" in screen
    assert "e mais 12" in screen
    assert "and 12 more" in printed(render_card(JOBS, language="en"))


def test_an_answer_shows_what_to_ask_next():
    """The suggestions stand below the card."""
    assert "Pergunte também: O que está bloqueado por ele? · E o log dele?" in printed(render_answer(answer()), 120)


def test_an_answer_without_a_card_is_its_text():
    """Where there is no card the answer's text is shown."""
    assert "bom dia" in printed(render_answer(answer(Card(title=""), text="bom dia")))


def test_a_card_of_only_a_title_needs_no_frame():
    """A title alone is one line with its sign."""
    assert printed(render_card(Card(title="tudo certo", tone=Tone.GOOD))).strip() == "✓ tudo certo"


def test_markup_is_shown_and_not_obeyed():
    """Square brackets of a job log are text in every block."""
    hostile = "[bold red]x[/] [link=http://evil.example]y[/link]"
    blocks = (
        Text(text=hostile),
        Facts(items=(Fact(label=hostile, value=hostile),)),
        Table(columns=(hostile,), rows=((hostile,),), tones=(Tone.BAD,)),
        Code(text=hostile, title=hostile),
        Steps(items=(hostile,), title=hostile, ordered=False),
        Divider(),
        Actions(buttons=(Button(text=hostile, action="ask"),)),
    )
    screen = printed(render_card(Card(title=hostile, blocks=blocks, footer=hostile)), 200)
    assert screen.count(hostile) == 12


@pytest.mark.parametrize("words", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "a\rb", "a\x08b", "\u202eBATCH", "\x00"])
def test_escape_sequences_lose_their_power(words):
    """No character that a terminal obeys is left, neither in the C0 nor in the C1 range."""
    screen = printed(render_card(Card(title=words, blocks=(Code(text=words), Text(text=words)), footer=words)))
    assert not set(screen) & set("\x1b\x9b\x07\r\x08\u202e\x00")
    assert "�" in screen


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(min_value=20, max_value=120))
def test_any_text_can_be_printed_at_any_width(words, width):
    """No text and no width raises."""
    printed(render_card(Card(title=words, blocks=(Table(columns=(words,), rows=((words,),)), *PAYROLL.blocks))), width)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_plain_keeps_lines_and_tabs(words):
    """Line ends and tabs stay as they are."""
    assert plain(words).count("\n") == words.replace("\r\n", "\n").count("\n")
    assert plain(words).count("\t") == words.count("\t")


def test_every_text_exists_in_both_languages():
    """No text or placeholder is missing in one language, and an unknown language gets Portuguese."""
    assert set(TEXTS["pt"]) == set(TEXTS["en"])
    assert all(words.count("{") == TEXTS["en"][name].count("{") for name, words in TEXTS["pt"].items())
    assert text("fr", "bye") == "Até logo."


def test_a_long_title_is_shown_whole():
    """A verdict longer than the screen is wrapped, never cut."""
    title = "FINAL_BATCH_PAYROLL " + " ".join(f"word{n}" for n in range(30))
    screen = printed(render_card(Card(title=title, blocks=(Text(text="x"),))), 60)
    assert [word for word in title.split() if word not in screen] == []


@pytest.mark.parametrize("language", ["pt", "en"])
@pytest.mark.parametrize("name", INCIDENT_ALERTS)
def test_every_incident_is_printed(name, language):
    """The card of every kind and state fits 40 and 120 columns; no word of a prompt or a person is obeyed."""
    card = INCIDENT_ALERTS[name](Teller(language, ZONE, NOW))
    for width in (40, 120):
        screen = printed(render_card(card, language=language), width)
        assert max(map(cell_len, screen.splitlines())) <= width
        assert not any(sign in screen for sign in "\x1b\r\u202e")
    assert [
        button.text for block in card.blocks for button in getattr(block, "buttons", ()) if button.text not in screen
    ] == []
