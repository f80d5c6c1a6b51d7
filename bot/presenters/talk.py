"""Answers that ask nothing of HWA: help, greetings, declining to act, asking back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.cards import Block, Card, Code, Tone
from bot.phrases import Phrases
from bot.presenters.pieces import bullets, line
from bot.presenters.teller import OFFERED, Presented, Teller

SAMPLE_JOB = "FINAL_BATCH_PAYROLL"

_SECTIONS = {
    "help.jobs": ("help.job_status", "help.job_log", "ask.when_ends", "ask.history"),
    "help.problems": ("help.errors", "ask.why_abend", "ask.why_waiting", "help.impact"),
    "help.environment": ("ask.health", "help.workstations", "ask.prompts", "ask.plan"),
    "help.knowledge": ("help.owner", "help.search", "ask.handover", "ask.watch"),
}
_FIRST = ("ask.health", "help.errors", "help.job_status", "ask.handover")

# What a person types, per action (HWA User's Guide and Reference, "Managing objects in the plan - conman").
_COMMANDS = {
    "rerun": "rr {job}",
    "cancel": "cj {job}",
    "hold": "ap {job};0",
    "release": "rj {job}",
    "force": "rj {job}",  # a job of the plan starts at once when it is released from all that it waits for
    "confirm": "confirm {job};succ",
    "kill": "kill {job}",
    "submit": "sbj {definition}",
    "reply": "reply {prompt};yes",
    "limit": "lc {workstation};10",
    "fence": "fence {workstation};0",
    "link": "link {workstation}",
    "stop": "stop {workstation}",
    "priority": "ap {job};50",
}
_PLACEHOLDERS = {"job": "WORKSTATION#JOBSTREAM.JOB", "definition": "WORKSTATION#JOB"}
# Only what a name may hold reaches a command that someone will paste into a shell; a wildcard would mean many jobs.
_NAME = re.compile(r"[A-Za-z0-9_/.#-]{1,120}")


def say_kind(kind: str, topic: str, target: str | None, suggestions: Sequence[str], teller: Teller) -> Presented:
    """The answer of a turn that calls no tool.

    `kind`: help, decline, outofscope, clarify, toolong, empty, broken (an error of our own). `topic`: greeting,
    thanks, bye or help; the action declined; what is unclear (job, tool, name, time).
    """
    if kind == "decline":
        return teller.present(decline_card(topic, target, teller), suggestions or _after_decline(topic, target, teller))
    if kind == "clarify":
        return teller.present(clarify_card(topic, suggestions, teller, target), suggestions)
    if kind == "broken":
        return teller.present(_plain_card(kind, teller, Tone.BAD), suggestions)
    examples = tuple(suggestions) or _examples(_FIRST, teller)
    if kind in {"outofscope", "toolong"}:
        return teller.present(_plain_card(kind, teller), examples)
    if kind == "empty":
        return teller.present(Card(title=teller.say("talk.empty")), examples)
    return teller.present(_help_topic(topic, teller), () if topic in {"thanks", "bye"} else examples)


def _help_topic(topic: str, teller: Teller) -> Card:
    if topic in {"thanks", "bye"}:
        return Card(title=teller.say(f"talk.{topic}"))
    return _plain_card("greeting", teller) if topic == "greeting" else help_card(teller)


def help_card(teller: Teller) -> Card:
    """What can be asked, with an example of each."""
    sections = (
        block for section, keys in _SECTIONS.items() for block in bullets(_examples(keys, teller), teller.say(section))
    )
    return Card(title=teller.say("talk.help"), blocks=(*line(teller.say("talk.help.text")), *sections))


def decline_card(action: str, target: str | None, teller: Teller) -> Card:
    """Says that it only reads, and shows the conman command that a person would type."""
    named = action if action in _COMMANDS else "other"
    command, missing = conman_command(named, target)
    if not command:
        blocks = line(teller.say("decline.plain"))
    else:
        teller.note({"kind": "command", "text": command})
        blocks = (
            *line(teller.say("decline.command")),
            Code(text=command),
            *(line(teller.say("decline.replace", placeholders=missing)) if missing else ()),
            *line(teller.say("decline.async"), "muted"),
        )
    action_text = teller.say(f"action.{named}")
    return Card(title=teller.say("decline.title", action=action_text), tone=Tone.WARNING, blocks=blocks)


def conman_command(action: str, target: str | None) -> tuple[str, str]:
    """The command for a shell, and the placeholders in it that are still to be replaced; both empty for no command.

    A full key goes in as it is; a bare job name leaves workstation and job stream to be filled in.
    """
    template = _COMMANDS.get(action)
    if template is None:
        return "", ""
    slot = template[template.index("{") + 1 : template.index("}")]
    name, missing = _operand(slot, target if target and _NAME.fullmatch(target) else None)
    return f'conman "{template.replace("{" + slot + "}", name)}"', missing


def _operand(slot: str, target: str | None) -> tuple[str, str]:
    if slot in {"prompt", "workstation"}:
        return (target, "") if target else (slot.upper(), slot.upper())
    if target is None:
        return _PLACEHOLDERS[slot], _PLACEHOLDERS[slot]
    workstation, _, rest = target.rpartition("#")
    stream, _, job = rest.rpartition(".")
    if slot == "definition":
        return f"{workstation or 'WORKSTATION'}#{job}", "" if workstation else "WORKSTATION"
    missing = [word for word, known in (("WORKSTATION", workstation), ("JOBSTREAM", stream)) if not known]
    key = f"{workstation or 'WORKSTATION'}#{stream or 'JOBSTREAM'}.{job}"
    return key, "#".join(missing)


def _after_decline(action: str, target: str | None, teller: Teller) -> tuple[str, ...]:
    """What may be asked next about what was to be acted on: a job, a workstation, or the prompts."""
    template = _COMMANDS.get(action, "{job}")
    if "{prompt}" in template:
        keys: tuple[str, ...] = ("ask.prompts", "ask.health")
    elif "{workstation}" in template:
        keys = ("ask.workstation", "ask.errors_on") if target else ("ask.workstations", "ask.health")
    else:
        keys = ("ask.status", "ask.log", "ask.impact") if target else ("ask.errors", "ask.health")
    return tuple(teller.phrases.say(key, name=target or "") for key in keys)


def clarify_card(topic: str, choices: Sequence[str], teller: Teller, target: str | None = None) -> Card:
    """Asks back; `target` is the time that could not be read.

    The first choices are offered below as the next questions, and only those that find no place there are listed.
    """
    key = f"clarify.{topic}"
    if topic == "time" and target:
        teller.note({"kind": "unread_time", "text": target})
        title = teller.say("clarify.strange_time", time=target)
    else:
        title = teller.say(key if teller.phrases.knows(key) else "clarify.tool")
    if choices:
        teller.note({"kind": "choices", "texts": list(choices)})
    blocks: tuple[Block, ...] = (*bullets(choices[OFFERED:]), *line(teller.say("clarify.text"), "muted"))
    return Card(title=title, blocks=blocks)


def _plain_card(kind: str, teller: Teller, tone: Tone = Tone.NEUTRAL) -> Card:
    return Card(title=teller.say(f"talk.{kind}"), tone=tone, blocks=line(teller.say(f"talk.{kind}.text")))


def _examples(keys: Sequence[str], teller: Teller) -> tuple[str, ...]:
    told = tuple(teller.phrases.say(key, name=SAMPLE_JOB) for key in keys)
    teller.note({"kind": "examples", "texts": list(told)})
    return told


def step_text(tool: str, language: str) -> str:
    """What is being done while a tool runs: "reading the plan…"."""
    phrases, key = Phrases(language), f"step.{tool}"
    return phrases.say(key if phrases.knows(key) else "step.other")
