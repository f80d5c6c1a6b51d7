"""What people do, and what is written down of an incident's life."""

from datetime import timedelta

from bot.store import feedback
from bot.store.rows import Place
from tests.fakes import NIGHT, fake_job


async def abended(night):
    night.plan.put(fake_job())
    await night.poll()
    (incident,) = await night.alerts.book.open_incidents()
    return incident


async def test_the_whole_life_is_written_down_with_who_and_when(quiet_night):
    """Every change of an incident stands in its journal, in order, with the person who made it."""
    incident = await abended(quiet_night)
    await quiet_night.alerts.take(incident.id, "Night shift")
    quiet_night.plan.end("PAY_CALC", "EXEC")
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    await quiet_night.alerts.solved(incident.id, "Night shift", text="cleared the lock")
    life = await quiet_night.alerts.book.journal(incident.id)
    assert [
        ("opened", "", ""),
        ("taken", "Night shift", ""),
        ("rerunning", "", ""),
        ("recovered", "", ""),
        ("solved", "Night shift", "cleared the lock"),
    ] == [(one.what, one.who, one.text) for one in life]
    assert [one.at for one in life] == sorted(one.at for one in life)


async def test_what_solved_it_is_kept_as_feedback_and_told_in_the_thread(quiet_night):
    """A person's word goes to the store with the sheet's row, and to the thread."""
    incident = await abended(quiet_night)
    await quiet_night.alerts.solved(incident.id, "ops", entry="e1")
    await quiet_night.alerts.solved(incident.id, "ops2", entry="e1", solved=False)
    await quiet_night.alerts.deliver_once()
    async with quiet_night.store.reading() as connection:
        said = await feedback.of_incident(connection, incident.id)
    assert [("e1", True, "ops"), ("e1", False, "ops2")] == [(one.entry, one.solved, one.who) for one in said]
    assert ["PAY_CALC solved", "PAY_CALC not_solved"] == quiet_night.replies()


async def test_what_was_taken_back_can_be_said_again(quiet_night):
    """Solved, told twice; not solved after all; solved by the same row: three words in the thread, the last counts."""
    incident = await abended(quiet_night)
    for solved in (True, True, False, True, True):
        quiet_night.clock.advance(seconds=60)
        await quiet_night.alerts.solved(incident.id, "ops", entry="e1", solved=solved)
    await quiet_night.alerts.deliver_once()
    assert ["PAY_CALC solved", "PAY_CALC not_solved", "PAY_CALC solved"] == quiet_night.replies()


async def test_what_solved_it_is_said_anew_of_another_bad_end(quiet_night):
    """The job ends badly again after somebody said what solved it: that can be said of this time, too."""
    incident = await abended(quiet_night)
    for number in (2, 3):
        quiet_night.clock.advance(seconds=60)
        await quiet_night.alerts.solved(incident.id, "ops", entry="e1")
        quiet_night.plan.put(fake_job(number=number))
        await quiet_night.poll()
    assert 2 == quiet_night.replies().count("PAY_CALC solved")


async def test_pressing_twice_is_once(quiet_night):
    """The same person who takes an incident twice is told once."""
    incident = await abended(quiet_night)
    for _ in range(2):
        await quiet_night.alerts.take(incident.id, "ops")
    await quiet_night.alerts.deliver_once()
    assert ["PAY_CALC taken"] == quiet_night.replies()


async def test_nobody_does_anything_to_what_does_not_exist(quiet_night):
    """Taking, snoozing and solving nothing gives None."""
    later = NIGHT + timedelta(hours=1)
    alerts = quiet_night.alerts
    assert [None] * 3 == [
        await alerts.take("x", "o"),
        await alerts.snooze("x", "o", later),
        await alerts.solved("x", "o"),
    ]


async def test_the_journal_is_forgotten_with_its_incident(quiet_night):
    """Housekeeping leaves no moments of incidents that are gone, and those of others alone."""
    incident = await abended(quiet_night)
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    quiet_night.clock.advance(days=91)
    await quiet_night.alerts.forget_old()
    assert () == await quiet_night.alerts.book.journal(incident.id)


async def test_each_place_hears_in_its_language_and_calls_its_people_once(quiet_night):
    """The root calls whom its place names, an edit calls nobody, and each place has its own language."""
    asked = []
    plain = quiet_night.cards
    quiet_night.routes.places = (
        Place(chat="web", target="alerts", language="pt", mentions=("@plantao",)),
        Place(chat="web", target="noc", language="en"),
    )
    quiet_night.cards = lambda language: asked.append(language) or plain
    await quiet_night.restart()
    asked.clear()
    incident = await abended(quiet_night)
    assert {"pt", "en"} == set(asked)
    assert [("alerts", ("@plantao",)), ("noc", ())] == [
        (told.message.target, told.message.mentions) for told in quiet_night.chat.told
    ]
    await quiet_night.alerts.take(incident.id, "ops")
    await quiet_night.alerts.deliver_once()
    assert [(1, ()), (1, ())] == [(told.edits, told.message.mentions) for told in quiet_night.chat.told]


async def test_places_stay_those_of_the_opening(quiet_night):
    """Edits and replies go where the root stands, though the routes say something else by now."""
    await abended(quiet_night)
    quiet_night.routes.places = (Place(chat="web", target="elsewhere"),)
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    assert [("alerts", "ABEND PAY_CALC recovered")] == [
        (told.message.target, told.message.card.title) for told in quiet_night.chat.told
    ]
