"""What can be wrong with a sheet or its file: one code each, with its sentence and its remedy in English.

The core says the same in the reader's language by the code; a test holds both texts together.
"""

from __future__ import annotations

from rag.errors import WorkbookError
from rag.models import MEND, NOTE, Finding

_SAVE_AS = "Open it in Excel and save it as .xlsx."
_NAME_COLUMNS = "Name the columns, for instance: Job, Erro, Sintoma, Solução, Responsável, Contato, Procedimento."
_FILL_IN = "Fill it in, or delete the row."

FILE_TEXTS: dict[str, tuple[str, str]] = {
    "lock-file": (
        "{file} is the lock file that Excel keeps beside an open workbook.",
        "Give the workbook itself, the file without ~$ before its name.",
    ),
    "missing": (
        "{file} does not exist.",
        "Check the path: on the command line, in RESYNC_KNOWLEDGE or in resync.toml.",
    ),
    "unopenable": ("{file} cannot be opened: {reason}.", "Close it in Excel, or give Resync the right to read it."),
    "empty": ("{file} is empty.", "Save the sheet again, or restore a copy."),
    "too-large": ("{file} has {size} MB; at most {limit} are read.", "Remove pictures and old sheets, or split it."),
    "unpacks-too-large": (
        "{file} unpacks to {size} MB; at most {limit} are read.",
        "Delete the empty formatted rows and the sheets that are not needed.",
    ),
    "cut-off": (
        "{file} is damaged or was cut off while it was copied.",
        "Copy it again, or let Excel repair it.",
    ),
    "damaged": (
        "{file} is damaged: {reason} while it was read.",
        "Open it in Excel, let it repair, and save it again.",
    ),
    "web-page": ("{file} is a web page or XML with a spreadsheet's name.", _SAVE_AS),
    "pdf": ("{file} is a PDF.", "Give the spreadsheet that it was printed from."),
    "json": ("{file} is JSON.", "Give an .xlsx or .csv file."),
    "binary-workbook": ("{file} is a binary workbook (.xlsb).", _SAVE_AS),
    "open-document": ("{file} is an OpenDocument spreadsheet (.ods).", "Save it as .xlsx."),
    "other-archive": ("{file} is an archive and no Excel workbook.", _SAVE_AS),
    "protected": ("{file} is protected with a password.", "Save a copy without a password to open."),
    "old-format": ("{file} is in the old .xls format.", _SAVE_AS),
    "no-excel": (
        "{file} cannot be opened as a workbook: it is damaged, or is no Excel file in spite of its name.",
        "Open it in Excel and save it as .xlsx, or put a good copy in its place.",
    ),
    "no-spreadsheet": ("{file} is no spreadsheet.", _SAVE_AS),
    "no-table": (
        "{file} is no table of separated values: {reason}.",
        "Save it from Excel as “CSV UTF-8”, or as .xlsx.",
    ),
    "no-sheet": (
        "{file} has no sheet with headings that Resync knows: a solution, and one of job, error or symptom.",
        _NAME_COLUMNS,
    ),
}

CELL_TEXTS: dict[str, tuple[str, str]] = {
    "hidden-sheet": (
        "the sheet is hidden, so it is not read",
        "Unhide it if its rows should count, or delete it.",
    ),
    "hidden-rows": ("hidden rows ({count}) are read like all others", "Unhide them, or delete what no longer holds."),
    "too-many-rows": ("only the first {limit} rows are read", "Split the sheet into several files."),
    "no-headings": (
        "no row of headings with a solution and one of job, error or symptom was found",
        _NAME_COLUMNS,
    ),
    "unknown-column": (
        "the column “{heading}” is not used: its heading is not known",
        "Nothing, if it is for people only; else give it a heading that Resync knows.",
    ),
    "no-solution": ("the row has no solution, so it is not read", _FILL_IN),
    "no-steps": (
        "the row has no solution but a procedure, so that whoever is on call has to read it all",
        "Write the steps in a line or two; the procedure stays beside them.",
    ),
    "names-no-case": ("the row names no job, error or symptom, so it is not read", _FILL_IN),
    "formula-error": ("the formula gives {value}", "Correct the cell."),
    "formula-uncalculated": (
        "the formula was never calculated",
        "Open the workbook in Excel and save it, so that the result is stored.",
    ),
    "link-calculated": (
        "the target of the link is calculated",
        "Replace the formula by a link typed or attached to the cell.",
    ),
    "no-web-link": (
        "“{link}” is no link that opens from a chat",
        "Put the document where a link with http:// or https:// opens it.",
    ),
    "no-date": ("“{value}” is no date", "Write a date, for instance 31/12/2026."),
    "expired": ("the row was valid until {day}", "Check it and write a new date, or delete the row."),
    "unknown-severity": (
        "“{value}” is no severity that Resync knows",
        "Write critical, high, normal or low, or a number from 1 to 5.",
    ),
    "no-owner": ("the row names nobody who looks after it", "Fill in the owner or the contact."),
    "duplicate": ("the row says the same as {place}", "Delete one of the two."),
    "contradiction": (
        "the row gives another solution than {place} for the same error",
        "Join both into one row, or say in the symptom when each applies.",
    ),
}

_NOTES = {
    "hidden-rows",
    "unknown-column",
    "expired",
    "no-steps",
}  # what may well be meant so, and keeps no row from being read


def finding(code: str, *, file: str, sheet: str, cell: str = "", **values: str) -> Finding:
    """A finding about a cell, or about the whole sheet where `cell` is empty."""
    problem, remedy = CELL_TEXTS[code]
    return Finding(
        file=file,
        sheet=sheet,
        cell=cell,
        problem=problem.format_map(values),
        remedy=remedy.format_map(values),
        code=code,
        values=tuple(values.items()),
        level=NOTE if code in _NOTES else MEND,
    )


def unreadable(code: str, file: str, **values: str) -> WorkbookError:
    """The error for a file that is no sheet; `file` is its name without folders."""
    problem, remedy = (text.format_map({"file": file, **values}) for text in FILE_TEXTS[code])
    return WorkbookError(problem, file=file, remedy=remedy, code=code, values=tuple(values.items()))
