"""Incidents of every kind on the page, what is behind their cards, and what solved them."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.cards import Actions, Button, Card, Tone
from bot.presenters import ACTIONS, Teller, alert_card, group_card
from bot.reports import Happening, IncidentKind, Severity
from tests.bot.presenters.incident_samples import CONDITIONS, EFFECTS, LIFE
from tests.bot.presenters.plan_samples import ZONE
from tests.browser.scripted import HOSTILE, NOW, PAYROLL, Lists, Scripted, ScriptedFeed, alert, incident

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ROOT = incident("w1", kind=IncidentKind.WORKSTATION, severity=Severity.CRITICAL, effects=1250, job="FTA_01")
MANY = tuple(
    incident(f"e{n}", cause="w1", job=f"FTA_01#EDI.SEND_{n}", critical=n == 0, return_code=8) for n in range(1250)
)
SOLVED = Card(
    title="FINAL_BATCH_PAYROLL",
    tone=Tone.WARNING,
    blocks=(Actions(buttons=(Button(text="Resolvido por…", action="solved", value="i1"),)),),
)


def told(found, **values) -> Card:
    """The card of an incident, as it goes out."""
    return alert_card(found, None, Teller("pt", ZONE, NOW), can=ACTIONS, **values)


def night() -> Scripted:
    """An incident of every kind, a storm, and one with 1,250 that follow from it."""
    stored = [(ROOT, told(ROOT, effects=MANY[:8], happenings=LIFE)), (MANY[0], told(MANY[0]))]
    for name, found in CONDITIONS.items():
        values = {each: getattr(found, each) for each in ("kind", "severity", "job", "job_name", "evidence")}
        stored.append((incident(name, **values), told(found)))
    return Scripted(feed=ScriptedFeed(*stored), lists=Lists(w1=MANY))


async def test_the_list_names_kind_and_severity(open_page):
    """Each entry says in words what it is about and how urgent; critical ones stand first, what follows stands below."""
    page = await open_page(night())
    first = page.locator(".alert").first
    await expect(first.locator(".kind")).to_have_text("workstation")
    await expect(first.locator(".severity")).to_have_text("severidade crítica")
    await expect(first.locator(".effects")).to_have_text("+1.250 seguem deste")
    await expect(page.locator('.alert[data-incident="e0"]')).to_have_count(0)
    await expect(page.locator(".alert")).to_have_count(1 + len(CONDITIONS))
    await expect(page).to_have_title(f"({2 + len(CONDITIONS)}) Resync")


async def test_the_complete_list_is_one_press_away(open_page):
    """All that follow are shown by keyboard alone, stay while the list is drawn anew, and can be folded."""
    scripted = night()
    page = await open_page(scripted)
    button = page.locator('[data-behind="w1"]')
    await expect(button).to_have_attribute("aria-expanded", "false")
    await button.focus()
    await page.keyboard.press("Enter")
    rows = page.locator(".behind tbody tr")
    await expect(rows).to_have_count(1250, timeout=30_000)
    await expect(rows.first.locator("td").nth(1)).to_have_text("ABEND (crítico)")
    await expect(page.locator(".behind [role=status]")).to_have_text("1.250 ao todo")
    await scripted.console.post(alert(name="another"))
    await expect(page.locator('.alert[data-incident="another"]')).to_have_count(1, timeout=30_000)
    await expect(rows).to_have_count(1250)
    await expect(button).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(rows).to_have_count(0)


async def test_a_list_that_cannot_be_read_is_said(open_page):
    """Where the store does not answer, its sentence stands in the list's place."""
    scripted = night()
    page = await open_page(scripted)
    button = page.locator('[data-behind="w1"]')
    await button.wait_for()
    await scripted.server.close()
    await button.click()
    await expect(page.locator(".behind")).to_contain_text("Não consegui ler a lista.")


async def test_what_solved_it_is_asked(open_page):
    """The words of a person go with the press; Cancel sends nothing; a key in the dialog is no shortcut."""
    scripted = Scripted(feed=ScriptedFeed((incident(), SOLVED)))
    page = await open_page(scripted)
    await page.get_by_role("button", name="Resolvido por…").click()
    await expect(page.locator("#solve-about")).to_have_text(SOLVED.title)
    await expect(page.locator("#solve-words")).to_be_focused()
    await page.get_by_role("button", name="Cancelar").click()
    await expect(page.locator("#solve")).to_be_hidden()
    await page.get_by_role("button", name="Resolvido por…").click()
    await page.keyboard.type(f"mais espaço | {HOSTILE}")
    await page.get_by_role("button", name="Guardar").click()
    await expect(page.locator(".said")).to_have_text("Guardado.")
    assert scripted.desk.solutions == [(f"i1||mais espaço | {HOSTILE}", "web")]


