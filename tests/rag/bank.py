"""A bank of errors and questions, read from a file of cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Block:
    """An error with its texts, by the mark before each."""

    texts: dict[str, list[str]] = field(default_factory=dict)

    def first(self, mark: str) -> str:
        return self.texts.get(mark, [""])[0]


@dataclass(frozen=True)
class Query:
    """A question, and the procedures that answer it."""

    kind: str
    text: str
    job: str | None
    relevant: tuple[str, ...]


def blocks(cases: Path) -> list[Block]:
    """The errors that a file of cases tells of."""
    found: list[Block] = []
    for line in cases.read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "E":
            found.append(Block())
        if found and len(mark) == 1 and mark.isupper():
            found[-1].texts.setdefault(mark, []).append(text)
    return found
