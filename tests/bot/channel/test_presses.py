"""What a button does: once, by whoever pressed first, also on an old card."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.errors import ResyncError
from bot.store import feedback
from tests.bot.channel.conftest import ANA, BOB

BY_CHANNEL = """
[[access]]
channels = "C1"
jobs = "PAY_*"

[[access]]
channels = "CBI"
jobs = "BI_*"

[[access]]
channels = "CTEST"
environments = "test"
"""


async def pressed(channel, action, value, visitor=ANA):
    told = await channel.teammate.press(action, value, visitor)
    return told.card.title, told.refused


async def test_who_takes_it_has_it_and_the_second_is_told_who(channel):
    """The second press changes nothing, neither does the first one again."""
    incident = await channel.abended()
    assert ("Você está cuidando de PAY_CALC.", False) == await pressed(channel, "take", incident.id)
    assert ("plantao1 is looking after PAY_CALC already.", True) == await pressed(channel, "take", incident.id, BOB)
    assert ("Você está cuidando de PAY_CALC.", False) == await pressed(channel, "take", incident.id)
    await channel.alerts.deliver_once()
    (root,) = channel.chat.told
    assert (["PAY_CALC taken"], "ABEND PAY_CALC acknowledged") == (
        [reply.card.title for reply in root.replies], root.message.card.title,
    )  # fmt: skip


async def test_of_two_who_press_at_once_one_has_it(channel):
    """Whichever comes first, the other hears the name."""
    incident = await channel.abended()
    told = await asyncio.gather(*(pressed(channel, "take", incident.id, one) for one in (ANA, BOB)))
    assert [False, True] == sorted(refused for _, refused in told)
    (now,) = await channel.alerts.book.open_incidents()
    assert now.taken_by in {"plantao1", "plantao2"}


async def test_an_incident_is_put_off_for_an_hour_or_as_long_as_the_button_says(channel):
    """Pressed again, it is not put off by a little more."""
    incident = await channel.abended()
    expected = ("PAY_CALC adiado até 01:12 -03.", False)
    first = await pressed(channel, "snooze", incident.id)
    channel.pass_seconds(20)
    again = await pressed(channel, "snooze", incident.id)
    longer = await pressed(channel, "snooze", f"{incident.id}|180")
    assert [(title.replace("BRT", "-03"), refused) for title, refused in (first, again)] == [expected, expected]
    assert "03:12" in longer[0]
    journal = await channel.alerts.book.journal(incident.id)
    assert ["opened", "snoozed", "snoozed"] == [one.what for one in journal]


async def test_an_incident_that_was_put_off_can_be_taken(channel):
    """Nobody has it: who presses first does, and it stays quiet until then."""
    incident = await channel.abended()
    await pressed(channel, "snooze", incident.id, BOB)
    assert ("Você está cuidando de PAY_CALC.", False) == await pressed(channel, "take", incident.id)
    (now,) = await channel.alerts.book.open_incidents()
    assert ("plantao1", True) == (now.taken_by, now.held_until is not None)


@pytest.mark.parametrize("minutes", ["-5", "x", "0", "99999999", "1e3", ""])
async def test_a_strange_length_puts_off_for_a_while_and_never_for_ever(channel, minutes):
    """What is no number of minutes is an hour; the longest is a week."""
    incident = await channel.abended()
    await pressed(channel, "snooze", f"{incident.id}|{minutes}")
    (now,) = await channel.alerts.book.open_incidents()
    assert 0 < (now.held_until - channel.clock()).total_seconds() <= 7 * 24 * 3600


async def test_what_fixed_it_is_kept_once_with_row_and_words(channel):
    """The same word of the same person is one; of another person it is another."""
    incident = await channel.abended()
    (row,) = await channel.teammate.solutions(incident.id, ANA)
    assert ("e1", "Incidentes 12: Rerun it.") == row
    for visitor in (ANA, ANA, BOB):
        told = await channel.teammate.solved(incident.id, visitor, entry="e1", text="cleared | the lock")
        assert not told.refused
    await pressed(channel, "not_solved", f"{incident.id}|e1")
    async with channel.store.reading() as connection:
        said = await feedback.of_incident(connection, incident.id)
    assert [("plantao2", True, "cleared | the lock"), ("plantao1", False, "")] == [
        (s.who, s.solved, s.text) for s in said
    ]
    journal = await channel.alerts.book.journal(incident.id)
    assert ["solved", "solved", "not_solved"] == [one.what for one in journal if "solved" in one.what]


@pytest.mark.parametrize("channel", [BY_CHANNEL], indirect=True)
async def test_the_sheets_rows_are_listed_to_whom_the_incident_is_shown(channel):
    """Who sees other jobs or environments, or may not ask at all, is listed none; neither is one nobody knows."""
    incident = await channel.abended()
    asked = [*(replace(ANA, channel=each) for each in ("C1", "CBI", "CTEST", "C9")), replace(ANA, external=True)]
    assert [1, 0, 0, 0, 0] == [len(await channel.teammate.solutions(incident.id, one)) for one in asked]
    assert () == await channel.teammate.solutions("nobody-knows", ANA)


async def test_an_old_card_works_after_a_restart(channel):
    """A button carries all that is needed."""
    incident = await channel.abended()
    await channel.restart()
    assert ("Você está cuidando de PAY_CALC.", False) == await pressed(channel, "take", incident.id)


async def test_what_is_over_or_forgotten_is_said_so(channel):
    """A card of yesterday tells how it ended, one of last year that nobody knows it."""
    incident = await channel.abended()
    channel.plan.end("PAY_CALC", "SUCC")
    await channel.poll()
    assert ("PAY_CALC já foi encerrado: recuperado.", True) == await pressed(channel, "take", incident.id)
    assert ("PAY_CALC is closed already: recovered.", True) == await pressed(channel, "snooze", incident.id, BOB)
    gone = [await pressed(channel, action, "nobody-knows|e1") for action in ("take", "solved", "snooze")]
    assert {("Este alerta é antigo demais: não o conheço mais.", True)} == set(gone)


async def test_a_solution_may_be_told_after_the_end(channel):
    """What fixed it is often known only then."""
    incident = await channel.abended()
    channel.plan.end("PAY_CALC", "SUCC")
    await channel.poll()
    told = await channel.teammate.solved(incident.id, ANA, entry="", text="restarted the listener")
    assert ("Anotado, obrigado: PAY_CALC resolvido.", False) == (told.card.title, told.refused)


async def test_a_button_that_asks_gives_its_question(channel):
    """The platform puts it to the agent; nothing is done here."""
    told = await channel.teammate.press("ask", "log de PAY_CALC", ANA)
    assert ("log de PAY_CALC", [], False) == (told.question, channel.assistant.asked, told.refused)


async def test_a_button_that_is_no_more_is_said_to_be(channel):
    """Whatever an old or forged card sends, nothing is raised."""
    assert ("Este botão não existe mais.", True) == await pressed(channel, "launch", "x")
    assert ("Este botão não existe mais.", True) == await pressed(channel, "language", "xx")


async def test_a_language_can_be_chosen_by_a_button(channel):
    """The answer is in the language that was chosen."""
    assert ("Done: I speak English with you.", False) == await pressed(channel, "language", "en")
    assert "en" == await channel.languages.of(ANA)


async def test_the_web_console_hears_a_sentence_or_an_error(channel):
    """Its buttons do the same; what follows is delivered at once."""
    from bot.channel.presses import Presses

    console = Presses({"default": channel.alerts}, channel.clock, channel.store)
    incident = await channel.abended()
    assert "plantao1 is looking after PAY_CALC." == await console("take", incident.id, "plantao1", "en")
    assert "plantao1 is looking after PAY_CALC." == await console("take", incident.id, "somebody", "en")
    assert 1 == len(channel.chat.told[0].replies)
    with pytest.raises(ResyncError, match="This incident is closed already"):
        await console("take", "nobody-knows", "plantao1", "en")
    with pytest.raises(ResyncError, match="This button is no more"):
        await console("launch", incident.id, "plantao1", "en")
