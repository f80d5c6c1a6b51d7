"""A card as text: what a phone's notification begins with, and a screen reader reads instead of the blocks; pure.

Source: Slack's changelog of 2026-07-13 (mobile notifications take a message's `text` alone) and its notes on blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from adapters.slack import limits
from adapters.slack.elements import SIGNS, cut, escaped
from adapters.slack.texts import text
from bot.cards import Actions, Card, Code, Divider, Facts, Steps, Table, Text, Tone

_ROWS, _CODE_LINES = 10, 5


def read_out(card: Card, language: str) -> str:
    """The title, then what stands below it, in lines; nothing in it mentions, links or formats."""
    told = [title_of(card), *(line for block in card.blocks for line in _KINDS[type(block)](block, language))]
    words = "\n".join(" ".join(line.split()) for line in [*told, card.footer] if line.strip())
    whole = escaped(cut(words, limits.FALLBACK_TEXT))
    # An escaped sign takes five characters at most.
    return whole if len(whole) <= limits.FALLBACK_TEXT else escaped(cut(words, limits.FALLBACK_TEXT // 5))


def title_of(card: Card) -> str:
    """The card's title behind the sign of its tone."""
    return f"{SIGNS[card.tone]} {card.title}"


def _text(block: Text, _language: str) -> Iterator[str]:
    yield from block.text.splitlines()


def _facts(block: Facts, _language: str) -> Iterator[str]:
    for fact in block.items:
        sign = "" if fact.tone is Tone.NEUTRAL else f"{SIGNS[fact.tone]} "
        yield f"{fact.label}: {sign}{fact.value}"


def _table(block: Table, language: str) -> Iterator[str]:
    for row in block.rows[:_ROWS]:
        yield ", ".join(cell for cell in row if cell.strip())
    left = len(block.rows) - _ROWS + block.more if len(block.rows) > _ROWS else block.more
    if left:
        yield text(language, "more_rows", count=left)


def _code(block: Code, _language: str) -> Iterator[str]:
    yield block.title
    yield from block.text[-limits.CODE :].splitlines()[-_CODE_LINES:]


def _steps(block: Steps, _language: str) -> Iterator[str]:
    yield block.title
    for number, step in enumerate(block.items, start=1):
        yield f"{number}. {step}" if block.ordered else f"- {step}"


def _nothing(_block: Any, _language: str) -> Iterator[str]:
    """A line between parts; buttons, which are read where they stand."""
    yield from ()


_KINDS: dict[type[Any], Callable[[Any, str], Iterator[str]]] = {
    Text: _text,
    Facts: _facts,
    Table: _table,
    Code: _code,
    Steps: _steps,
    Divider: _nothing,
    Actions: _nothing,
}
