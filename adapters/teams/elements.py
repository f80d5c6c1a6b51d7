"""The smallest pieces of an Adaptive Card, made of untrusted text that Teams never interprets.

A TextRun shows its text as it is, where a TextBlock and a FactSet parse Markdown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from adapters.teams import limits
from bot.cards import Tone

Element = dict[str, Any]

# They differ in shape, not in colour alone.
SIGNS = {Tone.GOOD: "✅", Tone.WARNING: "⚠️", Tone.BAD: "❌", Tone.NEUTRAL: ""}
STYLES = {Tone.GOOD: "good", Tone.WARNING: "warning", Tone.BAD: "attention", Tone.NEUTRAL: "emphasis"}
COLORS = {Tone.GOOD: "good", Tone.WARNING: "warning", Tone.BAD: "attention", Tone.NEUTRAL: "default"}

# C0 and C1 but for tab and line end, halves of characters, and what reverses the reading direction.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_AT = re.compile(r"<(?=\s*/?\s*at\b)", re.IGNORECASE)
_FORMATTED = re.compile(r"\{(?=\{)")
_FRAME = 5  # characters that a button's border and distance take
_SPACES = re.compile(r"^ | (?= )")
_JOINTS = re.compile(r"[/\\.:;,=&?_|-]")


def plain(words: str) -> str:
    """The words with nothing that nobody can see, and nothing that calls a person or formats a date.

    Source: Teams replaces `<at>` where a card mentions somebody, and Adaptive Cards `{{DATE(…)}}`, in any text.
    """
    seen = _UNPRINTABLE.sub("�", words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))
    return _FORMATTED.sub("{\u2060", _AT.sub("‹", seen))


def weight(value: Any) -> int:
    """How many characters a value takes in a card."""
    return len(json.dumps(value))


def fitted(words: str, most: int) -> str:
    """The words cut, visibly, to what takes at most so many characters in a card."""
    seen = plain(words)
    if weight(seen) <= most:
        return seen
    return pieces(seen[:most], most - 8)[0] + "…"


def pieces(words: str, most: int) -> list[str]:
    """The words in parts that each take at most so many characters in a card."""
    if weight(words) <= most:
        return [words]
    parts: list[str] = []
    start = size = 0
    for at, each in enumerate(words):
        taken = weight(each) - 2
        if size + taken > most - 2 and at > start:
            parts.append(words[start:at])
            start, size = at, 0
        size += taken
    return [*parts, words[start:]]


def broken(words: str, most: int) -> list[str]:
    """A line as the lines that it takes where no word is longer than `most`; a long one is parted behind a sign.

    Nothing unseen is put into it: whoever copies a path out of a log copies its own letters.
    """
    return re.sub(rf"\S{{{most + 1},}}", lambda found: "\n".join(_parted(found[0], most)), words).split("\n")


def _parted(word: str, most: int) -> list[str]:
    parts = []
    while len(word) > most:
        at = max((found.end() for found in _JOINTS.finditer(word, most // 2, most)), default=most)
        parts.append(word[:at])
        word = word[at:]
    return [*parts, word]


def spoken(words: str, most: int) -> str:
    """The words for a field that may be read as SSML, which then has no tags."""
    return fitted(" ".join(words.split()).replace("<", "‹").replace(">", "›").replace("&", "＆"), most)


def run(words: str, **style: Any) -> Element:
    """Words in a line; `style` as of a TextRun. They stand on one line: Teams drops line ends within it."""
    return {"type": "TextRun", "text": plain(words).replace("\n", " ") or " ", **style}


def fixed(words: str, **style: Any) -> Element:
    """Words in a fixed width, their spaces kept."""
    kept = _SPACES.sub("\u00a0", plain(words).replace("\n", " "))
    return {"type": "TextRun", "text": kept or " ", "fontType": "Monospace", **style}


def link(words: str, address: str, most: int) -> Element:
    """Words that open an http(s) address; words alone where it is none or is too long."""
    if not re.match(r"https?://[^\s\\]+\Z", address) or weight(address) > most:
        return run(words)
    return run(words, color="Accent", underline=True, selectAction={"type": "Action.OpenUrl", "url": address})


def line(*runs: Element, **style: Any) -> Element:
    """A line of text; `style` as of a RichTextBlock."""
    return {"type": "RichTextBlock", **style, "inlines": list(runs)}


def muted(words: str) -> Element:
    """Small grey words."""
    return line(run(words, isSubtle=True, size="Small"), spacing="Small")


def container(items: Sequence[Element], **style: Any) -> Element:
    """Elements together."""
    return {"type": "Container", **style, "items": list(items)}


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Element:
    """A table, the first row its titles; on a phone, or in a client without tables, each row is a line instead.

    Source: Teams' `targetWidth`, which clients that do not know it pass over; standard begins at 351 pixels.
    """
    titles = _row([run(each, weight="Bolder") for each in columns])
    drawn = {
        "type": "Table",
        "targetWidth": "atLeast:standard",
        "columns": [{"width": _width(cells)} for cells in zip(columns, *rows, strict=True)],
        "showGridLines": False,
        "rows": [titles, *(_row([run(each) for each in row]) for row in rows)],
        "fallback": "drop",
    }
    return container([drawn, container([row_line(row, columns) for row in rows], targetWidth="atMost:narrow")])


def row_line(row: Sequence[str], columns: Sequence[str]) -> Element:
    """A row of a table as one line; a number or a time has its column's title before it."""
    first, rest = row[:1], zip(columns[1:], row[1:], strict=True)
    told = "".join(f" · {_titled(title, cell)}" for title, cell in rest)
    return line(*(run(each, weight="Bolder") for each in first), *([run(told)] if told else []), spacing="Small")


