"""Workbooks written as other programs write them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path


def edited(path: Path, change: Callable[[str], str], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """The same package with one part written otherwise, as other writers do."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def with_shared_texts(path: Path) -> Path:
    """The same workbook with its texts in one table, as Excel saves it."""
    table: dict[str, int] = {}

    def shared(match: re.Match[str]) -> str:
        number = table.setdefault(match[3], len(table))
        return f'<c r="{match[1]}"{match[2]} t="s"><v>{number}</v></c>'

    inline = re.compile(r'<c r="([A-Z]+\d+)"((?: s="\d+")?) t="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
    edited(path, lambda xml: inline.sub(shared, xml))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rShared" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    edited(path, lambda xml: xml.replace("</Relationships>", link), "xl/_rels/workbook.xml.rels")
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{media}"/></Types>'
    edited(path, lambda xml: xml.replace("</Types>", override), "[Content_Types].xml")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        items = "".join(f"<si>{text}</si>" for text in table)
        name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{name}">{items}</sst>')
    return path
