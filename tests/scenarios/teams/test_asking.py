"""People ask in Teams, where they are, and are answered there."""

from __future__ import annotations

import httpx

from tests.adapters.teams.conftest import SLOW
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.payloads import GROUP, OPS, PERSONAL
from tests.scenarios.teams.conftest import opened

JOB = "FINAL_BATCH_PAYROLL"


async def test_the_second_question_knows_the_first(teams_house):
    """ "e o log dele?" in the same thread, chat or group is about the job of the question before."""
    for talk in (f"{OPS};messageid=17", GROUP, PERSONAL):
        await teams_house.ask_in(talk, "qual o status do job PAY_CALC_NET?")
        follow_up = await teams_house.ask_in(talk, "e o log dele?")
        assert "PAY_CALC_NET" in follow_up.words


async def test_one_to_one_the_steps_are_streamed(hwa, tmp_path, fake):
    """The last message ends the stream that its steps began."""
    async with opened(hwa, tmp_path, fake, pace=SLOW) as house:
        answer = await house.ask_in(PERSONAL, f"por que {JOB} ainda não iniciou?")
        assert "final" == answer.activity["channelData"]["streamType"]
        assert JOB in answer.words


async def test_a_guest_of_another_company_gets_a_refusal_and_no_fact(teams_house):
    """In a shared channel somebody from outside is told no, and learns nothing of the plan."""
    outside = {"channelData": {"tenant": {"id": "another-company"}}}
    answer = await teams_house.ask_in(OPS, f"status do job {JOB}", user="guest", **outside)
    assert JOB not in answer.words
    query = payloads.query(teams_house.fake.url, "FINAL", **outside)
    assert JOB not in str(await teams_house.fake.deliver(query))


async def test_a_question_that_comes_again_after_a_restart_is_not_answered_again(hwa, tmp_path, fake):
    """What was answered before the restart is known after it."""
    body = payloads.message(fake.url, f"status do job {JOB}")
    for _ in range(2):
        async with opened(hwa, tmp_path, fake) as house:
            await fake.deliver(body)
            await house.settled()
    assert 1 == len(fake.messages)


async def test_the_compose_box_finds_jobs_and_gives_their_cards(teams_house):
    """A few letters are enough; the card that is inserted is the job's."""
    _, told = await teams_house.fake.deliver(payloads.query(teams_house.fake.url, "FINAL_B"))
    cards = told["composeExtension"]["attachments"]
    assert cards
    assert JOB in str(cards[0]["content"])


async def test_a_thumb_is_kept_for_the_talk_that_it_is_about(teams_house):
    """The judgement stands in the store."""
    answer = await teams_house.ask_in(OPS, f"status do job {JOB}")
    await teams_house.fake.deliver(payloads.thumb(teams_house.fake.url, "dislike", answer.conversation))
    await teams_house.settled()
    async with teams_house.running.store.reading() as connection:
        rows = (await connection.exec_driver_sql("SELECT conversation, good FROM judgements")).all()
    thread = answer.conversation.partition(";messageid=")[2]
    assert [(f"teams:{payloads.TENANT}:{OPS}:{thread}", 0)] == [tuple(row) for row in rows]


async def test_sixty_people_who_look_at_a_board_cost_one_look_at_hwa(teams_house):
    """Refreshes are served from what was last read, however many come at once."""
    [board] = await _board(teams_house)
    teams_house.running.master.forget()
    teams_house.running.channels.boards._statuses._read.clear()
    before = await _reads(teams_house)
    first = payloads.pressed(teams_house.fake.url, "refresh", conversation=board.conversation, on=board.id)
    await teams_house.fake.deliver(first)
    one = await _reads(teams_house) - before
    told = [await _looked_at(teams_house, board, f"viewer{number}") for number in range(60)]
    assert one > 0
    assert one == await _reads(teams_house) - before
    assert [True] * 60 == ["refresh" in each for each in told]


async def _board(house):
    await house.ask_in(OPS, "painel")
    return [each for each in house.fake.messages if "refresh" in each.card]


async def _looked_at(house, board, user):
    """What Teams fetches for somebody who looks at the board."""
    body = payloads.pressed(
        house.fake.url, "refresh", conversation=board.conversation, on=board.id, trigger="automatic", user=user
    )
    return (await house.fake.deliver(body))[1]["value"]


async def _reads(house):
    async with httpx.AsyncClient(verify=False) as http:
        return (await http.get(f"{house.hwa.url}/simulator/calls")).json()["reads"]
