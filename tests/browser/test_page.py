"""The page as a person meets it, in a real browser."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from bot.cards import Actions, Button, Card, Tone
from bot.messages import Outgoing, Step
from tests.browser.hands import ask, connected
from tests.browser.scripted import (
    JOBS,
    PAYROLL,
    Scripted,
    ScriptedAssistant,
    ScriptedFeed,
    alert,
    answer,
    incident,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


GREEN = Card(title="FINAL_BATCH_PAYROLL recuperado às 00:31 BRT", tone=Tone.GOOD)


async def test_a_question_becomes_a_card(open_page):
    """Typing and Enter, without a click, give the card with its facts, code, steps and buttons."""
    scripted = Scripted()
    page = await open_page(scripted)
    await expect(page.locator("#question")).to_be_focused()
    await page.keyboard.type("Qual o status do job FINAL_BATCH_PAYROLL?")
    await page.keyboard.press("Enter")
    card = page.locator(".reply .card")
    await expect(card.locator("h3")).to_have_text(PAYROLL.title)
    await expect(card.locator(".facts dt")).to_have_count(6)
    await expect(card.locator("pre")).to_contain_text("ORA-01653")
    await expect(card.locator(".steps li")).to_have_count(3)
    await expect(card.locator("button.chip")).to_have_text(["Estou vendo", "Ver o log", "O que está bloqueado?"])
    await expect(card.locator("a")).to_have_attribute("rel", "noopener noreferrer")
    assert [asked.text for asked in scripted.assistant.asked] == ["Qual o status do job FINAL_BATCH_PAYROLL?"]


async def test_steps_show_while_the_agent_works(open_page):
    """The step is on the page before the answer is, and can be looked up afterwards."""
    hold = asyncio.Event()
    scripted = Scripted(assistant=ScriptedAssistant(Step(text="lendo o plano…"), answer(), hold=hold))
    page = await open_page(scripted)
    await ask(page, "status?")
    await expect(page.locator(".working")).to_have_text("lendo o plano…")
    hold.set()
    await expect(page.locator(".reply .card")).to_be_visible()
    await page.locator(".trail summary").click()
    await expect(page.locator(".trail li")).to_have_text(["lendo o plano…"])


async def test_suggestions_and_buttons_ask(open_page):
    """Pressing a suggestion, an ask button or a tile of the health strip puts a question."""
    scripted = Scripted()
    page = await open_page(scripted)
    await page.get_by_role("button", name="Resuma a saúde do ambiente.").click()
    await page.get_by_role("button", name="E o log dele?").click()
    await page.locator(".turn").nth(1).get_by_role("button", name="Ver o log").click()
    await expect(page.locator(".turn")).to_have_count(3)
    await page.locator('[data-tile="late"]').click()
    await expect(page.locator(".turn .card")).to_have_count(4)
    assert [asked.text for asked in scripted.assistant.asked] == [
        "Resuma a saúde do ambiente.",
        "E o log dele?",
        "log de FINAL_BATCH_PAYROLL",
        "Quais jobs estão atrasados?",
    ]
    assert len({asked.conversation for asked in scripted.assistant.asked}) == 1


async def test_a_button_that_somebody_handles_says_what_happened(open_page):
    """`Estou vendo` reaches the desk and shows its sentence; a button that nobody handles is text."""
    card = Card(
        title="x", blocks=(Actions(buttons=(Button(text="Rever", action="unknown"), *PAYROLL.blocks[-1].buttons)),)
    )
    scripted = Scripted(assistant=ScriptedAssistant(answer(card)))
    page = await open_page(scripted)
    await ask(page, "status?")
    await page.get_by_role("button", name="Estou vendo").click()
    await expect(page.locator(".said")).to_have_text("Anotado: está com você.")
    await expect(page.locator(".chip.idle")).to_have_text("Rever")
    assert scripted.desk.taken == [("i1", "web")]


async def test_an_abend_appears_without_a_reload_and_turns_green(open_page):
    """A posted alert is there with its count in the title; its recovery turns the same entry green."""
    scripted = Scripted()
    page = await open_page(scripted)
    await connected(page, scripted)
    reference = await scripted.console.post(alert())
    entry = page.locator(".alert")
    await expect(entry).to_have_attribute("data-tone", "bad")
    await expect(entry.locator(".alert-title strong")).to_have_text(PAYROLL.title)
    await expect(page).to_have_title("(1) Resync")
    await scripted.console.edit(reference, alert(GREEN, state="recovered"))
    await expect(entry).to_have_count(1)
    await expect(entry).to_have_attribute("data-tone", "good")
    await expect(entry.locator(".state")).to_have_text("recuperado")
    await expect(page).to_have_title("Resync")
    await expect(page.locator("#announcer")).to_have_text(f"Alerta encerrado: {GREEN.title}")


async def test_open_alerts_are_there_from_the_start(open_page):
    """What was open before the page was opened is shown, with the thread's replies as they come."""
    scripted = Scripted(feed=ScriptedFeed((incident(), PAYROLL)))
    page = await open_page(scripted)
    await connected(page, scripted)
    await expect(page.locator(".alert")).to_have_count(1)
    await scripted.console.post(alert(GREEN, thread="i1"))
    await expect(page.locator(".thread h3")).to_have_text(GREEN.title)


