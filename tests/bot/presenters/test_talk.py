"""Declining to act, and what is done just now."""

import pytest

from bot.cards import Steps
from bot.presenters import Teller, conman_command, say_kind, step_text
from tests.bot.presenters.plan_samples import NOW, ZONE

TOOLS = [
    "job_status",
    "jobs_in_error",
    "find_jobs",
    "count_jobs",
    "job_log",
    "diagnose",
    "why_waiting",
    "impact",
    "stream_status",
    "workstation_status",
    "environment_health",
    "job_history",
    "estimate",
    "knowledge",
    "prompts",
    "resources",
    "plan_info",
    "handover",
    "watch",
]


@pytest.mark.parametrize(
    ("action", "target", "command"),
    [
        ("rerun", "WKS#STREAM.JOB", 'conman "rr WKS#STREAM.JOB"'),
        ("cancel", "WKS#STREAM.JOB", 'conman "cj WKS#STREAM.JOB"'),
        ("hold", "WKS#STREAM.JOB", 'conman "ap WKS#STREAM.JOB;0"'),
        ("release", "WKS#STREAM.JOB", 'conman "rj WKS#STREAM.JOB"'),
        ("force", "WKS#STREAM.JOB", 'conman "rj WKS#STREAM.JOB"'),
        ("confirm", "WKS#STREAM.JOB", 'conman "confirm WKS#STREAM.JOB;succ"'),
        ("kill", "WKS#STREAM.JOB", 'conman "kill WKS#STREAM.JOB"'),
        ("submit", "WKS#STREAM.JOB", 'conman "sbj WKS#JOB"'),
        ("reply", "PRM_CLOSE", 'conman "reply PRM_CLOSE;yes"'),
        ("limit", "WKS", 'conman "lc WKS;10"'),
        ("fence", "WKS", 'conman "fence WKS;0"'),
        ("link", "WKS", 'conman "link WKS"'),
        ("priority", "WKS#STREAM.JOB", 'conman "ap WKS#STREAM.JOB;50"'),
    ],
)
def test_a_full_name_makes_a_command_to_paste(action: str, target: str, command: str) -> None:
    """Nothing is left to be replaced."""
    assert (command, "") == conman_command(action, target)


@pytest.mark.parametrize(
    ("action", "target", "expected"),
    [
        ("rerun", "JOB1", ('conman "rr WORKSTATION#JOBSTREAM.JOB1"', "WORKSTATION#JOBSTREAM")),
        ("rerun", "STREAM.JOB1", ('conman "rr WORKSTATION#STREAM.JOB1"', "WORKSTATION")),
        ("rerun", None, ('conman "rr WORKSTATION#JOBSTREAM.JOB"', "WORKSTATION#JOBSTREAM.JOB")),
        ("submit", "JOB1", ('conman "sbj WORKSTATION#JOB1"', "WORKSTATION")),
        ("limit", None, ('conman "lc WORKSTATION;10"', "WORKSTATION")),
        ("dance", "JOB1", ("", "")),
    ],
)
def test_what_is_not_known_is_named_as_to_be_replaced(
    action: str, target: str | None, expected: tuple[str, str]
) -> None:
    """A bare name leaves workstation and job stream open; an unknown action has no command."""
    assert expected == conman_command(action, target)


@pytest.mark.parametrize(
    "target", ['X"; rm -rf /', "X`id`", "$(id)", "X\ny", "X;noask", "x" * 500, "X Y", "@#@.@", "*"]
)
def test_a_hostile_name_never_reaches_a_command(target: str) -> None:
    """What a person would paste into a shell holds only characters of names, and never means many jobs."""
    assert conman_command("kill", target) == ('conman "kill WORKSTATION#JOBSTREAM.JOB"', "WORKSTATION#JOBSTREAM.JOB")


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("language", ["pt", "en"])
def test_every_tool_has_its_own_step(tool: str, language: str) -> None:
    """No tool of the agent shows the step of an unknown one."""
    assert step_text("unknown", language) != step_text(tool, language)


def test_declining_offers_reading_instead() -> None:
    """After a refusal the next questions are about the same job, and none of them acts."""
    presented = say_kind("decline", "rerun", "PAY_CALC", (), Teller("en", ZONE, NOW))
    assert presented.suggestions == ("status of job PAY_CALC", "log of PAY_CALC", "impact of PAY_CALC")


@pytest.mark.parametrize(
    ("action", "target", "first"),
    [
        ("reply", None, "any prompts waiting for a reply?"),
        ("reply", "PROMPT_REMESSA", "any prompts waiting for a reply?"),
        ("limit", "AGT_FIN01", "status of workstation AGT_FIN01"),
        ("stop", None, "how are the workstations?"),
        ("rerun", None, "which jobs are in error?"),
    ],
)
def test_what_was_declined_is_asked_about_as_what_it_is(action: str, target: str | None, first: str) -> None:
    """After a prompt or a workstation the next questions speak of no job."""
    presented = say_kind("decline", action, target, (), Teller("en", ZONE, NOW))
    assert first == presented.suggestions[0]


def test_choices_are_offered_as_they_were_given() -> None:
    """Asking back keeps the choices as suggestions."""
    choices = ("status do job A", "status do job B")
    assert choices == say_kind("clarify", "name", None, choices, Teller("pt", ZONE, NOW)).suggestions


def test_choices_that_are_offered_below_are_not_listed_above() -> None:
    """The four that stand below as questions to press are said once; the fifth and sixth only above."""
    choices = tuple(f"status do job {letter}" for letter in "ABCDEF")
    presented = say_kind("clarify", "name", None, choices, Teller("pt", ZONE, NOW))
    listed = [item for block in presented.card.blocks if isinstance(block, Steps) for item in block.items]
    assert (choices[:4], list(choices[4:])) == (presented.suggestions, listed)
