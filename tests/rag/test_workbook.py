"""Any operator's workbook becomes entries and findings."""

from __future__ import annotations

import contextlib
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from sheets import HEADINGS, read, row, workbook

from rag.errors import WorkbookError
from rag.workbook import read_file, sheet_files


def test_a_row_knows_where_it_stands(tmp_path):
    """An entry names file, sheet and the row number that Excel shows."""
    entries, findings = read(workbook(tmp_path / "base.xlsx", [row(job="A"), row(job="B")]))
    assert [(e.file, e.sheet, e.row, e.job) for e in entries] == [
        ("base.xlsx", "Incidentes", 2, "A"),
        ("base.xlsx", "Incidentes", 3, "B"),
    ]
    assert findings == []


def test_numbers_arrive_as_codes(tmp_path):
    """-911 typed as a number is the text -911."""
    entries, _ = read(workbook(tmp_path / "a.xlsx", [row(error=-911)]))
    assert entries[0].error == "-911"


def test_every_kind_of_link_is_read(tmp_path):
    """Typed, attached and =HYPERLINK() targets all become the procedure; other schemes become none."""
    path = workbook(tmp_path / "a.xlsx", [row(link=None) for _ in range(4)])
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book.active
    sheet["G2"] = "https://wiki.example.com/typed"
    sheet["G3"] = "abrir"
    sheet["G3"].hyperlink = "https://wiki.example.com/attached"
    sheet["G4"] = '=HYPERLINK("https://wiki.example.com/formula","abrir")'
    sheet["G5"] = "abrir"
    sheet["G5"].hyperlink = Hyperlink(ref="G5", target="file:///c:/proc.doc")
    book.save(path)
    entries, _ = read(path)
    base = "https://wiki.example.com/"
    assert [f"{base}typed", f"{base}attached", f"{base}formula", "abrir"] == [e.procedure for e in entries]


def test_merged_cells_are_filled_down(tmp_path):
    """One solution merged over three rows is the solution of each."""
    book = Workbook()
    for values in (HEADINGS, row(job="A"), row(job="B", solution=None), row(job="C", solution=None)):
        book.active.append(list(values))
    book.active.merge_cells("E2:E4")
    book.save(tmp_path / "a.xlsx")
    entries, _ = read(tmp_path / "a.xlsx")
    assert [(e.job, e.solution) for e in entries] == [("A", "Fazer rerun"), ("B", "Fazer rerun"), ("C", "Fazer rerun")]


def test_dates_end_a_rows_validity(tmp_path):
    """A date, Excel's serial day and a typed day are dates; a word is a finding with its cell."""
    headings = ("Erro", "Solução", "Válido até")
    rows = [("E1", "S", datetime(2026, 12, 31)), ("E2", "S", 45296), ("E3", "S", "31/12/2026"), ("E4", "S", "sempre")]
    entries, findings = read(workbook(tmp_path / "a.xlsx", rows, headings))
    assert [date(2026, 12, 31), date(2024, 1, 5), date(2026, 12, 31), None] == [e.valid_until for e in entries]
    assert [(f.cell, f.problem) for f in findings] == [("C5", "“sempre” is no date")]


def test_a_row_that_cannot_be_used_is_a_finding(tmp_path):
    """A row without a solution, and one that names no case, are told with their cells; the others are read."""
    rows = [row(solution=None, link=None), row(job=None, error=None, symptom=None), row(job="GOOD")]
    entries, findings = read(workbook(tmp_path / "a.xlsx", rows))
    assert [e.job for e in entries] == ["GOOD"]
    assert [f.cell for f in findings] == ["E2", "A3"]
    assert all(f.remedy for f in findings)


def test_a_formula_never_calculated_is_a_finding(tmp_path):
    """Excel stores results; a workbook written by a program has none, and nobody is left guessing."""
    _, findings = read(workbook(tmp_path / "a.xlsx", [row(symptom="=CONCATENATE(A2,B2)")]))
    assert [(f.cell, f.problem) for f in findings] == [("C2", "the formula was never calculated")]


