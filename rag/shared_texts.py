"""The table of texts that the cells of a workbook share."""

from __future__ import annotations

from typing import IO
from zipfile import ZipFile

from rag.cells import clean
from rag.package_xml import parse
from rag.recall import cut


def shared_texts(package: ZipFile, part: str, last: dict[bytes, str], fresh: dict[bytes, str]) -> tuple[str, ...]:
    """The texts in their order; those that `last` holds by their XML are not parsed again, `fresh` holds all."""
    if part not in package.NameToInfo:
        return ()
    pieces = cut(package, part, b"si")
    if pieces is None:
        with package.open(part) as file:
            return tuple(_parsed(file))
    unknown = [piece for piece in dict.fromkeys(pieces.pieces) if piece not in last]
    read = _parsed(pieces.with_only(unknown))
    if len(read) != len(unknown):  # an element that was not seen, such as one without content
        return tuple(_parsed(pieces.with_only(pieces.pieces)))
    known = last | dict(zip(unknown, read, strict=True))
    fresh.update((piece, known[piece]) for piece in pieces.pieces)
    return tuple(fresh[piece] for piece in pieces.pieces)


def _parsed(source: bytes | IO[bytes]) -> list[str]:
    reader = _Reader()
    parse(source, reader.start, reader.end, reader.pieces)
    return reader.texts


class _Reader:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self._parts: list[str] = []
        self._is_spoken = False  # inside a reading aid (furigana), which is no text of the cell

    def start(self, name: str, _: object) -> None:
        self.pieces.clear()
        if name.endswith("rPh"):
            self._is_spoken = True

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "t" and not self._is_spoken:
            self._parts.append("".join(self.pieces))
        elif tag == "si":
            self.texts.append(clean("".join(self._parts)))
            self._parts.clear()
        elif tag == "rPh":
            self._is_spoken = False
