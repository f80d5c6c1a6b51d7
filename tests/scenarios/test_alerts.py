"""A job ABENDs while nobody asks; everything from the plan to the channel is real."""

from bot.app import Resync, resync
from bot.messages import Outgoing
from tests.scenarios import small_plan
from tests.scenarios.conftest import Heard, House, settings_for

JOB = "PAY_CALC_NET"
hwa = small_plan.hwa


async def test_an_abend_opens_one_thread_with_its_explanation(house):
    """A new ABEND is told once: error lines, known solution with its row, owner, and what waits behind it."""
    await house.look()
    await house.control("abend", job=JOB)
    await house.pass_time(1)
    await house.settle()
    await house.settle()
    told = [m for m in house.chat.posted if JOB in m.card.title]
    assert len(told) == 1
    text = house.newest_card(told[0].incident)
    assert [word in text for word in ("ORA-01555", "knowledge.xlsx", "Equipe", "FINAL_BATCH_PAYROLL")] == [True] * 4


async def test_what_stood_in_error_at_the_first_look_is_no_storm(house):
    """A newcomer is not flooded: the errors that stood before are at most one message, and all are in the list."""
    await house.look()
    assert len(house.chat.posted) <= 1
    assert len(await house.alerts.book.open_incidents()) > 10


async def test_a_rerun_that_ends_well_closes_the_incident_in_place(house):
    """After the rerun the card turns green by an edit, the thread tells it, and nothing new is opened."""
    await house.look()
    await house.control("abend", job=JOB)
    await house.pass_time(1)
    await house.look()
    root = _root(house)
    await house.control("recover", job=JOB)
    await house.pass_time(60)
    await house.look()
    edits = [m for m in house.chat.edited if m.incident == root.incident]
    assert (edits[-1].state, edits[-1].card.tone) == ("recovered", "good")
    assert len(house.chat.roots(root.incident)) == 1
    assert [m.thread for m in house.chat.posted if m.incident == root.incident and m is not root] != []


async def test_a_restart_neither_loses_nor_repeats(house, tmp_path):
    """An ABEND that was stored but not delivered is told after a restart; one that was told is not told again."""
    await house.look()
    await house.control("abend", job=JOB)
    await house.pass_time(1)
    await house.running.look("default")
    after = Heard()
    async with resync(settings_for(house.hwa.url, tmp_path), [(after, "ops")]) as again:
        for _ in range(3):
            await _turn(again)
        first = [m.incident for m in after.roots() if JOB in m.card.title]
    silent = Heard()
    async with resync(settings_for(house.hwa.url, tmp_path), [(silent, "ops")]) as once_more:
        await _turn(once_more)
    assert (len(first), [m for m in silent.roots() if JOB in m.card.title]) == (1, [])


async def test_a_fail_is_told_apart_from_an_abend(house):
    """A job that could not be launched is called FAIL, and that it has no log is said."""
    await house.look()
    await house.control("abend", job=JOB, signature="FAIL")
    await house.pass_time(1)
    await house.look()
    card = _root(house).card
    assert ("FAIL" in card.title, "ABEND" in card.title) == (True, False)


async def test_hwa_silent_is_told_once_and_once_when_it_is_back(house):
    """An outage is two messages, however many looks it lasts."""
    await house.look()
    await house.control("fault", status=503, **{"for": 3600})
    for _ in range(5):
        await house.look()
    during = _outages(house)
    await house.control("fault")
    await _until_back(house)
    assert (len(during), len(_outages(house))) == (1, 2)


async def test_a_person_is_told_when_the_job_ends(house):
    """ "avise quando terminar" is answered in that conversation when the job has ended."""
    await house.ask(f"avise quando {JOB} terminar", "test:room")
    await house.control("recover", job=JOB)
    await house.pass_time(180)
    await house.look()
    told = [m for m in house.chat.posted if m.target == "test:room"]
    assert [JOB in m.card.title for m in told] == [True]


def _outages(house: House) -> list[str]:
    return [m.card.title for m in house.chat.posted if "HWA" in m.card.title]


def _root(house: House) -> Outgoing:
    return next(m for m in house.chat.roots() if JOB in m.card.title)


async def _turn(running: Resync) -> None:
    await running.look("default")
    await running.alerts["default"].deliver_once()


async def _until_back(house: House) -> None:
    for _ in range(2000):
        await house.look()
        if house.alerts.trouble is None:
            return
    raise AssertionError("HWA is back, and the alerts did not notice")
