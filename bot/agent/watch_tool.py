"""The agent's tool for watches: set one, list those of the conversation, take them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool
from pydantic import Field

from bot.agent.rooms import EnvironmentArgument, House, Rooms, Watches, aware, choose, refused
from bot.agent.tool_texts import Said, not_found_said, trouble_said
from bot.errors import ToolError
from bot.ports import Master
from bot.reports import KeptWatch, WatchReport
from tws.errors import TwsError
from tws.models import Job
from tws.reports import NotFound, as_artifact

WatchAction = Literal["set", "list", "drop"]


def watch_tool(house: House) -> BaseTool:
    """The tool; a watch belongs to the conversation that asked for it."""

    @tool(response_format="content_and_artifact")
    async def watch(
        config: RunnableConfig,
        job: Annotated[str | None, Field(description="Job name or full key; for list and drop: empty for all")] = None,
        until: Annotated[datetime | None, Field(description="Stop watching then, ISO 8601")] = None,
        action: Annotated[
            WatchAction, Field(description="set a watch, list those of this conversation, drop them")
        ] = "set",
        environment: EnvironmentArgument = None,
    ) -> Said:
        """Tell this conversation when the job ends, is late or ABENDs; or list or drop such watches. Resync's own
        record: changes nothing in HWA."""
        place = config.get("configurable", {})
        if action == "list":
            return await _listed(house.all(environment), place)
        if action == "drop":
            return await _dropped(house.all(environment), place, job)
        if job is None:
            raise refused("a watch needs a job")
        return await _set(house.rooms(environment), place, job, until)

    return watch


async def _set(rooms: Rooms, place: Mapping[str, Any], job: str, until: datetime | None) -> Said:
    try:
        chosen = await choose(rooms, job)
    except TwsError as error:
        return trouble_said(rooms.master, error)
    if isinstance(chosen, NotFound):
        return not_found_said(chosen)
    end = aware(until, rooms.zone())
    told = chosen.job.ended or await _added(rooms.watches, chosen.job, place, end)
    return _set_said(rooms.master, chosen.job, end, told=told)


async def _added(watches: Watches, job: Job, place: Mapping[str, Any], until: datetime | None) -> bool:
    """Whether the watch was set; not where nobody can write to the conversation later."""
    try:
        await watches.add(
            [job],
            conversation=place.get("thread_id", ""),
            language=place.get("language", "pt"),
            until=until,
            asker=place.get("asker", ""),
        )
    except ToolError:
        return False
    return True


def _set_said(master: Master, job: Job, until: datetime | None, *, told: bool) -> Said:
    report = WatchReport(
        environment=master.environment,
        as_of=master.now(),
        job_keys=(job.key,),
        until=until,
        already_ended=job.ended,
        job=job,
        cannot_tell=not told,
    )
    if job.ended:
        return f"{job.key} has already ended: {job.internal_status}", as_artifact(report)
    words = f"watching {job.key}" if told else "NOT WATCHED: nobody can write to this conversation later"
    return words, as_artifact(report)


async def _listed(houses: Sequence[Rooms], place: Mapping[str, Any]) -> Said:
    kept = await _kept(houses, place)
    words = f"watches of this conversation: {', '.join(one.job for one in kept) or 'none'}"
    return words, as_artifact(_report(houses[0].master, "list", kept))


async def _dropped(houses: Sequence[Rooms], place: Mapping[str, Any], job: str | None) -> Said:
    conversation = place.get("thread_id", "")
    dropped: list[KeptWatch] = []
    for rooms in houses:
        wanted = {one.job for one in await rooms.watches.list(conversation) if job is None or _is_on(one, job)}
        dropped += await rooms.watches.drop(conversation, wanted)
    left = await _kept(houses, place)
    words = f"no longer watched: {', '.join(one.job for one in dropped) or 'nothing'}; {len(left)} left"
    return words, as_artifact(_report(houses[0].master, "drop", left, dropped=dropped, asked=job or ""))


async def _kept(houses: Sequence[Rooms], place: Mapping[str, Any]) -> tuple[KeptWatch, ...]:
    conversation = place.get("thread_id", "")
    return tuple([one for rooms in houses for one in await rooms.watches.list(conversation)])


def _is_on(watch: KeptWatch, job: str) -> bool:
    return job.strip().upper() in {watch.job.upper(), watch.job_name.upper()}


def _report(
    master: Master,
    action: WatchAction,
    kept: Sequence[KeptWatch],
    *,
    dropped: Sequence[KeptWatch] = (),
    asked: str = "",
) -> WatchReport:
    return WatchReport(
        environment=master.environment,
        as_of=master.now(),
        job_keys=tuple(one.job for one in kept),
        action=action,
        kept=tuple(kept),
        dropped=tuple(dropped),
        asked=asked,
    )
