"""A neutral card -> what rich prints. Text stays text: no markup and no escape sequence of it takes effect."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text as Line

from adapters.terminal.texts import text
from bot.cards import Actions, Block, Card, Code, Divider, Fact, Facts, Steps, Table, Text, Tone
from bot.messages import Answer

SIGNS = {Tone.GOOD: "✓", Tone.WARNING: "!", Tone.BAD: "✗", Tone.NEUTRAL: "•"}
STYLES = {Tone.GOOD: "green", Tone.WARNING: "yellow", Tone.BAD: "red", Tone.NEUTRAL: "cyan"}

# C0 and C1 but for tab and line end, so that no text moves the cursor or talks to the terminal; and the
# characters that reverse the reading direction, so that no name reads as another.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(words: str) -> str:
    """The words with each character that a terminal would obey replaced by a visible sign."""
    return _UNPRINTABLE.sub("�", words.replace("\r\n", "\n"))


def render_answer(answer: Answer) -> RenderableType:
    """The answer's card, and the questions that may come next."""
    parts: list[RenderableType] = [render_card(_spoken(answer), language=answer.language)]
    if answer.suggestions:
        next_line = Line(text(answer.language, "ask_next") + " ", style="dim")
        next_line.append(" · ".join(plain(words) for words in answer.suggestions))
        parts.append(Padding(next_line, (0, 2)))
    return Group(*parts)


def render_card(card: Card, *, language: str = "pt") -> RenderableType:
    """The card in a frame of its tone's colour, its sign before the title."""
    style = STYLES[card.tone]
    parts = [_block(block, language) for block in card.blocks]
    if card.footer:
        parts.append(_line(card.footer, "dim"))
    title = Line(f"{SIGNS[card.tone]} ", style=f"bold {style}", overflow="fold").append(plain(card.title))
    if not parts:
        return Padding(title, (0, 2))
    return Panel(Group(*_spaced([title, *parts])), border_style=style, box=box.ROUNDED, padding=(0, 1))


def _spoken(answer: Answer) -> Card:
    if answer.card.title or answer.card.blocks:
        return answer.card
    return Card(title="", tone=answer.card.tone, blocks=(Text(text=answer.text),))


def _spaced(parts: list[RenderableType]) -> list[RenderableType]:
    return [part if not index else Padding(part, (1, 0, 0, 0)) for index, part in enumerate(parts)]


def _line(words: str, style: str = "") -> Line:
    return Line(plain(words), style=style, overflow="fold")


def _block(block: Block, language: str) -> RenderableType:
    if isinstance(block, Table):
        return _table(block, language)
    return _KINDS[type(block)](block)


def _text(block: Text) -> RenderableType:
    return _line(block.text, {"strong": "bold", "muted": "dim"}.get(block.style, ""))


def _facts(block: Facts) -> RenderableType:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for fact in block.items:
        grid.add_row(_line(fact.label), _value(fact))
    return grid


def _value(fact: Fact) -> Line:
    value = Line(overflow="fold")
    style = "" if fact.tone is Tone.NEUTRAL else STYLES[fact.tone]
    if style:
        value.append(f"{SIGNS[fact.tone]} ", style=style)
    value.append(plain(fact.value), style=style)
    if fact.link and fact.link != fact.value:
        value.append(f" <{plain(fact.link)}>", style="dim")
    return value


def _table(block: Table, language: str) -> RenderableType:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for column in block.columns:
        grid.add_column(_line(column), overflow="fold")
    for index, row in enumerate(block.rows):
        tone = block.tones[index] if index < len(block.tones) else None
        grid.add_row(*_cells(row, tone))
    if not block.more:
        return grid
    return Group(grid, _line(text(language, "more_rows", count=block.more), "dim"))


def _cells(row: tuple[str, ...], tone: Tone | None) -> list[Line]:
    cells = [_line(cell) for cell in row]
    if tone is not None and cells:
        cells[0] = Line(f"{SIGNS[tone]} ", style=STYLES[tone], overflow="fold").append(plain(row[0]))
    return cells


def _code(block: Code) -> RenderableType:
    code = Padding(_line(block.text, "bright_white on grey11"), (0, 0, 0, 2))
    return Group(_line(block.title, "dim"), code) if block.title else code


def _steps(block: Steps) -> RenderableType:
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for number, item in enumerate(block.items, start=1):
        grid.add_row(f"{number}." if block.ordered else "-", _line(item))
    return Group(_line(block.title, "bold"), grid) if block.title else grid


def _actions(block: Actions) -> RenderableType:
    return _line("  ".join(f"[ {button.text} ]" for button in block.buttons), "dim")


def _divider(_block: Divider) -> RenderableType:
    return Rule(style="dim")


_KINDS: dict[type[Any], Callable[[Any], RenderableType]] = {
    Text: _text,
    Facts: _facts,
    Code: _code,
    Steps: _steps,
    Divider: _divider,
    Actions: _actions,
}
