"""The sheet kept in step with its files, and every pitfall of the store that was reproduced."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sheets import row, workbook

from rag.embed import HashedNgrams, Vectors
from rag.errors import StoreError, WorkbookError
from rag.glossary import load_glossary
from rag.index import SheetIndex
from rag.knowledge import SheetKnowledge
from rag.manifest import read_manifest
from rag.writer_lock import writer_lock


class CountingEmbedder:
    """Embeds as the default does and remembers what it was asked."""

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.asked: list[str] = []
        self._hashed = HashedNgrams()

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return self._hashed.embed(texts)


def rows_of(count: int) -> list[tuple[object, ...]]:
    return [
        row(job=f"JOB_{n:04d}", error=f"ORA-{n:05d}", symptom=f"Sintoma {n}", solution=f"Solução {n}")
        for n in range(1, count + 1)
    ]


async def opened(tmp_path: Path, rows: Sequence[Sequence[object]] | None = None, **settings: object) -> SheetKnowledge:
    path = tmp_path / "base.xlsx"
    if rows is not None:
        workbook(path, rows)
    return await SheetKnowledge.open([path], tmp_path / "data", **settings)


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


async def test_every_row_is_found_after_many_changes(tmp_path):
    """An edited collection loses rows from its queries; segments are never edited, so none is lost."""
    knowledge = await opened(tmp_path, rows_of(60))
    for generation in range(12):
        rows = rows_of(60)
        rows[generation] = row(job="X", error=f"ORA-{90000 + generation}", symptom=f"Novo {generation}", solution="s")
        workbook(tmp_path / "base.xlsx", rows)
        await knowledge.refresh()
    version = knowledge._version
    cases = {case.id for case in version.retriever.cases}
    near = {key for case in version.retriever.cases for key, _ in version.retriever._neighbours(case.text, 100)}
    assert cases <= near
    await knowledge.close()


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files where the system shows them")
async def test_generations_leave_no_open_files_behind(tmp_path):
    """Old segments are closed: twenty versions of the sheet hold no more files than a few."""
    knowledge = await opened(tmp_path, rows_of(4))
    await knowledge.search("ORA-00001")
    before = _open_files()
    for generation in range(20):
        workbook(tmp_path / "base.xlsx", [row(error=f"ORA-{generation:05d}", symptom=f"Sintoma {generation}")])
        await knowledge.refresh()
        await knowledge.search("ORA-00001")
    assert _open_files() - before < 25
    assert len(list((tmp_path / "data" / "knowledge").glob("segment-*"))) <= 3
    await knowledge.close()


def test_only_one_process_writes(tmp_path):
    """While another process holds the right to write, its last version is read and the sheet's news wait."""
    workbook(tmp_path / "base.xlsx", rows_of(2))
    index = SheetIndex(tmp_path / "data", HashedNgrams(), load_glossary(), wait_for_writer=0.2)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path / "data" / "writer.lock")],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreError, match="another process"):
            index.version([tmp_path / "base.xlsx"], None)
    finally:
        holder.communicate(b"\n")
    version = index.version([tmp_path / "base.xlsx"], None)
    assert len(version.retriever.cases) == 2


_HOLDER = """
import sys
from pathlib import Path
from rag.writer_lock import writer_lock
with writer_lock(Path(sys.argv[1])) as mine:
    print("held" if mine else "refused", flush=True)
    sys.stdin.readline()
"""


def test_the_lock_is_free_again_after_its_block(tmp_path):
    """Writing right ends with the block, and with the process."""
    with writer_lock(tmp_path / "lock") as first:
        pass
    with writer_lock(tmp_path / "lock") as second:
        pass
    assert (first, second) == (True, True)


async def test_another_process_reads_what_this_one_wrote(tmp_path):
    """A new process opens the index without a registered embedding function and finds every row by its vector."""
    knowledge = await opened(tmp_path, rows_of(8))
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom rag.knowledge import SheetKnowledge\n"
        "async def main():\n"
        "    k = await SheetKnowledge.open([Path(sys.argv[1])], Path(sys.argv[2]))\n"
        "    near = k._version.retriever._neighbours('ORA-00003 | Sintoma 3', 1)\n"
        "    print((await k.search('ORA-00003')).verdict, len(near) > 0)\n"
        "    await k.close()\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, str(tmp_path / "base.xlsx"), str(tmp_path / "data"), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert out.decode().strip() == "known True"
    await knowledge.close()


