"""The same loop with a chat-completions provider, from a recorded conversation with a stand-in for one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import yaml

from bot.agent.models import language_model
from bot.messages import Answer, Call
from tests.bot.agent.company import ZONE, ask, opened
from tests.fakes import FakePlan, fake_job
from tests.recordings.openai.record import ADDRESS, CASSETTE, WORDS, cassette
from tws.tools import tools

MODEL = "openai:gpt-4.1-mini"


async def ask_the_llm() -> Answer:
    """One question to an agent whose model is the provider at ADDRESS and whose tools ask a plan in memory."""
    plan = FakePlan([fake_job("PAY_CALC")])
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OPENAI_API_KEY", "sk-none")
        environment.setenv("OPENAI_BASE_URL", ADDRESS)
        environment.setenv("OPENAI_API_BASE", ADDRESS)
        llm = language_model(MODEL)
        async with opened(llm=llm, tools=tools(lambda _: plan, lambda: ZONE)) as agent:
            return await ask(agent, "what is the status of PAY_CALC?")


@pytest.fixture(scope="module")
def answer() -> Answer:
    """The recorded answer."""
    with cassette("none") as played:
        answer = asyncio.run(ask_the_llm())
    assert played.all_played
    return answer


def test_the_words_are_the_llms(answer):
    """What the LLM said stands in the answer, before what the tools gave."""
    assert WORDS in answer.text
    assert WORDS == answer.card.blocks[0].text


def test_the_facts_are_the_tools(answer):
    """The records come from the tool's artifact, not from the words of the LLM."""
    jobs = [(fact["key"], fact["return_code"]) for fact in answer.facts if fact["kind"] == "job"]
    assert [("PAY_WKS#PAYROLL.PAY_CALC", 8)] == jobs


def test_the_calls_are_those_the_llm_made(answer):
    """The answer lists the tool that the LLM chose, with its arguments."""
    assert (Call(tool="job_status", args={"job": "PAY_CALC"}),) == answer.calls


def test_the_answer_is_as_fresh_as_the_plan(answer):
    """The age of the data is that of the report."""
    assert FakePlan().clock() == answer.as_of


def test_the_recording_holds_no_key():
    """No authorization stands in the cassette, and it says that a stand-in gave it."""
    recorded = yaml.safe_load(CASSETTE.read_text(encoding="utf-8"))
    headers = {name.lower() for each in recorded["interactions"] for name in each["request"]["headers"]}
    assert ("authorization" in headers, Path(CASSETTE).name.startswith("stand-in-")) == (False, True)
