"""XML inside an Excel package, parsed without ever following an entity."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.etree import ElementTree as ET
from xml.parsers import expat
from zipfile import ZipFile

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def parse(source: bytes | IO[bytes], start: Start, end: End, pieces: list[str]) -> None:
    """Walk through XML in one pass; its text is appended to `pieces`, which the two handlers empty.

    Raises: ExpatError where it is no XML; ValueError where it has a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if isinstance(source, bytes):
        parser.Parse(source, True)  # noqa: FBT003 - expat takes no keywords
    else:
        parser.ParseFile(source)


def tree(package: ZipFile, part: str) -> ET.Element:
    """A small part as a tree.

    Raises: KeyError where it is not there; ParseError where it is no XML; ValueError where it has a document type.
    """
    content = package.read(part)
    if b"<!DOCTYPE" in content:
        _refuse_doctype()
    return ET.fromstring(content)  # noqa: S314 - without a document type there are no entities to expand


def _refuse_doctype(*_: object) -> None:
    # No part of a workbook has one; entities, with which a few lines grow to gigabytes, are defined there.
    raise ValueError("a document type")
