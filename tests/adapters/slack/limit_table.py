"""Slack's own limits, as a message is held against them. Source: Slack's block reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TEXTS = {"header": 150, "section": 3_000}


def faults(blocks: list[dict[str, Any]], text: str) -> list[str]:
    """Why Slack would refuse the message, nothing for one that it takes."""
    found = [f"{len(blocks)} blocks"] if not 1 <= len(blocks) <= 50 else []
    found += ["text too long"] if not 1 <= len(text) <= 40_000 else []
    for block in blocks:
        found += list(_of_block(block))
    cells = [cell["text"] for block in blocks if block["type"] == "table" for row in block["rows"] for cell in row]
    found += ["tables too long"] if sum(map(len, cells)) > 10_000 else []
    found += ["two tables"] if sum(block["type"] == "table" for block in blocks) > 1 else []
    found += ["blocks too long"] if sum(map(characters, blocks)) > 13_200 else []
    return found


def _of_block(block: dict[str, Any]) -> Iterator[str]:
    kind = block["type"]
    if kind in TEXTS and not 1 <= len(block["text"]["text"]) <= TEXTS[kind]:
        yield f"{kind} text"
    if kind == "table":
        yield from _of_table(block)
    if kind == "actions":
        yield from _of_actions(block)
    if kind == "context" and not 1 <= len(block["elements"]) <= 10:
        yield "context elements"
    yield from (f"empty text in {kind}" for leaf in leaves(block) if leaf == "")


def _of_table(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block["rows"]) <= 100:
        yield "table rows"
    if len({len(row) for row in block["rows"]}) != 1 or len(block["rows"][0]) > 20:
        yield "table columns"


def _of_actions(block: dict[str, Any]) -> Iterator[str]:
    buttons = block["elements"]
    if not 1 <= len(buttons) <= 25:
        yield "buttons"
    if len({button["action_id"] for button in buttons}) != len(buttons):
        yield "action_id twice"
    for button in buttons:
        if not 1 <= len(button["text"]["text"]) <= 75 or not 1 <= len(button["value"]) <= 2_000:
            yield "button too long"
        if len(button["action_id"]) > 255:
            yield "action_id too long"


def leaves(value: Any) -> Iterator[str]:
    """Every text in a block that a person sees."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "text" and isinstance(each, str):
                yield each
            elif key in {"text", "elements", "rows"}:
                yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)


def characters(block: dict[str, Any]) -> int:
    """How many characters a person sees of a block."""
    return sum(map(len, leaves(block)))
