"""What goes out: a small closed vocabulary of blocks that every platform can show, or shows as text.

All text is plain and untrusted: a renderer escapes it for its platform. Meaning is decided in `presenters`, fit in
each adapter's `render`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from pydantic import TypeAdapter


class Tone(StrEnum):
    """How a thing stands; a renderer shows it by a sign and a colour, never by colour alone."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph. `style`: plain, strong or muted."""

    text: str
    style: str = "plain"
    block: Literal["text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One labelled value; `link` is an http(s) address or empty."""

    label: str
    value: str
    tone: Tone = Tone.NEUTRAL
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Labelled values, one under the other or side by side."""

    items: tuple[Fact, ...]
    block: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under column titles; `tones` is one per row or empty; `more` rows exist that are not in `rows`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[Tone, ...] = ()
    more: int = 0
    block: Literal["table"] = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Lines shown as they are, such as those of a job log."""

    text: str
    title: str = ""
    block: Literal["code"] = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Things in order, such as the steps of a solution or a chain of jobs."""

    items: tuple[str, ...]
    title: str = ""
    ordered: bool = True
    block: Literal["steps"] = "steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """A line between two parts."""

    block: Literal["divider"] = "divider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to press. `action` `ask` puts `value` as the next question; others are named by who handles them."""

    text: str
    action: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """Buttons side by side; a platform without buttons shows their texts."""

    buttons: tuple[Button, ...]
    block: Literal["actions"] = "actions"


Block = Text | Facts | Table | Code | Steps | Divider | Actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A message: the verdict in `title`, its `tone`, the blocks below it, and a muted `footer` (freshness, source)."""

    title: str
    tone: Tone = Tone.NEUTRAL
    blocks: tuple[Block, ...] = ()
    footer: str = ""


_CARD: TypeAdapter[Card] = TypeAdapter(Card)


def card_as_dict(card: Card) -> dict[str, Any]:
    """The card as plain JSON values; each block carries `block`, its kind."""
    dump: dict[str, Any] = _CARD.dump_python(card, mode="json")
    return dump


def card_from_dict(values: dict[str, Any]) -> Card:
    """The card that `card_as_dict` made the dict from.

    Raises: pydantic.ValidationError where the dict is no card.
    """
    return _CARD.validate_python(values)
