"""`POST /api/ask`: the contract, the stream, and bad input."""

from __future__ import annotations

import asyncio
import io
import json

from bot.errors import ToolError
from bot.messages import Step
from tests.browser.scripted import NOW, Scripted, ScriptedAssistant, answer


async def events_of(response) -> list[tuple[str, dict]]:
    body = (await response.read()).decode()
    parts = [part.split("\r\n") for part in body.strip().split("\r\n\r\n")]
    return [(lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))) for lines in parts]


async def test_answer_has_the_contract_s_keys(serve):
    """An answer is the one object that the contract names, with no key more or less."""
    client = await serve(Scripted())
    response = await client.post("/api/ask", json={"text": "status?"})
    values = await response.json()
    expected = {
        "answer", "language", "environment", "as_of", "calls", "facts", "sources", "card", "suggestions",
    }  # fmt: skip
    assert expected == set(values)
    assert values["as_of"] == "2026-11-22T03:12:09Z"
    assert values["calls"][0]["args"]["since"] == "2026-11-22T03:12:09Z"
    assert values["card"]["blocks"][1]["block"] == "facts"
    assert NOW.year == 2026


async def test_question_reaches_the_assistant_as_written(serve):
    """Text, language and conversation arrive in the question; the conversation cannot pose as another platform's."""
    scripted = Scripted()
    client = await serve(scripted)
    await client.post(
        "/api/ask", json={"text": " status\x00 de A\r\nB ", "conversation": "slack:T1:C1", "language": "pt-BR"}
    )
    question = scripted.assistant.asked[0]
    assert question.text == "status  de A\nB"
    assert question.conversation == "web:local:chat:slack%3AT1%3AC1"
    assert question.language == "pt"


async def test_a_question_without_conversation_stands_by_itself(serve):
    """Two questions that name no conversation do not share one."""
    scripted = Scripted()
    client = await serve(scripted)
    for _ in range(2):
        await client.post("/api/ask", json={"text": "a"})
    first, second = scripted.assistant.asked
    assert first.conversation != second.conversation


async def test_stream_gives_steps_then_the_answer(serve):
    """With ?stream=1 every step is an event, and the answer is the last one."""
    client = await serve(Scripted())
    response = await client.post("/api/ask?stream=1", json={"text": "status?"})
    events = await events_of(response)
    assert [name for name, _ in events] == ["step", "step", "answer"]
    assert events[0][1] == {"text": "lendo o plano…", "tool": "job_status"}
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_accepting_an_event_stream_asks_for_one(serve):
    """`Accept: text/event-stream` is as good as ?stream=1."""
    client = await serve(Scripted())
    response = await client.post("/api/ask", json={"text": "a"}, headers={"Accept": "text/event-stream"})
    assert response.content_type == "text/event-stream"


async def test_steps_arrive_while_the_answer_is_not_there_yet(serve):
    """A step is sent when it happens, not with the answer."""
    hold = asyncio.Event()
    client = await serve(Scripted(assistant=ScriptedAssistant(Step(text="lendo…"), answer(), hold=hold)))
    response = await client.post("/api/ask?stream=1", json={"text": "a"})
    first = await response.content.readuntil(b"\r\n\r\n")
    hold.set()
    assert b"event: step" in first


async def test_a_reader_who_leaves_stops_the_agent(serve):
    """When the asker goes away in the middle, the assistant's work is ended."""

    async def endless(question):
        scripted.assistant.asked.append(question)
        try:
            while True:
                yield Step(text="lendo…")
                await asyncio.sleep(0)
        finally:
            scripted.assistant.left.set()

    scripted = Scripted()
    scripted.assistant.ask = endless
    client = await serve(scripted)
    response = await client.post("/api/ask?stream=1", json={"text": "a"})
    await response.content.readuntil(b"\r\n\r\n")
    response.close()
    async with asyncio.timeout(5):
        await scripted.assistant.left.wait()


async def test_our_own_trouble_is_a_sentence(serve):
    """An error of Resync itself becomes a JSON sentence, streamed or not."""
    client = await serve(Scripted(assistant=ScriptedAssistant(ToolError("o modelo não respondeu"))))
    plain = await client.post("/api/ask", json={"text": "a"})
    streamed = await client.post("/api/ask?stream=1", json={"text": "a"})
    assert plain.status == 503
    assert await plain.json() == {"error": "o modelo não respondeu"}
    assert await events_of(streamed) == [("error", {"error": "o modelo não respondeu"})]


async def test_no_answer_is_said_and_not_left_empty(serve):
    """An assistant that stops without an answer gives an error, never an empty answer."""
    client = await serve(Scripted(assistant=ScriptedAssistant(Step(text="lendo…"))))
    plain = await client.post("/api/ask", json={"text": "a"}, headers={"Accept-Language": "en"})
    streamed = await client.post("/api/ask?stream=1", json={"text": "a"})
    assert plain.status == 500
    assert (await plain.json())["error"].startswith("I could not finish")
    assert (await events_of(streamed))[-1][0] == "error"


async def test_a_body_beyond_the_limit_is_refused_without_reading_it_all(serve):
    """A body of megabytes gets a sentence and 413."""
    client = await serve(Scripted())
    response = await client.post("/api/ask", data=io.BytesIO(b" " * 1_200_000))
    assert response.status == 413
    assert "100 KB" in (await response.json())["error"]
