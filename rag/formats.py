"""What a file really is, told by its first bytes; the sentence for its owner where it is no sheet."""

from __future__ import annotations

import zipfile
from pathlib import Path

from rag.errors import WorkbookError

LARGEST_FILE = 60 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv")
_SAVE_AS = "Open it in Excel and save it as .xlsx."


def kind_of(path: Path) -> str:
    """`workbook` or `text`, by content and not by name.

    Raises: WorkbookError with what to do, where the file is missing, empty, locked, protected or something else.
    """
    head = _first_bytes(path)
    if head.startswith(b"PK"):
        _check_package(path)
        return "workbook"
    for magic, sentence, remedy in _OTHERS:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(magic):
            raise WorkbookError(f"{path.name} {sentence}", file=path.name, remedy=remedy)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_or_protected(path)
    if _looks_binary(head):
        raise WorkbookError(f"{path.name} is no spreadsheet.", file=path.name, remedy=_SAVE_AS)
    return "text"


_OTHERS = (
    (b"<", "is a web page or XML with a spreadsheet's name.", _SAVE_AS),
    (b"%PDF", "is a PDF.", "Give the spreadsheet that it was printed from."),
    (b"{", "is JSON.", "Give an .xlsx or .csv file."),
)


def _first_bytes(path: Path) -> bytes:
    if path.name.startswith("~$"):
        raise WorkbookError(
            f"{path.name} is the lock file that Excel keeps beside an open workbook.",
            file=path.name,
            remedy=f"Give {path.name[2:]} instead.",
        )
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError as error:
        raise WorkbookError(
            f"{path.name} does not exist.", file=path.name, remedy="Check the path in RESYNC_KNOWLEDGE."
        ) from error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise WorkbookError(
            f"{path.name} cannot be opened: {reason}.",
            file=path.name,
            remedy="Close it in Excel, or give Resync the right to read it.",
        ) from error
    if not size:
        raise WorkbookError(f"{path.name} is empty.", file=path.name, remedy="Save the sheet again, or restore a copy.")
    if size > LARGEST_FILE:
        raise WorkbookError(
            f"{path.name} has {size // 2**20} MB; at most {LARGEST_FILE // 2**20} are read.",
            file=path.name,
            remedy="Remove pictures and old sheets, or split it.",
        )
    return head


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            unpacked = sum(info.file_size for info in package.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise WorkbookError(
            f"{path.name} is damaged or was cut off while it was copied.",
            file=path.name,
            remedy="Copy it again, or let Excel repair it.",
        ) from error
    if "xl/workbook.bin" in names:
        raise WorkbookError(f"{path.name} is a binary workbook (.xlsb).", file=path.name, remedy=_SAVE_AS)
    if "xl/workbook.xml" not in names:
        raise WorkbookError(f"{path.name} is an archive and no Excel workbook.", file=path.name, remedy=_SAVE_AS)
    if unpacked > LARGEST_UNPACKED:
        raise WorkbookError(
            f"{path.name} unpacks to {unpacked // 2**20} MB; at most {LARGEST_UNPACKED // 2**20} are read.",
            file=path.name,
            remedy="Delete the empty formatted rows and the sheets that are not needed.",
        )


def _old_or_protected(path: Path) -> WorkbookError:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return WorkbookError(
            f"{path.name} is protected with a password.",
            file=path.name,
            remedy="Save a copy without a password to open.",
        )
    return WorkbookError(f"{path.name} is in the old .xls format.", file=path.name, remedy=_SAVE_AS)


def _looks_binary(head: bytes) -> bool:
    return b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
