"""Many bad ends at once: few messages, a complete list."""

import pytest

from bot.store.rows import Place
from tests.fakes import REFUSED, lone_job, own_line

EVERYBODY = Place(chat="web", target="all")


@pytest.fixture(autouse=True)
def _each_its_own_error(night):
    """Nothing follows from anything: what is told as one is told so for its number alone."""
    night.diagnose.lines = own_line


async def test_a_storm_is_twenty_cards_and_one(quiet_night):
    """Of 200 ABENDs in one look, 20 have a card each, one card counts the others, and every one is listed once."""
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(200)))
    await quiet_night.poll()
    storm = [told for told in quiet_night.chat.told if told.message.card.title.startswith("storm")]
    listed = [incident.job_name for incident in await quiet_night.alerts.feed.behind(storm[0].message.incident, 500)]
    alone = [told.message.card.title.split()[1] for told in quiet_night.chat.told if told not in storm]
    assert (21, "storm 180") == (len(quiet_night.chat.told), storm[0].message.card.title)
    assert sorted(quiet_night.plan.rows[i].name for i in quiet_night.plan.rows) == sorted(listed + alone)


async def test_a_storm_that_grows_edits_its_card(quiet_night):
    """The next wave within the window is counted on the same card."""
    for wave in range(3):
        quiet_night.plan.put(*(lone_job(f"JOB_{wave}_{number}") for number in range(30)))
        await quiet_night.poll()
    storms = [title for title in quiet_night.chat.titles if title.startswith("storm")]
    assert (["storm 70"], 21) == (storms, len(quiet_night.chat.told))


async def test_a_later_storm_has_its_own_card(quiet_night):
    """After the window, a storm begins anew."""
    for wave in range(2):
        quiet_night.plan.put(*(lone_job(f"JOB_{wave}_{number}") for number in range(30)))
        await quiet_night.poll(seconds=3600)
    assert ["storm 10", "storm 10"] == [title for title in quiet_night.chat.titles if title.startswith("storm")]


async def test_only_what_has_a_card_is_diagnosed_at_once(quiet_night):
    """A storm does not become a storm of diagnoses: those of the listed rows follow a few at each look."""
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(50)))
    await quiet_night.poll()
    assert 20 + quiet_night.settings.catch_up >= len(quiet_night.diagnose.asked)
    for _ in range(5):
        await quiet_night.poll()
        await quiet_night.alerts.stop()
    assert 50 == len(set(quiet_night.diagnose.asked))


async def test_critical_jobs_keep_their_own_card_in_a_storm(quiet_night):
    """A critical job among many gets one of the cards."""
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(100)))
    quiet_night.plan.put(lone_job("ZZZ", critical=True))
    await quiet_night.poll()
    assert "ABEND ZZZ open" in quiet_night.chat.titles


async def test_a_recovered_storm_leaves_nothing_open(quiet_night):
    """Rows of a storm are closed like any incident, without messages of their own."""
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(60)))
    await quiet_night.poll()
    for number in range(60):
        quiet_night.plan.end(f"JOB_{number:03}", "SUCC")
    await quiet_night.poll()
    assert 0 == await quiet_night.alerts.book.count_open()
    assert 21 == len(quiet_night.chat.told)


async def test_a_storm_survives_a_platform_that_refuses(quiet_night):
    """A platform that refuses in the middle still gets every message once."""
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(60)))
    quiet_night.chat.faults += [REFUSED] * 7
    for _ in range(6):
        await quiet_night.poll()
    assert 21 == len(set(quiet_night.chat.titles)) == len(quiet_night.chat.told)


async def test_each_place_counts_what_goes_there(quiet_night):
    """Two teams in one storm: the card of each counts and lists its own jobs, also when some are over."""
    for number in range(60):
        team = "team-a" if number % 3 else "team-b"
        quiet_night.routes.by_stream[f"S_JOB_{number:03}"] = (Place(chat="web", target=team), EVERYBODY)
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(60)))
    await quiet_night.poll()
    quiet_night.plan.end("JOB_057", "SUCC")
    await quiet_night.poll()
    storms = {t.message.target: t.message.card.title for t in quiet_night.chat.told if "storm" in t.message.card.title}
    assert {"team-a": "storm 27", "team-b": "storm 13, 1 over", "all": "storm 40, 1 over"} == storms


async def test_a_critical_job_in_a_storm_has_its_own_thread(quiet_night):
    """The cards are used up; a critical job that ends badly then is told in a message of its own, which calls."""
    quiet_night.routes.places = (Place(chat="web", target="alerts", mentions=("@oncall",)),)
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(100)))
    await quiet_night.poll()
    quiet_night.plan.put(lone_job("CRIT", critical=True), lone_job("OTHER"))
    await quiet_night.poll()
    told = quiet_night.chat.told[-1].message
    assert ("ABEND CRIT open", ("@oncall",), 22) == (told.card.title, told.mentions, len(quiet_night.chat.told))
    assert "storm 81" in quiet_night.chat.titles


async def test_a_storm_of_critical_jobs_is_bounded(quiet_night):
    """A hundred critical jobs at once are twice as many cards as ever, and one for the others."""
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}", critical=True) for number in range(100)))
    await quiet_night.poll()
    assert (41, "storm 60") == (len(quiet_night.chat.told), quiet_night.chat.titles[-1])


async def test_a_place_that_sees_one_row_of_a_storm_sees_an_alert(quiet_night):
    """One team's only ABEND in the storm of another is told there as any alert is; a second makes it rows of a card."""
    for name in ("MINE_1", "MINE_2"):
        quiet_night.routes.by_stream[f"S_{name}"] = (Place(chat="web", target="my-team"),)
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(30)))
    await quiet_night.poll()
    titles = []
    for name in ("MINE_1", "MINE_2"):
        quiet_night.plan.put(lone_job(name))
        await quiet_night.poll()
        titles.append([told.message.card.title for told in quiet_night.chat.told if told.message.target == "my-team"])
    assert [["ABEND MINE_1 open"], ["storm 2"]] == titles
