"""What is remembered of a workbook: it spares work, and never changes what is read."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from packages import edited, with_shared_texts
from sheets import HEADINGS, row, workbook

from rag.workbook import read_file


def _row_values() -> st.SearchStrategy[list[object]]:
    texts = st.sampled_from(["", "PAY_CALC", "ORA-01555", "fazer rerun", "avisar", "=A1", "https://w.example/1", "só"])
    return st.lists(st.one_of(texts, st.integers(-999, 999)), min_size=7, max_size=7)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_row_values(), max_size=8), min_size=2, max_size=4), st.booleans(), st.booleans())
def test_what_is_remembered_never_changes_what_is_read(tmp_path, versions, shared, merged):
    """Read after any other version of itself, a workbook gives the same entries and findings as read for the first time."""
    last = None
    for version in versions:
        path, book = tmp_path / "a.xlsx", Workbook()
        for values in (HEADINGS, *version):
            book.active.append(list(values))
        book.active["G2"].hyperlink = f"https://wiki.example.com/{len(version)}"
        book.active.row_dimensions[3].hidden = merged
        if merged:
            book.active.merge_cells("E2:E4")
        book.save(path)
        if shared:
            with_shared_texts(path)
        reading, afresh = read_file(path, last), read_file(path)
        assert (afresh.entries, afresh.findings) == (reading.entries, reading.findings)
        last = reading.recall


def test_only_changed_rows_are_parsed_again(tmp_path):
    """Of 400 rows of which one changed, all others are known by what they say, also where Excel renumbered the texts."""
    rows = [row(job=f"JOB_{n}", error=f"ORA-{n:05d}", symptom=f"S {n}") for n in range(400)]
    first = read_file(with_shared_texts(workbook(tmp_path / "a.xlsx", rows)))
    rows[7] = row(job="JOB_7", error="ORA-00007", symptom="another", solution="brand new text")
    second = read_file(with_shared_texts(workbook(tmp_path / "a.xlsx", rows)), first.recall)
    part = "xl/worksheets/sheet1.xml"
    before, after = first.recall.lines[part], second.recall.lines[part]
    assert (401, 400) == (len(after), sum(after[mark] is before.get(mark) for mark in after))
    assert [n for n, entry in enumerate(second.entries) if entry not in first.entries] == [7]


def test_another_number_format_makes_rows_be_read_anew(tmp_path):
    """The same XML means another text once its style is another."""
    path = workbook(tmp_path / "a.xlsx", [row(error=60)])
    book = load_workbook(path)
    book.active["B2"].number_format = "00000"
    book.save(path)
    first = read_file(path)
    edited(path, lambda xml: xml.replace('"00000"', '"000"'), "xl/styles.xml")
    assert ["00060", "060"] == [first.entries[0].error, read_file(path, first.recall).entries[0].error]
