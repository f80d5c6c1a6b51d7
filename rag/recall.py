"""What was read of a workbook the last time, so that the next time only what changed in it is parsed.

A changed row has to be in service within a second, and parsing 10,000 rows takes longer than that. Rows are known again
by their XML, in which the numbers of shared texts are replaced by the texts: Excel numbers those anew when it saves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zipfile import ZipFile

from rag.grid import Note
from rag.models import Entry

_LARGEST = 64 * 1024 * 1024  # of a part; larger ones are parsed while they are unpacked, and not remembered
_SHARED = re.compile(rb't="s"[^>]*><v>(\d+)</v>')
_IS_SHARED = b't="s"'
_NEVER_CUT = (b"<![CDATA[", b"<!--", b"t='s'")  # what could make a piece of text look like an element

RowMark = tuple[bytes, tuple[str, ...]]
RowKey = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True)
class Line:
    """A row of a worksheet as it is read, by column index from 0."""

    number: int
    is_hidden: bool = False
    texts: list[str] = field(default_factory=list)
    links: dict[int, str] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)
    calculated_links: list[int] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not (any(self.texts) or self.notes)

    def put(self, column: int, text: str) -> None:
        missing = column - len(self.texts)
        if missing >= 0:
            self.texts.extend([""] * missing)
            self.texts.append(text)
        else:
            self.texts[column] = text

    def copy(self) -> Line:
        links, notes, calculated = dict(self.links), dict(self.notes), list(self.calculated_links)
        return Line(self.number, self.is_hidden, list(self.texts), links, notes, calculated)


@dataclass(slots=True)
class Recall:
    """What was read of one file: shared texts by their XML, lines by sheet and mark, entries by what their row says.

    `formats` are the number formats that the lines were read by.
    """

    texts: dict[bytes, str] = field(default_factory=dict)
    lines: dict[str, Mapping[RowMark, Line]] = field(default_factory=dict)
    entries: dict[RowKey, Entry] = field(default_factory=dict)
    formats: object = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a package in pieces: what precedes the repeated elements, each of them, what follows."""

    head: bytes
    pieces: list[bytes]
    tail: bytes

    def with_only(self, pieces: Sequence[bytes]) -> bytes:
        """The part with some of its pieces."""
        return b"".join((self.head, *pieces, self.tail))


def cut(package: ZipFile, part: str, name: bytes) -> Cut | None:
    """A part cut before each element of a name; None where that cannot be done safely."""
    if package.getinfo(part).file_size > _LARGEST:
        return None
    content = package.read(part)
    opening = min((b"<" + name + mark for mark in (b" ", b">")), key=lambda start: _place(content, start))
    first, last = content.find(opening), content.rfind(b"</" + name + b">")
    if not 0 <= first < last or any(mark in content for mark in _NEVER_CUT):
        return None
    end = last + len(name) + len(b"</>")
    return Cut(content[:first], [opening + piece for piece in content[first:end].split(opening)[1:]], content[end:])


def _place(content: bytes, start: bytes) -> int:
    place = content.find(start)
    return place if place >= 0 else len(content)


def row_mark(piece: bytes, texts: Sequence[str]) -> RowMark | None:
    """What a row says: its XML without the numbers of shared texts, and those texts; None where one is not found."""
    parts = _SHARED.split(piece)
    if piece.count(_IS_SHARED) != len(parts) // 2:
        return None
    return b"".join(parts[::2]), tuple([texts[int(number)] for number in parts[1::2]])