async def test_a_lost_index_is_made_anew(tmp_path):
    """The index is disposable: delete it, or half of it, and the next start writes it again."""
    knowledge = await opened(tmp_path, rows_of(3))
    await knowledge.close()
    for segment in (tmp_path / "data" / "knowledge").glob("segment-*"):
        for file in sorted(segment.rglob("*"), reverse=True):
            file.unlink() if file.is_file() else file.rmdir()
        segment.rmdir()
    again = await opened(tmp_path)
    assert (await again.search("ORA-00002")).verdict == "known"
    await again.close()


async def test_a_closed_index_says_so(tmp_path):
    """A question after the end is an error of ours with a name; closing twice is none."""
    knowledge = await opened(tmp_path, rows_of(2))
    await knowledge.close()
    await knowledge.close()
    with pytest.raises(StoreError, match="closed"):
        await knowledge.search("fila cheia")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 99}', '{"format": 1}'])
def test_a_pointer_that_cannot_be_read_is_as_good_as_none(tmp_path, content):
    """Half a pointer, or an older release's, means a new index and no crash."""
    (tmp_path / "current.json").write_text(content)
    assert read_manifest(tmp_path / "current.json") is None


async def test_another_embedder_embeds_all_anew(tmp_path):
    """Vectors of two providers are never mixed."""
    first = await opened(tmp_path, rows_of(4))
    await first.close()
    embedder = CountingEmbedder("another")
    second = await opened(tmp_path, embedder=embedder)
    assert len(embedder.asked) == 4
    await second.close()


async def test_progress_is_told_to_the_end(tmp_path):
    """Done rises to total, which counts each different text twice: embedded and written."""
    told: list[tuple[int, int]] = []
    knowledge = await opened(tmp_path, rows_of(300), progress=lambda done, total: told.append((done, total)))
    assert (told[-1], told[0][1]) == ((600, 600), 600)
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


async def test_the_data_folder_that_cannot_be_written_says_so(tmp_path):
    """A file where the folder should be is a sentence."""
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be used"):
        await opened(tmp_path, rows_of(1))


async def test_a_batch_answers_line_by_line(tmp_path):
    """Each question line gives its qid, the links best first, whether it is answered, and a time."""
    from rag.batch import batch_answers

    knowledge = await opened(tmp_path, rows_of(3))
    lines = ['{"qid": "q1", "text": "ORA-00002", "job": null}', "", '{"qid": "q2", "text": "cardápio de hoje"}']
    answers = [json.loads(line) async for line in batch_answers(knowledge, lines)]
    assert [(a["qid"], a["answered"]) for a in answers] == [("q1", True), ("q2", False)]
    assert {"qid", "links", "answered", "confidence", "ms"} == set(answers[0])
    await knowledge.close()


def test_whoever_waits_for_the_right_to_write_gets_it(tmp_path):
    """A writer that comes second waits, and then holds the lock itself while it writes."""
    lock = tmp_path / "writer.lock"
    holder = subprocess.Popen([sys.executable, "-c", _HOLDER, str(lock)], stdout=subprocess.PIPE, stdin=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    holder.stdin.write(b"\n")
    holder.stdin.flush()
    with writer_lock(lock, 20.0) as mine, writer_lock(lock) as another:
        assert (mine, another) == (True, False)
    holder.communicate()


async def test_many_small_changes_rewrite_the_small_segments_and_not_the_large_one(tmp_path):
    """Fifteen changed rows, one after the other, leave the first segment as it was and never more than a few others."""
    rows = rows_of(100)
    knowledge = await opened(tmp_path, rows)
    first = knowledge._version.segments[0].name
    counts = []
    for generation in range(15):
        rows[generation] = row(job="X", error=f"ORA-{90000 + generation}", symptom=f"Novo {generation}")
        workbook(tmp_path / "base.xlsx", rows)
        await knowledge.refresh()
        counts.append(len(knowledge._version.segments))
    assert (first, True) == (knowledge._version.segments[0].name, max(counts) <= 6)
    found = [(await knowledge.search(f"ORA-{90000 + n}")).verdict for n in range(15)]
    assert ["known"] * 15 == found
    await knowledge.close()


async def test_the_pointer_is_read_again_only_where_another_process_wrote_it(tmp_path):
    """Ten thousand rows of a manifest are not decoded at each change; another writer's are."""
    knowledge = await opened(tmp_path, rows_of(3))
    workbook(tmp_path / "base.xlsx", rows_of(4))
    await knowledge.refresh()
    ours = knowledge._index._manifest()
    assert ours.sources == knowledge._version.sources
    os.utime(tmp_path / "data" / "knowledge" / "current.json", (1, 1))
    theirs = knowledge._index._manifest()
    assert (False, ours.segments, 4) == (theirs is ours, theirs.segments, len(theirs.sources.popitem()[1].entries))
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
