"""A live board: edited only when its content changes, over restarts, and still true when HWA is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text as sql

from bot.board_content import SHOWN_EVERY
from tests.bot import boards_at_work
from tests.bot.boards_at_work import TURN, shown, stored, turn
from tests.bot.channel.conftest import ANA, BOB, down, health
from tests.fakes import fake_job

channel = boards_at_work.channel


async def test_a_board_is_posted_where_it_was_asked_for(channel):
    """One message in that channel, in the language of the command; whoever asked is told alone."""
    told = await channel.command("board", BOB)
    (message,) = channel.chat.told
    assert ("C1", "board", None, False) == (
        message.message.target,
        message.message.state,
        message.message.thread,
        told.public,
    )
    assert message.message.incident.startswith("board-")
    assert "The environment is healthy" in message.message.card.title


async def test_nothing_is_edited_where_nothing_changed(channel):
    """The time of the data alone moves at most every five minutes."""
    await channel.command("board")
    edits = [await turn(channel) for _ in range(int(SHOWN_EVERY.total_seconds()) // TURN)]
    assert ([0] * 9 + [1], 1) == (edits, channel.chat.told[0].edits)


async def test_a_change_is_shown_at_the_next_turn(channel):
    """Agents that go down, jobs in error, incidents that open: each is one edit."""
    await channel.command("painel")
    assert 1 == await turn(channel, workstations_down=(down(),), verdict="warning")
    assert "FTA_01" in str(shown(channel))
    assert 0 == await turn(channel)
    await channel.abended("PAY_CALC")
    assert (1, True) == (await turn(channel), "PAY_CALC" in str(shown(channel)))


async def test_many_boards_of_one_environment_cost_one_look(channel):
    """Channels and languages share what was read."""
    for number in range(20):
        await channel.command("board" if number % 2 else "painel", replace(ANA, channel=f"C{number}"))
    assert 1 == channel.look.times
    assert 20 == await turn(channel, workstations_down=(down(),))
    assert 2 == channel.look.times
    assert 2 == len({told.message.card.title for told in channel.chat.told})


async def test_a_board_outlives_a_restart(channel):
    """The same message is edited; nothing is posted again."""
    await channel.command("board")
    await channel.restart()
    assert 0 == await turn(channel)
    assert 1 == await turn(channel, workstations_down=(down(),))
    assert (1, 1) == (len(channel.chat.told), channel.chat.told[0].edits)


async def test_a_silent_hwa_leaves_the_last_content_with_its_time(channel):
    """Told once, however long it lasts, and taken back when HWA answers."""
    channel.look.report = health(workstations_down=(down(),), verdict="warning")
    await channel.command("painel")
    channel.silence()
    assert [1, 0, 0, 0] == [await turn(channel) for _ in range(4)]
    card = shown(channel)
    assert (True, True) == (card.title.startswith("Parado desde 00:12"), "FTA_01" in str(card))
    assert "O HWA não responde." in card.blocks[0].text
    channel.back(workstations_down=(down(),), verdict="warning")
    assert 1 == await turn(channel)
    assert "Parado" not in shown(channel).title


async def test_after_a_restart_a_silent_hwa_leaves_it_too(channel):
    """What stood there is kept with the board, not in the process."""
    channel.look.report = health(workstations_down=(down(),), verdict="warning")
    await channel.command("board", BOB)
    channel.silence()
    await channel.restart()
    assert [1, 0] == [await turn(channel), await turn(channel)]
    assert (True, True) == (shown(channel).title.startswith("Stale since 00:12"), "FTA_01" in str(shown(channel)))


async def test_a_board_of_which_nothing_is_known_says_why(channel):
    """Posted while HWA is silent, it is an error card, edited once HWA answers."""
    channel.silence()
    await channel.command("board", BOB)
    assert "HWA" in shown(channel).title
    assert [0, 0] == [await turn(channel), await turn(channel)]
    channel.back()
    assert (1, True) == (await turn(channel), "healthy" in shown(channel).title)


async def test_a_second_board_takes_the_place_of_the_first(channel):
    """The newest is alive; the older one says where it went and is left alone."""
    await channel.command("painel")
    await channel.command("painel")
    assert ["Este painel foi publicado de novo mais abaixo.", "Ambiente saudável: nada em erro, nada parado."] == [
        told.message.card.title for told in channel.chat.told
    ]
    await turn(channel, workstations_down=(down(),))
    assert [1, 1] == [told.edits for told in channel.chat.told]


RULES = '[[access]]\nchannels = "C1"\njobs = "PAY_*"\n[[access]]\nchannels = "C2"'


@pytest.mark.parametrize("channel", [RULES], indirect=True)
async def test_a_board_shows_what_its_channel_may_see(channel):
    """Two channels with different rights are two looks and two contents."""
    await channel.abended("PAY_CALC")
    await channel.abended("BI_LOAD", job_stream="BI", workstation="BI_WKS")
    for number in (1, 2):
        await channel.command("board", replace(ANA, channel=f"C{number}"))
    mine, all_ = (told.message.card for told in channel.chat.told[-2:])
    assert (True, False) == ("PAY_CALC" in str(mine), "BI_LOAD" in str(mine))
    assert (2, True) == (channel.look.times, "BI_LOAD" in str(all_))


@pytest.mark.parametrize("channel", [RULES], indirect=True)
async def test_a_board_ends_with_the_right_to_it(channel):
    """After the rules changed, the message says that it has ended and is forgotten."""
    await channel.command("board", replace(ANA, channel="C2"))
    channel.toml = RULES.replace("C2", "C3")
    await channel.restart()
    assert 1 == await turn(channel)
    assert ("This board has ended.", ()) == (shown(channel).title, await stored(channel))


async def test_a_board_can_be_ended_where_it_stands(channel):
    """The message says so and is edited no more; where there is none, that is said."""
    await channel.command("painel")
    assert "O painel daqui foi encerrado." == (await channel.command("painel desligar")).card.title
    assert ("Este painel foi encerrado.", ()) == (shown(channel).title, await stored(channel))
    assert "There is no board here." == (await channel.command("board off", BOB)).card.title


async def test_a_board_of_an_environment_that_there_is_none_of_is_refused(channel):
    """The environments that there are, are named."""
    told = await channel.command("board PROD", BOB)
    assert ("There is no environment PROD here. There are: default.", True) == (told.card.title, told.refused)
    assert not (await channel.command("board DEFAULT", BOB)).refused


async def test_an_open_incident_that_follows_from_another_is_not_listed_twice(channel):
    """The cause stands on the board, its effects with it on its own card."""
    channel.plan.put()
    await channel.poll()
    channel.plan.put(fake_job("PAY_A"), fake_job("PAY_B"), fake_job("PAY_C"))
    await channel.poll()
    await channel.poll()
    found = await channel.alerts.book.open_incidents()
    ids = {one.id for one in found}
    own = {one.job_name for one in found if one.cause not in ids}
    await channel.command("board")
    assert own == {name for name in ("PAY_A", "PAY_B", "PAY_C") if name in str(channel.chat.told[-1].message.card)}


async def test_the_boards_table_holds_what_it_held(channel):
    """Every field of a stored board comes back."""
    await channel.command("board", replace(BOB, private=True))
    (board,) = await stored(channel)
    assert ("slack", "C1", "default", "T1", "U2", "en", True, False, "slack-1") == (
        board.chat, board.target, board.environment, board.tenant, board.user, board.language, board.private,
        board.external, board.reference,
    )  # fmt: skip
    async with channel.store.reading() as connection:
        assert 1 == (await connection.execute(sql("SELECT COUNT(*) FROM boards"))).scalar()
