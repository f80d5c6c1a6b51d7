"""A live board where the platform refuses, or the process dies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import ChatError
from tests.bot import boards_at_work
from tests.bot.boards_at_work import shown, stored, turn
from tests.bot.channel.conftest import ANA, BOB, down
from tests.fakes import PowerCutError

channel = boards_at_work.channel


async def test_a_board_that_somebody_deleted_is_forgotten(channel):
    """It is not posted again, and the others go on."""
    await channel.command("board")
    await channel.command("board", replace(ANA, channel="C2"))
    del channel.chat.roots[next(iter(channel.chat.roots))]
    assert 1 == await turn(channel, workstations_down=(down(),))
    assert ["C2"] == [board.target for board in await stored(channel)]


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (False, "I could not post the board here just now. Try again in a moment."),
        (True, "I may not write here: invite me to this channel and ask again."),
    ],
)
async def test_a_channel_that_takes_no_message_is_said_to(channel, gone, expected):
    """No board is kept that nobody sees, and the way out is the right one."""
    channel.chat.faults = [ChatError("not_in_channel", gone=gone)]
    told = await channel.command("board", BOB)
    assert (True, (), expected) == (told.refused, await stored(channel), told.card.title)


async def test_where_a_second_board_cannot_be_posted_the_first_lives_on(channel):
    """A refusal takes nothing away."""
    await channel.command("board")
    channel.chat.faults = [ChatError("ratelimited", retry_after=20)]
    assert (await channel.command("board")).refused
    assert (1, 1) == (await turn(channel, workstations_down=(down(),)), len(channel.chat.told))


async def test_a_refused_edit_is_made_with_the_newest_state_later(channel):
    """A throttled platform gets one edit afterwards, not one for each that it refused."""
    await channel.command("board")
    for number in range(3):
        channel.chat.faults = [ChatError("ratelimited", retry_after=20)]
        assert 0 == await turn(channel, workstations_down=(down(f"FTA_{number}"),))
    assert (1, 1) == (await turn(channel), channel.chat.told[0].edits)
    assert "FTA_2" in str(shown(channel))


async def test_what_a_platform_throttles_waits_without_being_tried_board_by_board(channel):
    """The first refusal that says to wait ends that platform's turn."""
    for number in range(5):
        await channel.command("board", replace(ANA, channel=f"C{number}"))
    before = channel.chat.calls
    channel.chat.faults = [ChatError("ratelimited", retry_after=20)] * 5
    assert 0 == await turn(channel, workstations_down=(down(),))
    assert 1 == channel.chat.calls - before


async def test_a_death_between_decision_and_post_leaves_one_board(channel):
    """A board that was decided on is posted after the restart."""
    channel.chat.faults = [PowerCutError()]
    with pytest.raises(PowerCutError):
        await channel.command("board")
    await channel.restart()
    assert (1, 1) == (await turn(channel), len(channel.chat.told))
    assert 0 == await turn(channel)


async def test_a_board_that_nobody_tried_to_post_is_not_looked_for(channel):
    """Teams says of whatever it is asked to look for that it may stand there twice."""
    looked_for = []

    async def find(message):
        looked_for.append(message)

    channel.chat.find = find
    await channel.command("board")
    assert (1, []) == (len(channel.chat.told), looked_for)


async def test_a_death_between_post_and_record_leaves_one_board_where_the_chat_can_tell(channel):
    """A chat that can say whether it took a message is asked before anything is posted again."""

    async def find(message):
        return next(
            (ref for ref, told in channel.chat.roots.items() if told.message.incident == message.incident), None
        )

    channel.chat.find = find
    channel.chat.after = [PowerCutError()]
    with pytest.raises(PowerCutError):
        await channel.command("board")
    await channel.restart()
    assert (1, 1) == (await turn(channel), len(channel.chat.told))


async def test_where_no_message_can_be_posted_the_board_is_shown_once(channel):
    """A terminal gets the card itself."""
    told = await channel.command("board", replace(ANA, platform="terminal", channel=""))
    assert ("The environment is healthy: nothing in error, nothing stopped.", {}, False) == (
        told.card.title,
        channel.chat.roots,
        told.refused,
    )
