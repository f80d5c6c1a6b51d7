"""The operators' sheet as the core asks it: opened once, kept in step with its files, searched without waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from rag.circumstances import Circumstances
from rag.embed import Embedder, HashedNgrams
from rag.errors import WorkbookError
from rag.glossary import load_glossary
from rag.index import SheetIndex, Version
from rag.models import Finding, Found
from rag.review import reviewed
from rag.sources import columns_of_sources
from rag.vectors import Progress

Today = Callable[[], date]


class SheetKnowledge:
    """One or many sheets, searched as one. Satisfies the core's Knowledge port."""

    def __init__(self, paths: Sequence[Path], index: SheetIndex, version: Version, today: Today) -> None:
        self._paths = tuple(paths)
        self._index = index
        self._version = version
        self._today = today
        self._problem = ""
        self._refreshing = asyncio.Lock()
        self._users: dict[int, int] = {}

    @classmethod
    async def open(
        cls,
        paths: Sequence[Path],
        data_dir: Path,
        *,
        progress: Progress | None = None,
        embedder: Embedder | None = None,
        glossary_file: Path | None = None,
        today: Today | None = None,
        chroma_url: str = "",
    ) -> SheetKnowledge:
        """Read the files, index what changed since the last time, and open the index for questions.

        A file that cannot be read leaves its last good content in service and stands in `problems`; so does a Chroma
        server (`chroma_url`; empty: Chroma in this process) that does not answer. `progress(done, total)` counts each
        text twice, embedded and written.

        Raises: WorkbookError where nothing can be read and nothing could before; StoreError where the index fails.
        """
        glossary = load_glossary(glossary_file)
        index = SheetIndex(data_dir / "knowledge", embedder or HashedNgrams(glossary), glossary, chroma_url=chroma_url)
        version = await asyncio.to_thread(index.version, paths, None, progress)
        return cls(paths, index, version, today or (lambda: datetime.now(UTC).date()))

    async def search(
        self,
        text: str,
        *,
        job: str | None = None,
        log: str | None = None,
        limit: int = 3,
        environment: str = "",
        helped: Mapping[str, int] | None = None,
    ) -> Found:
        """What the sheet says about an error text, a job (name or full key), a job log, or all of them.

        `environment` is where it happened. `helped` counts, by entry id, how often people said that an entry solved
        such an error, less how often it did not.

        Raises: StoreError where the index cannot be asked.
        """
        version = self._version
        key = id(version)
        self._users[key] = self._users.get(key, 0) + 1
        around = Circumstances(today=self._today(), environment=environment, helped=helped or {})
        try:
            return await asyncio.to_thread(version.retriever.search, text, job=job, log=log, limit=limit, around=around)
        finally:
            self._users[key] -= 1
            if not self._users[key]:
                del self._users[key]
                self._retire(version)

    async def refresh(self, *, progress: Progress | None = None) -> bool:
        """Index again what changed in the files; gives whether anything did. Questions go on meanwhile.

        A file that can no longer be read changes nothing but `problems`.

        Raises: StoreError where the index cannot be written; the version in force stays.
        """
        async with self._refreshing:
            try:
                fresh = await asyncio.to_thread(self._index.version, self._paths, self._version, progress)
            except WorkbookError as error:
                self._problem = f"{error} {error.remedy}".strip()
                return False
            self._problem = ""
            if fresh is self._version:
                return False
            last, self._version = self._version, fresh
            if id(last) not in self._users:
                self._retire(last)
            return True

    def _retire(self, version: Version) -> None:
        """Close what a version held open and the one in force does not."""
        if version is self._version:
            return
        for segment in version.segments:
            if segment not in self._version.segments:
                segment.close()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the sheets' owners should mend, as of today."""
        sources = self._version.sources.values()
        entries = (entry for source in sources for entry in source.entries)
        told = (finding for source in sources for finding in source.findings)
        return (*told, *reviewed(entries, columns_of_sources(sources), self._today()))

    @property
    def problems(self) -> tuple[str, ...]:
        """Why a file's newest content is not in service, one sentence each."""
        told = [source.problem for source in self._version.sources.values()]
        told += [self._version.note, self._version.neighbours.problem, self._problem]
        return tuple(dict.fromkeys(problem for problem in told if problem))

    @property
    def entries(self) -> int:
        """How many rows are in service."""
        return sum(len(source.entries) for source in self._version.sources.values())

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were read."""
        return tuple(Path(path) for path in self._version.sources)

    @property
    def indexed_at(self) -> datetime:
        """When the version in force was made, UTC."""
        return self._version.indexed_at

    async def close(self) -> None:
        """Let go of the index's files and memory."""
        async with self._refreshing:
            for segment in self._version.segments:
                await asyncio.to_thread(segment.close)
