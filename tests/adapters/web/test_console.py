"""The console as a chat platform, its status and its buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.web.adapter import WebConsole
from adapters.web.texts import TEXTS, language_of, page_texts, text
from bot.answer_json import answer_as_dict
from bot.cards import Card, Tone, card_from_dict
from bot.errors import ResyncError
from bot.ports import Chat
from tests.browser.scripted import HOSTILE, NOW, PAYROLL, Scripted, ScriptedFeed, alert, answer, incident

GREEN = Card(title="recuperado", tone=Tone.GOOD)


def test_the_console_is_a_chat():
    """The console fits the core's port."""
    console: Chat = WebConsole()
    assert console.name == "web"


async def test_an_incident_keeps_its_thread_when_its_card_changes():
    """Replies stay below an alert that is edited, and an edited reply replaces itself."""
    console = WebConsole(clock=lambda: NOW)
    root = await console.post(alert())
    reply = await console.post(alert(GREEN, thread=root))
    await console.edit(reply, alert(replace(GREEN, title="recuperado de vez"), thread=root))
    await console.edit(root, alert(GREEN, state="recovered"))
    (shown,) = console.alerts([])
    assert shown.opened_at == NOW
    assert [reply.card.title for reply in shown.replies] == ["recuperado de vez"]


async def test_the_store_s_word_on_an_incident_counts():
    """What the store has open is shown as it says; what it does not know is shown as it was told here."""
    console = WebConsole()
    await console.post(alert(name="open", state="recovered"))
    await console.post(alert(name="hwa", state="unreachable"))
    await console.post(alert(name="storm", state="storm"))
    older = incident("open", opened_at=NOW - timedelta(days=400))
    shown = {one.incident: one.is_open for one in console.alerts([(older, PAYROLL)])}
    assert shown == {"open": True, "hwa": True, "storm": False}


async def test_a_long_night_does_not_fill_the_memory():
    """Only the latest alerts are kept."""
    console = WebConsole(kept=3)
    for number in range(10):
        await console.post(alert(GREEN, name=str(number), state="recovered"))
    assert {"7", "8", "9"} == {one.incident for one in console.alerts([])}


async def test_an_edit_of_before_a_restart_is_shown():
    """A reference that this process never gave is no error: the message is shown anew."""
    console = WebConsole()
    await console.edit("i9", alert(GREEN, name="i9", state="recovered"))
    await console.edit("i9~4", alert(GREEN, name="i9", thread="i9"))
    (shown,) = console.alerts([])
    assert len(shown.replies) == 1


async def test_status_is_the_health_with_the_alerts(serve):
    """The health's values come as they are, with the open alerts beside them, and are not cached."""
    scripted = Scripted(feed=ScriptedFeed((incident(), PAYROLL)))
    scripted.status.values["as_of"] = NOW
    client = await serve(scripted)
    response = await client.get("/api/status")
    values = await response.json()
    assert response.headers["Cache-Control"] == "no-store"
    assert values["as_of"] == "2026-11-22T03:12:09Z"
    assert values["in_error_total"] == 3
    assert [shown["incident"] for shown in values["alerts"]] == ["i1"]


async def test_a_status_that_cannot_be_had_is_said(serve):
    """Trouble with the store or health is a sentence and 503, never a healthy picture."""
    scripted = Scripted()
    scripted.status.error = ResyncError("o banco não responde")
    client = await serve(scripted)
    response = await client.get("/api/status")
    assert response.status == 503
    assert await response.json() == {"error": "o banco não responde"}


async def test_a_button_reaches_who_handles_it(serve):
    """The value and the platform are handed over, and the answer is shown."""
    scripted = Scripted()
    client = await serve(scripted)
    response = await client.post("/api/action", json={"action": "acknowledge", "value": "i1"})
    assert await response.json() == {"text": "Anotado: está com você."}
    assert scripted.desk.taken == [("i1", "web")]


@pytest.mark.parametrize("body", ["", "[]", '{"action": "rerun"}', '{"action": ["acknowledge"]}'])
async def test_a_button_that_nobody_handles_is_refused(serve, body):
    """An unknown action, or nonsense, does nothing and says so."""
    scripted = Scripted()
    client = await serve(scripted)
    response = await client.post("/api/action", data=body)
    assert response.status == 400
    assert scripted.desk.taken == []


async def test_the_page_s_settings_cannot_be_broken_out_of(serve):
    """The data inside the page holds no tag's end, whatever the texts hold."""
    client = await serve(Scripted())
    html = await (await client.get("/")).text()
    data = html.partition('id="settings">')[2].partition("</script>")[0]
    assert "<" not in data


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "pt"),
        ({"Accept-Language": "en-GB,en;q=0.9"}, "en"),
        ({"Accept-Language": "de, pt-BR"}, "pt"),
        ({"Accept-Language": "en", "Cookie": "a=b; resync_language=pt"}, "pt"),
        ({"Accept-Language": "en", "Cookie": "resync_language=fr"}, "en"),
    ],
)
async def test_the_page_speaks_the_reader_s_language(serve, headers, expected):
    """What the reader chose counts first, then what the browser prefers, then the configured one."""
    client = await serve(Scripted())
    html = await (await client.get("/", headers=headers)).text()
    assert f'<html lang="{expected}">' in html
    assert "object at 0x" not in html
    assert language_of(headers) == expected


def test_every_text_exists_in_both_languages():
    """No text is missing or the same placeholder is lacking in one language."""
    assert set(TEXTS["pt"]) == set(TEXTS["en"])
    for name, words in TEXTS["pt"].items():
        assert words.count("{") == TEXTS["en"][name].count("{"), name
        assert words.strip()


def test_an_unknown_language_gets_portuguese():
    """A language that is none of ours falls back, and does not raise."""
    assert text("fr", "send") == page_texts("fr")["send"] == "Enviar"


def test_hostile_text_survives_as_text():
    """An answer carries what a job log says unchanged: escaping belongs to who shows it."""
    values = answer_as_dict(answer(Card(title=HOSTILE)))
    assert card_from_dict(values["card"]).title == HOSTILE
