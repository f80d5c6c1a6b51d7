"""A neutral card -> Block Kit. Pure: same card, same blocks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.slack import limits
from adapters.slack.elements import (
    SIGNS,
    Block,
    button,
    cut,
    escaped,
    label,
    line,
    link,
    listing,
    mentioned,
    muted,
    pieces,
    preformatted,
    rich_text,
    run,
)
from adapters.slack.read_out import read_out, title_of
from adapters.slack.tables import table
from adapters.slack.texts import text
from bot.cards import Actions, Card, Code, Divider, Fact, Facts, Steps, Table, Text, Tone

_URGENT = {"take": "primary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One Slack message: its blocks, and the text that notifications and screen readers use."""

    blocks: list[Block]
    text: str

    @property
    def content(self) -> dict[str, Any]:
        """What a message is given; what it links to is not drawn below it."""
        return {"blocks": self.blocks, "text": self.text, "unfurl_links": False, "unfurl_media": False}


def render(card: Card, language: str, *, mentions: Sequence[str] = (), after: Sequence[Block] = ()) -> Rendered:
    """The card as one message; what does not fit is counted in a line. `after` stands at its end."""
    first, *rest = pages(card, language, mentions=mentions)
    if not rest:
        return _with(first, after, language)
    left = sum(len(page.blocks) for page in rest)
    counted = muted(text(language, "more_parts", count=left))
    return _with(Rendered(blocks=[*first.blocks[:-1], counted], text=first.text), after, language)


def pages(
    card: Card, language: str, *, mentions: Sequence[str] = (), after: Sequence[Block] = ()
) -> tuple[Rendered, ...]:
    """The card as the messages that it takes, each within Slack's limits, nothing left out.

    `mentions` are called in the first, `after` stands at the end of the last.
    """
    called = [mentioned(mentions)] if mentions else []
    body = [*_head(card), *called, *_body(card, language), *([muted(card.footer)] if card.footer else [])]
    parts = _packed(body)
    told = read_out(card, language)
    if len(parts) == 1:
        return (_with(Rendered(blocks=parts[0], text=told), after, language),)
    made = [_page(card, part, language, number=number, of=len(parts)) for number, part in enumerate(parts, start=1)]
    return (replace(made[0], text=told), *made[1:-1], _with(made[-1], after, language))


def _page(card: Card, part: list[Block], language: str, *, number: int, of: int) -> Rendered:
    """One of several messages; its text says which, for the whole is read out with the first."""
    which = text(language, "continues", page=number, pages=of)
    told = f"{which} {escaped(cut(title_of(card), limits.HEADER))}"
    return Rendered(blocks=[*part, muted(which)], text=told)


def view_blocks(card: Card, language: str) -> list[Block]:
    """The card for a Home tab or a dialogue, which take more blocks than a message, and no table.

    Source: Slack's block reference; 100 blocks a view, tables in messages alone.
    """
    body = [*_head(card), *_body(card, language, drawn=False), *([muted(card.footer)] if card.footer else [])]
    if len(body) <= limits.VIEW_BLOCKS:
        return body
    left = len(body) - limits.VIEW_BLOCKS + 1
    return [*body[: limits.VIEW_BLOCKS - 1], muted(text(language, "more_parts", count=left))]


def _with(page: Rendered, after: Sequence[Block], language: str) -> Rendered:
    if not after:
        return page
    room = limits.BLOCKS - len(after)
    if len(page.blocks) <= room:
        return Rendered(blocks=[*page.blocks, *after], text=page.text)
    counted = muted(text(language, "more_parts", count=len(page.blocks) - room + 1))
    return Rendered(blocks=[*page.blocks[: room - 1], counted, *after], text=page.text)


def _head(card: Card) -> list[Block]:
    title = title_of(card)
    header: Block = {"type": "header", "text": label(title, limits.HEADER)}
    if len(title) <= limits.HEADER:
        return [header]
    return [header, rich_text(line(run(cut(card.title, limits.SECTION), bold=True)))]


def _body(card: Card, language: str, *, drawn: bool = True) -> Iterator[Block]:
    """The blocks; Slack takes one table a message, so every further one is text of a fixed width."""
    for block in card.blocks:
        if isinstance(block, Table):
            yield from table(block, language, drawn=drawn)
            drawn = False
        else:
            yield from _KINDS[type(block)](block, language)


