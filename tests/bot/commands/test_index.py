"""`resync index`: the sheet's owner learns what to mend, and the exit status tells a script."""

import json

import pytest
from openpyxl import load_workbook

from bot.commands.index import index
from bot.commands.only_one import only_one
from bot.errors import ResyncError
from tests.benchmarks.processes import ROOT, free_port
from tests.rag.sheets import HEADINGS, row, workbook

SAMPLE = ROOT / "rag" / "sample" / "knowledge.xlsx"


async def test_a_sheet_without_faults_passes_the_check(configure, capsys):
    """The sample sheet has nothing to mend."""
    status = await index(configure(), [SAMPLE], check=True)
    assert (status, "0 findings" in capsys.readouterr().out) == (0, True)


async def test_a_row_to_mend_fails_the_check_and_names_its_cell(configure, capsys, tmp_path):
    """A row without a solution is told with file, sheet and cell."""
    sheet = workbook(tmp_path / "ours.xlsx", [row(), row(solution="", link="")])
    status = await index(configure(), [sheet], check=True)
    told = "".join(capsys.readouterr().out.split())
    assert (status, "ours.xlsxIncidentes!" in told) == (1, True)


async def test_the_check_writes_nothing(configure, tmp_path):
    """With --check no index is made."""
    await index(configure(), [SAMPLE], check=True)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("check", [True, False])
async def test_a_file_that_cannot_be_read_fails_with_what_to_do(configure, capsys, tmp_path, check):
    """A workbook that was cut off is named with what its owner can do, and nothing is indexed."""
    sheet = tmp_path / "cut.xlsx"
    sheet.write_bytes(SAMPLE.read_bytes()[:3000])
    status = await index(configure(), [sheet], check=check)
    told = " ".join(capsys.readouterr().out.split())
    assert (status, "✗ cut.xlsx is damaged" in told, "Copy it again" in told) == (1, True, True)


async def test_a_finding_does_not_keep_the_rest_from_being_indexed(configure, capsys, tmp_path):
    """Without --check the good rows are indexed and the status is 0; no bar is drawn where nobody watches."""
    sheet = workbook(tmp_path / "ours.xlsx", [row(), row(solution="", link="")])
    status = await index(configure(), [sheet], check=False)
    told = capsys.readouterr().out
    assert (status, "Index ready." in told, "%" in told, "Reading" in told) == (0, True, False, False)


async def test_remarks_do_not_fail_the_check(configure, capsys, tmp_path):
    """A column for people only is told and lets the check pass."""
    sheet = workbook(tmp_path / "ours.xlsx", [(*row(), "x")], (*HEADINGS, "Aplicação"))
    status = await index(configure(), [sheet], check=True)
    told = capsys.readouterr().out
    assert (status, "0 findings" in told, "1 remark that keeps nothing" in told) == (0, True, True)


async def test_rows_of_all_files_are_held_against_each_other(configure, capsys, tmp_path):
    """Two files with different solutions for one error fail the check."""
    for name, solution in (("a.xlsx", "rerun"), ("b.xlsx", "cancel")):
        workbook(tmp_path / name, [row(job="PAY", solution=solution)])
    assert await index(configure(), [tmp_path], check=True, in_json=True) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert ("b.xlsx", "E2", "contradiction", "mend") == tuple(finding[key] for key in ("file", "cell", "code", "level"))


@pytest.mark.parametrize(("language", "says"), [("pt", "a linha não tem solução"), ("en", "the row has no solution")])
async def test_the_report_is_json_in_the_readers_language(configure, capsys, tmp_path, language, says):
    """Nothing but one object stands on the output: counts, files, findings with code, place, what and how."""
    sheet = workbook(tmp_path / "ours.xlsx", [row(), row(solution="", link="")])
    status = await index(configure(resync_language=language), [sheet], check=True, in_json=True)
    report = json.loads(capsys.readouterr().out)
    finding = report["findings"][0]
    assert (1, 1, 1, 0, False) == (status, report["entries"], report["to_mend"], report["notes"], report["indexed"])
    assert ("E3", "no-solution", True) == (finding["cell"], finding["code"], finding["problem"].startswith(says))
    assert bool(finding["remedy"])


