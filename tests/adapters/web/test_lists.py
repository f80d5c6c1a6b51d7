"""What the page's list shows of an incident beside its card, and the complete list behind a card."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import Card, Tone
from bot.errors import ResyncError
from bot.reports import IncidentKind, Severity
from tests.browser.scripted import HOSTILE, PAYROLL, Lists, Scripted, ScriptedFeed, alert, incident

AGENT = incident(
    "w1", kind=IncidentKind.WORKSTATION, severity=Severity.CRITICAL, critical=True, effects=2, job="FTA_01"
)
EFFECTS = tuple(
    incident(f"e{n}", cause="w1", because="same_workstation:FTA_01", job=HOSTILE, return_code=n) for n in range(2)
)
STORM = Card(title="2.000 jobs em erro de uma vez", tone=Tone.BAD)


async def test_an_alert_says_kind_severity_and_what_follows(serve):
    """What the store knows of an incident is told with its card."""
    client = await serve(Scripted(feed=ScriptedFeed((AGENT, PAYROLL))))
    (shown,) = (await (await client.get("/api/status")).json())["alerts"]
    assert shown["about"] == {
        "kind": "workstation",
        "severity": "critical",
        "critical": True,
        "cause": "",
        "effects": 2,
    }


async def test_what_was_learnt_stays_when_it_is_closed(serve):
    """The recovery's message says no kind: the page goes on showing the one that the store told."""
    scripted = Scripted(feed=ScriptedFeed((AGENT, PAYROLL)))
    client = await serve(scripted)
    await scripted.console.post(alert(name="w1"))
    await client.get("/api/status")
    scripted.feed.stored = []
    await scripted.console.edit("w1", alert(name="w1", state="recovered"))
    (shown,) = (await (await client.get("/api/status")).json())["alerts"]
    assert (shown["open"], shown["about"]["kind"]) == (False, "workstation")


async def test_a_storm_stands_for_many_until_it_is_over():
    """A storm's card is no incident that is counted, and is told apart until it is green."""
    console = Scripted().console
    await console.post(alert(STORM, name="storm", state="storm"))
    await console.post(alert(replace(STORM, tone=Tone.GOOD), name="over", state="storm"))
    shown = {one.incident: (one.is_open, one.is_group) for one in console.alerts([])}
    assert shown == {"storm": (False, True), "over": (False, False)}


async def test_the_complete_list_is_served(serve):
    """All that follows from an incident is given with its total, hostile names as they are."""
    client = await serve(Scripted(lists=Lists(w1=EFFECTS)))
    response = await client.get("/api/alerts/w1/behind")
    values = await response.json()
    assert response.headers["Cache-Control"] == "no-store"
    assert values["total"] == 2
    assert [(row["job"], row["return_code"], row["because"]) for row in values["rows"]] == [
        (HOSTILE, 0, "same_workstation:FTA_01"),
        (HOSTILE, 1, "same_workstation:FTA_01"),
    ]


async def test_nothing_behind_is_an_empty_list(serve):
    """An incident that nothing follows from, or that nobody knows, has an empty list."""
    client = await serve(Scripted(lists=Lists()))
    assert await (await client.get("/api/alerts/none/behind")).json() == {"total": 0, "rows": []}


async def test_a_list_that_cannot_be_had_is_said(serve):
    """Trouble with the store is 503 with its sentence; where nobody has lists, 404."""
    scripted = Scripted(lists=Lists())
    scripted.lists.error = ResyncError("o banco não responde")
    client = await serve(scripted)
    response = await client.get("/api/alerts/w1/behind")
    assert (response.status, await response.json()) == (503, {"error": "o banco não responde"})
    assert (await (await serve(Scripted())).get("/api/alerts/w1/behind")).status == 404


async def test_the_list_asks_for_the_token(serve):
    """Names of the plan are not given to who has no token."""
    client = await serve(Scripted(lists=Lists(w1=EFFECTS), token="correct horse"))
    assert (await client.get("/api/alerts/w1/behind")).status == 401