def test_hidden_rows_are_read_and_told(tmp_path):
    """A filter left on hides rows from people, not from Resync, and a finding says so."""
    path = workbook(tmp_path / "a.xlsx", [row(job="A"), row(job="B")])
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    entries, findings = read(path)
    assert [e.job for e in entries] == ["A", "B"]
    assert [f.cell for f in findings] == ["A3"]


def test_a_hidden_sheet_is_not_read_and_told(tmp_path):
    """What the owner hid as a whole does not answer, and a finding says so."""
    book = Workbook()
    for values in (HEADINGS, row(job="A")):
        book.active.append(list(values))
    old = book.create_sheet("Antigos")
    for values in (HEADINGS, row(job="OLD")):
        old.append(list(values))
    old.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    entries, findings = read(tmp_path / "a.xlsx")
    assert [e.job for e in entries] == ["A"]
    assert [(f.sheet, f.problem) for f in findings] == [("Antigos", "the sheet is hidden, so it is not read")]


def test_one_formatted_cell_at_the_end_costs_nothing(tmp_path):
    """A format on row 1,048,576 does not make a million rows."""
    path = workbook(tmp_path / "a.xlsx", [row(job="A")])
    from openpyxl import load_workbook
    from openpyxl.styles import Font

    book = load_workbook(path)
    book.active.cell(1_048_576, 1).font = Font(bold=True)
    book.save(path)
    before = time.monotonic()
    entries, _ = read(path)
    assert [e.job for e in entries] == ["A"]
    assert time.monotonic() - before < 3


def test_a_sheet_that_is_no_list_is_passed_over(tmp_path):
    """A cover sheet beside the list is not read and needs no finding; a table without headings does."""
    book = Workbook()
    book.active.append(["Manual da operação"])
    table = book.create_sheet("Tabela")
    for _ in range(4):
        table.append(["x", "y"])
    knowledge = book.create_sheet("Base")
    for values in (HEADINGS, row(job="A")):
        knowledge.append(list(values))
    book.save(tmp_path / "a.xlsx")
    entries, findings = read(tmp_path / "a.xlsx")
    assert [e.job for e in entries] == ["A"]
    assert [f.sheet for f in findings] == ["Tabela"]