async def test_json_says_which_file_cannot_be_read_and_why(configure, capsys, tmp_path):
    """A broken file has a code, a sentence and a remedy, beside those that are fine."""
    workbook(tmp_path / "good.xlsx", [row()])
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert await index(configure(), [tmp_path], check=False, in_json=True) == 1
    files = {file["file"]: file.get("code", "") for file in json.loads(capsys.readouterr().out)["files"]}
    assert {"good.xlsx": "", "old.xls": "old-format"} == files


async def test_json_says_that_the_files_are_in_service(configure, capsys, tmp_path):
    """After indexing, `indexed` is true and the index is there."""
    sheet = workbook(tmp_path / "ours.xlsx", [row()])
    assert await index(configure(), [sheet], check=False, in_json=True) == 0
    assert json.loads(capsys.readouterr().out)["indexed"] is True
    assert (tmp_path / "data" / "index" / "knowledge" / "current.json").exists()


@pytest.mark.parametrize("name", ["ours.xlsx", "ours.csv"])
async def test_a_copy_shows_every_finding_at_its_cell(configure, tmp_path, name):
    """The copy has the comment, the list in the reader's language, and the original's rows; the original stays."""
    source = tmp_path / name
    if name.endswith("csv"):
        source.write_text("Job;Erro;Solução\nPAY;ORA-1;\nCALC;ORA-2;rerun\n", encoding="cp1252")
    else:
        workbook(source, [("PAY", "ORA-1", None), ("CALC", "ORA-2", "rerun")], ("Job", "Erro", "Solução"))
    before, copy = source.read_bytes(), tmp_path / "copy.xlsx"
    assert await index(configure(resync_language="pt"), [source], check=True, annotated=copy) == 1
    book = load_workbook(copy)
    sheet = book.worksheets[1]
    assert "Achados" == book.sheetnames[0]
    assert ("CALC", True) == (sheet["A3"].value, "não tem solução" in sheet["C2"].comment.text)
    assert before == source.read_bytes()


async def test_a_copy_never_replaces_what_is_there(configure, tmp_path):
    """Another file only with --force, the source itself never, and no name that Excel would not open."""
    source = workbook(tmp_path / "ours.xlsx", [row()])
    taken = tmp_path / "taken.xlsx"
    taken.write_bytes(b"theirs")
    for copy, force, says in ((taken, False, "--force"), (source, True, "itself"), (tmp_path / "a.txt", False, "name")):
        with pytest.raises(ResyncError, match=says):
            await index(configure(), [source], check=True, annotated=copy, force=force)
    assert b"theirs" == taken.read_bytes()
    assert await index(configure(), [source], check=True, annotated=taken, force=True) == 0
    assert "Findings" in load_workbook(taken).sheetnames


async def test_a_copy_is_of_one_workbook(configure, tmp_path):
    """Of a folder with two files there is no one copy."""
    for name in ("a.xlsx", "b.xlsx"):
        workbook(tmp_path / name, [row()])
    with pytest.raises(ResyncError, match="one workbook at a time"):
        await index(configure(), [tmp_path], check=True, annotated=tmp_path / "copy.xlsx")


async def test_a_folder_without_sheets_says_so(configure, tmp_path):
    """Nothing read is not nothing wrong."""
    with pytest.raises(ResyncError, match=r"no \.xlsx"):
        await index(configure(), [tmp_path], check=True)


async def test_a_chroma_server_that_does_not_answer_fails_the_command(configure, capsys, tmp_path):
    """The sheet would be found by heart, but whoever asked for an index is told that there is none."""
    sheet = workbook(tmp_path / "ours.xlsx", [row()])
    status = await index(configure(resync_chroma_url=f"http://127.0.0.1:{free_port()}"), [sheet], check=False)
    told = " ".join(capsys.readouterr().out.split())
    assert (1, True, False) == (status, "RESYNC_CHROMA_URL" in told, "Index ready." in told)


async def test_it_does_not_write_beside_another_resync(configure, tmp_path):
    """While another process holds the data directory, the index is left alone and the person told."""
    (tmp_path / "data").mkdir()
    with only_one(tmp_path / "data"), pytest.raises(ResyncError, match="Another Resync"):
        await index(configure(), [SAMPLE], check=False)
