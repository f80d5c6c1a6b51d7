"""Excel packages read in one pass: what stands in them is what openpyxl, Excel and other writers put there."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chartsheet import Chartsheet
from openpyxl.worksheet.hyperlink import Hyperlink
from packages import edited, with_shared_texts
from sheets import HEADINGS, read, row, workbook

from rag.cells import text_of
from rag.errors import WorkbookError
from rag.grid import Grid
from rag.recall import Recall
from rag.spreadsheet import read_workbook
from rag.workbook import read_file


def grids(path: Path) -> list[Grid]:
    return read_workbook(path, Recall(), Recall())


_VALUES = st.one_of(
    st.none(),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, blacklist_categories=("Cs",)), max_size=12),
    st.integers(-99_999, 10**12),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 6)),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(lambda when: when.replace(microsecond=0)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_VALUES, min_size=1, max_size=5), min_size=1, max_size=8), st.booleans())
def test_every_cell_reads_as_openpyxl_reads_it(tmp_path, rows, shared):
    """Whatever values a workbook holds, inline or shared, both readers find the same texts at the same places."""
    book = Workbook()
    for values in rows:
        book.active.append([value if not str(value).startswith("=") else "x" for value in values])
    path = tmp_path / "wild.xlsx"
    book.save(path)
    if shared:
        with_shared_texts(path)
    expected = {
        (cell.row, cell.column - 1): text
        for cells in load_workbook(path).active.iter_rows()
        for cell in cells
        if (text := text_of(cell.value, cell.number_format))
    }
    read = {(r.number, n): text for r in grids(path)[0].rows for n, text in enumerate(r.texts) if text}
    assert expected == read


def test_dates_read_as_dates_whatever_their_format(tmp_path):
    """A day in any date format is ISO, a time of day a time; the Mac's calendar starts in 1904."""
    book = Workbook()
    book.active.append([date(2026, 12, 31), datetime(2026, 12, 31, 14, 30), time(3, 12)])
    book.active["A1"].number_format = "[$-416]d\\ mmm\\ yyyy;@"
    book.save(tmp_path / "a.xlsx")
    assert grids(tmp_path / "a.xlsx")[0].rows[0].texts == ("2026-12-31", "2026-12-31 14:30:00", "03:12:00")
    edited(
        tmp_path / "a.xlsx", lambda xml: xml.replace("<workbookPr", '<workbookPr date1904="1"', 1), "xl/workbook.xml"
    )
    assert grids(tmp_path / "a.xlsx")[0].rows[0].texts[0] == "2031-01-01"


def test_codes_keep_the_zeros_that_their_format_shows(tmp_path):
    """60 shown as 00060 is the code 00060."""
    book = Workbook()
    book.active["A1"] = 60
    book.active["A1"].number_format = "00000"
    book.save(tmp_path / "a.xlsx")
    assert [row.texts for row in grids(tmp_path / "a.xlsx")[0].rows] == [("00060",)]


def test_text_in_several_colours_is_one_text(tmp_path):
    """Runs of a rich text are joined, in the cell and in the shared table; reading aids are left out."""
    book = Workbook()
    book.active["A1"] = CellRichText("ORA-", TextBlock(InlineFont(b=True), "01555"), " snapshot")
    book.save(tmp_path / "a.xlsx")
    assert grids(tmp_path / "a.xlsx")[0].rows[0].texts == ("ORA-01555 snapshot",)
    aid = '<rPh sb="0" eb="1"><t>aid</t></rPh></is>'
    edited(tmp_path / "a.xlsx", lambda xml: xml.replace("</is>", aid))
    with_shared_texts(tmp_path / "a.xlsx")
    assert grids(tmp_path / "a.xlsx")[0].rows[0].texts == ("ORA-01555 snapshot",)


