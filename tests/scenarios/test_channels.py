"""Channels with different rights ask one Resync, over the real simulator, client, sheet and agent."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import resync
from bot.messages import Answer, Visitor
from bot.presenters import plain_text
from bot.structure_file import structure_of
from tests.scenarios.conftest import Heard, House, settings_for, sunday
from tws.models import JobQuery
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import Running, start

TOML = """
[[access]]
name = "payroll"
channels = "CPAY"
jobs = "PAY_*"

[[access]]
name = "operations"
channels = "COPS"

[owners]
"equipe folha" = "slack:<@UFOLHA>"
"""
PAY = Visitor(platform="slack", tenant="T", channel="CPAY", user="U1", name="Bia", language="en-US")
OPS = Visitor(platform="slack", tenant="T", channel="COPS", user="U2", name="Ana", language="en-US")
ASKED = (
    "which jobs are in error?",
    "how many jobs by status?",
    "status of job FINAL_BATCH_PAYROLL",
    "log of CAR_CALC_FATURA",
    "diagnose CAR_CALC_FATURA",
    "why hasn't PAY_CALC started?",
    "impact of PAY_CALC",
    "status of job stream CARTAO_FECHA",
    "how healthy is the environment?",
    "shift handover",
    "any prompts waiting for a reply?",
    "which resources are short?",
    "history of CAR_CALC_FATURA",
    "when will FINAL_BATCH_PAYROLL end?",
    "tell me when FINAL_BATCH_PAYROLL ends",
    "which jobs are late?",
)


@pytest.fixture
async def hwa() -> AsyncIterator[Running]:
    """A small plan: its names are read whole."""
    running = await start(SimulatorOptions(port=0, jobs=700, now=sunday()))
    yield running
    await running.stop()


@pytest.fixture
async def channels(hwa: Running, tmp_path: Path) -> AsyncIterator[House]:
    chat = Heard(name="slack")
    settings = settings_for(hwa.url, tmp_path, structure=structure_of(tomllib.loads(TOML)))
    async with resync(settings, [(chat, "COPS")]) as running:
        yield House(hwa=hwa, running=running, chat=chat)


async def asked(house: House, text: str, visitor: Visitor) -> Answer:
    talk = f"slack:T:{visitor.channel}:{text}"
    *_, answer = [e async for e in house.running.channels.teammate.ask(text, visitor, conversation=talk)]
    assert isinstance(answer, Answer)
    return answer


async def hidden_names(house: House) -> frozenset[str]:
    """Jobs and job streams of the plan of which the payroll's channel must not hear."""
    page = await house.running.master.jobs(JobQuery(), limit=1000)
    seen = {job.job_stream for job in page.records if job.name.startswith("PAY_")}
    jobs = {job.name for job in page.records if not job.name.startswith("PAY_")}
    return frozenset(jobs | {job.job_stream for job in page.records} - seen)


async def test_no_answer_names_what_its_channel_may_not_see(channels: House) -> None:
    """Whatever is asked, by text, facts or card, no hidden job or job stream is named that was not asked about."""
    await channels.settle()
    hidden = await hidden_names(channels)
    leaks = []
    for question in ASKED:
        answer = await asked(channels, question, PAY)
        told = f"{answer.text} {answer.facts} {answer.suggestions} {answer.card}".replace(question, "")
        words = {word.strip("'\"(),.:;[]{}?!") for word in told.replace("#", " ").replace(".", " ").split()}
        leaks += [(question, name) for name in words & hidden if name not in question]
    assert leaks == []


async def test_a_hidden_job_is_answered_like_one_that_there_is_none_of(channels: House) -> None:
    """Only the name differs."""
    hidden = await asked(channels, "status of job CAR_CALC_FATURA", PAY)
    missing = await asked(channels, "status of job ZZZ_CALC_FATURA", PAY)
    assert "There is no job CAR_CALC_FATURA in the plan." in hidden.text
    assert hidden.text.splitlines()[1:-1] == missing.text.replace("ZZZ", "CAR").splitlines()[1:-1]


async def test_who_sees_everything_is_answered_as_ever(channels: House) -> None:
    """The same question in the operators' channel gives the same as without any rule."""
    free = await channels.ask("status of job CAR_CALC_FATURA", language="en")
    ruled = await asked(channels, "status of job CAR_CALC_FATURA", OPS)
    assert (free.text.splitlines()[:-1], free.calls) == (ruled.text.splitlines()[:-1], ruled.calls)
    assert "ABEND" in ruled.text


async def test_numbers_in_a_narrow_channel_are_those_of_what_it_sees(channels: House) -> None:
    """A count is of the channel's own jobs."""
    expected = await channels.running.master.count_jobs(JobQuery(names=("PAY_*",)))
    answer = await asked(channels, "how many jobs by status?", PAY)
    assert f"{expected} jobs in the plan" in answer.text


async def test_boards_homes_searches_and_shortcuts_keep_to_it_too(channels: House) -> None:
    """What does not go through the agent is no way around."""
    await channels.settle()
    teammate, hidden = channels.running.channels.teammate, await hidden_names(channels)
    told = [
        plain_text(await teammate.board(PAY), "en"),
        plain_text(await teammate.home(PAY), "en"),
        plain_text((await teammate.diagnose("CAR_CALC_FATURA broke", PAY)).card, "en"),
        str(await teammate.search("", PAY)),
        str(await teammate.search("CAR", PAY)),
    ]
    words = {word.strip("'\"(),.:;[]{}?!") for word in " ".join(told).replace("#", " ").split()}
    assert words & hidden == set()
    assert "CAR_CALC_FATURA" in str(await teammate.search("CAR", OPS))


async def test_a_subscribed_channel_hears_and_the_owner_is_called(channels: House) -> None:
    """The payroll's job abends: their channel gets the thread, and the owner of the sheet is named to the platform."""
    teammate = channels.running.channels.teammate
    await channels.settle()
    told = await teammate.command("alerts on", PAY, conversation="x")
    assert not told.refused
    before = len(channels.chat.posted)
    await channels.control("abend", job="PAY_CALC")
    channels.running.master.forget()
    await channels.settle()
    new = [m for m in channels.chat.posted[before:] if m.thread is None and "PAY_CALC" in m.card.title]
    assert {"CPAY", "COPS"} == {message.target for message in new}
    assert {"CPAY", "COPS"} == {m.target for m in channels.chat.posted[before:] if m.mentions == ("<@UFOLHA>",)}
    pressed = await teammate.press("take", new[0].incident, replace(PAY, user="U9", name="Rui"))
    assert "You are looking after PAY_CALC." == pressed.card.title
