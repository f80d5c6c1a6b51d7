"""The index of the sheet: kept in step by content, only changed rows embedded, the last good version never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rag.calibration import calibration_for
from rag.cases import Case, cases_of
from rag.embed import Embedder
from rag.errors import StoreError, StoreUnreachableError
from rag.glossary import Glossary
from rag.manifest import Manifest, read_manifest, write_manifest
from rag.neighbours import Neighbours
from rag.retrieve import Retriever
from rag.segments import Segment
from rag.sources import Source, current_sources, same_content
from rag.stores import FolderStore, ServerStore, Store
from rag.vectors import Progress, embedded, forget_all_but
from rag.writer_lock import writer_lock

_MOST_SEGMENTS = 6
_LEAST_LIVE = 0.6  # below this share of rows still in the sheet the segments are written anew
_LARGEST_ADDITION = 0.25
_BY_HEART = "rows are found by code, word and job alone"

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the sheet, ready to answer."""

    retriever: Retriever
    segments: tuple[Segment, ...]
    sources: Mapping[str, Source]
    indexed_at: datetime
    neighbours: Neighbours
    note: str = ""


class SheetIndex:
    """Makes versions in a directory, their vectors there or on a Chroma server. Blocking: call it from a thread."""

    def __init__(
        self,
        directory: Path,
        embedder: Embedder,
        glossary: Glossary,
        *,
        now: Now | None = None,
        wait_for_writer: float = 10.0,
        chroma_url: str = "",
    ) -> None:
        self._directory = directory
        self._store: Store = ServerStore(chroma_url, directory) if chroma_url else FolderStore(directory)
        self._pointer = directory / "current.json"
        self._embedder = embedder
        self._glossary = glossary
        self._now = now or (lambda: datetime.now(UTC))
        self._wait_for_writer = wait_for_writer  # seconds
        self._read: tuple[tuple[int, int, int], Manifest | None] | None = None

    def version(self, paths: Sequence[Path], last: Version | None, progress: Progress | None = None) -> Version:
        """The version for the files as they are now; `last` itself where nothing changed.

        Raises: WorkbookError where nothing can be read and nothing could before; StoreError where the index fails.
        """
        known = last.sources if last else (self._manifest_sources())
        sources = current_sources(paths, known)
        unchanged = last is not None and same_content(sources, last.sources)
        if last and unchanged and not last.note:
            return last
        try:
            with writer_lock(self._directory / "writer.lock", self._wait_for_writer) as mine:
                if not mine:
                    return self._as_written(last, "Another process is writing the index; its last version is used.")
                return self._brought_up(sources, last, progress)
        except StoreUnreachableError as error:
            return last if last and unchanged else self._by_heart(sources, last, f"{error}; {_BY_HEART}")
        except OSError as error:
            raise StoreError(f"the index folder {self._directory} cannot be used: {error.strerror}") from error

    def _manifest(self) -> Manifest | None:
        """What is in force; read again only where another process wrote it."""
        stamp = _stamp(self._pointer)
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, read_manifest(self._pointer)
        return self._read[1]

    def _manifest_sources(self) -> Mapping[str, Source]:
        manifest = self._manifest()
        return manifest.sources if manifest else {}

    def _as_written(self, last: Version | None, note: str) -> Version:
        manifest = self._manifest()
        if last or not manifest:
            raise StoreError("the index is being written by another process; try again in a moment")
        return self._opened(manifest.sources, manifest, last, note)

    def _brought_up(self, sources: Mapping[str, Source], last: Version | None, progress: Progress | None) -> Version:
        manifest = self._manifest()
        made_by = (self._embedder.name, self._store.place)
        if manifest and (manifest.embedder, manifest.store) == made_by:
            try:
                return self._with_additions(sources, manifest, last, progress)
            except StoreUnreachableError:
                raise
            except StoreError:
                pass  # the index is disposable and the sheet is the truth: it is written anew
        return self._with_additions(sources, self._empty(), last, progress)

    def _empty(self) -> Manifest:
        place = self._store.place
        return Manifest(embedder=self._embedder.name, store=place, segments=(), previous=(), indexed_at=self._now())

    def _by_heart(self, sources: Mapping[str, Source], last: Version | None, note: str) -> Version:
        """The sheet as it is now without its newest vectors: codes, words and jobs are compared in memory."""
        segments, cases = last.segments if last else (), self._cases(sources, last)
        return self._version(cases, segments, sources, self._now(), last=last, note=note)

    def _with_additions(
        self, sources: Mapping[str, Source], manifest: Manifest, last: Version | None, progress: Progress | None
    ) -> Version:
        cases = self._cases(sources, last)
        segments = self._open_segments(manifest.segments, last)
        missing = [case for case in cases if not any(case.id in segment.ids for segment in segments)]
        changed = not same_content(sources, manifest.sources)
        if missing:
            segments = self._written(cases, segments, progress)
        indexed_at = self._now() if changed or missing else manifest.indexed_at
        if changed or missing:
            self._put_in_force(sources, segments, manifest, indexed_at)
        return self._version(cases, segments, sources, indexed_at, last=last)

    def _cases(self, sources: Mapping[str, Source], last: Version | None) -> list[Case]:
        entries = (entry for source in sources.values() for entry in source.entries)
        known = {case.id: case for case in last.retriever.cases} if last else {}
        return cases_of(entries, self._glossary, known)

    def _written(
        self, cases: Sequence[Case], segments: Sequence[Segment], progress: Progress | None
    ) -> tuple[Segment, ...]:
        kept = _kept(cases, segments)
        wanted = [case for case in cases if not any(case.id in segment.ids for segment in kept)]
        cache = self._directory / "vectors.sqlite"
        vectors = embedded([case.text for case in wanted], self._embedder, cache, _half(progress, 0))
        if not kept:
            forget_all_but([case.text for case in wanted], self._embedder, cache)
        name = self._store.fresh_name()
        self._store.write(name, wanted, vectors, _half(progress, 1))
        return (*kept, self._store.open(name))

    def _put_in_force(
        self, sources: Mapping[str, Source], segments: Iterable[Segment], manifest: Manifest, indexed_at: datetime
    ) -> None:
        names = tuple(segment.name for segment in segments)
        previous = tuple(name for name in manifest.segments if name not in names)
        fresh = replace(manifest, segments=names, previous=previous, indexed_at=indexed_at, sources=sources)
        write_manifest(self._pointer, fresh)
        self._read = _stamp(self._pointer), fresh
        with suppress(StoreError):  # what cannot be deleted now is deleted the next time
            self._store.drop_all_but({*names, *previous})

    def _open_segments(self, names: Iterable[str], last: Version | None) -> tuple[Segment, ...]:
        open_ones = {segment.name: segment for segment in last.segments} if last else {}
        return tuple(open_ones.get(name) or self._store.open(name) for name in names)

    def _opened(self, sources: Mapping[str, Source], manifest: Manifest, last: Version | None, note: str) -> Version:
        segments = self._open_segments(manifest.segments, last)
        cases = self._cases(sources, last)
        return self._version(cases, segments, sources, manifest.indexed_at, last=last, note=note)

    def _version(
        self,
        cases: Sequence[Case],
        segments: Sequence[Segment],
        sources: Mapping[str, Source],
        indexed_at: datetime,
        *,
        last: Version | None,
        note: str = "",
    ) -> Version:
        neighbours = Neighbours(self._embedder, segments)
        calibration, before = calibration_for(self._embedder.name), last.retriever if last else None
        return Version(
            retriever=Retriever(cases, neighbours, self._glossary, calibration, before),
            segments=tuple(segments),
            sources=dict(sources),
            indexed_at=indexed_at,
            neighbours=neighbours,
            note=note,
        )


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0, 0
    return status.st_ino, status.st_size, status.st_mtime_ns


def _kept(cases: Sequence[Case], segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments that stay beside a new one: all while they are few, then the largest; none once much has changed.

    So the many small ones of a busy day are joined into one, and the large one is written anew only now and then.
    """
    largest = max(segments, key=lambda segment: segment.count, default=None)
    for kept in (tuple(segments) if len(segments) < _MOST_SEGMENTS else (), (largest,) if largest else ()):
        held = sum(segment.count for segment in kept)
        live = sum(any(case.id in segment.ids for segment in kept) for case in cases)
        added = len(cases) - live
        if held and live / held >= _LEAST_LIVE and added <= max(1, _LARGEST_ADDITION * len(cases)):
            return kept
    return ()


def _half(progress: Progress | None, half: int) -> Progress | None:
    """Progress of one of the two steps, embedding and writing, counted as half of both."""
    if progress is None:
        return None
    return lambda done, total: progress(half * total + done, 2 * total)
