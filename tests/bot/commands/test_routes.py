"""`resync routes` and `resync mute`: what a person reads, and what the next look follows."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.alerts.routing import Routing
from bot.alerts.routing.configured import route_settings
from bot.alerts.routing.explain import explained
from bot.commands.asked_alert import RefusedError, Wanted, moment_of
from bot.commands.doctor import examine
from bot.commands.mute import Wanted as MuteWanted
from bot.commands.mute import duration, mute
from bot.commands.routes import routes
from bot.phrases import PHRASES
from bot.reports import IncidentKind
from bot.structure_file import structure_of
from tests.benchmarks.processes import free_port
from tests.bot.alerts.routing.conftest import CONSOLE, NIGHT, SAO_PAULO, an_incident

RULES = """
[[route]]
name = "ledger"
job = "LED_*"
channels = "web:alerts"

[[route]]
name = "all"
channels = ["slack:#ops", "web:alerts"]
mention = "@oncall"

[[route]]
name = "rest"
channels = "web:alerts"

[[maintenance]]
name = "patch"
kind = "overrun"
from = "00:00"
to = "02:00"

[quiet_hours]
from = "22:00"
to = "06:00"

[[escalation]]
name = "lead"
after_minutes = 15
channel = "slack:#leads"
mention = "@lead"
"""


@pytest.fixture
def ruled(configure):
    """Settings with those rules, in São Paulo."""

    def settings(url="", **more):
        rules = structure_of(tomllib.loads(RULES))
        return configure(url, structure=rules, resync_timezone="America/Sao_Paulo", **more)

    return settings


def said(capsys):
    """What was printed, lines joined."""
    return " ".join(capsys.readouterr().out.split())


async def test_a_route_is_explained_rule_by_rule(ruled, capsys):
    """Which rules count and which not and why, the places, what holds it, who is next and when."""
    status = await routes(ruled(slack_bot_token="xoxb"), Wanted(job="PAY_CALC", at="2031-11-22T00:12"))
    text = said(capsys)
    parts = [
        "Without TWS_URL, and with no `resync run` serving, there is no HWA to ask",
        "✗ ledger: does not count, it asks for job = LED_* (≠ PAY_CALC)",
        "✓ all: counts",
        "✗ rest: not looked at, all came first",
        "slack:#ops, in English, calling @oncall",
        "maintenance patch: does not count, it asks for kind = overrun (≠ abend)",
        "✓ quiet hours 22:00–06:00: hold it until 22 Nov 2031 06:00 BRT",
        "goes out at 22 Nov 2031 06:00 BRT",
        "✓ lead, after 15 min: 22 Nov 2031 06:15 BRT in slack:#leads, calling @lead",
    ]
    assert (status, [part for part in parts if part not in text]) == (0, [])


async def test_a_platform_that_is_not_configured_is_told(ruled, capsys):
    """Slack without a token is left out, by name, and its step calls elsewhere."""
    await routes(ruled(), Wanted(job="PAY_CALC", at="12:00"))
    text = said(capsys)
    assert "slack:#ops is left out: slack is not switched on here" in text
    assert "in web:alerts, calling @lead" in text


async def test_it_speaks_the_configured_language(ruled, capsys):
    """In Portuguese where that is set."""
    await routes(ruled(resync_language="pt"), Wanted(job="PAY_CALC", severity="critical", at="03:00"))
    text = said(capsys)
    parts = ["severidade critical", "não segura a severidade critical", "sai na hora", "Se ninguém assumir"]
    assert [part for part in parts if part not in text] == []


async def test_the_job_is_looked_up_where_hwa_answers(hwa, ruled, capsys):
    """Job stream, workstation and whether it is critical come from the plan."""
    await routes(ruled(hwa.url), Wanted(job="PAY_CALC_NET", at="12:00"))
    text = said(capsys)
    assert ("Read from HWA: job stream" in text, "#" in text.partition(":")[0]) == (True, True)


async def test_a_job_that_the_plan_lacks_is_explained_by_name_and_says_so(hwa, ruled, capsys):
    """It may come with the next plan."""
    status = await routes(ruled(hwa.url), Wanted(job="NO_SUCH_JOB"))
    assert (status, "The plan does not hold this job" in said(capsys)) == (0, True)


async def test_a_silent_hwa_is_no_reason_to_be_silent(ruled, capsys):
    """Nobody listens at TWS_URL: the name alone is explained, and that is said."""
    status = await routes(ruled(f"http://127.0.0.1:{free_port()}"), Wanted(job="PAY_CALC"))
    assert (status, "HWA did not answer" in said(capsys)) == (0, True)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Wanted(job="X", kind="abended"), "--kind takes one of abend, fail"),
        (Wanted(job="X", severity="urgent"), "--severity takes one of critical"),
        (Wanted(job="X", at="25:00"), "--at takes a time like 03:12"),
        (Wanted(job="X", at="0001-01-01T00:00"), "--at takes a time like 03:12"),
        (Wanted(job="X", environment="prod"), "--environment takes one of default"),
        (Wanted(job="  "), "Say which job"),
        (Wanted(job=" ", kind="workstation"), "Say which job"),
        (Wanted(job="", kind="stuck"), "Say which job"),
    ],
)
async def test_what_makes_no_sense_is_one_sentence_and_status_2(ruled, capsys, wanted, says):
    """It says what the option takes."""
    status = await routes(ruled(), wanted)
    assert (status, says in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "2026-11-22T03:12"),
        ("00:12", "2026-11-22T03:12"),
        ("00:11", "2026-11-23T03:11"),
        ("23:30", "2026-11-23T02:30"),
        ("2026-11-22T00:00", "2026-11-22T03:00"),
        ("2026-11-22T00:00+00:00", "2026-11-22T00:00"),
    ],
)
def test_a_time_is_the_next_one_on_the_wall(text, expected):
    """A time of day that has passed is tomorrow's; a moment without offset is local."""
    assert datetime.fromisoformat(expected).replace(tzinfo=UTC) == moment_of(text, NIGHT, SAO_PAULO)


