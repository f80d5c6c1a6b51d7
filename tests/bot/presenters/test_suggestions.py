"""Every question that we offer is one that we understand."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.agent.understanding import Memory, Names, candidate_tokens, understand
from bot.cards import Actions
from bot.phrases import PHRASES, Phrases
from bot.presenters import Teller, compose, group_card
from tests.bot.presenters.plan_samples import INCIDENT
from tws.reports import NotFound

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=ZoneInfo("America/Sao_Paulo"))
JOB, STREAM, WORKSTATION = "FINAL_BATCH_PAYROLL", "PAYROLL_FINAL", "FTA_RH01"
KEY = f"{WORKSTATION}#{STREAM}.{JOB}"
JOB_TOOLS = {
    "ask.status": "job_status",
    "ask.why_abend": "diagnose",
    "ask.diagnose": "diagnose",
    "ask.log": "job_log",
    "ask.impact": "impact",
    "ask.history": "job_history",
    "ask.owner": "knowledge",
    "ask.when_ends": "estimate",
    "ask.when_starts": "estimate",
    "ask.watch": "watch",
    "ask.watch_drop": "watch",
    "ask.why_waiting": "why_waiting",
    "help.job_status": "job_status",
    "help.job_log": "job_log",
    "help.impact": "impact",
    "help.owner": "knowledge",
}
OTHER_TOOLS = {
    "ask.health": "environment_health",
    "ask.running": "find_jobs",
    "ask.errors": "jobs_in_error",
    "ask.workstations": "workstation_status",
    "ask.prompts": "prompts",
    "ask.resources": "resources",
    "ask.late": "find_jobs",
    "ask.count": "count_jobs",
    "ask.plan": "plan_info",
    "ask.watches": "watch",
    "ask.watches_drop": "watch",
    "ask.open": "handover",
    "help.errors": "jobs_in_error",
    "help.workstations": "workstation_status",
    "help.search": "knowledge",
    "ask.handover": "handover",
    "ask.mutes": "handover",
}
NAMED = {
    "ask.stream": ("stream_status", "job_stream", STREAM),
    "ask.workstation": ("workstation_status", "workstation", WORKSTATION),
    "ask.errors_on": ("jobs_in_error", "workstation", WORKSTATION),
}
COUNTED = {
    "ask.errors_hours": ("jobs_in_error", timedelta(hours=3)),
    "ask.errors_minutes": ("jobs_in_error", timedelta(minutes=3)),
    "ask.handover_hours": ("handover", timedelta(hours=3)),
    "ask.handover_minutes": ("handover", timedelta(minutes=3)),
}
SECTIONS = {"help.jobs", "help.problems", "help.environment", "help.knowledge"}


def understood(text: str) -> list[tuple[str, dict[str, object]]]:
    """The calls that a question leads to, on a plan that has the three names."""
    tokens = {token.upper() for token in candidate_tokens(text)}
    known = {"job": JOB, "stream": STREAM, "workstation": WORKSTATION}
    tables = {kind: {name: (name,)} if name in tokens else {} for kind, name in known.items()}
    names = Names(
        jobs=tables["job"],
        streams=tables["stream"],
        workstations=tables["workstation"],
        exact=frozenset((kind, name) for kind, table in tables.items() for name in table),
    )
    return [(call.tool, call.args) for call in understand(text, names=names, memory=Memory(), now=NOW).calls]


@pytest.mark.parametrize("language", ["pt", "en"])
@pytest.mark.parametrize("name", [JOB, KEY])
@pytest.mark.parametrize("key", JOB_TOOLS)
def test_a_question_about_a_job_is_understood(key: str, name: str, language: str) -> None:
    """It leads to its tool with that job, by name and by full key."""
    calls = understood(Phrases(language).say(key, name=name))
    assert [(JOB_TOOLS[key], name)] == [(tool, args.get("job")) for tool, args in calls]


@pytest.mark.parametrize("language", ["pt", "en"])
@pytest.mark.parametrize("key", OTHER_TOOLS)
def test_a_question_about_the_environment_is_understood(key: str, language: str) -> None:
    """It leads to its tool, and names no job."""
    calls = understood(Phrases(language).say(key))
    assert [(OTHER_TOOLS[key], None)] == [(tool, args.get("job")) for tool, args in calls]


@pytest.mark.parametrize("language", ["pt", "en"])
@pytest.mark.parametrize("key", NAMED)
def test_a_question_about_a_named_thing_is_understood(key: str, language: str) -> None:
    """It leads to its tool with that name."""
    tool, argument, name = NAMED[key]
    assert [(tool, name)] == [
        (called, args.get(argument)) for called, args in understood(Phrases(language).say(key, name=name))
    ]


@pytest.mark.parametrize("language", ["pt", "en"])
@pytest.mark.parametrize("key", COUNTED)
def test_a_question_about_the_last_hours_or_minutes_is_understood(key: str, language: str) -> None:
    """It leads to its tool, since so long ago."""
    tool, lasting = COUNTED[key]
    calls = understood(Phrases(language).say(key, n=3))
    assert [(tool, (NOW - lasting).isoformat())] == [(called, args.get("since")) for called, args in calls]


@pytest.mark.parametrize("language", ["pt", "en"])
@pytest.mark.parametrize("at", [NOW, NOW + timedelta(minutes=10), datetime(2026, 11, 5, 23, 50, tzinfo=NOW.tzinfo)])
def test_what_a_storms_card_asks_is_understood_whenever_it_is_pressed(at: datetime, language: str) -> None:
    """Its window is the storm's: from the first bad end's minute to the one after the last's, each with its day."""
    rows = [replace(INCIDENT, opened_at=at + timedelta(seconds=30 * n)) for n in range(3)]
    card = group_card(rows, 3, "storm", Teller(language, NOW.tzinfo, NOW))
    (button,) = [each for block in card.blocks if isinstance(block, Actions) for each in block.buttons]
    window = {"since": at.isoformat(), "until": (at + timedelta(minutes=2)).isoformat()}
    assert [("jobs_in_error", window)] == understood(button.value)


def test_no_question_is_left_out() -> None:
    """Every phrase that is offered as a question is tried here."""
    offered = {key for key in PHRASES if key.startswith(("ask.", "help."))}
    assert offered == SECTIONS | set(JOB_TOOLS) | set(OTHER_TOOLS) | set(NAMED) | set(COUNTED) | {"ask.errors_between"}


@pytest.mark.parametrize("language", ["pt", "en"])
def test_jobs_that_begin_alike_are_found(language: str) -> None:
    """What is offered where no name is near lists the jobs that begin with the same letters."""
    assert [("find_jobs", {"job": "NOP*"})] == understood(Phrases(language).say("notfound.ask_alike", name="NOP*"))


@pytest.mark.parametrize(
    ("what", "name", "first"),
    [
        ("job", "nope_job", "list jobs NOP*"),
        ("job", "FTA_RH01#PAYROLL.NOPE", "list jobs NOP*"),
        ("job", "*X*", "which jobs are in error?"),
        ("job_stream", "NOPE", "which jobs are in error?"),
        ("workstation", "NOPE", "how are the workstations?"),
    ],
)
def test_a_name_that_nothing_resembles_leads_on(what: str, name: str, first: str) -> None:
    """Where no name is near, the next questions are about what begins alike, or what is wrong just now."""
    report = NotFound(environment="default", as_of=NOW, what=what, name=name)
    suggestions = compose([report], Teller("en", ZoneInfo("UTC"), NOW)).suggestions
    assert (first, "how healthy is the environment?") == (suggestions[0], suggestions[-1])
