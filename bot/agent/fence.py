"""Text from elsewhere, marked as data for a model that reads it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable


def fenced(lines: Iterable[str]) -> str:
    """The lines between two marks that nobody could have written beforehand; each line begins with a bar."""
    mark = secrets.token_hex(4)
    return "\n".join((f"<data {mark}>", *(f"| {line}" for line in lines), f"</data {mark}>"))
