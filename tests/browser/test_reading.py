"""The page read by anybody: on a phone, by keyboard, in the dark, in either language, with hostile texts."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.cards import Card, Code, Fact, Facts, Table, Text, Tone
from tests.browser.hands import ask, connected
from tests.browser.scripted import (
    HOSTILE,
    JOBS,
    PAYROLL,
    Scripted,
    ScriptedAssistant,
    ScriptedFeed,
    answer,
    incident,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


ZONES = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


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


async def test_the_language_is_remembered(open_page):
    """A switch to English changes all that the page says, at once and after a reload."""
    page = await open_page(Scripted())
    await page.get_by_role("button", name="EN", exact=True).click()
    await expect(page.locator(".welcome h1")).to_have_text("What is going on?")
    await expect(page.locator(".verdict")).to_have_text("✕In trouble")
    await page.reload()
    await expect(page.locator("#question")).to_have_attribute("placeholder", "Ask about a job…")
    await expect(page.locator(".empty").first).to_contain_text("No open alerts.")


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


async def test_times_are_those_of_the_engine(open_page):
    """Alert times are shown in the engine's zone, whatever the reader's own."""
    scripted = Scripted(feed=ScriptedFeed((incident(), PAYROLL)))
    page = await open_page(scripted, timezone_id="Asia/Tokyo")
    await expect(page.locator(".alert time")).to_contain_text("00:12")
    await expect(page.locator("#freshness-text")).to_contain_text("BRT")
