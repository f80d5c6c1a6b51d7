"""Texts to vectors: the seam for any provider of embeddings, and the default that needs no download."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.glossary import Glossary, load_glossary
from rag.terms import Terms, terms_of

Vectors = NDArray[np.float32]

_DIMENSIONS = 512
_GRAM = 4
_GRAM_SHARE = 0.35  # letters forgive typing mistakes, words and concepts decide


class Embedder(Protocol):
    """What makes vectors. `name` changes when its vectors do: cached ones of another name are never used."""

    name: str

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length per text."""
        ...


class HashedNgrams:
    """Concepts, stems and groups of letters, hashed into 512 dimensions."""

    def __init__(self, glossary: Glossary | None = None) -> None:
        self._glossary = glossary or load_glossary()
        self.name = f"hashed-{_DIMENSIONS}-{self._glossary.version}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length per text; a text without a telling word is all zero."""
        vectors = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            _add(row, terms_of(text, self._glossary))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)


def _add(row: NDArray[np.float32], terms: Terms) -> None:
    for term, weight in terms.items():
        place, sign = _place(term)
        row[place] += sign * weight
        grams = () if term.startswith("=") else _grams(term)
        for gram in grams:
            place, sign = _place(gram)
            row[place] += sign * weight * _GRAM_SHARE / len(grams) ** 0.5


@lru_cache(maxsize=60_000)
def _place(feature: str) -> tuple[int, int]:
    number = zlib.crc32(feature.encode())
    return number % _DIMENSIONS, 1 if number & 0x8000_0000 else -1


@lru_cache(maxsize=20_000)
def _grams(term: str) -> tuple[str, ...]:
    framed = f"^{term}$"
    return tuple(f"#{framed[i : i + _GRAM]}" for i in range(max(1, len(framed) - _GRAM + 1)))
