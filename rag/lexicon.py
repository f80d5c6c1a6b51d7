"""The word lists that come with the product as plain text files, so that operations can read and amend them."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=8)
def lexicon_lines(name: str) -> tuple[str, ...]:
    """The lines of a list, without comments and empty lines."""
    text = (files("rag") / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=8)
def words_under(heading: str) -> frozenset[str]:
    """The words of the indented lines under a heading of codes.txt."""
    words: set[str] = set()
    current = ""
    for line in lexicon_lines("codes"):
        if line.startswith(" "):
            words.update(line.split() if current == heading else ())
        else:
            current = line.rstrip(":")
    return frozenset(words)