def test_words_that_are_no_time_are_refused():
    """They are not guessed at."""
    with pytest.raises(RefusedError):
        moment_of("tonight", NIGHT, ZoneInfo("UTC"))


@pytest.mark.parametrize("kind", list(IncidentKind))
def test_every_line_of_an_explanation_is_a_phrase(kind):
    """Whatever the kind: no key that nobody wrote, and as many values as the phrase needs."""
    routing = Routing(route_settings(structure_of(tomllib.loads(RULES)), "pt"), [CONSOLE], lambda: SAO_PAULO)
    reasons = explained(routing, an_incident(kind=kind), NIGHT)
    reasons += routing.of(an_incident(kind=kind), NIGHT).reasons
    wrong = [(key, told) for key, told in reasons if f"{{{len(told) + 1}}}" in "".join(PHRASES[key])]
    assert wrong == []


async def test_a_mute_is_set_shown_and_ended(ruled, capsys):
    """What is set holds the alert back, stands in the list, and is gone when it is ended."""
    settings = ruled()
    await mute(settings, MuteWanted(pattern="PAY_*", lasting="2h", reason="disk [swap]"))
    await mute(settings, MuteWanted(listed=True))
    await routes(settings, Wanted(job="PAY_CALC"))
    text = said(capsys)
    assert ("PAY_* is muted until" in text, "disk [swap]" in text, "✓ muted: PAY_*" in text) == (True, True, True)
    status = await mute(settings, MuteWanted(ended="PAY_*"))
    await mute(settings, MuteWanted(listed=True))
    assert (status, "The mute of PAY_* has ended" in (text := said(capsys)), "Nothing is muted" in text) == (
        0,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("wanted", "status", "says"),
    [
        (MuteWanted(), 2, "Say one thing"),
        (MuteWanted(pattern="A", listed=True), 2, "Say one thing"),
        (MuteWanted(listed=True, reason="x"), 2, "Say one thing"),
        (MuteWanted(pattern="A", reason="x"), 2, "--for takes a duration"),
        (MuteWanted(pattern="A", lasting="soon", reason="x"), 2, "--for takes a duration"),
        (MuteWanted(pattern="A", lasting="400d", reason="x"), 2, "--for takes a duration"),
        (MuteWanted(pattern="A", lasting="2h"), 2, "Say why"),
        (MuteWanted(pattern="A" * 301, lasting="2h", reason="x"), 2, "1 to 300"),
        (MuteWanted(ended="nothing"), 1, "No mute in force"),
    ],
)
async def test_a_mute_that_makes_no_sense_is_one_sentence(ruled, capsys, wanted, status, says):
    """Without time, without reason, with two wishes at once, or of something that is not muted."""
    assert (await mute(ruled(), wanted), says in capsys.readouterr().err) == (status, True)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("2h", 2), ("30m", 0.5), ("90min", 1.5), ("1d 6h", 30), ("1h30m", 1.5), ("0h", None), ("", None)],
)
def test_a_duration_is_days_hours_and_minutes(text, hours):
    """No time at all is none."""
    assert duration(text) == (None if hours is None else timedelta(hours=hours))


async def test_the_doctor_warns_of_a_route_to_a_platform_that_is_not_there(hwa, ruled, capsys):
    """Route and escalation by name; it is no reason to fail, for the usual places hear of it."""
    status = await examine(ruled(hwa.url))
    text = said(capsys)
    assert (
        status,
        "[[route]] all sends to slack:#ops" in text,
        "[[escalation]] lead sends to slack:#leads" in text,
    ) == (0, True, True)
