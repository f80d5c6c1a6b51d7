"""The parts of an Excel package that say what its sheets' cells mean: sheets, relations, shared texts, formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from posixpath import dirname, join, normpath
from xml.etree import ElementTree as ET
from xml.parsers import expat
from zipfile import ZipFile

from rag.cells import clean

_WORKBOOK = "xl/workbook.xml"
_MAC_EPOCH = datetime(1904, 1, 1)  # noqa: DTZ001 - a calendar's first day has no time zone

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A worksheet: the name on its tab, the part that holds it, whether it is shown."""

    name: str
    part: str
    is_visible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How numbers are shown, by style: as a date, or with so many digits; `epoch` is day 0 of the dates."""

    codes: tuple[str, ...] = ()
    dates: frozenset[int] = frozenset()
    epoch: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What all sheets of a workbook share."""

    sheets: tuple[SheetPart, ...]
    texts: tuple[str, ...]
    formats: Formats


def refuse_doctype(*_: object) -> None:
    """For an XML parser: no part of a workbook has a document type, which is where entities are defined.

    Raises: ValueError.
    """
    raise ValueError("a document type")


def read_book(package: ZipFile) -> Book:
    """Read what the sheets share. Raises whatever zipfile and the XML parser raise for a damaged file."""
    root = _tree(package, _WORKBOOK)
    relations = relations_of(package, _WORKBOOK)
    sheets = tuple(_sheet_parts(root, relations))
    by_kind = dict(relations.values())
    mac = any(node.get("date1904") in {"1", "true"} for node in root.iterfind(".//{*}workbookPr"))
    return Book(
        sheets=sheets,
        texts=tuple(_shared_texts(package, by_kind.get("sharedStrings", ""))),
        formats=_formats(package, by_kind.get("styles", ""), mac=mac),
    )


def _sheet_parts(root: ET.Element, relations: Mapping[str, tuple[str, str]]) -> Iterator[SheetPart]:
    for node in root.iterfind(".//{*}sheet"):
        wanted = next((value for name, value in node.attrib.items() if name.endswith("}id")), "")
        kind, part = relations[wanted]
        if kind == "worksheet":  # a chartsheet holds no cells
            yield SheetPart(name=node.get("name", ""), part=part, is_visible=node.get("state", "visible") == "visible")


def relations_of(package: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by id the last word of the kind, and the target: a part's path, or a link as written."""
    path = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
    if path not in package.NameToInfo:
        return {}
    return {node.get("Id", ""): _relation(node, part) for node in _tree(package, path)}


def _relation(node: ET.Element, part: str) -> tuple[str, str]:
    kind, target = node.get("Type", "").rpartition("/")[2], node.get("Target", "")
    if node.get("TargetMode") == "External" or kind == "hyperlink":
        return kind, target
    return kind, target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))


def _tree(package: ZipFile, part: str) -> ET.Element:
    content = package.read(part)
    if b"<!DOCTYPE" in content:
        refuse_doctype()
    return ET.fromstring(content)  # noqa: S314 - without a document type there are no entities to expand


def _shared_texts(package: ZipFile, part: str) -> list[str]:
    if part not in package.NameToInfo:
        return []
    texts: list[str] = []
    pieces: list[str] = []
    parts: list[str] = []
    spoken = 0  # inside a reading aid (furigana), which is no text of the cell

    def start(name: str, _: object) -> None:
        nonlocal spoken
        pieces.clear()
        if name.endswith("rPh"):
            spoken += 1

    def end(name: str) -> None:
        nonlocal spoken
        tag = name.rpartition(":")[2]
        if tag == "t" and not spoken:
            parts.append("".join(pieces))
        elif tag == "si":
            texts.append(clean("".join(parts)))
            parts.clear()
        elif tag == "rPh":
            spoken -= 1

    parse(package, part, start, end, pieces)
    return texts


def parse(package: ZipFile, part: str, start: Start, end: End, pieces: list[str]) -> None:
    """Walk through a part in one pass; its text is appended to `pieces`, which the two handlers empty."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append
    parser.StartDoctypeDeclHandler = refuse_doctype
    with package.open(part) as file:
        parser.ParseFile(file)


def _formats(package: ZipFile, part: str, *, mac: bool) -> Formats:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
    from openpyxl.utils.datetime import WINDOWS_EPOCH

    epoch = _MAC_EPOCH if mac else WINDOWS_EPOCH
    if part not in package.NameToInfo:
        return Formats(epoch=epoch)
    root = _tree(package, part)
    own = {node.get("numFmtId"): node.get("formatCode", "") for node in root.iterfind(".//{*}numFmt")}
    ids = [node.get("numFmtId", "0") for styles in root.iterfind(".//{*}cellXfs") for node in styles]
    codes = tuple(own.get(key) or BUILTIN_FORMATS.get(int(key), "General") for key in ids)
    return Formats(codes=codes, dates=frozenset(n for n, code in enumerate(codes) if is_date_format(code)), epoch=epoch)