def test_without_a_solution_column_the_procedure_is_the_solution(tmp_path):
    """A sheet whose last column is called Procedimento tells what to do in it."""
    path = workbook(tmp_path / "a.xlsx", [("ORA-1", "Ligar para a DBA")], ("Erro", "Procedimento"))
    assert [e.solution for e in read(path)[0]] == ["Ligar para a DBA"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16", "utf-8"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_csv_file_is_read_however_it_was_saved(tmp_path, encoding, mark):
    """Encodings and separators of Excel in Brazil and elsewhere all give the same entry."""
    lines = (mark.join(("Job", "Erro", "Solução")), mark.join(("PAY_*", "ORA-1", '"Avisar; ligar, esperar"')))
    (tmp_path / "a.csv").write_bytes("\n".join(lines).encode(encoding))
    entries, _ = read(tmp_path / "a.csv")
    assert [(e.job, e.solution, e.row) for e in entries] == [("PAY_*", "Avisar; ligar, esperar", 2)]


def test_a_csv_file_may_be_called_xlsx(tmp_path):
    """The content decides what a file is, not its name."""
    (tmp_path / "a.xlsx").write_text("Job;Erro;Solução\nA;ORA-1;rerun\n", encoding="utf-8")
    assert [e.job for e in read(tmp_path / "a.xlsx")[0]] == ["A"]


def _encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def _package(*names: str) -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"", "is empty"),
        ("a.xlsx", b"PK\x03\x04 cut off", "is damaged or was cut off"),
        ("a.xlsx", b"<html><table></table></html>", "is a web page"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is in the old .xls format"),
        ("a.xlsx", _encrypted(), "is protected with a password"),
        ("a.xlsb", _package("xl/workbook.bin"), "is a binary workbook"),
        ("a.xlsx", _package("word/document.xml"), "is an archive and no Excel workbook"),
        ("a.xlsx", _package("xl/workbook.xml"), "is damaged"),
        ("~$a.xlsx", b"user", "is the lock file"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.bin", b"\x00\x01\x02\x03", "is no spreadsheet"),
        ("a.csv", b"hello\nworld\n", "has no sheet with headings"),
        ("a.xlsx", b"hello\nworld\n", "cannot be opened as a workbook: it is damaged"),
        ("a.xlsx", b"hello\x00world\n", "cannot be opened as a workbook: it is damaged"),
        ("a.csv", b"\xef\xbb\xbf \r\n", "is empty"),
        ("a.csv", b'{"rows": []}', "is JSON"),
        ("a.ods", _package("content.xml", "mimetype"), "is an OpenDocument spreadsheet"),
    ],
)
def test_a_file_that_is_no_sheet_says_so_and_what_to_do(tmp_path, name, content, says):
    """Each kind of wrong file gets its own sentence with its name, and a remedy."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WorkbookError, match=says) as caught:
        read_file(tmp_path / name)
    assert name == caught.value.file
    assert caught.value.remedy


def test_a_file_that_is_too_large_says_so(tmp_path):
    """Sixty megabytes on disk, and four hundred unpacked, are refused before they are read."""
    with (tmp_path / "large.xlsx").open("wb") as file:
        file.write(b"PK")
        file.truncate(61 * 2**20)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/workbook.xml", "x")
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(401):
                part.write(bytes(2**20))
    for name, says in (("large.xlsx", "large.xlsx has 61 MB"), ("bomb.xlsx", "bomb.xlsx unpacks to 401 MB")):
        with pytest.raises(WorkbookError, match=says):
            read_file(tmp_path / name)


def test_a_file_that_cannot_be_opened_says_so(tmp_path):
    """A folder with a sheet's name, like a file without the right to read it, is told with the system's reason."""
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(WorkbookError, match=r"a\.xlsx cannot be opened: Is a directory") as caught:
        read_file(tmp_path / "a.xlsx")
    assert "right to read" in caught.value.remedy


def test_a_missing_file_says_so(tmp_path):
    """A path that leads nowhere is named."""
    with pytest.raises(WorkbookError, match=r"gone\.xlsx does not exist"):
        read_file(tmp_path / "gone.xlsx")


def test_a_folder_means_its_sheets(tmp_path):
    """Sheets are found in folders below; lock files and other files do not count."""
    (tmp_path / "sub").mkdir()
    for name in ("b.csv", "sub/a.xlsx", "~$a.xlsx", "notes.txt"):
        (tmp_path / name).write_text("x")
    assert [Path("b.csv"), Path("sub/a.xlsx")] == [p.relative_to(tmp_path) for p in sheet_files([tmp_path])]


def test_equal_rows_have_ids_of_their_own(tmp_path):
    """The same row twice is two entries; moving a row keeps its id."""
    first = read(workbook(tmp_path / "a.xlsx", [row(), row(), row(job="Z")]))[0]
    moved = read(workbook(tmp_path / "a.xlsx", [row(job="Z"), row(), row()]))[0]
    assert len({e.id for e in first}) == 3
    assert {e.id for e in first} == {e.id for e in moved}


def test_a_damaged_sheet_inside_a_workbook_says_so(tmp_path):
    """Broken XML in the package is a sentence, not a stack trace."""
    path = workbook(tmp_path / "a.xlsx", [row()])
    broken = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if name.endswith("sheet1.xml") else content)
    with pytest.raises(WorkbookError, match="is damaged"):
        read_file(broken)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_no_file_crashes_the_reader(tmp_path, content):
    """Whatever bytes a file holds, it is read or refused with a sentence."""
    path = tmp_path / "wild.csv"
    path.write_bytes(content)
    with contextlib.suppress(WorkbookError):
        assert read_file(path).sheets


_CELL = st.one_of(st.none(), st.text(max_size=30), st.integers(), st.floats(), st.dates(), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELL, max_size=9), max_size=6))
def test_no_row_crashes_the_reader(rows):
    """Whatever cells a sheet holds, each row is an entry, a finding or blank."""
    from rag.cells import text_of
    from rag.grid import Grid, Row
    from rag.rows import Reading, read_grid

    reading = Reading()
    cells = [tuple(text_of(value) for value in values) for values in (HEADINGS, *rows)]
    read_grid("w.xlsx", Grid(name="W", rows=tuple(Row(number=n, texts=c) for n, c in enumerate(cells, 1))), reading)
    assert len(reading.entries) <= len(rows)
