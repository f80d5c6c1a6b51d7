"""`resync search`: what retrieval sees of a question, and one line of JSON for each of many."""

import io
import json
from pathlib import Path

import pytest

from bot.commands.only_one import only_one
from bot.commands.search import Wanted, decoded, search
from tests.benchmarks.processes import ROOT
from tests.rag.sheets import row, workbook

SAMPLE = ROOT / "rag" / "sample" / "knowledge.xlsx"


@pytest.fixture
def sheet(tmp_path):
    rows = [row(), row("PAY_CALC", "No space left on device", "Disco cheio", link="https://wiki.example.com/proc/KB-2")]
    return workbook(tmp_path / "ours.xlsx", rows)


async def test_it_shows_verdict_signature_and_each_part_of_the_score(configure, sheet, capsys):
    """A person reads what was recognised, which row fits and what its score is made of."""
    status = await search(configure(), Wanted(text="ORA-01555 again", knowledge=sheet))
    told = capsys.readouterr().out
    assert (
        status,
        [part for part in ("Known", "ORA-01555", "Incidentes!2", "signature", "+") if part not in told],
    ) == (
        0,
        [],
    )


async def test_json_holds_the_parts_that_the_score_is_the_sum_of(configure, sheet, capsys):
    """--json is one object with every candidate's file, sheet, row, confidence and parts."""
    await search(configure(), Wanted(text="disco cheio", job="PAY_CALC", knowledge=sheet, as_json=True))
    found = json.loads(capsys.readouterr().out)
    best = found["candidates"][0]
    assert (found["verdict"], best["file"], best["sheet"], best["row"]) == ("known", "ours.xlsx", "Incidentes", 3)
    assert best["score"] == pytest.approx(sum(best["parts"].values()))


async def test_a_log_is_read_from_its_file(configure, sheet, tmp_path, capsys):
    """--log brings the error, --job the job."""
    log = tmp_path / "job.log"
    log.write_text("= JOB : W#S.PAY_CALC\ncp: error writing '/x': No space left on device\n")
    await search(configure(), Wanted(log=log, knowledge=sheet, as_json=True))
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["candidates"][0]["row"], found["signature"]["phrases"]) == (
        "known",
        3,
        ["no-space"],
    )


async def test_a_batch_gives_one_line_for_each_question(configure, sheet, tmp_path, capsys):
    """Standard output holds the answers in the order of the questions and nothing else."""
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"qid": "a", "text": "ORA-01555", "job": null}\n\n{"qid": "b", "text": "cardápio de hoje"}\n')
    status = await search(configure(), Wanted(batch=batch, knowledge=sheet))
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (status, [(a["qid"], a["answered"]) for a in answers]) == (0, [("a", True), ("b", False)])
    assert answers[0]["links"][0] == "https://wiki.example.com/proc/KB-1"
    assert {"qid", "links", "answered", "confidence", "ms"} == answers[0].keys()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "no JSON"),
        ("[1]", "no object"),
        ('{"text": "x"}', "qid is missing"),
        ('{"qid": "a"}', "text is missing"),
        ('{"qid": "a", "text": 7}', "text is missing or is no text"),
        ('{"qid": "a", "text": "x", "job": ["A"]}', "job is no text"),
    ],
)
async def test_a_bad_line_is_named_and_the_others_are_answered(configure, sheet, tmp_path, capsys, line, problem):
    """The number of the line and what is wrong with it stand on standard error; the status is 2."""
    batch = tmp_path / "questions.jsonl"
    batch.write_text(f'{line}\n{{"qid": "b", "text": "ORA-01555"}}\n')
    status = await search(configure(), Wanted(batch=batch, knowledge=sheet))
    told = capsys.readouterr()
    assert (status, "line 1" in told.err, problem in told.err, json.loads(told.out)["qid"]) == (2, True, True, "b")


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Wanted(), "Say what to look for"),
        (Wanted(text="  "), "Say what to look for"),
        (Wanted(text="x", batch=Path("b.jsonl")), "brings its own questions"),
        (Wanted(text="x", knowledge=Path("gone.xlsx")), "Could not read gone.xlsx"),
        (Wanted(log=Path("gone.log")), "Could not read gone.log"),
        (Wanted(batch=Path("gone.jsonl")), "Could not read gone.jsonl"),
    ],
)
async def test_what_cannot_be_looked_for_is_one_sentence(configure, capsys, wanted, sentence):
    """Nothing to look for, or a file that is not there: one sentence and status 2."""
    status = await search(configure(), wanted)
    assert (status, sentence in capsys.readouterr().err) == (2, True)


async def test_what_is_wrong_is_said_in_portuguese(configure, sheet, tmp_path, capsys):
    """A broken sheet in the folder and a file that is not there: no English, not even the system's."""
    (tmp_path / "zz.xlsx").write_bytes(b"%PDF-1.7")
    settings = configure(resync_language="pt", resync_knowledge=str(tmp_path))
    await search(settings, Wanted(text="ORA-01555"))
    await search(settings, Wanted(log=Path("gone.log")))
    broken, gone = capsys.readouterr().err.splitlines()
    assert broken == "resync: zz.xlsx é um PDF. Informe a planilha da qual ele foi gerado."
    assert gone == "resync: Não consegui ler gone.log: não existe."


async def test_it_works_beside_a_resync_that_serves(configure, sheet, tmp_path):
    """The index that serves is neither needed nor touched."""
    (tmp_path / "data").mkdir()
    with only_one(tmp_path / "data"):
        status = await search(configure(), Wanted(text="ORA-01555", knowledge=sheet))
    assert (status, (tmp_path / "data" / "index").exists()) == (0, False)


async def test_the_indexes_of_other_sheets_do_not_pile_up(configure, tmp_path, capsys):
    """Of the sheets that were searched, the last four keep their index."""
    for number in range(6):
        ours = workbook(tmp_path / f"sheet{number}.xlsx", [row()])
        await search(configure(), Wanted(text="ORA-01555", knowledge=ours))
    assert len(list((tmp_path / "data" / "search").iterdir())) == 4


async def test_a_batch_may_come_from_a_pipe(configure, sheet, capsys, monkeypatch):
    """`--batch -` reads the standard input."""
    piped = io.TextIOWrapper(io.BytesIO(b'{"qid": 1, "text": "ORA-01555"}\n'))
    monkeypatch.setattr("sys.stdin", piped)
    status = await search(configure(), Wanted(batch=Path("-"), knowledge=sheet))
    assert (status, json.loads(capsys.readouterr().out)["qid"]) == (0, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_log_in_any_encoding_keeps_its_accents(encoding):
    """UTF-16 of PowerShell, the Windows code page and UTF-8 with or without its mark are told apart."""
    assert "não há espaço" == decoded("não há espaço".encode(encoding))
