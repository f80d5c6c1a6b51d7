"""Neutral blocks -> elements of an Adaptive Card, each within the limits; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.teams import limits
from adapters.teams.elements import (
    COLORS,
    SIGNS,
    Element,
    action_sets,
    broken,
    container,
    execute,
    fitted,
    fixed,
    line,
    link,
    muted,
    pieces,
    plain,
    row_line,
    run,
    table,
    weight,
)
from adapters.teams.texts import text
from bot.cards import Actions, Button, Card, Code, Divider, Fact, Facts, Steps, Table, Text, Tone

_URGENT = {"take": "positive"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An element, and how many lines a person misses where it is left out; `is_kept` stays where a card is cut, and
    `is_heading` stands on the page of what it heads."""

    element: Element
    lines: int = 1
    is_kept: bool = False
    is_heading: bool = False


def pieces_of(card: Card, language: str) -> Iterator[Piece]:
    """The blocks as elements; a divider is a line above what follows it."""
    separated = False
    for block in card.blocks:
        if isinstance(block, Divider):
            separated = True
            continue
        for made in _KINDS[type(block)](block, language):
            yield replace(made, element={**made.element, "separator": True}) if separated else made
            separated = False


def _lines(words: str, most: int) -> Iterator[str]:
    for each in plain(words).split("\n"):
        yield from pieces(each, most)


def _text(block: Text, language: str) -> Iterator[Piece]:
    every = list(_lines(block.text, limits.LINE))
    for at, words in enumerate(every[: limits.TEXT_LINES]):
        if block.style == "muted":
            element = muted(words)
        else:
            element = line(run(words, weight="Bolder") if block.style == "strong" else run(words))
        yield Piece(element=element | ({"spacing": "None"} if at else {}), is_heading=block.style == "strong")
    if len(every) > limits.TEXT_LINES:
        yield Piece(element=muted(text(language, "more_rows", count=len(every) - limits.TEXT_LINES)))


def _facts(block: Facts, _language: str) -> Iterator[Piece]:
    for fact in block.items:
        yield Piece(element=line(*_fact(fact), spacing="Small"))


def _fact(fact: Fact) -> list[Element]:
    value = fitted(fact.value, limits.VALUE)
    shown = link(value, fact.link, limits.LINK) if fact.link else run(value)
    if fact.tone is not Tone.NEUTRAL:
        shown = {"color": COLORS[fact.tone], **shown}
    sign = [run(f"{SIGNS[fact.tone]} ")] if SIGNS[fact.tone] else []
    return [run(f"{fitted(fact.label, limits.LABEL)}: ", weight="Bolder"), *sign, shown]


def _table(block: Table, language: str) -> Iterator[Piece]:
    columns = [fitted(each, limits.CELL) or " " for each in block.columns]
    rows = [_cells(row, block, at) for at, row in enumerate(block.rows)]
    if 0 < len(columns) <= limits.TABLE_COLUMNS:
        for part in _parted(rows):
            yield Piece(element=table(columns, part), lines=len(part))
    else:
        yield from (Piece(element=row_line([fitted(" · ".join(row), limits.LINE)], columns[:1])) for row in rows)
    if block.more:
        yield Piece(element=muted(text(language, "more_rows", count=block.more)))


def _parted(rows: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    part: list[list[str]] = []
    for row in rows:
        if part and (len(part) >= limits.TABLE_ROWS or weight([*part, row]) > limits.TABLE // 2):
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def _cells(row: Sequence[str], block: Table, at: int) -> list[str]:
    cells = [fitted(cell.strip() or "–", limits.CELL) for cell in row[: len(block.columns)]]
    cells += ["–"] * (len(block.columns) - len(cells))
    sign = SIGNS[block.tones[at]] if at < len(block.tones) else ""
    return [f"{sign} {cells[0]}", *cells[1:]] if sign and cells else cells


def _code(block: Code, language: str) -> Iterator[Piece]:
    """The end of a log says what went wrong: what does not fit is left out above."""
    shown: list[Element] = []
    whole = _lines(block.text.rstrip("\n"), limits.LINE)
    every = [part for each in whole for part in broken(each, limits.CODE_WORD)]
    room = limits.CODE
    for words in reversed(every[-limits.CODE_LINES :]):
        element = line(fixed(words, size="Small"), spacing="None")
        room -= weight(element)
        if room < 0:
            break
        shown.insert(0, element)
    above = [muted(text(language, "more_above", count=len(every) - len(shown)))] if len(shown) < len(every) else []
    title = [line(run(fitted(block.title, limits.LABEL), weight="Bolder"))] if block.title else []
    yield Piece(
        element=container([*title, *above, container(shown, style="emphasis", spacing="Small")]), lines=len(shown)
    )


def _steps(block: Steps, language: str) -> Iterator[Piece]:
    if block.title:
        yield Piece(element=line(run(fitted(block.title, limits.LABEL), weight="Bolder")), is_heading=True)
    for number, item in enumerate(block.items[: limits.STEPS], start=1):
        mark = f"{number}. " if block.ordered else "• "
        yield Piece(element=line(run(mark, weight="Bolder"), run(fitted(item, limits.STEP)), spacing="Small"))
    if len(block.items) > limits.STEPS:
        yield Piece(element=muted(text(language, "more_rows", count=len(block.items) - limits.STEPS)))


def _actions(block: Actions, _language: str) -> Iterator[Piece]:
    for row in action_sets([_button(button) for button in block.buttons]):
        yield Piece(element=row, is_kept=True)


def _button(button: Button) -> Element:
    title = fitted(button.text, limits.BUTTON_TEXT).replace("\n", " ") or "…"
    style: dict[str, Any] = {"style": _URGENT[button.action]} if button.action in _URGENT else {}
    return execute(title, button.action, {"value": fitted(button.value, limits.BUTTON_VALUE)}, **style)


_KINDS: dict[type[Any], Callable[[Any, str], Iterator[Piece]]] = {
    Text: _text,
    Facts: _facts,
    Table: _table,
    Code: _code,
    Steps: _steps,
    Actions: _actions,
}