def _packed(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks on as few pages as hold them, in order."""
    parts: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        weight = _weight(block)
        full = len(parts[-1]) >= limits.BLOCKS - limits.ENDING or size + weight > limits.MESSAGE_CHARACTERS
        if full and parts[-1]:
            # A heading stands with what it heads.
            moved = [parts[-1].pop()] if len(parts[-1]) > 1 and _is_heading(parts[-1][-1]) else []
            parts.append(moved)
            size = sum(map(_weight, moved))
        parts[-1].append(block)
        size += weight
    return parts


def _is_heading(block: Block) -> bool:
    """Whether a block is one line of bold words alone."""
    lines = block.get("elements", []) if block["type"] == "rich_text" else []
    return len(lines) == 1 and all(each.get("style", {}).get("bold") for each in lines[0].get("elements", [{}]))


def _weight(block: Block) -> int:
    return len(json.dumps(block, ensure_ascii=False)) if block["type"] != "rich_text" else _characters(block)


def _characters(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_characters(each) for key, each in value.items() if key in {"text", "elements", "url"})
    if isinstance(value, list):
        return sum(map(_characters, value))
    return len(value) if isinstance(value, str) else 0


def _text(block: Text, _language: str) -> Iterator[Block]:
    for piece in pieces(block.text, limits.SECTION):
        if block.style == "muted":
            yield muted(piece)
        else:
            yield rich_text(line(run(piece, bold=True) if block.style == "strong" else run(piece)))


def _facts(block: Facts, _language: str) -> Iterator[Block]:
    for lines in _chunked([_fact(fact) for fact in block.items]):
        runs = [each for one in lines for each in (*one, run("\n"))]
        yield rich_text(line(*runs[:-1]))


def _fact(fact: Fact) -> list[dict[str, Any]]:
    sign = [] if fact.tone is Tone.NEUTRAL else [run(f"{SIGNS[fact.tone]} ")]
    value = cut(fact.value, limits.SECTION // 2)
    shown = link(value, fact.link) if fact.link else run(value)
    return [run(f"{cut(fact.label, 200)}: ", bold=True), *sign, shown]


def _chunked(lines: list[list[dict[str, Any]]]) -> Iterator[list[list[dict[str, Any]]]]:
    """The lines in groups that each fit a section."""
    group: list[list[dict[str, Any]]] = []
    for each in lines:
        if group and _characters([*group, each]) > limits.SECTION:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _code(block: Code, language: str) -> Iterator[Block]:
    """The end of a log says what went wrong: what does not fit is left out above."""
    words, over = block.text[-limits.CODE :], max(0, len(block.text) - limits.CODE)
    if block.title:
        yield rich_text(line(run(cut(block.title, 500), bold=True)))
    if over:
        yield muted(text(language, "more_above", count=over))
    yield rich_text(preformatted(words))


def _steps(block: Steps, language: str) -> Iterator[Block]:
    if block.title:
        yield rich_text(line(run(cut(block.title, 500), bold=True)))
    shown = block.items[: limits.ITEMS]
    if shown:
        lines = [line(run(cut(item, 1500))) for item in shown]
        start = 0
        for part in _chunked([[each] for each in lines]):
            items = listing([each for one in part for each in one], ordered=block.ordered)
            yield rich_text(items | ({"offset": start} if block.ordered and start else {}))
            start += len(part)
    if len(block.items) > len(shown):
        yield muted(text(language, "more_rows", count=len(block.items) - len(shown)))


def _actions(block: Actions, _language: str) -> Iterator[Block]:
    buttons = [
        button(each.text, f"{each.action}:{at}", each.value, style=_URGENT.get(each.action, ""))
        for at, each in enumerate(block.buttons)
    ]
    for start in range(0, len(buttons), limits.ACTIONS):
        yield {"type": "actions", "elements": buttons[start : start + limits.ACTIONS]}


def _divider(_block: Divider, _language: str) -> Iterator[Block]:
    yield {"type": "divider"}


_KINDS: dict[type[Any], Callable[[Any, str], Iterator[Block]]] = {
    Text: _text,
    Facts: _facts,
    Code: _code,
    Steps: _steps,
    Divider: _divider,
    Actions: _actions,
}
