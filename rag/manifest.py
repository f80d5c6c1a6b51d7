"""The pointer to the index in force, and what it was made from; replaced in one step."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rag.models import Entry, Finding
from rag.sources import Source

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Which segments are in force, for which embedder, made when (UTC), from which files.

    `previous` are the segments of the version before: another process may still be reading them.
    """

    embedder: str
    segments: tuple[str, ...]
    previous: tuple[str, ...]
    indexed_at: datetime
    sources: Mapping[str, Source] = field(default_factory=dict)


def read_manifest(path: Path) -> Manifest | None:
    """The manifest; None where there is none or an older release wrote it: the index is then made anew."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        return _decoded(written) if written.get("format") == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Put a manifest in force; a reader sees the old one or the new one, never half of it."""
    written = {
        "format": FORMAT,
        "embedder": manifest.embedder,
        "segments": manifest.segments,
        "previous": manifest.previous,
        "indexed_at": manifest.indexed_at.isoformat(),
        "sources": [asdict(source) for source in manifest.sources.values()],
    }
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(written, file, ensure_ascii=False, default=date.isoformat)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _decoded(written: dict[str, Any]) -> Manifest:
    sources = [_source(source) for source in written["sources"]]
    return Manifest(
        embedder=written["embedder"],
        segments=tuple(written["segments"]),
        previous=tuple(written["previous"]),
        indexed_at=datetime.fromisoformat(written["indexed_at"]),
        sources={source.path: source for source in sources},
    )


def _source(written: dict[str, Any]) -> Source:
    entries = tuple(_entry(entry) for entry in written.pop("entries"))
    findings = tuple(Finding(**finding) for finding in written.pop("findings"))
    return Source(**written, entries=entries, findings=findings)


def _entry(written: dict[str, Any]) -> Entry:
    until = written.pop("valid_until")
    return Entry(**written, valid_until=date.fromisoformat(until) if until else None)
