"""A sheet of numbered rows, and the knowledge that was opened on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sheets import row, workbook

from rag.embed import HashedNgrams, Vectors
from rag.knowledge import SheetKnowledge


class CountingEmbedder:
    """Embeds as the default does and remembers what it was asked."""

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.asked: list[str] = []
        self._hashed = HashedNgrams()

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return self._hashed.embed(texts)


def rows_of(count: int) -> list[tuple[object, ...]]:
    return [
        row(job=f"JOB_{n:04d}", error=f"ORA-{n:05d}", symptom=f"Sintoma {n}", solution=f"Solução {n}")
        for n in range(1, count + 1)
    ]


async def opened(tmp_path: Path, rows: Sequence[Sequence[object]] | None = None, **settings: object) -> SheetKnowledge:
    path = tmp_path / "base.xlsx"
    if rows is not None:
        workbook(path, rows)
    return await SheetKnowledge.open([path], tmp_path / "data", **settings)
