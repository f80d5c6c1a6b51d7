"""The parts of an Excel package that say what its sheets' cells mean: sheets, relations, shared texts, formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from posixpath import dirname, join, normpath
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from rag.package_xml import tree
from rag.recall import Recall
from rag.shared_texts import shared_texts

_WORKBOOK = "xl/workbook.xml"
_MAC_EPOCH = datetime(1904, 1, 1)  # noqa: DTZ001 - a calendar's first day has no time zone


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


def read_book(package: ZipFile, last: Recall, fresh: Recall) -> Book:
    """Read what the sheets share, with what was known of it the `last` time.

    Raises whatever zipfile and the XML parser raise for a damaged file.
    """
    root = tree(package, _WORKBOOK)
    relations = relations_of(package, _WORKBOOK)
    sheets = tuple(_sheet_parts(root, relations))
    by_kind = dict(relations.values())
    mac = any(node.get("date1904") in {"1", "true"} for node in root.iterfind(".//{*}workbookPr"))
    return Book(
        sheets=sheets,
        texts=shared_texts(package, by_kind.get("sharedStrings", ""), last.texts, fresh.texts),
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
    return {node.get("Id", ""): _relation(node, part) for node in tree(package, path)}


def _relation(node: ET.Element, part: str) -> tuple[str, str]:
    kind, target = node.get("Type", "").rpartition("/")[2], node.get("Target", "")
    if node.get("TargetMode") == "External" or kind == "hyperlink":
        return kind, target
    return kind, target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))


def _formats(package: ZipFile, part: str, *, mac: bool) -> Formats:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
    from openpyxl.utils.datetime import WINDOWS_EPOCH

    epoch = _MAC_EPOCH if mac else WINDOWS_EPOCH
    if part not in package.NameToInfo:
        return Formats(epoch=epoch)
    root = tree(package, part)
    own = {node.get("numFmtId"): node.get("formatCode", "") for node in root.iterfind(".//{*}numFmt")}
    ids = [node.get("numFmtId", "0") for styles in root.iterfind(".//{*}cellXfs") for node in styles]
    codes = tuple(own.get(key) or BUILTIN_FORMATS.get(int(key), "General") for key in ids)
    return Formats(codes=codes, dates=frozenset(n for n, code in enumerate(codes) if is_date_format(code)), epoch=epoch)
