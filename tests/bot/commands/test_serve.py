"""The HTTP application as `resync run` puts it together, in this process."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from adapters.web.adapter import WebConsole
from bot.app import Resync, knowledge_files, resync
from bot.commands.ask import assistant, could_not_ask
from bot.commands.only_one import only_one
from bot.commands.serve import listening, served
from bot.commands.serving import identity, local_address
from bot.errors import ResyncError
from bot.messages import Answer, Question, Step
from bot.settings import Settings
from rag.errors import WorkbookError
from tests.benchmarks.processes import ROOT
from tests.rag.sheets import row, workbook

TOKEN = "a-token-of-this-test"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
QUESTION = {"text": "qual o status do job FINAL_BATCH_PAYROLL?"}

Serve = Callable[[Settings], AsyncIterator[tuple[Resync, httpx.AsyncClient]]]


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[tuple[Resync, httpx.AsyncClient]]:
    """Resync on its port, and a client of it."""
    console = WebConsole()
    with listening(settings) as listener:
        async with (
            resync(settings, [(console, "alerts")]) as running,
            served(running, console, listener),
            httpx.AsyncClient(base_url=local_address(settings), timeout=30) as http,
        ):
            yield running, http


async def test_with_a_token_nothing_is_told_without_it(hwa, configure):
    """Every path asks for the token but those of a load balancer; the hook and the metrics are no exception."""
    async with serving(configure(hwa.url, resync_host="0.0.0.0", resync_web_token=TOKEN)) as (_, http):
        posts = {path: (await http.post(path, json=QUESTION)).status_code for path in ("/api/ask", "/hooks/hwa")}
        gets = {path: (await http.get(path)).status_code for path in ("/api/status", "/api/stream", "/metrics")}
        open_ones = [(await http.get(path)).status_code for path in ("/healthz", "/readyz")]
    assert (set(posts.values()), set(gets.values()), open_ones) == ({401}, {401}, [200, 200])


async def test_with_the_token_it_answers_and_the_hook_is_heard(hwa, configure):
    """A Bearer with the token is answered on every path."""
    async with serving(configure(hwa.url, resync_web_token=TOKEN)) as (_, http):
        statuses = [
            (await http.post("/api/ask", json=QUESTION, headers=BEARER)).status_code,
            (await http.post("/hooks/hwa", headers=BEARER)).status_code,
            (await http.get("/metrics", headers=BEARER)).status_code,
        ]
    assert statuses == [200, 202, 200]


async def test_a_sheet_that_breaks_keeps_its_last_good_content(hwa, configure, tmp_path):
    """After the file is spoilt its rows still serve, and /readyz says what is wrong with the newest one."""
    sheet = workbook(tmp_path / "ours.xlsx", [row(), row(error="ORA-00060")])
    async with serving(configure(hwa.url, resync_knowledge=str(sheet))) as (running, http):
        sheet.write_bytes(sheet.read_bytes()[:2000])
        await running.knowledge.refresh()
        state = (await http.get("/readyz")).json()["dependencies"]["knowledge"]
        found = await running.knowledge.search("ORA-00060")
    assert (running.knowledge.entries, state["ready"], "ours.xlsx is damaged" in state["detail"]) == (2, True, True)
    assert [match.entry.row for match in found.solutions] == [3]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cut.xlsx", (ROOT / "rag/sample/knowledge.xlsx").read_bytes()[:3000], "Copy it again"),
        ("csv.xlsx", b"Name;Size\nA;1\n", "Name the columns"),
        (
            "locked.xlsx",
            b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "without a password",
        ),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it as .xlsx"),
    ],
)
async def test_it_does_not_start_on_a_sheet_that_never_was_good(configure, hwa, tmp_path, name, content, says):
    """On the first start, a file that is no sheet is named with what its owner can do."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WorkbookError) as caught:
        async with resync(configure(hwa.url, resync_knowledge=str(tmp_path / name))):
            pass
    assert (caught.value.file, says in caught.value.remedy) == (name, True)


async def test_a_csv_with_a_workbook_s_name_is_read(hwa, configure, tmp_path):
    """What counts is what the file holds, not how it is named."""
    (tmp_path / "ours.xlsx").write_text("Job;Erro;Solução\nPAY@;ORA-01555;Fazer rerun\n", encoding="utf-8")
    async with resync(configure(hwa.url, resync_knowledge=str(tmp_path / "ours.xlsx"))) as running:
        assert running.knowledge.entries == 1


