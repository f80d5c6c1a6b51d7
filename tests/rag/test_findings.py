"""What the sheet's owner is told, and in both languages alike."""

from __future__ import annotations

from datetime import date

import pytest
from sheets import HEADINGS, read, row, workbook

from bot.phrases import PHRASES
from rag.findings import CELL_TEXTS, FILE_TEXTS
from rag.models import NOTE, Entry
from rag.review import reviewed
from rag.severity import is_severity
from rag.workbook import read_file

TODAY = date(2026, 11, 22)


def codes(path) -> list[tuple[str, str]]:
    return [(f.cell, f.code) for f in read(path)[1]]


def entry(row: int, **more: object) -> Entry:
    said = {"job": "PAY_CALC", "error": "ORA-01555", "symptom": "Snapshot too old", "solution": "Fazer rerun"}
    return Entry(id=str(row), file="base.xlsx", sheet="Incidentes", row=row, **(said | more))


def told(*entries: Entry) -> list[tuple[str, str, dict[str, str]]]:
    letters = {("base.xlsx", "Incidentes"): {"job": "A", "solution": "E", "valid_until": "H"}}
    return [(f.cell, f.code, dict(f.values)) for f in reviewed(entries, letters, TODAY)]


def test_every_finding_is_said_the_same_by_the_core():
    """For each code there is a sentence and a remedy in two languages, and the English ones are word for word ours."""
    ours = {f"sheet.{code}": problem for code, (problem, _) in (FILE_TEXTS | CELL_TEXTS).items()}
    ours |= {f"sheet.{code}.how": remedy for code, (_, remedy) in (FILE_TEXTS | CELL_TEXTS).items()}
    assert ours == {key: english for key, (_, english) in PHRASES.items() if key.startswith("sheet.")}


def test_a_column_that_nobody_knows_is_a_note(tmp_path):
    """A heading without a meaning is told at its cell and keeps nothing from being read."""
    path = workbook(tmp_path / "a.xlsx", [(*row(), "x")], (*HEADINGS, "Aplicação"))
    entries, findings = read(path)
    assert (1, [("H1", "unknown-column", NOTE)]) == (len(entries), [(f.cell, f.code, f.level) for f in findings])


@pytest.mark.parametrize(
    ("solution", "procedure", "expected"),
    [
        ("", "https://wiki.example.com/PRC-1", [("B2", "no-steps", NOTE)]),
        ("https://wiki.example.com/PRC-1", "", [("B2", "no-steps", NOTE)]),
        ("", "PRC-1", [("B2", "no-steps", NOTE)]),
        ("Siga https://wiki.example.com/PRC-1", "", []),
        ("Fazer rerun", "https://wiki.example.com/PRC-1", []),
    ],
)
def test_a_row_with_a_procedure_and_no_solution_is_told(tmp_path, solution, procedure, expected):
    """It is read, since a link is better than nothing, and its owner hears that the steps are missing."""
    headings = ("Erro", "Solução", "Procedimento")
    entries, findings = read(workbook(tmp_path / "a.xlsx", [("E1", solution, procedure)], headings))
    assert (len(entries), [(f.cell, f.code, f.level) for f in findings]) == (1, expected)


def test_a_severity_that_nobody_knows_is_told(tmp_path):
    """A severity that is a word of another kind is told at its cell; the row is read."""
    headings = ("Erro", "Solução", "Severidade")
    rows = [("E1", "S", "Alta"), ("E2", "S", 1), ("E3", "S", "roxa"), ("E4", "S", None)]
    assert [("C4", "unknown-severity")] == codes(workbook(tmp_path / "a.xlsx", rows, headings))


@pytest.mark.parametrize("text", ["Crítica", "2 - Média", "P1", "sev 3", "VERY HIGH", "baixo", "S2", "Prio1"])
def test_severities_in_both_languages_are_known(text):
    """Words and small numbers, in any case and with or without accents."""
    assert is_severity(text)


def test_a_row_without_an_owner_is_told_where_owners_are_kept(tmp_path):
    """A sheet with a column for owners wants one in each row; a contact is as good; a sheet without such columns not."""
    headings = ("Erro", "Solução", "Responsável", "Contato")
    rows = [("E1", "S", None, None), ("E2", "S", None, "ramal 7"), ("E3", "S", "DBA", None)]
    assert [("C2", "no-owner")] == codes(workbook(tmp_path / "a.xlsx", rows, headings))
    assert codes(workbook(tmp_path / "b.xlsx", [("E1", "S")], ("Erro", "Solução"))) == []


def test_repeated_headings_are_no_row(tmp_path):
    """A list that repeats its headings on each printed page has no more rows for it, and no findings."""
    entries, findings = read(workbook(tmp_path / "a.xlsx", [row(job="A"), HEADINGS, row(job="B")]))
    assert (["A", "B"], []) == ([e.job for e in entries], findings)


def test_headings_in_two_rows_are_read_together(tmp_path):
    """“Erro” over “Código” and “Mensagem” is one heading, and the row below it is no entry."""
    rows = [(None, "Código", "Mensagem", None), ("PAY", -911, "deadlock", "rerun")]
    entries, findings = read(workbook(tmp_path / "a.xlsx", rows, ("Job", "Erro", None, "Solução")))
    assert ([("PAY", "-911; deadlock")], []) == ([(e.job, e.error) for e in entries], findings)


def test_a_row_past_its_date_is_told(tmp_path):
    """Valid until yesterday is told at the date's cell; valid until today is not."""
    assert [("H2", "expired", {"day": "2026-11-21"})] == told(
        entry(2, valid_until=date(2026, 11, 21)), entry(3, job="OTHER", valid_until=TODAY)
    )


def test_the_same_row_twice_is_told_at_the_second():
    """Two rows that say the same in all they say: the second names the first."""
    assert [("A9", "duplicate", {"place": "Incidentes!A2"})] == told(entry(2), entry(9))


def test_two_solutions_for_one_error_of_one_job_are_told():
    """The same job and error with another solution is a contradiction, told at the solution."""
    other = entry(9, solution="Cancelar o job", error="ora-01555")
    assert [("E9", "contradiction", {"place": "Incidentes!A2"})] == told(entry(2), other)


@pytest.mark.parametrize(
    "more",
    [
        {"solution": "fazer  RERUN", "owner": "DBA"},
        {"solution": "Outra", "symptom": "Sem espaço"},
        {"solution": "Outra", "job": "PAY_LOAD"},
        {"solution": "Outra", "environment": "HML"},
        {"solution": "Outra", "valid_until": date(2020, 1, 1)},
    ],
)
def test_rows_for_different_cases_contradict_nothing(more):
    """Another symptom, job or environment is another case; an expired row was replaced; spelling is no difference."""
    assert "contradiction" not in [code for _, code, _ in told(entry(2), entry(9, **more))]


def test_rows_of_two_files_are_held_against_each_other(tmp_path):
    """A contradiction with a row of another file names that file."""
    one = read_file(workbook(tmp_path / "one.xlsx", [row(job="PAY")]))
    two = read_file(workbook(tmp_path / "two.xlsx", [row(job="PAY", solution="Cancelar")]))
    found = list(reviewed([*one.entries, *two.entries], {}, TODAY))
    assert [("two.xlsx", {"place": "one.xlsx Incidentes!A2"})] == [(f.file, dict(f.values)) for f in found]
