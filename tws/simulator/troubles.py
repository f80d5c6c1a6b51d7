"""The controls that make trouble without a bad end: workstations, slow jobs, prompts, an extension that is late."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tws.simulator.answers import WORLD, RefusedError, answer
from tws.simulator.controls import body_of, chosen, seen
from tws.simulator.operators import answer as reply
from tws.simulator.operators import ask, slow_job
from tws.simulator.plan import Plan
from tws.simulator.records import Prompt
from tws.simulator.states import STARTABLE
from tws.simulator.wire_places import workstation_states
from tws.simulator.world import World

_SWITCHES = ("linked", "running")
_NUMBERS = ("limit", "fence")
MOST_TIMES = 1000


async def workstation(request: web.Request) -> web.Response:
    """`{"name", "linked"?, "running"?, "limit"?, "fence"?}`: change a workstation, and launch what may be launched."""
    world, body = request.app[WORLD], await body_of(request, "name", *_SWITCHES, *_NUMBERS)
    world.now()
    place = world.plan.workstations.get(str(body.pop("name", "")).upper())
    if place is None:
        raise RefusedError(404, 'Say which workstation: {"name": "AGT_BATCH01", "linked": false}.')
    for key, value in body.items():
        _check(key, value)
        setattr(place, key, value)
    waiting = list(place.queue)
    place.queue.clear()
    for job in waiting:
        world.engine.consider(job)
    states = {key: getattr(place, key) for key in (*_SWITCHES, *_NUMBERS)}
    return answer({"name": place.name, **states, "states": workstation_states(place), "waiting": len(place.queue)})


def _check(key: str, value: Any) -> None:
    switch = key in _SWITCHES and isinstance(value, bool)
    number = key in _NUMBERS and type(value) is int and 0 <= value <= MOST_TIMES
    if not switch and not number:
        raise RefusedError(400, f"A workstation's {key[:40]} cannot be {str(value)[:40]}.")


async def slow(request: web.Request) -> web.Response:
    """`{"job", "factor"}`: let a job's run, or its next one, take so many times its estimate."""
    world, body = request.app[WORLD], await body_of(request, "job", "factor")
    world.now()
    factor = body.get("factor", 3)
    if isinstance(factor, bool) or not isinstance(factor, int | float) or not 0 < factor <= MOST_TIMES:
        raise RefusedError(400, f"The factor must be a number above 0, at most {MOST_TIMES}.")
    job = chosen(world.plan, body)
    slow_job(world.engine, job, factor)
    return answer(seen(job))


async def prompt(request: web.Request) -> web.Response:
    """`{"job", "text"?}` asks a prompt that the job waits for; `{"prompt": NAME, "answer": true}` replies yes."""
    world, body = request.app[WORLD], await body_of(request, "job", "text", "prompt", "answer")
    world.now()
    asked = _answered(world, body) if body.get("answer") else _asked(world, body)
    return answer({"name": asked.name, "number": asked.number, "status": asked.status})


def _answered(world: World, body: dict[str, Any]) -> Prompt:
    wanted = body.get("prompt")
    for known in world.plan.prompts:
        if known.status == "ASKED" and wanted in {known.name, known.number}:
            reply(world.engine, known)
            return known
    raise RefusedError(404, f"There is no prompt {str(wanted)[:60]} that was asked.")


def _asked(world: World, body: dict[str, Any]) -> Prompt:
    job = chosen(world.plan, body)
    if job.status not in STARTABLE:
        raise RefusedError(409, f"{job.name} has started, and waits for no prompt any more.")
    found = Prompt(
        name=f"PROMPT_{job.name}",
        id=f"prompt-{job.id}",
        number=_number(world.plan),
        text=str(body.get("text", f"Go on with {job.name}?")),
        workstation=job.workstation,
        waiting=[job],
    )
    world.plan.prompts.append(found)
    job.prompts = (*job.prompts, found)
    ask(world.engine, job)
    world.engine.resolve(job)
    world.plan.set_status(job, "HOLD")
    return found


def _number(plan: Plan) -> int:
    return max((known.number for known in plan.prompts), default=0) + 1