def test_prefixed_and_sparse_xml_reads_the_same(tmp_path):
    """Writers that prefix every element, or leave out what row and column a cell has, are understood."""
    path = workbook(tmp_path / "a.xlsx", [row(job="A"), row(job="B")])
    expected = [r.texts for r in grids(path)[0].rows]
    edited(path, lambda xml: re.sub(r' r="[A-Z]*\d+"', "", xml))
    assert expected == [r.texts for r in grids(path)[0].rows]
    edited(path, lambda xml: re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x="))
    assert expected == [r.texts for r in grids(path)[0].rows]


def test_a_link_over_several_cells_is_that_of_each(tmp_path):
    """A link attached to a range belongs to every cell of it, its anchor included; one into the workbook to none."""
    path = workbook(tmp_path / "a.xlsx", [row(job=name, link="abrir") for name in "ABC"])
    book = load_workbook(path)
    book.active["G2"].hyperlink = Hyperlink(ref="G2", target="https://wiki.example.com/kb", location="passo-2")
    book.active["G4"].hyperlink = Hyperlink(ref="G4", location="'Incidentes'!A1")
    book.save(path)
    edited(path, lambda xml: xml.replace('ref="G2"', 'ref="G2:G3"'))
    entries, findings = read(path)
    assert ["https://wiki.example.com/kb#passo-2"] * 2 + ["abrir"] == [e.procedure for e in entries]
    assert findings == []


def test_a_link_that_no_chat_opens_is_a_finding(tmp_path):
    """A file share, attached or typed, is told at its cell; mail addresses of people are none of it."""
    path = workbook(tmp_path / "a.xlsx", [row(link="abrir"), row(job="B", link="\\\\srv\\proc.doc")])
    book = load_workbook(path)
    book.active["G2"].hyperlink = Hyperlink(ref="G2", target="file:///c:/proc.doc")
    book.active["F2"].hyperlink = Hyperlink(ref="F2", target="mailto:dba@example.com")
    book.save(path)
    assert [("G2", "no-web-link"), ("G3", "no-web-link")] == [(f.cell, f.code) for f in read(path)[1]]


def test_merged_cells_side_by_side_count_once(tmp_path):
    """A cell merged over two columns is the first of them; a row that is wholly merged away is no second row."""
    book = Workbook()
    for values in (HEADINGS, row(job="A", symptom=None), (None,) * 7, row(job="C")):
        book.active.append(list(values))
    book.active.merge_cells("B2:C2")
    for column in "AEFG":
        book.active.merge_cells(f"{column}2:{column}3")
    book.save(tmp_path / "a.xlsx")
    entries, _ = read(tmp_path / "a.xlsx")
    assert [("A", "ORA-01555", "", 2), ("C", "ORA-01555", "Snapshot too old", 4)] == [
        (e.job, e.error, e.symptom, e.row) for e in entries
    ]


def test_a_merged_link_is_filled_down_with_its_text(tmp_path):
    """A procedure merged over three jobs is the procedure of each."""
    book = Workbook()
    for values in (HEADINGS, row(job="A", link="abrir"), row(job="B", link=None), row(job="C", link=None)):
        book.active.append(list(values))
    book.active["G2"].hyperlink = "https://wiki.example.com/kb"
    book.active.merge_cells("G2:G4")
    book.save(tmp_path / "a.xlsx")
    assert ["https://wiki.example.com/kb"] * 3 == [e.procedure for e in read(tmp_path / "a.xlsx")[0]]


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [
        ('<c r="C2" t="str"><f>A2&amp;B2</f><v>XY</v></c>', "XY", ""),
        ('<c r="C2" t="str"><f>IF(A2="","",B2)</f><v></v></c>', "", ""),
        ('<c r="C2"><f>A2+1</f><v></v></c>', "", "formula-uncalculated"),
        ('<c r="C2"><f>A2+1</f></c>', "", "formula-uncalculated"),
        ('<c r="C2"><f>A2*2</f><v>-911</v></c>', "-911", ""),
        ('<c r="C2" t="e"><f>VLOOKUP(A2,X,2)</f><v>#N/A</v></c>', "", "formula-error"),
        ('<c r="C2" t="e"><v>#REF!</v></c>', "", "formula-error"),
        ('<c r="C2" t="b"><v>1</v></c>', "sim", ""),
        ('<c r="C2" t="d"><v>2026-12-31T00:00:00</v></c>', "2026-12-31", ""),
    ],
)
def test_a_formula_says_what_excel_last_calculated(tmp_path, cell, text, code):
    """A stored result is the text; one that never was, and an error, are findings at the cell."""
    path = workbook(tmp_path / "a.xlsx", [row(symptom="here")])
    edited(path, lambda xml: re.sub(r'<c r="C2".*?</c>', lambda _: cell, xml, flags=re.DOTALL))
    entries, findings = read(path)
    assert [text] == [e.symptom for e in entries]
    assert [("C2", code)] * bool(code) == [(f.cell, f.code) for f in findings]


