"""Prompts that wait for a reply, and resources in use or short."""

from __future__ import annotations

from bot.cards import Block, Card, Table, Tone
from bot.presenters.pieces import LISTED, NOTHING, Draft, excerpt, freshness, line
from bot.presenters.records import prompt_fact, resource_fact, resource_key
from bot.presenters.teller import Teller
from tws.models import Prompt, Resource
from tws.reports import PromptsReport, ResourcesReport

_QUESTION = 120  # characters of a prompt's text in a cell
_HOLDERS = 2


def prompts_answer(report: PromptsReport, teller: Teller) -> Draft:
    """How many prompts wait, and what they ask."""
    total = max(report.total, len(report.prompts))
    card = Card(
        title=teller.say("prompts.some", n=total) if total else teller.say("prompts.none"),
        tone=Tone.WARNING if total else Tone.GOOD,
        blocks=prompt_table(report.prompts, teller, total=total),
        footer=freshness(report, teller),
    )
    jobs = [prompt.job for prompt in report.prompts if prompt.job][:2]
    questions = tuple(teller.phrases.say("ask.impact", name=job) for job in jobs)
    return card, (*questions, teller.phrases.say("ask.health"))


def prompt_table(
    prompts: tuple[Prompt, ...], teller: Teller, *, total: int = 0, listed: int = LISTED
) -> tuple[Block, ...]:
    """Prompts as rows: name, question, since when, who waits."""
    shown = prompts[:listed]
    if not shown:
        return ()
    titles = ("prompt", "text", "asked", "waits")
    return (
        Table(
            columns=tuple(teller.say(f"column.{title}", zone=teller.zone()) for title in titles),
            rows=tuple(_prompt_row(prompt, teller) for prompt in shown),
            more=_more(max(total, len(prompts)) - len(shown), teller),
        ),
    )


def _prompt_row(prompt: Prompt, teller: Teller) -> tuple[str, ...]:
    teller.note(prompt_fact(prompt))
    name = prompt.name or (str(prompt.number) if prompt.number is not None else NOTHING)
    asked = teller.tell(prompt.asked_at) if prompt.asked_at else NOTHING
    return (name, excerpt(prompt.text, _QUESTION, teller) or NOTHING, asked, prompt.job or prompt.job_stream or NOTHING)


def resources_answer(report: ResourcesReport, teller: Teller) -> Draft:
    """How many resources have nothing left, and who holds them."""
    if report.short:
        title = teller.say("resources.short", n=report.short)
    elif report.resources:
        title = teller.say("resources.enough", n=len(report.resources))
    else:
        title = teller.say("resources.none")
    total = line(teller.say("resources.total", n=report.total), "muted") if report.total else ()
    card = Card(
        title=title,
        tone=Tone.WARNING if report.short else Tone.GOOD,
        blocks=(*resource_table(report.resources, teller), *total),
        footer=freshness(report, teller),
    )
    holders = [holder for resource in report.resources for holder in resource.holders][:2]
    return card, (
        *(teller.phrases.say("ask.status" if "." in holder else "ask.stream", name=holder) for holder in holders),
        teller.phrases.say("ask.health"),
    )


def resource_table(resources: tuple[Resource, ...], teller: Teller, *, listed: int = LISTED) -> tuple[Block, ...]:
    """Resources as rows: name, free units of all, in use, who holds them."""
    shown = resources[:listed]
    if not shown:
        return ()
    titles = ("resource", "available", "in_use", "holders")
    return (
        Table(
            columns=tuple(teller.say(f"column.{title}") for title in titles),
            rows=tuple(_resource_row(resource, teller) for resource in shown),
            tones=tuple(Tone.WARNING if resource.available == 0 else Tone.NEUTRAL for resource in shown),
            more=_more(len(resources) - len(shown), teller),
        ),
    )


def _resource_row(resource: Resource, teller: Teller) -> tuple[str, ...]:
    teller.note(resource_fact(resource))
    holders = ", ".join(resource.holders[:_HOLDERS])
    more = len(resource.holders) - _HOLDERS
    if more > 0:
        holders = f"{holders} {teller.say('list.more', n=more)}"
    return (resource_key(resource), _units(resource, teller), _number(resource.in_use, teller), holders or NOTHING)


def _units(resource: Resource, teller: Teller) -> str:
    if resource.quantity is None or resource.available is None:
        return _number(resource.available, teller)
    return teller.say("stream.done", done=resource.available, jobs=resource.quantity)


def _number(number: int | None, teller: Teller) -> str:
    return NOTHING if number is None else teller.count(number)


def _more(more: int, teller: Teller) -> int:
    if more > 0:
        teller.count(more)
    return max(0, more)
