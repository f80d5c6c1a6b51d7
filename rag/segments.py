"""Chroma collections that are written once and never edited: an edited one loses rows from its queries now and then."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rag.cases import Case
from rag.embed import Vectors
from rag.errors import StoreError, StoreUnreachableError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

# With Chroma's own settings (16 neighbours) rows that resemble each other cut parts of the graph off: of 60 alike rows
# 2 to 8 were never found again, of 2,000 about 50; with these settings none was.
_GRAPH: dict[str, Any] = {"hnsw": {"space": "cosine", "max_neighbors": 64, "ef_construction": 200, "ef_search": 200}}
_BATCH = 1_000  # Chroma takes 5,461 at most
_LONGEST_DOCUMENT = 4_000


def fill_collection(
    client: ClientAPI,
    name: str,
    cases: Sequence[Case],
    vectors: Vectors,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make a collection of cases with their vectors; `progress(done, total)` after each batch.

    Raises what `chroma_errors` names where it cannot be written.
    """
    # With embedding_function=None Chroma cannot download its default model; every vector is passed in.
    collection = client.create_collection(
        name,
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
            progress(start + len(batch), len(cases))


def _metadata(case: Case) -> dict[str, Any]:
    # Chroma refuses None and empty metadata: every value here is always there.
    first = case.entries[0]
    marks = " ".join(sorted(case.marks.codes | case.marks.phrases))
    return {"file": first.file, "sheet": first.sheet, "row": first.row, "job": first.job, "marks": marks}


class Segment:
    """A collection open for questions. `name` is what the manifest calls it."""

    def __init__(self, name: str, client: ClientAPI, collection: str) -> None:
        """Raises: StoreError where there is no such collection, or it cannot be read."""
        self.name = name
        self._client = client
        self._closed = False
        try:
            self._collection = client.get_collection(collection, embedding_function=None)
            self.ids = frozenset(self._collection.get(include=[])["ids"])
        except chroma_errors() as error:
            release(client)
            raise store_error(f"the index {name} cannot be opened", error) from error
        self.count = len(self.ids)

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
        except chroma_errors() as error:
            raise store_error("the index cannot be asked", error) from error
        distances = (answer["distances"] or [[]])[0]
        return [(case, 1.0 - float(far)) for case, far in zip(answer["ids"][0], distances, strict=True)]

    def close(self) -> None:
        """Let go of files and memory; a second time does nothing."""
        if not self._closed:
            self._closed = True
            release(self._client)


def release(client: Any) -> None:
    """Let go of what a client holds: without it 25 generations leave 307 open files and 246 MB behind."""
    client.close()
    # Chroma never closes its connections to a server: its own and those of the client inside that looks up tenants.
    for asked in (client, getattr(client, "_admin_client", None)):
        session = getattr(getattr(asked, "_server", None), "_session", None)
        if session is not None:
            session.close()
    gc.collect(0)


def chroma_errors() -> tuple[type[BaseException], ...]:
    """What Chroma raises where it cannot do what it was asked."""
    import sqlite3

    import httpx
    from chromadb.errors import ChromaError

    return ChromaError, sqlite3.Error, OSError, ValueError, RuntimeError, httpx.HTTPError


def store_error(sentence: str, error: BaseException) -> StoreError:
    """Our error for one of Chroma's: an answer that never came is told apart from a refusal."""
    import httpx

    if isinstance(error, httpx.TransportError):
        return StoreUnreachableError(f"{sentence}: its server does not answer ({type(error).__name__})")
    return StoreError(f"{sentence}: {error}")
