"""A live board: edited only when its content changes, over restarts, and still true when HWA is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text as sql

from bot.board_content import SHOWN_EVERY
from bot.errors import ChatError
from bot.store import boards
from tests.bot.channel.conftest import ANA, BOB, Channel, down, health
from tests.fakes import PowerCutError, fake_job

TURN = 30


@pytest.fixture
async def channel(tmp_path, request):
    made = Channel(tmp_path / "resync.db", getattr(request, "param", ""))
    await made.start()
    yield made
    await made.stop()


async def turn(channel, **values) -> int:
    """Half a minute goes by, and the boards are brought up to date; a silent HWA stays silent."""
    channel.pass_seconds(TURN)
    if channel.look.trouble is None:
        channel.look.report = replace(channel.look.report, as_of=channel.clock(), **values)
    return await channel.boards.refresh()


def shown(channel, number=0):
    return channel.chat.told[number].message.card


async def stored(channel):
    async with channel.store.reading() as connection:
        return await boards.read(connection)


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


async def test_a_board_that_somebody_deleted_is_forgotten(channel):
    """It is not posted again, and the others go on."""
    await channel.command("board")
    await channel.command("board", replace(ANA, channel="C2"))
    del channel.chat.roots[next(iter(channel.chat.roots))]
    assert 1 == await turn(channel, workstations_down=(down(),))
    assert ["C2"] == [board.target for board in await stored(channel)]


async def test_a_second_board_takes_the_place_of_the_first(channel):
    """The newest is alive; the older one says where it went and is left alone."""
    await channel.command("painel")
    await channel.command("painel")
    assert ["Este painel foi publicado de novo mais abaixo.", "Ambiente saudável: nada em erro, nada parado."] == [
        told.message.card.title for told in channel.chat.told
    ]
    await turn(channel, workstations_down=(down(),))
    assert [1, 1] == [told.edits for told in channel.chat.told]


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


async def test_where_no_message_can_be_posted_the_board_is_shown_once(channel):
    """A terminal gets the card itself."""
    told = await channel.command("board", replace(ANA, platform="terminal", channel=""))
    assert ("The environment is healthy: nothing in error, nothing stopped.", {}, False) == (
        told.card.title,
        channel.chat.roots,
        told.refused,
    )


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
