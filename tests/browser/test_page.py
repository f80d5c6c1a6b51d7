"""The page as a person meets it, in a real browser."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Page, expect

from bot.cards import Actions, Button, Card, Code, Fact, Facts, Table, Text, Tone
from bot.messages import Outgoing, Step
from tests.browser.scripted import (
    HOSTILE,
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
ZONES = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def ask(page: Page, text: str) -> None:
    await page.locator("#question").fill(text)
    await page.keyboard.press("Enter")


async def connected(page: Page, scripted: Scripted) -> None:
    await expect(page.locator("#alerts .empty, #alerts .alert").first).to_be_visible()
    async with asyncio.timeout(5):
        while not scripted.console.events.listeners:  # noqa: ASYNC110 - the page tells nobody that it listens
            await asyncio.sleep(0.01)


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


async def test_hostile_text_stays_text(open_page):
    """Script tags in a title, fact, table, code, step or alert are shown, not run; a script link is no link."""
    card = Card(
        title=HOSTILE,
        blocks=(
            Text(text=HOSTILE),
            Facts(items=(Fact(label=HOSTILE, value=HOSTILE, link="javascript:document.title='owned'"),)),
            Table(columns=(HOSTILE,), rows=((HOSTILE,),)),
            Code(text=HOSTILE, title=HOSTILE),
        ),
        footer=HOSTILE,
    )
    scripted = Scripted(
        assistant=ScriptedAssistant(answer(card, suggestions=(HOSTILE,))), feed=ScriptedFeed((incident(), card))
    )
    page = await open_page(scripted)
    await ask(page, HOSTILE)
    await expect(page.locator(".reply .card h3")).to_have_text(HOSTILE)
    await expect(page.locator(".alert-title strong")).to_have_text(HOSTILE)
    assert await page.locator(".columns script, .columns img, .columns a").count() == 0
    assert await page.title() == "(1) Resync"


@pytest.mark.parametrize("width", [360, 390])
async def test_a_phone_needs_no_sideways_scrolling(open_page, width):
    """At a phone's width the page fits, in the chat and in the alerts, with long names and tables."""
    long = Card(title="X" * 90, tone=Tone.BAD, blocks=(*JOBS.blocks, *PAYROLL.blocks, Code(text="Y" * 400)))
    scripted = Scripted(assistant=ScriptedAssistant(answer(long)), feed=ScriptedFeed((incident(), long)))
    page = await open_page(scripted, width=width, height=780)
    await ask(page, "Z" * 200)
    await expect(page.locator(".reply .card h3")).to_be_visible()
    await expect(page.locator(".tile")).to_have_count(7)
    assert await page.evaluate(ZONES) == 0
    assert await page.locator("#log").evaluate("node => node.scrollWidth - node.clientWidth") == 0
    await page.get_by_role("button", name="Alertas").click()
    await expect(page.locator(".alert")).to_be_visible()
    await expect(page.locator("#question")).to_be_hidden()
    assert await page.evaluate(ZONES) == 0


async def test_the_keyboard_is_enough(open_page):
    """Slash, Escape, arrows, a, j, k, l and ? do what the list of keys says."""
    scripted = Scripted(feed=ScriptedFeed((incident("i1"), PAYROLL), (incident("i2"), JOBS)))
    page = await open_page(scripted)
    await connected(page, scripted)
    for text in ("um", "dois"):
        await ask(page, text)
    await expect(page.locator(".reply .card")).to_have_count(2)
    for key, expected in (("ArrowUp", "dois"), ("ArrowUp", "um"), ("ArrowDown", "dois"), ("ArrowDown", "")):
        await page.keyboard.press(key)
        await expect(page.locator("#question")).to_have_value(expected)
    await page.keyboard.press("Escape")
    await page.keyboard.press("a")
    await expect(page.locator(".alert summary").first).to_be_focused()
    await page.keyboard.press("j")
    await expect(page.locator(".alert summary").nth(1)).to_be_focused()
    await page.keyboard.press("k")
    await expect(page.locator(".alert summary").first).to_be_focused()
    await page.keyboard.press("?")
    await expect(page.locator("#keys")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#keys")).to_be_hidden()
    await page.keyboard.press("l")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.keyboard.press("/")
    await expect(page.locator("#question")).to_be_focused()
    await expect(page.locator("#question")).to_have_value("")


async def test_escape_cancels_a_running_question(open_page):
    """Escape ends the wait, and the agent's work with it."""
    scripted = Scripted(assistant=ScriptedAssistant(Step(text="lendo…"), answer(), hold=asyncio.Event()))
    page = await open_page(scripted)
    await ask(page, "status?")
    await expect(page.locator(".working")).to_have_text("lendo…")
    await page.keyboard.press("Escape")
    await expect(page.locator(".card.trouble")).to_have_text("Pergunta cancelada.")


async def test_the_language_is_remembered(open_page):
    """A switch to English changes all that the page says, at once and after a reload."""
    page = await open_page(Scripted())
    await page.get_by_role("button", name="EN", exact=True).click()
    await expect(page.locator(".welcome h1")).to_have_text("What is going on?")
    await expect(page.locator(".verdict")).to_have_text("✕In trouble")
    await page.reload()
    await expect(page.locator("#question")).to_have_attribute("placeholder", "Ask about a job…")
    await expect(page.locator(".empty").first).to_contain_text("No open alerts.")


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_can_be_read_in_both_schemes(open_page, scheme):
    """Muted text and every tone keep the contrast of WCAG AA (4.5) on the surface they stand on."""
    page = await open_page(Scripted(), color_scheme=scheme)
    ratios = await page.evaluate(
        """() => {
          const style = getComputedStyle(document.documentElement);
          const value = (name) => style.getPropertyValue(name).trim();
          const light = (hex) => {
            const part = (at) => parseInt(hex.slice(at, at + 2), 16) / 255;
            const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5));
          };
          const ratio = (one, other) => {
            const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
            return (high + 0.05) / (low + 0.05);
          };
          const names = ["--ink", "--muted", "--good", "--warning", "--bad", "--accent"];
          return names.flatMap((name) => ["--surface", "--paper"].map((under) => [name, under, ratio(value(name), value(under))]));
        }"""
    )
    assert [pair for pair in ratios if pair[2] < 4.5] == []


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


async def test_times_are_those_of_the_engine(open_page):
    """Alert times are shown in the engine's zone, whatever the reader's own."""
    scripted = Scripted(feed=ScriptedFeed((incident(), PAYROLL)))
    page = await open_page(scripted, timezone_id="Asia/Tokyo")
    await expect(page.locator(".alert time")).to_contain_text("00:12")
    await expect(page.locator("#freshness-text")).to_contain_text("BRT")