async def test_a_lost_server_is_said_and_found_again(open_page):
    """When the server is gone the page says since when; when it is back, alerts flow again."""
    scripted = Scripted(heartbeat=0.5)
    page = await open_page(scripted)
    await connected(page, scripted)
    port = scripted.server.port
    await scripted.server.close()
    await expect(page.locator("#stale")).to_contain_text("Sem contato com o Resync desde")
    await expect(page.locator(".verdict")).to_contain_text("Estado do ambiente desconhecido")
    await expect(page.locator(".empty")).to_have_text("Ainda não sei quais alertas estão abertos.")
    await ask(page, "status?")
    await expect(page.locator(".card.trouble")).to_contain_text("Não consegui falar com o Resync")
    again = Scripted(feed=ScriptedFeed((incident("i7"), PAYROLL)))
    from aiohttp.test_utils import TestServer

    server = TestServer(again.app, port=port)
    await server.start_server()
    await expect(page.locator("#stale")).to_be_hidden()
    await expect(page.locator('.alert[data-incident="i7"]')).to_be_visible()
    await page.get_by_role("button", name="Tentar de novo").click()
    await expect(page.locator(".reply .card h3")).to_have_text(PAYROLL.title)
    await page.close()
    await server.close()


async def test_escape_cancels_a_running_question(open_page):
    """Escape ends the wait, and the agent's work with it."""
    scripted = Scripted(assistant=ScriptedAssistant(Step(text="lendo…"), answer(), hold=asyncio.Event()))
    page = await open_page(scripted)
    await ask(page, "status?")
    await expect(page.locator(".working")).to_have_text("lendo…")
    await page.keyboard.press("Escape")
    await expect(page.locator(".card.trouble")).to_have_text("Pergunta cancelada.")


async def test_what_was_not_read_is_not_shown_as_healthy(open_page):
    """A part that is missing is a question mark, and no answer from HWA is said with the time of the last one."""
    scripted = Scripted()
    scripted.status.values |= {"missing": ["counts", "late", "prompts"], "late": [], "counts": []}
    page = await open_page(scripted)
    await expect(page.locator('[data-tile="late"] .value')).to_have_text("?")
    await expect(page.locator('[data-tile="plan"] .value')).to_have_text("?")
    await expect(page.locator('[data-tile="prompts"] .label')).to_have_text("prompts: não lido")
    scripted.status.values = {
        "error": "TwsConnectionError",
        "message": "sem conexão",
        "environment": "default",
        "last_answer_at": "2026-11-22T03:12:09Z",
    }
    await page.reload()
    await expect(page.locator(".verdict")).to_contain_text("Sem resposta do HWA")
    await expect(page.locator(".trouble-text")).to_contain_text("sem conexão · última resposta às")
    await expect(page.locator("#freshness")).to_have_attribute("data-state", "old")


async def test_the_simulator_is_named(open_page):
    """Simulated data are never mistaken for a plan."""
    page = await open_page(Scripted())
    await expect(page.locator("#mode")).to_have_text("simulador")
    await expect(page.locator("#environment")).to_have_text("default")
    await expect(page.locator("#freshness-text")).to_have_text("dados de 00:12:09 BRT")


async def test_a_notice_comes_into_the_conversation_that_asked(open_page):
    """A watch that ends is told in the chat of the page that set it."""
    scripted = Scripted()
    page = await open_page(scripted)
    await connected(page, scripted)
    await ask(page, "avise quando terminar")
    await expect(page.locator(".reply .card")).to_be_visible()
    conversation = scripted.assistant.asked[0].conversation
    await scripted.console.post(Outgoing(target=conversation, incident="", card=GREEN))
    await expect(page.locator(".notice h3")).to_have_text(GREEN.title)


async def test_signing_in_leads_to_the_page(open_page):
    """Where a token is set, the form takes it and the page and its stream work."""
    scripted = Scripted(token="correct horse")
    page = await open_page(scripted)
    await page.get_by_label("Token de acesso").fill("correct horse")
    await page.keyboard.press("Enter")
    await connected(page, scripted)
    await ask(page, "status?")
    await expect(page.locator(".reply .card h3")).to_have_text(PAYROLL.title)


async def test_a_storm_is_drawn_together(open_page):
    """Hundreds of alerts at once are all counted, and the page still answers."""
    scripted = Scripted()
    page = await open_page(scripted)
    await connected(page, scripted)
    for number in range(600):
        await scripted.console.post(alert(JOBS, name=f"i{number}"))
        await asyncio.sleep(0)
    await expect(page).to_have_title("(600) Resync")
    await ask(page, "status?")
    await expect(page.locator(".reply .card h3")).to_have_text(PAYROLL.title)
