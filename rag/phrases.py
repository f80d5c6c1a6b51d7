"""Phrases that name an error where no code does: canonical ids, and the vendors' codes for the same errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.lexicon import lexicon_lines


@lru_cache(maxsize=1)
def _patterns() -> dict[str, str]:
    return {
        name: pattern for name, colon, pattern in (line.partition(": ") for line in lexicon_lines("phrases")) if colon
    }


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    # One pass of all of them together tells whether any phrase is there at all.
    patterns = _patterns()
    together = re.compile("|".join(f"(?:{pattern})" for pattern in patterns.values()))
    return together, tuple((name, re.compile(pattern)) for name, pattern in patterns.items())


@lru_cache(maxsize=1)
def _phrase_by_code() -> dict[str, str]:
    return dict(_numbered())


def _numbered() -> Iterator[tuple[str, str]]:
    for line in lexicon_lines("phrases"):
        name, equals, codes = line.partition(" = ")
        if equals and ": " not in name:
            yield from ((code.strip().casefold(), name) for code in codes.split(","))


def phrases_in(folded_line: str) -> list[str]:
    """Ids of the phrases that a folded line carries, in the order of the file."""
    together, compiled = _compiled()
    if not together.search(folded_line):
        return []
    return [name for name, pattern in compiled if pattern.search(folded_line)]


def phrase_of(code: str) -> str | None:
    """The phrase that names the same error as a vendor's code (ORA-00060: deadlock); None where there is none."""
    return _phrase_by_code().get(code.casefold())
