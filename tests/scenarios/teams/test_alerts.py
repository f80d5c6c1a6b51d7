"""At night nobody asks: what the channel Ops hears, and what the people there do with it."""

from __future__ import annotations

JOB = "PAY_CALC_NET"


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


async def test_the_card_that_save_gives_back_tells_what_was_just_written(teams_house):
    """Before the edit of the channel's own card: its story holds the words, and each further save its own."""
    await teams_house.look()
    root = await teams_house.abend(JOB)
    await teams_house.press(root, "take")
    value = next(each for each in _values(root.card, "solved") if "|" not in each)
    for words in ("aumentei o UNDO", "e rodei de novo"):
        given = await teams_house.press(root, "solved_save", value, inputs={"words": words})
        assert [True, True] == [told in str(given) for told in (JOB, words)]


def _values(card, verb):
    sets = [each for each in card["body"] if each["type"] == "ActionSet"]
    return [each["data"]["value"] for one in sets for each in one["actions"] if each["data"]["verb"] == verb]
