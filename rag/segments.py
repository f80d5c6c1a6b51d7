"""Chroma collections that are written once and never edited: an edited one loses rows from its queries now and then."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.cases import Case
from rag.embed import Vectors
from rag.errors import StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

_NAME = "cases"
# With Chroma's own settings (16 neighbours) rows that resemble each other cut parts of the graph off: of 60 alike rows
# 2 to 8 were never found again, of 2,000 about 50; with these settings none was.
_GRAPH: dict[str, Any] = {"hnsw": {"space": "cosine", "max_neighbors": 64, "ef_construction": 200, "ef_search": 200}}
_BATCH = 2_000  # Chroma takes 5,461 at most
_LONGEST_DOCUMENT = 4_000


def _client(directory: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(directory))
    return chromadb.PersistentClient(path=str(directory), settings=settings)


def write_segment(
    directory: Path, cases: Sequence[Case], vectors: Vectors, progress: Callable[[int], None] | None = None
) -> None:
    """Write cases with their vectors into a new directory; what stood there is replaced.

    Raises: StoreError where it cannot be written.
    """
    shutil.rmtree(directory, ignore_errors=True)
    try:
        directory.mkdir(parents=True)
        client = _client(directory)
        try:
            _fill(client, cases, vectors, progress)
        finally:
            _release(client)
    except _chroma_errors() as error:
        shutil.rmtree(directory, ignore_errors=True)
        raise StoreError(f"the index cannot be written to {directory.parent}: {error}") from error


def _fill(client: ClientAPI, cases: Sequence[Case], vectors: Vectors, progress: Callable[[int], None] | None) -> None:
    # With embedding_function=None Chroma cannot download its default model; every vector is passed in.
    collection = client.create_collection(
        _NAME,
        embedding_function=None,
        configuration=_GRAPH,  # type: ignore[arg-type] # Chroma types its own dictionary
    )
    for start in range(0, len(cases), _BATCH):
        batch = cases[start : start + _BATCH]
        collection.upsert(
            ids=[case.id for case in batch],
            embeddings=vectors[start : start + len(batch)],
            documents=[case.text[:_LONGEST_DOCUMENT] for case in batch],
            metadatas=[_metadata(case) for case in batch],
        )
        if progress:
            progress(start + len(batch))


def _metadata(case: Case) -> dict[str, Any]:
    # Chroma refuses None and empty metadata: every value here is always there.
    first = case.entries[0]
    marks = " ".join(sorted(case.marks.codes | case.marks.phrases))
    return {"file": first.file, "sheet": first.sheet, "row": first.row, "job": first.job, "marks": marks}


class Segment:
    """A collection open for questions."""

    def __init__(self, directory: Path) -> None:
        """Raises: StoreError where the directory holds no collection that can be read."""
        self.directory = directory
        self._closed = False
        try:
            if not directory.is_dir():
                raise StoreError(f"the index {directory.name} is missing")
            self._client = _client(directory)
            self._collection = self._client.get_collection(_NAME, embedding_function=None)
            self.ids = frozenset(self._collection.get(include=[])["ids"])
            self.count = len(self.ids)
        except _chroma_errors() as error:
            raise StoreError(f"the index {directory.name} cannot be opened: {error}") from error

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Ids of the nearest cases with their cosine, best first.

        Raises: StoreError where the index cannot be asked.
        """
        if not self.count:
            return []
        if self._closed:
            raise StoreError("the index is closed")
        try:
            answer = self._collection.query(
                query_embeddings=vector, n_results=min(limit, self.count), include=["distances"]
            )
        except _chroma_errors() as error:
            raise StoreError(f"the index cannot be asked: {error}") from error
        distances = (answer["distances"] or [[]])[0]
        return [(case, 1.0 - float(far)) for case, far in zip(answer["ids"][0], distances, strict=True)]

    def close(self) -> None:
        """Let go of files and memory; a second time does nothing."""
        if not self._closed:
            self._closed = True
            _release(self._client)


def _release(client: Any) -> None:
    # Without it 25 generations leave 307 open files and 246 MB behind.
    client.close()
    gc.collect(0)


def _chroma_errors() -> tuple[type[BaseException], ...]:
    import sqlite3

    from chromadb.errors import ChromaError

    return ChromaError, sqlite3.Error, OSError, ValueError, RuntimeError
