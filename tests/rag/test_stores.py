"""Where the collections are kept: in this process, or on a real Chroma server on loopback."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import httpx
import numpy as np
import pytest
from opened import CountingEmbedder
from sheets import row, workbook

from rag.cases import Case, Marks
from rag.embed import HashedNgrams
from rag.errors import StoreError, StoreUnreachableError
from rag.knowledge import SheetKnowledge
from rag.models import Entry
from rag.neighbours import Neighbours
from rag.segments import fill_collection
from rag.stores import FolderStore, ServerStore, Store, _in_process
from tests.scenarios.processes import eventually

CHROMA = Path(sys.executable).with_name("chroma")


def case(number: int) -> Case:
    entry = Entry(id=str(number), file="f", sheet="s", row=number, solution="x")
    return Case(id=f"case-{number}", text=f"text {number}", marks=Marks(), terms={}, keys=(), entries=(entry,))


def vectors_of(count: int) -> np.ndarray:
    angles = np.arange(count, dtype=np.float32) / max(count, 1)
    return np.stack([np.cos(angles), np.sin(angles), np.full(count, 0.1, np.float32)], axis=1).astype(np.float32)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def chroma_server(folder: Path, port: int) -> Iterator[str]:
    url = f"http://127.0.0.1:{port}"
    command = [CHROMA, "run", "--path", str(folder), "--port", str(port), "--host", "127.0.0.1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        eventually(lambda: _answers(url))
        yield url
    finally:
        server.terminate()
        server.wait(20)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/api/v2/heartbeat", timeout=1, trust_env=False).is_success
    except httpx.HTTPError:
        return False


@asynccontextmanager
async def relay(port: int, url: str) -> AsyncIterator[str]:
    """A way to a server by another port; with its end the server has gone away for whoever came by it."""
    writers: list[asyncio.StreamWriter] = []

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        while some := await reader.read(65536):
            writer.write(some)
        writer.close()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        await asyncio.gather(carry(reader, there[1]), carry(there[0], writer))

    listener = await asyncio.start_server(take, "127.0.0.1", port)
    yield f"http://127.0.0.1:{port}"
    listener.close()
    for writer in writers:
        writer.transport.abort()


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    """A Chroma server of its own process."""
    with chroma_server(tmp_path_factory.mktemp("chroma"), free_port()) as url:
        yield url


@pytest.fixture(params=["folder", "server"])
def store(request, tmp_path, server) -> Store:
    """Each kind of store; both keep the same promises."""
    return FolderStore(tmp_path / "index") if request.param == "folder" else ServerStore(server, tmp_path)


def test_what_is_written_is_found_by_its_vector(store):
    """Every case is nearest to its own vector, with cosine 1."""
    name = store.fresh_name()
    store.write(name, [case(n) for n in range(20)], vectors_of(20))
    segment = store.open(name)
    nearest = [segment.nearest(vectors_of(20)[n : n + 1], 1)[0] for n in range(20)]
    segment.close()
    assert [(f"case-{n}", 1.0) for n in range(20)] == [(name, round(cosine, 4)) for name, cosine in nearest]


def test_only_named_collections_stay(store):
    """What is not named is forgotten, and asking for it is an error of ours."""
    names = [store.fresh_name() for _ in range(3)]
    for name in names:
        store.write(name, [case(1)], vectors_of(1))
    store.drop_all_but({names[0]})
    store.open(names[0]).close()
    for name in names[1:]:
        with pytest.raises(StoreError):
            store.open(name)


def test_more_rows_than_one_batch_takes_are_kept(tmp_path):
    """Chroma takes 5,461 rows at a time; 6,000 are written all the same, and progress ends at the last."""
    store, told = FolderStore(tmp_path), []
    store.write("segment-x", [case(n) for n in range(6000)], vectors_of(6000), lambda *done: told.append(done))
    segment = store.open("segment-x")
    assert (6000, (6000, 6000)) == (segment.count, told[-1])
    segment.close()


def test_the_newer_of_two_rows_with_one_id_counts(tmp_path):
    """`add` would keep the old one without a word."""
    client = _in_process(tmp_path)
    twice, vectors = [case(1), case(2), case(1)], vectors_of(3)
    fill_collection(client, "cases", twice[:2], vectors[:2])
    collection = client.get_collection("cases", embedding_function=None)
    collection.upsert(ids=["case-1"], embeddings=vectors[2:], documents=["new"])
    assert collection.get(ids=["case-1"])["documents"] == ["new"]
    client.close()


def test_nothing_is_downloaded(tmp_path):
    """A new process with an empty home indexes a sheet and leaves no model there."""
    sheet = workbook(tmp_path / "a.xlsx", [row()])
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom rag.knowledge import SheetKnowledge\n"
        "async def main():\n"
        "    knowledge = await SheetKnowledge.open([Path(sys.argv[1])], Path(sys.argv[2]))\n"
        "    await knowledge.search('fila cheia')\n    await knowledge.close()\n"
        "asyncio.run(main())\n"
    )
    (tmp_path / "home").mkdir()
    subprocess.run(
        [sys.executable, "-c", code, sheet, tmp_path / "data"],
        env={"HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path(__file__).parents[2])},
        check=True,
    )
    assert [] == list((tmp_path / "home").rglob("*.onnx")) + list((tmp_path / "home").rglob("*.tar.gz"))


@pytest.mark.parametrize("url", ["chroma:8000", "ftp://chroma", "http://", "http://chroma:8000/path"])
def test_an_address_that_is_none_is_told(tmp_path, url):
    """The sentence names what was given."""
    with pytest.raises(StoreError, match="is no address of a Chroma server"):
        ServerStore(url, tmp_path)


def test_a_server_that_is_not_there_is_told(tmp_path):
    """The sentence names the address and the setting."""
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(StoreUnreachableError, match=rf"{url} does not answer .* RESYNC_CHROMA_URL"):
        ServerStore(url, tmp_path).write("resync-x", [case(1)], vectors_of(1))


def test_two_resyncs_share_a_server(server, tmp_path):
    """What one deletes is its own."""
    mine, theirs = ServerStore(server, tmp_path / "a"), ServerStore(server, tmp_path / "b")
    name = theirs.fresh_name()
    theirs.write(name, [case(1)], vectors_of(1))
    mine.drop_all_but(set())
    theirs.open(name).close()


def rows(count: int) -> list[tuple[object, ...]]:
    return [row(error=f"ORA-{n:05d}", symptom=f"Sintoma {n}", solution=f"Solução {n}") for n in range(1, count + 1)]


async def test_a_sheet_is_indexed_on_a_server(server, tmp_path):
    """It answers by vector, takes up a changed row, and opens again without writing anew."""
    workbook(tmp_path / "a.xlsx", rows(8))
    knowledge = await SheetKnowledge.open([tmp_path / "a.xlsx"], tmp_path / "data", chroma_url=server)
    near = knowledge._version.neighbours("ORA-00003 | Sintoma 3", 1)
    assert (8, (), True) == (knowledge.entries, knowledge.problems, bool(near))
    workbook(tmp_path / "a.xlsx", [*rows(7), row(error="S0C7", symptom="dado inválido")])
    assert await knowledge.refresh()
    assert (await knowledge.search("S0C7")).verdict == "known"
    names = [segment.name for segment in knowledge._version.segments]
    await knowledge.close()
    again = await SheetKnowledge.open([tmp_path / "a.xlsx"], tmp_path / "data", chroma_url=server)
    assert (names, knowledge.indexed_at) == ([s.name for s in again._version.segments], again.indexed_at)
    assert not list((tmp_path / "data" / "knowledge").glob("segment-*"))
    await again.close()


async def test_moving_to_a_server_and_back_embeds_nothing_again(server, tmp_path):
    """Another place is another index of the same vectors."""
    workbook(tmp_path / "a.xlsx", rows(4))
    for url in ("", server, ""):
        embedder = CountingEmbedder()
        knowledge = await SheetKnowledge.open(
            [tmp_path / "a.xlsx"], tmp_path / "data", chroma_url=url, embedder=embedder
        )
        assert (await knowledge.search("ORA-00002")).verdict == "known"
        await knowledge.close()
    assert ["ORA-00002"] == embedder.asked


async def test_a_server_that_goes_away_is_told_and_the_sheet_still_answers(server, tmp_path):
    """Codes, words and jobs are known by heart; what is missing stands in the problems; once back, it is used again."""
    port, sheet = free_port(), workbook(tmp_path / "a.xlsx", rows(5))
    async with relay(port, server) as url:
        knowledge = await SheetKnowledge.open([sheet], tmp_path / "data", chroma_url=url)
    assert (await knowledge.search("ORA-00003")).solutions[0].entry.solution == "Solução 3"
    assert "does not answer" in knowledge.problems[0]
    workbook(sheet, [*rows(5), row(error="S0C7")])
    assert await knowledge.refresh()
    assert (await knowledge.search("S0C7")).verdict == "known"
    assert not await knowledge.refresh()
    async with relay(port, server):
        assert await knowledge.refresh()
        await knowledge.search("S0C7")
        assert (6, ()) == (knowledge.entries, knowledge.problems)
    await knowledge.close()


async def test_a_start_without_its_server_serves_by_heart(tmp_path):
    """The sheet answers at once, and the problem names the address."""
    url, sheet = f"http://127.0.0.1:{free_port()}", workbook(tmp_path / "a.xlsx", rows(3))
    knowledge = await SheetKnowledge.open([sheet], tmp_path / "data", chroma_url=url)
    assert (await knowledge.search("ORA-00003")).verdict == "known"
    assert [True] == [url in problem for problem in knowledge.problems]
    await knowledge.close()


def test_a_silent_server_is_left_in_peace_for_a_while():
    """One question waits for it, those of the next half minute do not."""

    class Silent:
        asked = 0

        def nearest(self, *_: object) -> list[tuple[str, float]]:
            self.asked += 1
            raise StoreUnreachableError("the server is away")

    silent, now = Silent(), [0.0]
    neighbours = Neighbours(HashedNgrams(), [silent], clock=lambda: now[0])
    for _ in range(5):
        assert [] == neighbours("fila cheia", 3)
    now[0] = 31.0
    neighbours("fila cheia", 3)
    assert (2, True) == (silent.asked, "the server is away" in neighbours.problem)


async def test_what_another_process_writes_is_found_here_by_its_vector(tmp_path):
    """An index that was open before another process wrote to it finds the new rows, and not only knows of them."""
    sheet = workbook(tmp_path / "a.xlsx", rows(4))
    knowledge = await SheetKnowledge.open([sheet], tmp_path / "data")
    workbook(sheet, [*rows(4), row(error="S0C7", symptom="dado inválido no campo")])
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom rag.knowledge import SheetKnowledge\n"
        "async def main():\n"
        "    await (await SheetKnowledge.open([Path(sys.argv[1])], Path(sys.argv[2]))).close()\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, str(sheet), str(tmp_path / "data"), cwd=Path(__file__).parents[2]
    )
    assert await process.wait() == 0
    await knowledge.refresh()
    cases = knowledge._version.retriever.cases
    found = {name for one in cases for name, _ in knowledge._version.neighbours(one.text, 10)}
    assert {one.id for one in cases} == found & {one.id for one in cases}
    assert knowledge.entries == 5
    await knowledge.close()