@pytest.mark.parametrize(
    ("formula", "result", "link", "code"),
    [
        ('HYPERLINK("https://w.example/a","abrir")', "abrir", "https://w.example/a", ""),
        ('HYPERLINK("https://w.example/"&amp;A2)', "https://w.example/JOB", "https://w.example/JOB", ""),
        ('HYPERLINK("https://w.example/"&amp;A2,"abrir")', "abrir", "abrir", "link-calculated"),
    ],
)
def test_a_link_formula_gives_its_link_or_a_finding(tmp_path, formula, result, link, code):
    """The target stands in the formula or in its result; where it is in neither, nobody guesses."""
    path = workbook(tmp_path / "a.xlsx", [row(link="here")])
    cell = f'<c r="G2" t="str"><f>{formula}</f><v>{result}</v></c>'
    edited(path, lambda xml: re.sub(r'<c r="G2".*?</c>', lambda _: cell, xml, flags=re.DOTALL))
    entries, findings = read(path)
    assert [link] == [e.procedure for e in entries]
    assert [code] * bool(code) == [f.code for f in findings]


def test_several_sheets_are_read_and_a_chart_is_passed_over(tmp_path):
    """Every visible sheet with headings counts; a chart sheet, even an empty one, is no reason to stop."""
    path = workbook(tmp_path / "a.xlsx", [row(job="A")])
    book = load_workbook(path)
    other = book.create_sheet("Batch noturno")
    other.append(["Base de conhecimento"])
    other.append([])
    other.append(["Job name", "Error code", "Resolution"])
    other.append(["B", 12, "rerun"])
    book._sheets.append(Chartsheet(title="Gráfico", parent=book))
    book.save(path)
    assert [("Incidentes", "A", 2), ("Batch noturno", "B", 4)] == [(e.sheet, e.job, e.row) for e in read(path)[0]]


def test_rows_after_a_long_gap_are_read(tmp_path):
    """A thousand blank rows between two blocks hide nothing."""
    path = workbook(tmp_path / "a.xlsx", [row(job="A")])
    book = load_workbook(path)
    for column, value in enumerate(row(job="LATE"), 1):
        book.active.cell(1500, column, value)
    book.save(path)
    assert [("A", 2), ("LATE", 1500)] == [(e.job, e.row) for e in read(path)[0]]


def test_a_macro_workbook_is_read(tmp_path):
    """.xlsm is a workbook like any other."""
    path = workbook(tmp_path / "a.xlsm", [row(job="A")])
    assert ["A"] == [e.job for e in read(path)[0]]


def test_entities_are_never_followed(tmp_path):
    """A part with a document type, where a few lines can grow to gigabytes, is refused with a sentence."""
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = edited(workbook(tmp_path / "a.xlsx", [row()]), lambda xml: bomb + xml)
    with pytest.raises(WorkbookError, match="is damaged"):
        read_file(path)
    path = edited(workbook(tmp_path / "b.xlsx", [row()]), lambda xml: bomb + xml, "xl/workbook.xml")
    with pytest.raises(WorkbookError, match="is damaged"):
        read_file(path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("content", ["", "no xml", "<a><b></a>"])
def test_a_damaged_part_is_a_sentence(tmp_path, part, content):
    """Whichever part is broken, the file is named and the remedy told."""
    path = edited(workbook(tmp_path / "a.xlsx", [row()]), lambda _: content, part)
    with pytest.raises(WorkbookError, match=r"a\.xlsx is damaged"):
        read_file(path)


def test_a_shared_text_that_is_not_there_is_a_sentence(tmp_path):
    """A cell that points past the end of the table of texts means a damaged file."""
    path = with_shared_texts(workbook(tmp_path / "a.xlsx", [row()]))
    edited(path, lambda xml: xml.replace("<v>3</v>", "<v>999</v>"))
    with pytest.raises(WorkbookError, match="is damaged"):
        read_file(path)
