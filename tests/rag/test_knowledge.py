"""The sheet kept in step with its files, and every pitfall of the store that was reproduced."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import date

import pytest
from opened import CountingEmbedder, opened, rows_of
from sheets import row, workbook

from rag.errors import WorkbookError
from rag.knowledge import SheetKnowledge


async def test_a_sheet_answers_with_file_sheet_and_row(tmp_path):
    """What is found says where it stands."""
    knowledge = await opened(tmp_path, rows_of(5))
    found = await knowledge.search("ORA-00003")
    entry = found.solutions[0].entry
    assert (found.verdict, entry.file, entry.sheet, entry.row) == ("known", "base.xlsx", "Incidentes", 4)
    assert (knowledge.entries, knowledge.findings, knowledge.problems) == (5, (), ())
    await knowledge.close()


async def test_an_unchanged_sheet_is_opened_without_reading_or_embedding(tmp_path):
    """A second start embeds nothing and keeps the time of the first index."""
    first = await opened(tmp_path, rows_of(5), embedder=CountingEmbedder())
    at = first.indexed_at
    await first.close()
    embedder = CountingEmbedder()
    second = await opened(tmp_path, embedder=embedder)
    assert ([], at, 5) == (embedder.asked, second.indexed_at, second.entries)
    await second.close()


async def test_only_changed_rows_are_embedded(tmp_path):
    """One new row among fifty costs one embedding; its new text is found and its old one is not."""
    embedder = CountingEmbedder()
    knowledge = await opened(tmp_path, rows_of(50), embedder=embedder)
    embedder.asked.clear()
    changed = [*rows_of(49), row(job="JOB_0050", error="ORA-00050", symptom="Outro sintoma", solution="Nova solução")]
    workbook(tmp_path / "base.xlsx", changed)
    assert await knowledge.refresh()
    assert len(embedder.asked) == 1
    found = await knowledge.search("ORA-00050")
    assert found.solutions[0].entry.solution == "Nova solução"
    await knowledge.close()


async def test_a_file_touched_but_equal_changes_nothing(tmp_path):
    """A new time stamp alone is no new version."""
    knowledge = await opened(tmp_path, rows_of(3))
    os.utime(tmp_path / "base.xlsx", (1, 1))
    at = knowledge.indexed_at
    await knowledge.refresh()
    assert at == knowledge.indexed_at
    assert not await knowledge.refresh()
    await knowledge.close()


async def test_a_broken_file_leaves_the_last_good_content_in_service(tmp_path):
    """A damaged sheet is told and changes no answer, now and after a restart; a mended one is taken up."""
    knowledge = await opened(tmp_path, rows_of(5))
    (tmp_path / "base.xlsx").write_bytes(b"PK\x03\x04 half a file")
    await knowledge.refresh()
    assert "damaged" in knowledge.problems[0]
    assert (await knowledge.search("ORA-00003")).verdict == "known"
    await knowledge.close()

    again = await opened(tmp_path)
    assert "damaged" in again.problems[0]
    assert (await again.search("ORA-00003")).verdict == "known"
    workbook(tmp_path / "base.xlsx", rows_of(6))
    await again.refresh()
    assert (again.problems, again.entries) == ((), 6)
    await again.close()


async def test_a_deleted_file_leaves_the_last_good_content_in_service(tmp_path):
    """A sheet that is gone is told and still answers."""
    knowledge = await opened(tmp_path, rows_of(2))
    (tmp_path / "base.xlsx").unlink()
    await knowledge.refresh()
    assert "does not exist" in knowledge.problems[0]
    assert knowledge.entries == 2
    await knowledge.close()


async def test_a_broken_file_without_a_past_is_refused(tmp_path):
    """With nothing ever read there is nothing to serve: the sentence says why and what to do."""
    (tmp_path / "base.xlsx").write_bytes(b"")
    with pytest.raises(WorkbookError, match="is empty"):
        await opened(tmp_path)


async def test_one_broken_file_does_not_hide_the_others(tmp_path):
    """Of a folder with a good and a bad file the good one serves and the bad one is told."""
    workbook(tmp_path / "good.xlsx", rows_of(2))
    (tmp_path / "bad.xlsx").write_bytes(b"<html>")
    knowledge = await SheetKnowledge.open([tmp_path], tmp_path / "data")
    assert (knowledge.entries, len(knowledge.problems)) == (2, 1)
    await knowledge.close()


async def test_a_file_added_to_a_folder_is_noticed(tmp_path):
    """A folder is looked at anew each time."""
    (tmp_path / "sheets").mkdir()
    workbook(tmp_path / "sheets" / "a.xlsx", rows_of(2))
    knowledge = await SheetKnowledge.open([tmp_path / "sheets"], tmp_path / "data")
    workbook(tmp_path / "sheets" / "b.xlsx", [row(error="S0C7")])
    assert await knowledge.refresh()
    assert (
        (await knowledge.search("S0C7")).verdict,
        (await knowledge.search("S0C7")).solutions[0].entry.file,
    ) == ("known", "b.xlsx")
    await knowledge.close()


async def test_without_a_sheet_nothing_is_found(tmp_path):
    """No file is no error: every search says that it found nothing."""
    knowledge = await SheetKnowledge.open([], tmp_path / "data")
    assert ((await knowledge.search("ORA-00001")).verdict, knowledge.entries) == ("none", 0)
    await knowledge.close()


async def test_questions_go_on_while_the_sheet_is_indexed_again(tmp_path):
    """Every question asked during refreshes is answered."""
    knowledge = await opened(tmp_path, rows_of(30))

    async def ask() -> str:
        return (await knowledge.search("ORA-00007")).verdict

    async def change() -> None:
        for count in range(31, 36):
            workbook(tmp_path / "base.xlsx", rows_of(count))
            await knowledge.refresh()

    changing = asyncio.create_task(change())
    verdicts: set[str] = set()
    while not changing.done():
        verdicts.update(await asyncio.gather(*(ask() for _ in range(5))))
    await changing
    assert ({"known"}, 35) == (verdicts, knowledge.entries)
    await knowledge.close()


async def test_rows_with_empty_cells_are_indexed(tmp_path):
    """Chroma refuses None and empty metadata; a row that says little is indexed all the same."""
    knowledge = await opened(tmp_path, [(None, "S0C7", None, None, "excluir o registro", None, None)])
    assert (await knowledge.search("S0C7")).solutions[0].entry.solution == "excluir o registro"
    await knowledge.close()


async def test_a_rows_validity_survives_a_restart(tmp_path):
    """Dates come back as dates from the index."""
    headings = ("Erro", "Solução", "Válido até")
    workbook(tmp_path / "base.xlsx", [("S0C7", "excluir", date(2020, 1, 1))], headings)
    await (await opened(tmp_path)).close()
    again = await opened(tmp_path)
    found = await again.search("S0C7")
    assert (date(2020, 1, 1), "possible") == (found.solutions[0].entry.valid_until, found.verdict)
    await again.close()


async def test_a_batch_answers_line_by_line(tmp_path):
    """Each question line gives its qid, the links best first, whether it is answered, and a time."""
    from rag.batch import batch_answers

    knowledge = await opened(tmp_path, rows_of(3))
    lines = ['{"qid": "q1", "text": "ORA-00002", "job": null}', "", '{"qid": "q2", "text": "cardápio de hoje"}']
    answers = [json.loads(line) async for line in batch_answers(knowledge, lines)]
    assert [(a["qid"], a["answered"]) for a in answers] == [("q1", True), ("q2", False)]
    assert {"qid", "links", "answered", "confidence", "ms"} == set(answers[0])
    await knowledge.close()


async def test_an_unchanged_row_is_the_same_record_after_a_refresh(tmp_path):
    """What did not change is neither read nor folded again: it is the very entry and case of the last version."""
    knowledge = await opened(tmp_path, rows_of(30))
    before = {case.id: case for case in knowledge._version.retriever.cases}
    workbook(tmp_path / "base.xlsx", [*rows_of(29), row(error="S0C7")])
    await knowledge.refresh()
    assert 29 == sum(before.get(case.id) is case for case in knowledge._version.retriever.cases)
    await knowledge.close()


async def test_findings_are_those_of_today_and_of_all_files(tmp_path):
    """A row that expires overnight is told in the morning, without the file having changed."""
    headings = ("Erro", "Solução", "Válido até")
    path, day = workbook(tmp_path / "base.xlsx", [("S0C7", "excluir", date(2026, 11, 22))], headings), [22]
    knowledge = await SheetKnowledge.open([path], tmp_path / "data", today=lambda: date(2026, 11, day[0]))
    today = [finding.code for finding in knowledge.findings]
    day[0] = 23
    assert ([], ["expired"], "C2") == (today, [f.code for f in knowledge.findings], knowledge.findings[0].cell)
    await knowledge.close()
    again = await SheetKnowledge.open([path], tmp_path / "data", today=lambda: date(2026, 11, 23))
    assert knowledge.findings == again.findings
    await again.close()


async def test_a_folder_with_an_old_workbook_serves_the_others_and_tells(tmp_path):
    """An .xls among the sheets is not passed over in silence."""
    workbook(tmp_path / "good.xlsx", rows_of(2))
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    knowledge = await SheetKnowledge.open([tmp_path], tmp_path / "data")
    assert (2, ["old.xls is in the old .xls format. Open it in Excel and save it as .xlsx."]) == (
        knowledge.entries,
        list(knowledge.problems),
    )
    await knowledge.close()
