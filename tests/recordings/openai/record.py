"""Record the conversation of tests/bot/agent/test_llm.py from a stand-in for a chat-completions provider.

Run by hand where the conversation changes: python -m tests.recordings.openai.record
"""

from __future__ import annotations

import asyncio
import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import vcr
from aiohttp import web
from vcr.request import Request

CASSETTE = Path(__file__).parent / "stand-in-job-status.yaml"
PORT = 18_000  # part of the cassette's address
ADDRESS = f"http://127.0.0.1:{PORT}/v1"
WORDS = "PAY_CALC ended in ABEND with return code 8."


def cassette(record_mode: str) -> AbstractContextManager[Any]:
    """The recorded conversation; requests are the same where path, model and the order of roles are.

    Not the whole body: it holds the tools' descriptions, which change.
    """
    recorder = vcr.VCR(record_mode=record_mode, filter_headers=["authorization", "user-agent", "x-stainless-os"])
    recorder.register_matcher("conversation", same_conversation)
    return recorder.use_cassette(str(CASSETTE), match_on=["method", "path", "conversation"])


def same_conversation(first: Request, second: Request) -> None:
    """Raises: AssertionError where another model is asked, or messages of other roles are sent."""
    assert said_by(first) == said_by(second)


def said_by(request: Request) -> tuple[str, list[str]]:
    """The model that is asked, and who said the messages."""
    body = json.loads(request.body)
    return body["model"], [message["role"] for message in body["messages"]]


def reply(body: dict[str, Any]) -> dict[str, Any]:
    """A tool call for the question, then a sentence about what the tool gave."""
    gave = [m for m in body["messages"] if m["role"] == "tool"]
    if gave:
        message = {"role": "assistant", "content": WORDS}
        reason = "stop"
    else:
        function = {"name": "job_status", "arguments": json.dumps({"job": "PAY_CALC"})}
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "call_1", "type": "function", "function": function}],
        }
        reason = "tool_calls"
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_763_780_000,
        "model": body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


async def serve() -> web.AppRunner:
    """The stand-in, on loopback."""

    async def completions(request: web.Request) -> web.Response:
        return web.json_response(reply(await request.json()))

    app = web.Application()
    app.router.add_post("/v1/chat/completions", completions)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", PORT).start()
    return runner


async def main() -> None:
    """Write the cassette anew."""
    from tests.bot.agent.test_llm import ask_the_llm

    runner = await serve()
    CASSETTE.unlink(missing_ok=True)
    with cassette("once"):
        print((await ask_the_llm()).text)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
