"""The files behind the index: which changed, what each held when it was last readable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rag.errors import WorkbookError
from rag.models import Entry, Finding
from rag.recall import Recall
from rag.workbook import read_file, sheet_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it was last looked at: stamp (size and time), hash of its content, what it held when last readable.

    `problem` says why the newest content is not used; the entries are then those of the last good one. `columns`
    are the letters of each sheet's fields. `recall` is what the next reading need not work out again; it is not stored.
    """

    path: str
    size: int = 0
    modified: int = 0
    digest: str = ""
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    recall: Recall = field(default_factory=Recall, repr=False, compare=False)


def current_sources(paths: Sequence[Path], last: Mapping[str, Source]) -> dict[str, Source]:
    """The files as they are now, by path; what did not change since `last` is not read again.

    Raises: WorkbookError where no file can be read and none could before.
    """
    sources: dict[str, Source] = {}
    refused: list[WorkbookError] = []
    for path in sheet_files(paths):
        key = str(path.resolve())
        try:
            sources[key] = _looked_at(path, key, last.get(key))
        except WorkbookError as error:
            refused.append(error)
            sources[key] = _last_good(key, path, last.get(key), error)
    if refused and not any(source.entries for source in sources.values()):
        raise refused[0]
    return sources


def columns_of_sources(sources: Iterable[Source]) -> dict[tuple[str, str], Mapping[str, str]]:
    """The letters of the columns by file and sheet."""
    return {(Path(source.path).name, sheet): letters for source in sources for sheet, letters in source.columns.items()}


def same_content(one: Mapping[str, Source], other: Mapping[str, Source]) -> bool:
    """Whether two looks at the files saw the same, whatever their time stamps say."""
    return {key: (s.digest, s.problem) for key, s in one.items()} == {
        key: (s.digest, s.problem) for key, s in other.items()
    }


def _looked_at(path: Path, key: str, last: Source | None) -> Source:
    size, modified = _stamp(path)
    if last and (size, modified) == (last.size, last.modified):
        return last
    digest = _digest(path)
    if last and digest and digest == last.digest:
        return replace(last, size=size, modified=modified)
    reading = read_file(path, last.recall if last else None)
    return Source(
        path=key,
        size=size,
        modified=modified,
        digest=digest,
        entries=tuple(reading.entries),
        findings=tuple(reading.findings),
        columns=reading.columns,
        recall=reading.recall,
    )


def _last_good(key: str, path: Path, last: Source | None, error: WorkbookError) -> Source:
    size, modified = _stamp(path)
    return replace(
        last or Source(path=key),
        size=size,
        modified=modified,
        digest=_digest(path),
        problem=f"{error} {error.remedy}".strip(),
    )


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _digest(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()
