"""Where the index's collections are kept: a folder each on this machine, or a Chroma server that several share."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from rag.cases import Case
from rag.embed import Vectors
from rag.errors import StoreError, StoreUnreachableError
from rag.segments import Segment, chroma_errors, fill_collection, release, store_error

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.config import Settings

Progress = Callable[[int, int], None]
_COLLECTION = "cases"
_ASK_WITHIN = 8.0  # seconds that a question waits for a server
_WRITE_WITHIN = 60.0
_PLAIN_PORT, _SECURE_PORT = 8000, 443


class Store(Protocol):
    """Keeps collections by name. `place` tells one store from another; all but it raise StoreError."""

    place: str

    def fresh_name(self) -> str:
        """A name that no collection has."""
        ...

    def write(self, name: str, cases: Sequence[Case], vectors: Vectors, progress: Progress | None = None) -> None:
        """Keep cases with their vectors under a new name."""
        ...

    def open(self, name: str) -> Segment:
        """Open a collection for questions."""
        ...

    def drop_all_but(self, names: set[str]) -> None:
        """Forget every collection of this index that is not named."""
        ...


class FolderStore:
    """Chroma inside this process, one folder for each collection."""

    place = ""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def fresh_name(self) -> str:
        return f"segment-{uuid4().hex[:12]}"

    def write(self, name: str, cases: Sequence[Case], vectors: Vectors, progress: Progress | None = None) -> None:
        folder = self._directory / name
        try:
            folder.mkdir(parents=True)
            client = _in_process(folder)
            try:
                fill_collection(client, _COLLECTION, cases, vectors, progress)
            finally:
                release(client)
        except chroma_errors() as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise store_error(f"the index cannot be written to {self._directory}", error) from error

    def open(self, name: str) -> Segment:
        folder = self._directory / name
        if not folder.is_dir():
            raise StoreError(f"the index {name} is missing")
        try:
            client = _in_process(folder)
        except chroma_errors() as error:
            raise store_error(f"the index {name} cannot be opened", error) from error
        return Segment(name, client, _COLLECTION)

    def drop_all_but(self, names: set[str]) -> None:
        for folder in self._directory.glob("segment-*"):
            if folder.name not in names:
                shutil.rmtree(folder, ignore_errors=True)


class ServerStore:
    """A Chroma server. Its collections carry a mark of the data folder, so that several Resyncs may share it.

    Raises: StoreError where the address is none.
    """

    def __init__(self, url: str, directory: Path) -> None:
        self.place = url.rstrip("/")
        owner = hashlib.blake2b(str(directory.resolve()).encode(), digest_size=4).hexdigest()
        self._prefix = f"resync-{owner}-"
        parts = urlsplit(self.place)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
            raise StoreError(f"{url} is no address of a Chroma server, such as http://chroma:8000")
        self._is_secure = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port or (_SECURE_PORT if self._is_secure else _PLAIN_PORT)

    def fresh_name(self) -> str:
        return f"{self._prefix}{uuid4().hex[:12]}"

    def write(self, name: str, cases: Sequence[Case], vectors: Vectors, progress: Progress | None = None) -> None:
        with self._asked("the index cannot be written", _WRITE_WITHIN) as client:
            fill_collection(client, name, cases, vectors, progress)

    def open(self, name: str) -> Segment:
        try:
            client = self._client(_ASK_WITHIN)
        except chroma_errors() as error:
            raise store_error(f"the Chroma server {self.place} cannot be used", error) from error
        return Segment(name, client, name)

    def drop_all_but(self, names: set[str]) -> None:
        with self._asked("old versions of the index cannot be deleted", _WRITE_WITHIN) as client:
            for name in [collection.name for collection in client.list_collections()]:
                if name.startswith(self._prefix) and name not in names:
                    client.delete_collection(name)

    @contextmanager
    def _asked(self, sentence: str, within: float) -> Iterator[ClientAPI]:
        try:
            client = self._client(within)
            try:
                yield client
            finally:
                release(client)
        except StoreUnreachableError:
            raise
        except chroma_errors() as error:
            raise store_error(f"{sentence}: Chroma server {self.place}", error) from error

    def _client(self, within: float) -> ClientAPI:
        import chromadb

        self._knock()
        client = chromadb.HttpClient(self._host, self._port, ssl=self._is_secure, settings=_settings())
        # Chroma's own client waits for ever, and has no setting for it.
        client._server._session.timeout = within  # type: ignore[attr-defined]  # noqa: SLF001 - no other way in
        return client

    def _knock(self) -> None:
        """Chroma's client asks while it is made, without any limit: whether a server answers is seen before."""
        import httpx

        try:
            httpx.get(f"{self.place}/api/v2/heartbeat", timeout=_ASK_WITHIN, trust_env=False).raise_for_status()
        except (httpx.TransportError, httpx.HTTPStatusError) as error:
            raise StoreUnreachableError(
                f"the Chroma server {self.place} does not answer ({type(error).__name__}); check RESYNC_CHROMA_URL"
            ) from error


def _settings() -> Settings:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _in_process(folder: Path) -> ClientAPI:
    import chromadb

    settings = _settings()
    settings.is_persistent = True
    settings.persist_directory = str(folder)
    return chromadb.PersistentClient(path=str(folder), settings=settings)
