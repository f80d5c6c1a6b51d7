"""At night nobody asks: what the channel Ops hears, and what the people there do with it."""

from __future__ import annotations

from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.payloads import OPS
from tests.scenarios.teams.conftest import buttons, opened

JOB = "PAY_CALC_NET"


async def test_an_abend_is_one_post_with_its_explanation_and_buttons(teams_house):
    """Error line, sheet row, owner and what waits behind it stand on one card, with what can be pressed."""
    await teams_house.look()
    root = await teams_house.abend(JOB)
    told = root.words + teams_house.thread_of(root)
    assert [True] * 4 == [word in told for word in ("ORA-01555", "knowledge.xlsx", "Equipe", "FINAL_BATCH_PAYROLL")]
    assert {"take", "snooze", "ask"} <= {each["verb"] for each in buttons(root)}


async def test_the_card_tells_its_life_in_place_and_the_thread_the_story(teams_house):
    """Taken, then recovered: one post, edited, in words and not in colours alone; the thread says who."""
    await teams_house.look()
    root = await teams_house.abend(JOB)
    opened_as = root.words
    await teams_house.press(root, "take")
    taken = root.words
    await teams_house.control("recover", job=JOB)
    await teams_house.pass_time(60)
    await teams_house.settle()
    assert 3 == len({opened_as, taken, root.words})
    assert ["❌" in opened_as, "Ana" in taken, "✅" in root.words] == [True] * 3
    assert "Ana" in teams_house.thread_of(root)
    assert [root] == teams_house.roots_of(JOB)


async def test_two_people_press_and_the_second_hears_who_has_it(teams_house):
    """The second press changes nothing, and whoever pressed is told the first one's name."""
    await teams_house.look()
    root = await teams_house.abend(JOB)
    take = next(each["data"]["value"] for each in buttons(root) if each["verb"] == "take")
    await teams_house.press(root, "take", take)
    told = await teams_house.press(root, "take", take, user="rui")
    assert "Ana" in told
    assert "Rui" not in root.words


async def test_a_press_that_teams_sends_again_with_a_new_id_is_one(teams_house):
    """ "I'm on it" resent adds nothing to the thread."""
    await teams_house.look()
    root = await teams_house.abend(JOB)
    take = next(each["data"]["value"] for each in buttons(root) if each["verb"] == "take")
    await teams_house.press(root, "take", take)
    before = teams_house.thread_of(root)
    await teams_house.press(root, "take", take)
    assert before == teams_house.thread_of(root)


async def test_what_fixed_it_is_asked_by_a_card_and_told_in_the_thread(teams_house):
    """ "Solved by…" asks with the sheet's rows; what is typed stands in the incident's thread."""
    await teams_house.look()
    root = await teams_house.abend(JOB)
    await teams_house.press(root, "take")
    incident = next(
        each["data"]["value"] for each in buttons(root) if each["verb"] == "solved" and "|" not in each["data"]["value"]
    )
    form = await teams_house.press(root, "solved", incident)
    assert "Incidentes" in str(form)
    await teams_house.press(root, "solved_save", incident, inputs={"words": "aumentei o UNDO e rodei de novo"})
    assert "aumentei o UNDO" in teams_house.thread_of(root) + root.words


async def test_the_log_of_a_card_is_shown_in_its_thread(teams_house):
    """A button that asks is answered under the card."""
    await teams_house.look()
    root = await teams_house.abend(JOB)
    log = next(
        each["data"]["value"]
        for each in buttons(root)
        if each["verb"] == "ask" and "log" in each["data"]["value"].lower()
    )
    await teams_house.press(root, "ask", log)
    newest = teams_house.fake.messages[-1]
    assert (root.conversation, True) == (newest.conversation, JOB in newest.words)


async def test_who_wants_to_be_told_is_mentioned_in_the_same_thread(teams_house):
    """ "avise quando terminar" calls the asker, where they asked, when the job has ended."""
    answer = await teams_house.ask_in(OPS, f"avise quando {JOB} terminar")
    await teams_house.control("recover", job=JOB)
    await teams_house.pass_time(180)
    await teams_house.look()
    await teams_house.settled()
    told = [
        each
        for each in teams_house.fake.messages
        if each.conversation == answer.conversation and "29:ana" in str(each.card["msteams"])
    ]
    assert [True] == [JOB in each.words for each in told]


async def test_a_throttled_teams_delays_a_card_and_loses_nothing(teams_house):
    """429 for longer than anybody waits: the card comes later, once, and says that it is late."""
    await teams_house.look()
    teams_house.fake.fail("POST", 429, times=1_000, retry_after="120")
    await teams_house.control("abend", job=JOB)
    await teams_house.pass_time(1)
    await teams_house.settle()
    assert [] == teams_house.roots_of(JOB)
    teams_house.fake.faults.clear()
    for _ in range(20):
        if teams_house.roots_of(JOB):
            break
        await teams_house.pass_time(5)
        await teams_house.settle()
    assert JOB in teams_house.root_of(JOB).words


async def test_a_503_loses_no_card_and_a_second_copy_says_that_it_may_be_one(teams_house):
    """Teams says 503 although it took the card: nobody can look, so that the next says what it may be."""
    await teams_house.look()
    teams_house.fake.fail("POST", 503, taken=True)
    await teams_house.control("abend", job=JOB)
    await teams_house.pass_time(1)
    await teams_house.settle()
    for _ in range(3):
        await teams_house.pass_time(10)
        await teams_house.settle()
    first, second = teams_house.roots_of(JOB)
    assert "duas vezes" in second.activity["attachments"][0]["content"].__str__()
    assert "duas vezes" not in first.words


async def test_after_a_restart_the_old_card_still_lives(hwa, tmp_path, fake):
    """Another process edits the card that the one before it posted, its buttons work, and nothing is told twice."""
    async with opened(hwa, tmp_path, fake) as house:
        await fake.deliver(payloads.added(fake.url))
        await house.settled()
        await house.look()
        root = await house.abend(JOB)
    async with opened(hwa, tmp_path, fake) as house:
        await house.settle()
        await house.press(root, "take")
        await house.look()
        assert ([root], True) == (house.roots_of(JOB), "Ana" in root.words)


async def test_a_channel_that_switched_alerts_on_hears_of_them_after_a_restart(hwa, tmp_path, fake):
    """A subscription and the place's stored reference outlive the process."""
    night = "19:night@thread.tacv2"
    async with opened(hwa, tmp_path, fake) as house:
        told = await house.ask_in(night, f"alertas ligar {JOB}")
        assert "alertas" in told.words.lower()
        await house.look()
    async with opened(hwa, tmp_path, fake) as house:
        await house.look()
        await house.abend(JOB)
        assert [True] == [JOB in each.words for each in fake.roots(night)]
