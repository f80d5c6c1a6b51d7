"""The copy of a workbook with its findings in it."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from sheets import row, workbook

from rag.annotate import Remark, write_annotated
from rag.errors import WorkbookError

HEADINGS = ("Aba", "Célula", "O quê", "Como corrigir")


def remark(cell: str = "E2", sheet: str = "Incidentes", level: str = "mend") -> Remark:
    return Remark(sheet=sheet, cell=cell, problem="sem solução", remedy="preencha", level=level)


def annotated(source, *remarks: Remark, name: str = "copy.xlsx"):
    copy = source.parent / name
    write_annotated(source, remarks, copy, title="Achados", headings=HEADINGS)
    return load_workbook(copy)


def test_each_finding_stands_at_its_cell_and_on_a_sheet_of_its_own(tmp_path):
    """The cell has a comment and a colour; the list names it and leads to it."""
    book = annotated(workbook(tmp_path / "a.xlsx", [row(solution=None)]), remark())
    cell, listed = book["Incidentes"]["E2"], book["Achados"]
    assert ("sem solução\npreencha", "00FFC7CE") == (cell.comment.text, cell.fill.fgColor.rgb)
    assert ["Incidentes", "E2", "sem solução", "preencha"] == [cell.value for cell in listed[2]]
    assert listed["B2"].hyperlink.location == "'Incidentes'!E2"


def test_contents_and_formulas_stay_as_they_were(tmp_path):
    """Every value, formula, link and comment of the original is in the copy, and the original is untouched."""
    path = workbook(tmp_path / "a.xlsx", [row(error=-911, symptom="=A2&B2", link="abrir")])
    book = load_workbook(path)
    book.active["G2"].hyperlink = "https://wiki.example.com/kb"
    book.active["E2"].comment = Comment("do DBA", "eles")
    book.save(path)
    before = path.read_bytes()
    sheet = annotated(path, remark())["Incidentes"]
    expected = [[cell.value for cell in cells] for cells in load_workbook(path).active.iter_rows()]
    assert expected == [[cell.value for cell in cells] for cells in sheet.iter_rows()]
    assert sheet["G2"].hyperlink.target == "https://wiki.example.com/kb"
    assert sheet["E2"].comment.text == "do DBA\nsem solução\npreencha"
    assert before == path.read_bytes()


def test_two_findings_at_one_cell_are_both_told(tmp_path):
    """The second does not replace the first."""
    book = annotated(workbook(tmp_path / "a.xlsx", [row()]), remark(), remark(level="note"))
    assert book["Incidentes"]["E2"].comment.text.count("sem solução") == 2


def test_a_finding_about_a_whole_sheet_is_listed(tmp_path):
    """Without a cell there is no comment, but a line that leads to the sheet."""
    listed = annotated(workbook(tmp_path / "a.xlsx", [row()]), remark(cell=""))["Achados"]
    assert listed["A2"].hyperlink.location == "'Incidentes'!A1"


def test_a_finding_inside_a_merged_cell_is_put_where_excel_shows_it(tmp_path):
    """The comment stands at the first cell of the merged ones."""
    path = workbook(tmp_path / "a.xlsx", [row(), row(solution=None)])
    book = load_workbook(path)
    book.active.merge_cells("E2:E3")
    book.save(path)
    assert annotated(path, remark(cell="E3"))["Incidentes"]["E2"].comment


def test_a_text_file_becomes_a_workbook(tmp_path):
    """Rows stand where they stood, and what begins with = is text there and no formula."""
    source = tmp_path / "base [velha].csv"
    source.write_text("Job;Erro;Solução\n\n=SOMA(A1);-911;rerun\n", encoding="cp1252")
    sheet = annotated(source, remark(cell="C3", sheet="base [velha]")).worksheets[1]
    assert ("=SOMA(A1)", "s", "rerun") == (sheet["A3"].value, sheet["A3"].data_type, sheet["C3"].value)


def test_macros_stay_where_the_copy_may_have_them(tmp_path):
    """A copy called .xlsm of an .xlsm is one; called .xlsx it is a plain workbook."""
    path = workbook(tmp_path / "a.xlsm", [row()])
    for name in ("copy.xlsm", "copy.xlsx"):
        assert "Achados" in annotated(path, remark(), name=name).sheetnames


def test_a_broken_source_leaves_no_copy(tmp_path):
    """What cannot be read is refused, and nothing is left half written."""
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(WorkbookError, match="damaged"):
        annotated(tmp_path / "a.xlsx", remark())
    assert ["a.xlsx"] == [path.name for path in tmp_path.iterdir()]
