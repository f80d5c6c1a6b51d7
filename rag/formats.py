"""What a file really is, told by its first bytes; the sentence for its owner where it is no sheet."""

from __future__ import annotations

import zipfile
from pathlib import Path

from rag.errors import WorkbookError
from rag.findings import unreadable

LARGEST_FILE = 60 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
SUFFIXES = (*WORKBOOK_SUFFIXES, ".csv", ".tsv")
# Told by name where a folder holds them, since their owner believes them to be read.
REFUSED_SUFFIXES = (".xls", ".xlsb", ".ods")
_OTHERS = ((b"<", "web-page"), (b"%PDF", "pdf"), (b"{", "json"))
_OLE = b"\xd0\xcf\x11\xe0"


def kind_of(path: Path) -> str:
    """`workbook` or `text`, by content and not by name.

    Raises: WorkbookError with what to do, where the file is missing, empty, locked, protected or something else.
    """
    head = _first_bytes(path)
    if head.startswith(b"PK"):
        _check_package(path)
        return "workbook"
    written = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    for magic, code in _OTHERS:
        if written.startswith(magic):
            raise unreadable(code, path.name)
    if head.startswith(_OLE):
        raise _old_or_protected(path)
    if _looks_binary(head):
        raise unreadable("no-excel" if path.suffix.lower() in WORKBOOK_SUFFIXES else "no-spreadsheet", path.name)
    if not written:
        raise unreadable("empty", path.name)
    return "text"


def _first_bytes(path: Path) -> bytes:
    if path.name.startswith("~$"):
        raise unreadable("lock-file", path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError as error:
        raise unreadable("missing", path.name) from error
    except OSError as error:
        raise unreadable("unopenable", path.name, reason=error.strerror or type(error).__name__) from error
    if not size:
        raise unreadable("empty", path.name)
    if size > LARGEST_FILE:
        raise unreadable("too-large", path.name, size=_megabytes(size), limit=_megabytes(LARGEST_FILE))
    return head


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            unpacked = sum(info.file_size for info in package.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise unreadable("cut-off", path.name) from error
    if "xl/workbook.bin" in names:
        raise unreadable("binary-workbook", path.name)
    if "xl/workbook.xml" not in names:
        raise unreadable("open-document" if "content.xml" in names else "other-archive", path.name)
    if unpacked > LARGEST_UNPACKED:
        raise unreadable("unpacks-too-large", path.name, size=_megabytes(unpacked), limit=_megabytes(LARGEST_UNPACKED))


def _megabytes(size: int) -> str:
    return str(size // 2**20)


def _old_or_protected(path: Path) -> WorkbookError:
    encrypted = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
    return unreadable("protected" if encrypted else "old-format", path.name)


def _looks_binary(head: bytes) -> bool:
    return b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
