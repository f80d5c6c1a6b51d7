"""Vectors that were made once, kept by provider and text, so that only changed rows are embedded."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from rag.embed import Embedder, Vectors

_BATCH = 256
Progress = Callable[[int, int], None]


def embedded(texts: Sequence[str], embedder: Embedder, cache: Path, progress: Progress | None = None) -> Vectors:
    """One vector per text, from the cache where it is there; `progress(done, total)` after each batch."""
    with closing(sqlite3.connect(cache)) as kept, kept:
        kept.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")
        rows = []
        for start in range(0, len(texts), _BATCH):
            rows.append(_batch(texts[start : start + _BATCH], embedder, kept))
            if progress:
                progress(min(start + _BATCH, len(texts)), len(texts))
    return np.concatenate(rows) if rows else np.zeros((0, 1), dtype=np.float32)


def _batch(texts: Sequence[str], embedder: Embedder, kept: sqlite3.Connection) -> Vectors:
    keys = [_key(embedder.name, text) for text in texts]
    marks = ",".join("?" * len(keys))
    found = dict(kept.execute(f"SELECT key, value FROM vector WHERE key IN ({marks})", keys))  # noqa: S608 - marks only
    missing = [number for number, key in enumerate(keys) if key not in found]
    if missing:
        made = embedder.embed([texts[number] for number in missing]).astype(np.float32)
        fresh = {keys[number]: vector.tobytes() for number, vector in zip(missing, made, strict=True)}
        kept.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", fresh.items())
        found |= fresh
    return np.stack([np.frombuffer(found[key], dtype=np.float32) for key in keys])


def _key(provider: str, text: str) -> bytes:
    return hashlib.blake2b(f"{provider}\x00{text}".encode(), digest_size=16).digest()


def forget_all_but(texts: Sequence[str], embedder: Embedder, cache: Path) -> None:
    """Drop vectors of texts and providers that are no longer used."""
    keys = {_key(embedder.name, text) for text in texts}
    with closing(sqlite3.connect(cache)) as kept, kept:
        stored = {key for (key,) in kept.execute("SELECT key FROM vector")}
        kept.executemany("DELETE FROM vector WHERE key = ?", [(key,) for key in stored - keys])