def test_a_sheet_that_does_not_exist_is_named(configure):
    """RESYNC_KNOWLEDGE that names no file is one sentence with the path."""
    with pytest.raises(ResyncError, match=r"RESYNC_KNOWLEDGE names /no/such\.xlsx"):
        knowledge_files(configure(resync_knowledge="/no/such.xlsx"))


async def test_a_data_directory_that_cannot_be_made_is_named(hwa, configure, tmp_path):
    """RESYNC_DATA_DIR below a file is one sentence with the path."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ResyncError, match=r"RESYNC_DATA_DIR=.*/file/data cannot be made"):
        async with resync(configure(hwa.url, resync_data_dir=tmp_path / "file" / "data")):
            pass


def test_a_port_that_is_taken_is_named(configure):
    """A port that another program has is one sentence with RESYNC_PORT."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = configure(resync_port=other.getsockname()[1])
        with pytest.raises(ResyncError, match="RESYNC_PORT"), listening(settings):
            pass


def test_an_address_of_another_machine_is_named(configure):
    """RESYNC_HOST that is not this machine's is one sentence with that setting."""
    with (
        pytest.raises(ResyncError, match="RESYNC_HOST"),
        listening(configure(resync_host="192.0.2.1", resync_web_token=TOKEN)),
    ):
        pass


def test_a_data_directory_has_one_resync(tmp_path):
    """The second is told which process has it; the first one's end sets it free."""
    with only_one(tmp_path), pytest.raises(ResyncError, match=r"process \d+\) uses"), only_one(tmp_path):
        pass
    with only_one(tmp_path):
        pass


async def test_whoever_serves_is_asked(hwa, configure):
    """With the same settings the one that serves answers, although its data directory is held."""
    settings = configure(hwa.url, resync_web_token=TOKEN)
    settings.resync_data_dir.mkdir(parents=True)
    with only_one(settings.resync_data_dir):
        async with serving(settings), assistant(settings) as other:
            parts = [
                part async for part in other.ask(Question(text=QUESTION["text"], conversation="terminal:local:t:1"))
            ]
    assert (isinstance(parts[0], Step), isinstance(parts[-1], Answer)) == (True, True)
    assert {fact["name"] for fact in parts[-1].facts if fact["kind"] == "job"} == {"FINAL_BATCH_PAYROLL"}


@pytest.mark.parametrize(
    "other",
    [
        {"tws_url": "http://127.0.0.1:9"},
        {"resync_data_dir": "elsewhere"},
        {"resync_model": "openai:x"},
        {"tws_user": "u"},
    ],
)
def test_another_resync_is_told_apart(configure, other):
    """One with another master, user, data directory or model is not asked in our place, and its secrets stay its own."""
    ours, theirs = (identity(configure(resync_web_token=TOKEN, **more)) for more in ({}, other))
    assert (ours != theirs, TOKEN in str(ours)) == (True, False)


async def test_an_answer_that_hwa_did_not_give_is_told_by_the_status(hwa, configure):
    """`resync ask` ends with 1 exactly where the answer says that HWA could not be asked."""
    async with resync(configure(hwa.url)) as running:
        good = await _answered(running)
        await hwa.stop()
        running.master.forget()
        bad = await _answered(running)
    assert (could_not_ask(good), could_not_ask(bad)) == (False, True)


async def test_an_untrusted_certificate_is_told_to_the_asker(secure_hwa, configure):
    """The answer names TWS_CA_FILE, in the language of the question."""
    async with resync(configure(secure_hwa.url)) as running:
        answer = await _answered(running)
    assert ("certificado" in answer.text, "TWS_CA_FILE" in answer.text) == (True, True)


def test_a_ca_file_that_holds_none_is_a_wrong_setting(configure, tmp_path):
    """TWS_CA_FILE without a certificate is found before anything starts."""
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(ValueError, match=r"takes\.certificates"):
        configure("https://127.0.0.1:9", tws_ca_file=tmp_path / "ca.pem")


async def _answered(running: Resync) -> Answer:
    *_, answer = [part async for part in running.agent.ask(Question(text=QUESTION["text"], conversation="t:l:c:1"))]
    assert isinstance(answer, Answer)
    return answer
