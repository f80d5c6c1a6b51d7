"""A neutral card -> an Adaptive Card 1.5. Pure: same card, same JSON."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.teams import limits
from adapters.teams.blocks import Piece, pieces_of
from adapters.teams.elements import (
    SIGNS,
    STYLES,
    Element,
    container,
    fitted,
    line,
    mentioned,
    muted,
    run,
    spoken,
    weight,
)
from adapters.teams.texts import text
from bot.cards import Card

_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"


def render(card: Card, language: str, *, mentions: Sequence[str] = (), after: Sequence[Element] = ()) -> Element:
    """The card as one Adaptive Card; what does not fit is counted in a line, buttons and footer stay.

    `mentions` are called below the title, `after` stands at the end.
    """
    called, entities = _called(mentions)
    all_pieces = [*pieces_of(card, language), *_footer(card), *(Piece(element=each, is_kept=True) for each in after)]
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
    body = [*pieces_of(card, language), *_footer(card), *(Piece(element=each, is_kept=True) for each in after)]
    parts = _packed(body, limits.CARD - weight(first))
    if len(parts) == 1:
        return ({**first, "body": [*head, *parts[0]]},)
    rest = _envelope(card, language, [], [])
    marks = [text(language, "continues", page=number, pages=len(parts)) for number in range(1, len(parts))]
    marked = [[*part, muted(mark)] for part, mark in zip(parts, marks, strict=False)]
    further = ({**rest, "body": part} for part in (*marked[1:], parts[-1]))
    return ({**first, "body": [*head, *marked[0]]}, *further)


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


def _footer(card: Card) -> list[Piece]:
    if not card.footer:
        return []
    return [
        Piece(
            element={**muted(fitted(card.footer, limits.FOOTER)), "separator": True, "spacing": "Medium"}, is_kept=True
        )
    ]


def _cut(made: Sequence[Piece], room: int, language: str) -> list[Element]:
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


def _kept(made: Sequence[Piece], sizes: Sequence[int]) -> frozenset[int]:
    """Which pieces stay whatever is cut: the last ones that are to, as far as there is room for them."""
    kept: set[int] = set()
    room = limits.KEPT
    for at in range(len(made) - 1, -1, -1):
        if made[at].is_kept and sizes[at] <= room:
            kept.add(at)
            room -= sizes[at]
    return frozenset(kept)


def _packed(made: Sequence[Piece], room: int) -> list[list[Element]]:
    """The elements on as few pages as hold them, in order; the last one has not buttons alone, where that can be."""
    sizes = [weight(piece.element) + 2 for piece in made]
    if sum(sizes) <= room:
        return [[piece.element for piece in made]]
    parts: list[list[Piece]] = [[]]
    size = 0
    for piece, taken in zip(made, sizes, strict=True):
        if size + taken > room - limits.ENDING and parts[-1]:
            moved_on = [parts[-1].pop()] if len(parts[-1]) > 1 and parts[-1][-1].is_heading else []
            parts.append(moved_on)
            size = sum(weight(each.element) + 2 for each in moved_on)
        parts[-1].append(piece)
        size += taken
    if all(piece.is_kept for piece in parts[-1]) and len(parts[-2]) > 1:
        moved = parts[-2][-1].element
        if size + weight(moved) + 2 <= room:
            parts[-1].insert(0, parts[-2].pop())
    return [[piece.element for piece in part] for part in parts]
