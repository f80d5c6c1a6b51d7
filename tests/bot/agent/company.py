"""Who stands around the agent in its tests: scripted models, tools that tell what they are told, an agent of one's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import ConfigDict, Field

from bot.agent.assistant import Agent
from bot.agent.embedded import EmbeddedModel
from bot.agent.memory import Conversations, conversations
from bot.agent.models import embedded_model
from bot.agent.understanding import Names
from bot.messages import Answer, Question, Step
from tests.fakes import NIGHT, FixedClock, fake_job
from tws.models import Job
from tws.reports import JobsReport, Report, as_artifact

ZONE = ZoneInfo("America/Sao_Paulo")
PAY_CALC = fake_job("PAY_CALC")
NAMES = ("PAY_CALC", "PAY_LOAD")


def jobs_report(*jobs: Job, **values: Any) -> JobsReport:
    """What job_status gives."""
    return JobsReport(environment="default", as_of=NIGHT, jobs=jobs or (PAY_CALC,), **values)


def calls(tool: str, call_id: str = "c1", **args: Any) -> AIMessage:
    """A model's wish to call a tool."""
    return AIMessage(content="", tool_calls=[{"name": tool, "args": args, "id": call_id}])


class ScriptedModel(BaseChatModel):
    """Says its lines in order; one that is an error is raised. `heard` are the messages it was given each time."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    lines: list[Any]
    heard: list[list[BaseMessage]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> ScriptedModel:
        return self

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.heard.append(messages)
        line = self.lines.pop(0)
        if isinstance(line, BaseException):
            raise line
        return ChatResult(generations=[ChatGeneration(message=line)])


def a_tool(name: str, given: Callable[[str], Any] | Report | Exception, *, refusing: bool = True) -> BaseTool:
    """A tool of that name: gives the report, raises the error, or asks the function about its job."""

    async def answer(job: str = "") -> tuple[str, dict[str, Any]]:
        """What the test says."""
        gave = given(job) if callable(given) else given
        if asyncio.iscoroutine(gave):
            gave = await gave
        if isinstance(gave, Exception):
            raise gave
        return f"{type(gave).__name__} of {job}", as_artifact(gave)

    return StructuredTool.from_function(
        coroutine=answer, name=name, response_format="content_and_artifact", handle_tool_error=refusing
    )


STATUS = a_tool("job_status", lambda job: jobs_report(job=job))


def embedded() -> EmbeddedModel:
    """The embedded model, with a plan that knows NAMES."""

    async def look_up(tokens: tuple[str, ...]) -> Names:
        known = {t.upper(): (t.upper(),) for t in tokens if t.upper() in NAMES}
        return Names(jobs=known, exact=frozenset(("job", t) for t in known))

    async def key_of(name: str) -> str | None:
        return f"PAY_WKS#PAYROLL.{name}" if name in NAMES else None

    return embedded_model(look_up, key_of)


def an_agent(
    memory: Conversations,
    *,
    llm: BaseChatModel | None = None,
    tools: Sequence[BaseTool] = (STATUS,),
    clock: Callable[[], Any] | None = None,
    llm_seconds: float = 5.0,
) -> Agent:
    """An agent of the LLM with the embedded model behind it, or of the embedded model alone."""
    return Agent(
        model=llm or embedded(),
        embedded=embedded() if llm else None,
        tools=tools,
        memory=memory,
        clock=clock or FixedClock(),
        zone=lambda: ZONE,
        environment="default",
        llm_seconds=llm_seconds,
    )


@asynccontextmanager
async def opened(path: Path | None = None, **values: Any) -> AsyncIterator[Agent]:
    """An agent with a memory of its own."""
    async with conversations(path) as memory:
        yield an_agent(memory, **values)


async def parts(agent: Agent, text: str, conversation: str = "test:local:1", **values: Any) -> list[Step | Answer]:
    """Steps and answer."""
    question = Question(text=text, conversation=conversation, **values)
    return [part async for part in agent.ask(question)]


async def ask(agent: Agent, text: str, conversation: str = "test:local:1", **values: Any) -> Answer:
    """The answer alone."""
    answer = (await parts(agent, text, conversation, **values))[-1]
    assert isinstance(answer, Answer)
    return answer


async def kept(memory: Conversations, conversation: str = "test:local:1") -> list[BaseMessage]:
    """The messages that a conversation's memory holds."""
    found = await memory.aget_tuple({"configurable": {"thread_id": conversation}})
    messages: list[BaseMessage] = found.checkpoint["channel_values"]["messages"] if found else []
    return messages


def human(text: str, **extra: Any) -> HumanMessage:
    """A question that carries nothing but its text."""
    return HumanMessage(content=text, additional_kwargs=extra)


def waiting_job() -> Job:
    """A job that has not ended."""
    return replace(fake_job("PAY_LOAD", "EXEC"), runs=())
