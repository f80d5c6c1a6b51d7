"""The assistant of a Resync that serves, asked over HTTP; and whatever else may answer there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.terminal.remote import RemoteAssistant, answer_from_dict, serving
from adapters.web.inbound import conversation
from bot.answer_json import answer_as_dict
from bot.cards import Card
from bot.errors import ResyncError, ToolError
from bot.messages import Answer, Outgoing, Question, Step
from tests.benchmarks.processes import free_port
from tests.browser.scripted import Scripted, ScriptedAssistant, ScriptedFeed, answer, incident

QUESTION = Question(text="quem é o dono?", conversation="terminal:local:ana:1", language="pt")
Served = Callable[[web.Application], Awaitable[str]]


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    """Serves an application and gives its address."""
    servers: list[TestServer] = []

    async def start(app: web.Application) -> str:
        servers.append(TestServer(app))
        await servers[-1].start_server()
        return str(servers[-1].make_url("/")).rstrip("/")

    yield start
    for server in servers:
        await server.close()


async def said(address: str, token: str = "") -> list[Step | Answer]:
    return [part async for part in RemoteAssistant(address, token).ask(QUESTION)]


async def test_steps_and_the_answer_come_as_the_server_s_agent_gave_them(served):
    """Card, times, facts, sources and suggestions survive the way; the question arrives whole."""
    scripted = Scripted()
    *steps, last = await said(await served(scripted.app))
    (asked,) = scripted.assistant.asked
    assert [step.tool for step in steps] == ["job_status", "job_log"]
    assert answer_as_dict(last) == answer_as_dict(answer())
    assert (asked.text, asked.language) == (QUESTION.text, "pt")


async def test_an_answer_without_times_survives_too():
    """Where nothing was asked of HWA `as_of` stays empty."""
    bare = answer(Card(title="Olá"), as_of=None, calls=(), facts=(), sources=(), suggestions=())
    assert answer_from_dict(answer_as_dict(bare)) == bare


async def test_large_answers_arrive_in_pieces(served):
    """An answer of many chunks, cut inside of letters, is put together again."""
    long = answer(Card(title="é" * 300_000))
    *_, last = await said(await served(Scripted(assistant=ScriptedAssistant(long)).app))
    assert last.card == long.card


async def test_the_token_is_shown(served):
    """With the token the server answers; without it the person reads its sentence."""
    address = await served(Scripted(token="secret").app)
    assert len(await said(address, "secret")) == 3
    with pytest.raises(ResyncError, match="Bearer"):
        await said(address)


async def test_the_server_s_trouble_is_said_as_it_says_it(served):
    """An error while the answer is on its way is that sentence."""
    app = Scripted(assistant=ScriptedAssistant(Step(text="…"), ToolError("o modelo não respondeu"))).app
    with pytest.raises(ResyncError, match="o modelo não respondeu"):
        await said(await served(app))


async def test_nobody_there_is_a_sentence():
    """A port where nobody listens is no Resync, and asking it names the address."""
    address = f"http://127.0.0.1:{free_port()}"
    assert await serving(address) is None
    with pytest.raises(ResyncError, match=address):
        await said(address)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<html>It works!</html>", "text/html"),
        ("[]", "application/json"),
        ("{", "application/json"),
        ("event: answer\ndata: {}\n\n", "text/event-stream"),
        ("event: answer\ndata: {\n\n", "text/event-stream"),
        ("event: step\ndata: []\n\n", "text/event-stream"),
        ('event: other\ndata: "x"\n\n', "text/event-stream"),
        (b"\xff\xfe\n\n", "text/event-stream"),
    ],
)
async def test_something_else_there_is_a_sentence(served, body, kind):
    """Whatever another program says to the question is told as one sentence, never as a traceback."""

    async def other(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type=kind)

    app = web.Application()
    app.router.add_post("/api/ask", other)
    with pytest.raises(ResyncError, match=r"127\.0\.0\.1"):
        await said(await served(app))


async def test_a_server_that_dies_in_the_middle_is_a_sentence(served):
    """Steps that came are shown; the end of the connection is told."""

    async def dying(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b'event: step\ndata: {"text": "reading", "tool": ""}\n\n')
        request.transport.close()
        return response

    app = web.Application()
    app.router.add_post("/api/ask", dying)
    heard = RemoteAssistant(await served(app), "").ask(QUESTION)
    assert await anext(heard) == Step(text="reading")
    with pytest.raises(ResyncError, match="did not answer"):
        await anext(heard)


@pytest.mark.parametrize(
    ("body", "expected"), [('{"name": "resync"}', {"name": "resync"}), ("[]", None), ("{", None), ("<html>", None)]
)
async def test_only_an_object_at_healthz_is_somebody(served, body, expected):
    """Anything else at the address is nobody to ask."""

    async def health(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="application/json")

    app = web.Application()
    app.router.add_get("/healthz", health)
    assert await serving(await served(app)) == expected


async def test_what_the_server_tells_arrives_and_what_stood_before_is_no_news(served):
    """An open alert is given as known; one that comes, its edit and a notice to this conversation are news."""
    open_incident, card = incident(), Card(title="ABEND: PAY_CALC")
    scripted = Scripted(feed=ScriptedFeed((open_incident, card)))
    remote = RemoteAssistant(await served(scripted.app), "")
    told = remote.told(QUESTION.conversation)
    first = await anext(told)
    await scripted.console.post(Outgoing(target="web", incident="i9", card=Card(title="ABEND: BIL_X")))
    await scripted.console.edit("i9", Outgoing(target="web", incident="i9", card=Card(title="OK"), state="recovered"))
    for name in ("another:room", QUESTION.conversation):
        await scripted.console.post(Outgoing(target=conversation(name), incident="w1", card=Card(title=name)))
    rest = [await anext(told) for _ in range(3)]
    await told.aclose()
    assert (open_incident.id, card.title, False) == (first[0], first[1].card.title, first[2])
    assert [("i9", "ABEND: BIL_X", True), ("i9", "OK", True)] == [(k, m.card.title, new) for k, m, new in rest[:2]]
    assert QUESTION.conversation == rest[2][1].card.title


async def test_a_server_that_is_gone_tells_nothing():
    """Where nobody serves, listening says so."""
    with pytest.raises(ResyncError):
        await anext(RemoteAssistant(f"http://127.0.0.1:{free_port()}", "").told("x"))
