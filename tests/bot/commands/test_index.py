"""`resync index`: the sheet's owner learns what to mend, and the exit status tells a script."""

import pytest

from bot.commands.index import index
from bot.commands.only_one import only_one
from bot.errors import ResyncError
from tests.benchmarks.processes import ROOT
from tests.rag.sheets import row, workbook

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


async def test_it_does_not_write_beside_another_resync(configure, tmp_path):
    """While another process holds the data directory, the index is left alone and the person told."""
    (tmp_path / "data").mkdir()
    with only_one(tmp_path / "data"), pytest.raises(ResyncError, match="Another Resync"):
        await index(configure(), [SAMPLE], check=False)
