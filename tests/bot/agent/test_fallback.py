"""An LLM that fails costs its words, never the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from langchain_core.messages import AIMessage

from bot.agent.models import language_model
from bot.cards import Tone
from tests.bot.agent.company import ScriptedModel, a_tool, ask, calls, jobs_report, opened
from tests.recordings.openai.record import reply

QUESTION = "what is the status of PAY_CALC?"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def _broken_off(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def _json(**body: object) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response(body)

    return answer


def _text(status: int, text: str, kind: str = "application/json") -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=text, content_type=kind)

    return answer


def _message(**message: object) -> Handler:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": None, **message}}
    return _json(id="1", object="chat.completion", created=1, model="m", choices=[choice])


async def _silent(request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError("nobody ends the silence")


WAYS = {
    "500": _text(500, '{"error": {"message": "overloaded"}}'),
    "429": _text(429, '{"error": {"message": "rate limit"}}'),
    "401": _text(401, '{"error": {"message": "bad key"}}'),
    "html": _text(200, "<html>a login page</html>", "text/html"),
    "cut": _text(200, '{"choices": [{"mess'),
    "no choices": _json(object="chat.completion"),
    "null choices": _json(object="chat.completion", choices=None),
    "empty choices": _json(id="1", object="chat.completion", created=1, model="m", choices=[]),
    "nothing said": _message(content=""),
    "bad arguments": _message(
        tool_calls=[{"id": "1", "type": "function", "function": {"name": "job_status", "arguments": '{"job": '}}]
    ),
    "broken off": _broken_off,
    "silent": _silent,
}


@pytest.fixture
async def provider(monkeypatch) -> AsyncIterator[Callable[..., Awaitable[None]]]:
    """Serves chat completions by the given handlers, one each; the last goes on. OPENAI_BASE_URL points there."""
    app, handlers, asked = web.Application(), [], []

    async def completions(request: web.Request) -> web.StreamResponse:
        asked.append(await request.json())
        return await (handlers.pop(0) if len(handlers) > 1 else handlers[0])(request)

    app.router.add_post("/v1/chat/completions", completions)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")

    def serve(*given: Handler) -> list[dict]:
        handlers.extend(given)
        return asked

    yield serve
    await runner.cleanup()


@pytest.mark.parametrize("way", WAYS)
async def test_an_llm_that_fails_is_replaced_within_the_turn(provider, way):
    """Whatever the provider does wrong, the embedded model gives the whole answer to the same question."""
    provider(WAYS[way])
    async with opened(llm=language_model("openai:m"), llm_seconds=0.3 if way == "silent" else 20) as agent:
        answer = await ask(agent, QUESTION)
    assert "PAY_CALC ended in ABEND (rc 8)" == answer.card.title
    assert [("job_status", {"job": "PAY_CALC"})] == [(call.tool, call.args) for call in answer.calls]


async def test_an_llm_that_dies_after_its_tool_call_leaves_a_whole_answer(provider):
    """The embedded model words the report that the LLM had asked for; nothing is called twice."""

    async def first(request: web.Request) -> web.StreamResponse:
        return web.json_response(reply(await request.json()))

    provider(first, WAYS["500"])
    async with opened(llm=language_model("openai:m")) as agent:
        answer = await ask(agent, QUESTION)
    assert ("PAY_CALC ended in ABEND (rc 8)", 1) == (answer.card.title, len(answer.calls))


async def test_the_dead_llm_is_asked_once_in_a_turn_and_again_in_the_next(provider):
    """The embedded model stays for the rest of the turn; the next question tries the LLM anew."""
    asked = provider(WAYS["500"])
    counts = []
    async with opened(llm=language_model("openai:m")) as agent:
        for _ in range(2):
            await ask(agent, QUESTION)
            counts.append(len(asked))
    assert [1, 2] == counts


async def test_words_without_a_tool_are_the_whole_answer():
    """A greeting by an LLM is shown as it is, without a help card behind it."""
    async with opened(llm=ScriptedModel(lines=[AIMessage(content="Bom dia!\nComo posso ajudar?")])) as agent:
        answer = await ask(agent, "bom dia")
    assert ("Bom dia!\n\nComo posso ajudar?", (), ()) == (answer.text, answer.facts, answer.suggestions)


async def test_an_llm_that_never_stops_calling_is_stopped():
    """After six calls of the model the answer is made of what the tools gave; the limit's own words are not shown."""
    llm = ScriptedModel(lines=[calls("job_status", f"c{n}", job="PAY_CALC") for n in range(20)])
    async with opened(llm=llm) as agent:
        answer = await ask(agent, QUESTION)
    assert (6, 6) == (len(llm.heard), len(answer.calls))
    assert ("PAY_CALC ended in ABEND (rc 8)", False) == (answer.card.title, "limit" in answer.text)


async def test_an_llm_that_calls_a_tool_that_is_not_there_is_put_right():
    """An invented tool gives no report; the question is answered all the same by what was asked after it."""
    llm = ScriptedModel(lines=[calls("rerun_job", job="PAY_CALC"), ValueError("gone")])
    async with opened(llm=llm) as agent:
        answer = await ask(agent, QUESTION)
    assert ["rerun_job", "job_status"] == [call.tool for call in answer.calls]
    assert "PAY_CALC ended in ABEND (rc 8)" == answer.card.title


async def test_a_refused_argument_that_was_put_right_is_not_told():
    """Where the second call of the same tool answers, the first one's refusal is no part of the answer."""
    from langchain_core.tools import ToolException

    gives = [ToolException("NOT ASKED: 'PURPLE' is no job status."), jobs_report()]
    llm = ScriptedModel(
        lines=[calls("job_status", "a", job="X"), calls("job_status", "b", job="PAY_CALC"), AIMessage(content="Done.")]
    )
    async with opened(llm=llm, tools=[a_tool("job_status", lambda _: gives.pop(0))]) as agent:
        answer = await ask(agent, QUESTION)
    assert (Tone.BAD, False) == (answer.card.tone, "PURPLE" in answer.text)
