"""A board in a channel, seen for a night."""

from __future__ import annotations

JOB = "PAY_CALC_NET"


async def refreshed(team, claim) -> None:
    """Let time pass, and boards be brought up to date, until something is true of them."""
    team.house.running.channels.boards._statuses._seconds = 0  # as if the half minute was over each time
    for _ in range(50):
        team.house.running.master.forget()
        await team.house.running.channels.boards.refresh()
        if claim():
            return
        await team.house.pass_time(6)


async def test_a_board_is_one_message_that_is_edited_only_when_something_changed(team):
    """Posted once; without news it is not touched; after an ABEND it shows it in place; ended, it says so."""
    await team.house.look()
    assert "atualiza sozinho" in await team.command("painel", where=team.other)
    [board] = [each for each in team.boards(team.other) if "FINAL_BATCH_PAYROLL" in team.words(each)]
    before = team.words(board)
    await team.house.running.channels.boards.refresh()
    assert 0 == team.edits(board)
    await team.house.control("abend", job=JOB)
    await team.house.pass_time(6)
    await team.house.look()
    await refreshed(team, lambda: team.edits(board))
    assert before != team.words(board)
    await team.command("painel desligar", where=team.other)
    assert "Este painel foi encerrado" in team.words(board)


async def test_a_board_lives_on_after_a_restart_and_says_since_when_hwa_is_silent(hwa, tmp_path, platform):
    """Another process edits the same message, which tells that what it shows is old."""
    async with platform.opened(hwa, tmp_path) as team:
        await team.house.look()
        await team.command("painel", where=team.other)
        [board] = [each for each in team.boards(team.other) if "FINAL_BATCH_PAYROLL" in team.words(each)]
    async with platform.opened(hwa, tmp_path) as team:
        await team.house.control("fault", status=503, **{"for": 3600})
        await refreshed(team, lambda: team.edits(board))
        assert "desde" in team.words(board).lower()
