"""A neutral card -> an Adaptive Card 1.5. Pure: same card, same JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.teams import limits
from adapters.teams.elements import (
    COLORS,
    SIGNS,
    STYLES,
    Element,
    container,
    execute,
    fitted,
    fixed,
    line,
    link,
    mentioned,
    muted,
    pieces,
    plain,
    row_line,
    run,
    spoken,
    table,
    weight,
)
from adapters.teams.texts import text
from bot.cards import Actions, Button, Card, Code, Divider, Fact, Facts, Steps, Table, Text, Tone

_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
_URGENT = {"take": "positive"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """An element, and how many lines a person misses where it is left out."""

    element: Element
    lines: int = 1
    is_kept: bool = False


def render(card: Card, language: str, *, mentions: Sequence[str] = (), after: Sequence[Element] = ()) -> Element:
    """The card as one Adaptive Card; what does not fit is counted in a line, buttons and footer stay.

    `mentions` are called below the title, `after` stands at the end.
    """
    called, entities = _called(mentions)
    all_pieces = [*_pieces(card, language), *_footer(card), *(_Piece(element=each, is_kept=True) for each in after)]
    head = [*_head(card), *called]
    empty = _envelope(card, language, head, entities)
    body = _cut(all_pieces, limits.CARD - weight(empty), language)
    return {**empty, "body": [*head, *body]}


def pages(
    card: Card, language: str, *, mentions: Sequence[str] = (), after: Sequence[Element] = ()
) -> tuple[Element, ...]:
    """The card as the Adaptive Cards that it takes, each within the limits, nothing left out.

    `mentions` are called in the first, `after` stands at the end of the last.
    """
    called, entities = _called(mentions)
    head = [*_head(card), *called]
    first = _envelope(card, language, head, entities)
    body = [*_pieces(card, language), *_footer(card), *(_Piece(element=each) for each in after)]
    parts = _packed([piece.element for piece in body], limits.CARD - limits.ENDING - weight(first))
    if len(parts) == 1:
        return ({**first, "body": [*head, *parts[0]]},)
    ends = [muted(text(language, "continues", page=number, pages=len(parts))) for number in range(1, len(parts) + 1)]
    rest = _envelope(card, language, [], [])
    further = ({**rest, "body": [*part, end]} for part, end in zip(parts[1:], ends[1:], strict=True))
    return ({**first, "body": [*head, *parts[0], ends[0]]}, *further)


def _envelope(card: Card, language: str, head: Sequence[Element], entities: Sequence[Element]) -> Element:
    told = ". ".join(each for each in (text(language, card.tone.value), card.title) if each)
    words = spoken(told, limits.SPOKEN) or "Resync"
    return {
        "$schema": _SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": "en" if language == "en" else "pt",
        "speak": words,
        "fallbackText": words,
        "msteams": {"width": "Full"} | ({"entities": list(entities)} if entities else {}),
        "body": list(head),
    }


def _called(mentions: Sequence[str]) -> tuple[list[Element], list[Element]]:
    if not mentions:
        return [], []
    called, entities = mentioned(mentions[: limits.MENTIONS])
    return [called], entities


def _head(card: Card) -> list[Element]:
    sign = [run(f"{SIGNS[card.tone]} ")] if SIGNS[card.tone] else []
    title = run(fitted(card.title, limits.TITLE), weight="Bolder", size="Medium")
    return [container([line(*sign, title)], style=STYLES[card.tone], bleed=True)]


def _footer(card: Card) -> list[_Piece]:
    if not card.footer:
        return []
    return [
        _Piece(
            element={**muted(fitted(card.footer, limits.FOOTER)), "separator": True, "spacing": "Medium"}, is_kept=True
        )
    ]


def _pieces(card: Card, language: str) -> Iterator[_Piece]:
    """The blocks as elements; a divider is a line above what follows it."""
    separated = False
    for block in card.blocks:
        if isinstance(block, Divider):
            separated = True
            continue
        for made in _KINDS[type(block)](block, language):
            yield replace(made, element={**made.element, "separator": True}) if separated else made
            separated = False


def _cut(made: Sequence[_Piece], room: int, language: str) -> list[Element]:
    """What fits, in order; the first that does not is where the line stands that counts what is left out."""
    sizes = [weight(piece.element) + 2 for piece in made]
    if sum(sizes) <= room:
        return [piece.element for piece in made]
    kept = _kept(made, sizes)
    room -= limits.ENDING + sum(size for at, size in enumerate(sizes) if at in kept)
    shown: list[Element] = []
    counted_at, left = -1, 0
    for at, (piece, size) in enumerate(zip(made, sizes, strict=True)):
        if at in kept:
            shown.append(piece.element)
        elif counted_at < 0 and size <= room:
            shown.append(piece.element)
            room -= size
        else:
            counted_at = len(shown) if counted_at < 0 else counted_at
            left += piece.lines
    return [*shown[:counted_at], muted(text(language, "more_lines", count=left)), *shown[counted_at:]]


def _kept(made: Sequence[_Piece], sizes: Sequence[int]) -> frozenset[int]:
    """Which pieces stay whatever is cut: the last ones that are to, as far as there is room for them."""
    kept: set[int] = set()
    room = limits.KEPT
    for at in range(len(made) - 1, -1, -1):
        if made[at].is_kept and sizes[at] <= room:
            kept.add(at)
            room -= sizes[at]
    return frozenset(kept)


def _packed(elements: Sequence[Element], room: int) -> list[list[Element]]:
    """The elements on as few pages as hold them, in order."""
    parts: list[list[Element]] = [[]]
    size = 0
    for element in elements:
        taken = weight(element) + 2
        if size + taken > room and parts[-1]:
            parts.append([])
            size = 0
        parts[-1].append(element)
        size += taken
    return parts


def _lines(words: str, most: int) -> Iterator[str]:
    for each in plain(words).split("\n"):
        yield from pieces(each, most)


def _text(block: Text, language: str) -> Iterator[_Piece]:
    every = list(_lines(block.text, limits.LINE))
    for at, words in enumerate(every[: limits.TEXT_LINES]):
        if block.style == "muted":
            element = muted(words)
        else:
            element = line(run(words, weight="Bolder") if block.style == "strong" else run(words))
        yield _Piece(element=element | ({"spacing": "None"} if at else {}))
    if len(every) > limits.TEXT_LINES:
        yield _Piece(element=muted(text(language, "more_rows", count=len(every) - limits.TEXT_LINES)))


def _facts(block: Facts, _language: str) -> Iterator[_Piece]:
    for fact in block.items:
        yield _Piece(element=line(*_fact(fact), spacing="Small"))


def _fact(fact: Fact) -> list[Element]:
    value = fitted(fact.value, limits.VALUE)
    shown = link(value, fact.link, limits.LINK) if fact.link else run(value)
    if fact.tone is not Tone.NEUTRAL:
        shown = {"color": COLORS[fact.tone], **shown}
    sign = [run(f"{SIGNS[fact.tone]} ")] if SIGNS[fact.tone] else []
    return [run(f"{fitted(fact.label, limits.LABEL)}: ", weight="Bolder"), *sign, shown]


def _table(block: Table, language: str) -> Iterator[_Piece]:
    columns = [fitted(each, limits.CELL) or " " for each in block.columns]
    rows = [_cells(row, block, at) for at, row in enumerate(block.rows)]
    if 0 < len(columns) <= limits.TABLE_COLUMNS:
        for part in _parted(rows):
            yield _Piece(element=table(columns, part), lines=len(part))
    else:
        yield from (_Piece(element=row_line([fitted(" · ".join(row), limits.LINE)])) for row in rows)
    if block.more:
        yield _Piece(element=muted(text(language, "more_rows", count=block.more)))


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


def _code(block: Code, language: str) -> Iterator[_Piece]:
    """The end of a log says what went wrong: what does not fit is left out above."""
    shown: list[Element] = []
    every = list(_lines(block.text.rstrip("\n"), limits.LINE))
    room = limits.CODE
    for words in reversed(every[-limits.CODE_LINES :]):
        element = line(fixed(words, size="Small"), spacing="None")
        room -= weight(element)
        if room < 0:
            break
        shown.insert(0, element)
    above = [muted(text(language, "more_above", count=len(every) - len(shown)))] if len(shown) < len(every) else []
    title = [line(run(fitted(block.title, limits.LABEL), weight="Bolder"))] if block.title else []
    yield _Piece(
        element=container([*title, *above, container(shown, style="emphasis", spacing="Small")]), lines=len(shown)
    )


def _steps(block: Steps, language: str) -> Iterator[_Piece]:
    if block.title:
        yield _Piece(element=line(run(fitted(block.title, limits.LABEL), weight="Bolder")))
    for number, item in enumerate(block.items[: limits.STEPS], start=1):
        mark = f"{number}. " if block.ordered else "• "
        yield _Piece(element=line(run(mark, weight="Bolder"), run(fitted(item, limits.STEP)), spacing="Small"))
    if len(block.items) > limits.STEPS:
        yield _Piece(element=muted(text(language, "more_rows", count=len(block.items) - limits.STEPS)))


def _actions(block: Actions, _language: str) -> Iterator[_Piece]:
    buttons = [_button(button) for button in block.buttons]
    for start in range(0, len(buttons), limits.ACTIONS):
        part = buttons[start : start + limits.ACTIONS]
        yield _Piece(element={"type": "ActionSet", "actions": part}, is_kept=True)


def _button(button: Button) -> Element:
    title = fitted(button.text, limits.BUTTON_TEXT).replace("\n", " ") or "…"
    style: dict[str, Any] = {"style": _URGENT[button.action]} if button.action in _URGENT else {}
    return execute(title, button.action, {"value": fitted(button.value, limits.BUTTON_VALUE)}, **style)


_KINDS: dict[type[Any], Callable[[Any, str], Iterator[_Piece]]] = {
    Text: _text,
    Facts: _facts,
    Table: _table,
    Code: _code,
    Steps: _steps,
    Actions: _actions,
}
