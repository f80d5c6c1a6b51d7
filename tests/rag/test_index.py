"""The index on disk: its segments, its pointer, the right to write it, and other processes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from opened import CountingEmbedder, opened, rows_of
from sheets import row, workbook

from rag.embed import HashedNgrams
from rag.errors import StoreError
from rag.glossary import load_glossary
from rag.index import SheetIndex
from rag.manifest import read_manifest
from rag.writer_lock import writer_lock


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
    """Old segments are closed: ten versions of the sheet hold no more files than a few."""
    knowledge = await opened(tmp_path, rows_of(4))
    await knowledge.search("ORA-00001")
    before = _open_files()
    for generation in range(10):
        workbook(tmp_path / "base.xlsx", [row(error=f"ORA-{generation:05d}", symptom=f"Sintoma {generation}")])
        await knowledge.refresh()
        await knowledge.search("ORA-00001")
    assert _open_files() - before < 12
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


async def test_the_data_folder_that_cannot_be_written_says_so(tmp_path):
    """A file where the folder should be is a sentence."""
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be used"):
        await opened(tmp_path, rows_of(1))


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
    """Nine changed rows, one after the other, leave the first segment as it was and never more than a few others."""
    rows = rows_of(100)
    knowledge = await opened(tmp_path, rows)
    first = knowledge._version.segments[0].name
    counts = []
    for generation in range(9):
        rows[generation] = row(job="X", error=f"ORA-{90000 + generation}", symptom=f"Novo {generation}")
        workbook(tmp_path / "base.xlsx", rows)
        await knowledge.refresh()
        counts.append(len(knowledge._version.segments))
    assert (first, True) == (knowledge._version.segments[0].name, max(counts) <= 6)
    found = [(await knowledge.search(f"ORA-{90000 + n}")).verdict for n in range(9)]
    assert ["known"] * 9 == found
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
