"""The agent: one question in, steps, one answer out, whatever happens on the way."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from langchain_core.messages import AIMessage
from langchain_core.tools import ToolException

from bot.agent.memory import Conversations, conversations
from bot.cards import Tone
from bot.messages import Answer, Question, Step
from tests.bot.agent.company import (
    STATUS,
    ScriptedModel,
    a_tool,
    an_agent,
    ask,
    jobs_report,
    kept,
    opened,
    parts,
)

QUESTION = "status do PAY_CALC"
BROKEN = "Algo deu errado aqui dentro, e não consegui responder."


class Gate:
    """A tool that waits until it is let through; `order` says what began and what ended."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.begun = asyncio.Event()
        self.order: list[str] = []

    async def pass_through(self, job: str):
        self.order.append(f"begin {job}")
        self.begun.set()
        await self.open.wait()
        self.order.append(f"end {job}")
        return jobs_report(job=job)

    @property
    def tool(self):
        return a_tool("job_status", self.pass_through)


async def test_steps_come_first_and_the_answer_last():
    """The step of each tool is told in the language of the question before its answer."""
    async with opened() as agent:
        heard = await parts(agent, QUESTION)
    assert [Step(text="lendo o plano…", tool="job_status")] == heard[:-1]
    assert isinstance(heard[-1], Answer)


async def test_turns_of_one_conversation_run_in_order():
    """A second question waits until the first is answered; both are remembered."""
    gate = Gate()
    async with conversations(None) as memory:
        agent = an_agent(memory, tools=[gate.tool])
        first = asyncio.create_task(ask(agent, "status do PAY_CALC"))
        await gate.begun.wait()
        second = asyncio.create_task(ask(agent, "status do PAY_LOAD"))
        await asyncio.sleep(0)
        gate.open.set()
        await asyncio.gather(first, second)
        asked = [m.content for m in await kept(memory) if m.type == "human"]
    assert ["begin PAY_CALC", "end PAY_CALC", "begin PAY_LOAD", "end PAY_LOAD"] == gate.order
    assert ["status do PAY_CALC", "status do PAY_LOAD"] == asked


async def test_different_conversations_run_side_by_side():
    """A conversation whose tool hangs does not hold up another."""
    gate = Gate()
    async with opened(tools=[gate.tool]) as agent:
        hanging = asyncio.create_task(ask(agent, "status do PAY_CALC", "test:1"))
        await gate.begun.wait()
        gate.begun.clear()
        other = asyncio.create_task(ask(agent, "status do PAY_LOAD", "test:2"))
        await gate.begun.wait()
        gate.open.set()
        await asyncio.gather(hanging, other)
    assert ["begin PAY_CALC", "begin PAY_LOAD"] == gate.order[:2]


async def test_a_cancelled_turn_leaves_the_conversation_usable():
    """After a question that was broken off within its tool the next one is answered, and no call stays open."""
    gate = Gate()
    async with conversations(None) as memory:
        cut = asyncio.create_task(ask(an_agent(memory, tools=[gate.tool]), QUESTION))
        await gate.begun.wait()
        cut.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cut
        answer = await ask(an_agent(memory), QUESTION)
        messages = await kept(memory)
    called = [c["id"] for m in messages if isinstance(m, AIMessage) for c in m.tool_calls]
    assert called == [m.tool_call_id for m in messages if m.type == "tool"]
    assert "PAY_CALC terminou em ABEND (rc 8)" == answer.card.title


async def test_who_stops_listening_holds_nobody_up():
    """A reader that goes away after the first step frees the conversation for the next question."""
    async with opened() as agent:
        events = agent.ask(Question(text=QUESTION, conversation="test:local:1"))
        await anext(events)
        await events.aclose()
        assert "PAY_CALC terminou em ABEND (rc 8)" == (await ask(agent, QUESTION)).card.title