async def test_a_storm_stands_on_top_until_it_is_over(open_page):
    """The card for many is not counted, but stands among what is open; its rows are one press away."""
    scripted = Scripted(lists=Lists(storm=EFFECTS))
    page = await open_page(scripted)
    await expect(page.locator(".empty").first).to_be_visible()
    teller = Teller("pt", ZONE, NOW)
    await scripted.console.post(alert(PAYROLL, name="old", state="recovered"))
    await scripted.console.post(alert(group_card(EFFECTS, 2000, "storm", teller), name="storm", state="storm"))
    await scripted.console.post(alert(PAYROLL, name="older", state="recovered"))
    await expect(page.locator(".alert")).to_have_count(3)
    await expect(page.locator(".alert").first).to_have_attribute("data-incident", "storm")
    await expect(page).to_have_title("Resync")
    await page.locator('[data-behind="storm"]').click()
    await expect(page.locator(".behind tbody tr")).to_have_count(len(EFFECTS))


async def test_the_kind_of_a_new_alert_comes_with_the_next_status(open_page):
    """A message says no kind: the page learns it from the store's view right after."""
    scripted = Scripted()
    page = await open_page(scripted)
    await expect(page.locator(".empty").first).to_be_visible()
    scripted.feed.stored = [(ROOT, told(ROOT))]
    await scripted.console.post(alert(told(ROOT), name="w1"))
    await expect(page.locator(".alert .kind")).to_have_text("workstation")


@pytest.mark.parametrize("width", [360, 1280])
async def test_every_kind_fits(open_page, width):
    """At a phone's width nothing needs sideways scrolling, with every card and the complete list unfolded."""
    page = await open_page(night(), width=width, height=780)
    if width < 500:
        await page.get_by_role("button", name="Alertas").click()
    await expect(page.locator(".tile")).to_have_count(7)
    await page.locator(".alert").first.wait_for()
    for name in CONDITIONS:
        entry = page.locator(f'.alert[data-incident="{name}"]')
        if await entry.get_attribute("open") is None:
            await entry.locator("summary").click()
    await page.locator('[data-behind="w1"]').click()
    await expect(page.locator(".behind tbody tr")).to_have_count(1250, timeout=30_000)
    assert await page.evaluate(SIDEWAYS) == 0
    assert await page.locator("#alerts").evaluate("node => node.scrollWidth - node.clientWidth") == 0


async def test_hostile_words_stay_words(open_page):
    """Script tags and reversed text in a cause, a name, a person's words or a list's row are shown, not run."""
    evil = f"{HOSTILE} \u202egnp.exe"
    life = (Happening(at=NOW, what="solved", who=evil, text=evil),)
    found = incident(kind=IncidentKind.PROMPT, effects=1, job=evil, because=f"{evil}:{evil}")
    row = incident("e", job=evil, workstation=evil, internal_status=evil)
    scripted = Scripted(
        feed=ScriptedFeed((found, told(found, happenings=life, effects=(row,)))), lists=Lists(i1=(row,))
    )
    page = await open_page(scripted)
    await page.locator('[data-behind="i1"]').click()
    await expect(page.locator(".behind td").first).to_contain_text("<script>")
    assert "\u202e" not in await page.locator("#alerts").inner_text()
    assert await page.locator(".columns script, .columns img").count() == 0
    assert await page.title() == "(1) Resync"


async def test_nothing_is_replaced_under_the_finger(open_page):
    """An alert that comes between pressing a button and letting go of it does not swallow the press."""
    scripted = night()
    page = await open_page(scripted)
    await expect(page.locator(".tile")).to_have_count(7)
    button = page.locator('[data-behind="w1"]')
    await button.scroll_into_view_if_needed()
    await button.hover()
    await page.mouse.down()
    await scripted.console.post(alert(name="another"))
    await expect(page.locator("#announcer")).to_contain_text("Novo alerta")
    await page.evaluate("() => new Promise((drawn) => setTimeout(drawn, 300))")
    await page.mouse.up()
    await expect(button).to_have_attribute("aria-expanded", "true")
    await expect(page.locator('.alert[data-incident="another"]')).to_have_count(1)
