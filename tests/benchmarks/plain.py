"""What a plain set-up gives: Chroma on raw text, and BM25 on raw words; no signatures, glossary, stems or scopes."""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

_WORD = re.compile(r"\w+")
_DIMENSIONS = 512


class PlainChroma:
    """Hashed groups of four letters of the raw text, in a Chroma collection as it comes."""

    def __init__(self, texts: Sequence[str], folder: Path) -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
        self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        self._rows = self._client.create_collection(
            "plain", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for start in range(0, len(texts), 2000):
            part = texts[start : start + 2000]
            self._rows.add(ids=[str(start + n) for n in range(len(part))], embeddings=[_vector(text) for text in part])

    def best(self, text: str, limit: int = 10) -> list[int]:
        """Numbers of the nearest texts, best first."""
        answer = self._rows.query(query_embeddings=[_vector(text)], n_results=limit, include=[])
        return [int(number) for number in answer["ids"][0]]

    def close(self) -> None:
        """Let go of the collection's files."""
        self._client.close()


def _vector(text: str) -> np.ndarray:
    row = np.zeros(_DIMENSIONS, dtype=np.float32)
    raw = text.lower()
    for start in range(max(1, len(raw) - 3)):
        row[zlib.crc32(raw[start : start + 4].encode()) % _DIMENSIONS] += 1
    return row / (np.linalg.norm(row) or 1.0)


class PlainBm25:
    """BM25 (k1 1.5, b .75) on lower-case words."""

    def __init__(self, texts: Sequence[str]) -> None:
        bags = [Counter(_WORD.findall(text.lower())) for text in texts]
        self._mean = sum(bag.total() for bag in bags) / len(bags)
        self._bags = bags
        held = Counter(word for bag in bags for word in bag)
        self._rarity = {word: math.log(1 + (len(bags) - n + 0.5) / (n + 0.5)) for word, n in held.items()}

    def best(self, text: str, limit: int = 10) -> list[int]:
        """Numbers of the best texts, best first."""
        words = set(_WORD.findall(text.lower())) & self._rarity.keys()
        scores = [sum(self._gain(bag, word) for word in words if word in bag) for bag in self._bags]
        return sorted(range(len(scores)), key=lambda number: (-scores[number], number))[:limit]

    def _gain(self, bag: Counter[str], word: str) -> float:
        norm = 1.5 * (0.25 + 0.75 * bag.total() / self._mean)
        return self._rarity[word] * bag[word] * 2.5 / (bag[word] + norm)
