"""Slack's own limits for what blocks and their elements are made of: texts, strings, lists, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Faults = Iterator[str]


def text_faults(value: Any, most: int, name: str, *, mrkdwn: bool = False) -> Faults:
    """Why Slack would refuse a text object."""
    allowed = {"plain_text", "mrkdwn"} if mrkdwn else {"plain_text"}
    if not isinstance(value, dict) or value.get("type") not in allowed:
        yield f"{name} is no {' or '.join(sorted(allowed))}"
        return
    yield from words_faults(value.get("text"), most, name)


def words_faults(value: Any, most: int, name: str) -> Faults:
    """Why Slack would refuse a string."""
    if not isinstance(value, str) or not 1 <= len(value) <= most:
        yield f"{name}: 1 to {most} characters, not {len(value) if isinstance(value, str) else value!r}"


def count_faults(value: Any, least: int, most: int, name: str) -> Faults:
    """Why Slack would refuse a list for its length."""
    if not isinstance(value, list) or not least <= len(value) <= most:
        yield f"{name}: {least} to {most}, not {len(value) if isinstance(value, list) else value!r}"


def url_faults(value: Any) -> Faults:
    """Why Slack would refuse an address."""
    if not isinstance(value, str) or len(value) > 3000 or not re.match(r"(https?|mailto|slack):\S+\Z", value):
        yield f"url {value!r:.80}"
