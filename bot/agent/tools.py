"""The agent's tools that need more than HWA: diagnose, knowledge, handover and watch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Annotated

from langchain_core.tools import BaseTool, tool
from pydantic import Field

from bot.agent.rooms import (
    Chosen,
    EnvironmentArgument,
    House,
    JobArgument,
    Rooms,
    aware,
    choose,
    refusal,
)
from bot.agent.tool_texts import Said, diagnosis_text, found_text, handover_text, not_found_said, trouble_said
from bot.agent.watch_tool import watch_tool
from bot.reports import KnowledgeReport
from rag.errors import KnowledgeError
from tws.errors import TwsError
from tws.reports import NotFound, as_artifact

__all__ = ["Chosen", "Rooms", "tools"]

SECONDS = 7.0  # of the ten that a question has; the names in it were looked up before
LEAST_SECONDS = 1.0


def tools(*rooms: Rooms, exists: Callable[[str], bool] = lambda _: True) -> list[BaseTool]:
    """The four tools over the rooms of each environment, the default one first.

    Each gives a short text and, as artifact, its report as a plain dict. `exists` says whether there is an environment
    for whoever asks just now.
    """
    house = House(rooms, exists)
    made = [_diagnose(house), _knowledge(house), _handover(house), watch_tool(house)]
    for each in made:
        each.handle_tool_error = True
        each.handle_validation_error = refusal
    return made


def _diagnose(house: House) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def diagnose(job: JobArgument, environment: EnvironmentArgument = None) -> Said:
        """Why did this job end badly, what solves it, who owns it, what is blocked behind it."""
        rooms, began = house.rooms(environment), monotonic()
        try:
            chosen = await choose(rooms, job)
        except TwsError as error:
            return trouble_said(rooms.master, error)
        if isinstance(chosen, NotFound):
            return not_found_said(chosen)
        left = max(SECONDS - (monotonic() - began), LEAST_SECONDS)
        report = await rooms.diagnose(chosen.job, chosen.others, seconds=left)
        return diagnosis_text(report), as_artifact(report)

    return diagnose


def _knowledge(house: House) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def knowledge(
        query: Annotated[str, Field(description="The error or question in words; empty for all about a job")] = "",
        job: Annotated[str | None, Field(description="Job name, where the question is about one")] = None,
        environment: EnvironmentArgument = None,
    ) -> Said:
        """What the operators' sheet says: solution, owner, contact, procedure, with sheet and row."""
        rooms = house.rooms(environment)
        master = rooms.master
        try:
            name = await _plan_name(rooms, job) if job else None
            found = await rooms.knowledge.search(query, job=name, environment=master.environment)
        except KnowledgeError as error:
            return trouble_said(master, error)
        report = KnowledgeReport(environment=master.environment, as_of=master.now(), found=found, query=query, job=name)
        return found_text(found), as_artifact(report)

    return knowledge


async def _plan_name(rooms: Rooms, job: str) -> str:
    """The plan's name for the job; as typed where the plan has none or cannot be asked, for the sheet may know it."""
    try:
        chosen = await rooms.choose(job)
    except (TwsError, ValueError):
        return job
    return chosen.job.name if isinstance(chosen, Chosen) else job


def _handover(house: House) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def handover(
        since: Annotated[
            datetime | None, Field(description="Start of the window, ISO 8601; empty: 8 hours ago")
        ] = None,
        until: Annotated[
            datetime | None, Field(description="How far to look ahead, ISO 8601; empty: the next change of shift")
        ] = None,
        about: Annotated[
            str | None, Field(description="Only the incidents of this job, job stream or workstation: who has it")
        ] = None,
        environment: EnvironmentArgument = None,
    ) -> Said:
        """What is open and who has it, what ended or recovered by itself since then, critical jobs and deadlines to
        come and which of them are at risk."""
        rooms = house.rooms(environment)
        zone = rooms.zone()
        report = await rooms.handover(aware(since, zone), aware(until, zone), about=about or "")
        return handover_text(report), as_artifact(report)

    return handover