async def test_a_tool_that_breaks_is_said_to_have_broken(events):
    """An error of our own is an answer that says so; neither its words nor a traceback reach the person."""
    broken = a_tool("job_status", KeyError("s3cret internals"))
    async with opened(tools=[broken]) as agent:
        answer = await ask(agent, QUESTION)
    assert (BROKEN, Tone.BAD) == (answer.card.title, answer.card.tone)
    assert not any(word in str(answer) for word in ("s3cret", "KeyError", "Traceback"))
    assert [("tool_failed", "job_status")] == [(event["event"], event["tool"]) for event in events]


async def test_a_refused_argument_is_said_to_be_refused():
    """A question that a tool would not ask is answered with the reason, in either language, as a fact."""
    refusing = a_tool("job_status", ToolException("NOT ASKED: job PAY_CALC has 2 run(s) in the plan."))
    async with opened(tools=[refusing]) as agent:
        said = [await ask(agent, text) for text in (QUESTION, "what is the status of PAY_CALC?")]
    assert [
        "Não pude perguntar isso: job PAY_CALC has 2 run(s) in the plan.",
        "I could not ask that: job PAY_CALC has 2 run(s) in the plan.",
    ] == [answer.card.title for answer in said]
    assert {"kind": "not_asked", "reason": "job PAY_CALC has 2 run(s) in the plan"} in said[0].facts


async def test_the_part_that_could_not_be_asked_is_told_beside_the_rest():
    """Of two tools in one turn the one that broke is not passed over in silence."""
    asked = [{"name": name, "args": {"job": "PAY_CALC"}, "id": name} for name in ("job_status", "job_log")]
    both = AIMessage(content="", tool_calls=asked)
    llm = ScriptedModel(lines=[both, RuntimeError("dead")])
    async with opened(llm=llm, tools=[STATUS, a_tool("job_log", OSError("disk"))]) as agent:
        answer = await ask(agent, QUESTION)
    assert "PAY_CALC terminou em ABEND (rc 8)" == answer.card.title
    assert BROKEN in answer.text


async def test_an_error_outside_the_tools_is_an_answer_too():
    """Where the loop itself fails the person hears that, and the next question is answered."""

    class Failing(Conversations):
        fails = True

        async def aget_tuple(self, config):
            if self.fails:
                raise sqlite3.OperationalError("disk I/O error")
            return await super().aget_tuple(config)

    async with conversations(None) as memory:
        failing = Failing(memory.conn, serde=memory.serde)
        agent = an_agent(failing)
        first = await ask(agent, QUESTION)
        Failing.fails = False
        second = await ask(agent, QUESTION)
    assert (BROKEN, "PAY_CALC terminou em ABEND (rc 8)") == (first.card.title, second.card.title)


async def test_a_memory_that_cannot_be_written_costs_no_answer():
    """A full disk loses the conversation's memory, not what was just read from HWA."""

    class Full(Conversations):
        async def aput(self, *args, **kwargs):
            raise sqlite3.OperationalError("database or disk is full")

    async with conversations(None) as memory:
        answer = await ask(an_agent(Full(memory.conn, serde=memory.serde)), QUESTION)
    assert "PAY_CALC terminou em ABEND (rc 8)" == answer.card.title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("   ", "Não recebi nenhuma pergunta."),
        ("\x00\x07", "Não recebi nenhuma pergunta."),
        ("a" * 20_001, "A pergunta é longa demais para eu ler inteira."),
    ],
)
async def test_what_is_no_question_does_not_reach_a_model(text, title):
    """Empty and endless texts are answered without a tool or a model."""
    llm = ScriptedModel(lines=[])
    async with opened(llm=llm) as agent:
        answer = await ask(agent, text)
    assert (title, []) == (answer.card.title, llm.heard)


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("what is the status of PAY_CALC?", "pt", "en"),
        ("qual o status do PAY_CALC?", "en", "pt"),
        ("PAY_CALC", "en", "en"),
        ("PAY_CALC", None, "pt"),
        ("   ", "en", "en"),
    ],
)
async def test_the_words_decide_the_language_and_the_platform_where_they_say_nothing(text, hint, language):
    """The language of the answer is that of the question; a platform's hint counts where the question shows none."""
    async with opened() as agent:
        assert language == (await ask(agent, text, language=hint)).language