def _titled(title: str, cell: str) -> str:
    """`Limit 10` for a cell that says nothing by itself; a title's remark, such as a time zone, stays away."""
    return f"{title.partition(' (')[0]} {cell}".lstrip() if cell[:1].isdigit() else cell


def _width(cells: Sequence[str]) -> int:
    """A column's share of the width, by its longest cell."""
    return min(max(max(map(len, cells)) // 4, 2), 8)


def _row(cells: Sequence[Element]) -> Element:
    return {"type": "TableRow", "cells": [{"type": "TableCell", "items": [line(cell)]} for cell in cells]}


def execute(title: str, verb: str, data: Mapping[str, Any], **style: Any) -> Element:
    """A button that Teams tells us of by an invoke; older clients send the same data as a message."""
    named = {"verb": verb, **data}
    submit = {"type": "Action.Submit", "title": title, "data": named}
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": named, **style, "fallback": submit}


def action_sets(buttons: Sequence[Element]) -> list[Element]:
    """The buttons in rows that a phone shows whole: a row that is too wide is cut off at the card's edge."""
    rows: list[list[Element]] = []
    room = 0
    for button in buttons:
        taken = len(button["title"]) + _FRAME
        if not rows or taken > room or len(rows[-1]) == limits.ACTIONS:
            rows.append([])
            room = limits.ACTIONS_WIDTH
        rows[-1].append(button)
        room -= taken
    return [{"type": "ActionSet", "actions": row} for row in rows]


def with_refresh(card: Element, verb: str, data: Mapping[str, Any], users: Sequence[str] = ()) -> Element:
    """The card, refreshed for whoever looks at it, or for `users` alone (60 at most, by their Teams ids).

    Source: Universal Actions; without `users` it refreshes for everyone where at most 60 people are members.
    """
    action = {"type": "Action.Execute", "title": verb, "verb": verb, "data": {"verb": verb, **data}}
    named = {"userIds": list(users[:60])} if users else {}
    return {**card, "refresh": {"action": action, **named}}


_NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<id>[^<>\s]+)>\s*\Z")


def mention(whom: str) -> tuple[str, str]:
    """The name and id of whom a configuration names: `Name <id>`, or an id alone.

    Source: an id is an Entra object id, a user principal name or a Teams id (`29:…`).
    """
    found = _NAMED.match(plain(whom))
    if found is None:
        bare = re.sub(r"[<>]", "", plain(whom)).strip()
        return bare.partition("@")[0] or "?", bare
    return found["name"] or found["id"].partition("@")[0], found["id"]


def mentioned(whom: Sequence[str]) -> tuple[Element, list[Element]]:
    """A line that calls them, and what the card's `msteams.entities` have to say of it."""
    named = [mention(each) for each in whom]
    entities = [
        {"type": "mention", "text": f"<at>{_word(name)}</at>", "mentioned": {"id": one, "name": _word(name)}}
        for name, one in named
    ]
    words = " ".join(entity["text"] for entity in entities)  # type: ignore[misc]
    return {"type": "TextBlock", "text": words, "wrap": True}, entities


def _word(name: str) -> str:
    """A name in a TextBlock, which parses Markdown."""
    return re.sub(r"[\[\]()*_`#<>{}\\]", " ", plain(name)).strip()[:80] or "?"
