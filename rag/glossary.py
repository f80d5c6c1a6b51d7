"""The Portuguese-English glossary: words and phrases that mean the same become one concept."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from rag.words import NEGATION, is_stop_word, stem, words_of

_LONGEST_FORM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """Concepts by whole word and by the stems of their forms, and every word that a form is made of.

    `version` changes with the text that it was read from.
    """

    by_word: dict[str, tuple[str, ...]] = field(default_factory=dict)
    concepts: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    version: str = ""

    def concepts_of(self, word: str, stemmed: str) -> tuple[str, ...]:
        """The concepts of one word, the first its own: as written ("fila" is no "file"), else by its stem."""
        return self.by_word.get(word) or self.concepts.get((stemmed,), ())

    def concept_at(self, stems: Sequence[str], start: int) -> tuple[tuple[str, ...], int] | None:
        """The concepts whose longest form of several words begins at a place, and how many stems it takes."""
        for length in range(min(_LONGEST_FORM, len(stems) - start), 1, -1):
            concepts = self.concepts.get(tuple(stems[start : start + length]))
            if concepts:
                return concepts, length
        return None


def glossary_of(text: str) -> Glossary:
    """Read a glossary: lines `name: form, form`; empty lines and lines that begin with # do not count."""
    by_word: dict[str, tuple[str, ...]] = {}
    concepts: dict[tuple[str, ...], tuple[str, ...]] = {}
    words: set[str] = set()
    for name, form in _forms(text):
        written = words_of(form)
        telling = [word for word in written if not is_stop_word(word)]
        if len(telling) < min(2, len(written)) or telling == [NEGATION]:
            continue  # "out of date" must not make every date expired
        stems = tuple(stem(w) for w in telling)
        concepts[stems] = _with(concepts.get(stems, ()), f"={name}")
        words.update(w for w in telling if len(w) > 3)
        if len(telling) == 1:
            by_word[telling[0]] = _with(by_word.get(telling[0], ()), f"={name}")
    return Glossary(
        by_word=by_word, concepts=concepts, words=frozenset(words), version=f"{zlib.crc32(text.encode()):08x}"
    )


def _with(concepts: tuple[str, ...], another: str) -> tuple[str, ...]:
    return concepts if another in concepts else (*concepts, another)


def _forms(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, colon, forms = line.partition(":")
        if colon and not line.startswith("#"):
            for form in forms.split(","):
                yield name.strip(), form


def shipped_glossary_text() -> str:
    """The glossary that comes with the product."""
    return (files("rag") / "glossary.txt").read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def load_glossary(path: Path | None = None) -> Glossary:
    """The shipped glossary, or an operator's own file in its place."""
    return glossary_of(path.read_text(encoding="utf-8") if path else shipped_glossary_text())
