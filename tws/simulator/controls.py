"""The simulator's own controls under `/simulator/`: break a job, mend it, move time, order a fault, look inside."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable
from dataclasses import asdict
from difflib import get_close_matches
from typing import Any

from aiohttp import web

from tws.simulator.answers import WORLD, RefusedError, answer
from tws.simulator.clock import instant
from tws.simulator.failures import FAILURES, listing
from tws.simulator.faults import FOREVER, Fault
from tws.simulator.gate import CALLS, FAULTS
from tws.simulator.operators import break_job, mend_job
from tws.simulator.plan import Plan, job_key
from tws.simulator.records import Job
from tws.simulator.world import World

POSTED = ("abend", "recover", "clock", "plan", "fault", "workstation", "slow", "prompt")
READ = ("calls", "situations", "failures", "ledger")
DEFAULT_SIGNATURE = "oracle_snapshot_too_old"
MAX_SPEED = 10_000  # a simulated day in nine seconds; more would leave no time to answer
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


async def body_of(request: web.Request, *known: str) -> dict[str, Any]:
    """The JSON object that a control was sent; an empty body is an empty object.

    Raises:
        RefusedError: It is something else, or has a key that the control does not know.
    """
    text = await request.text()
    try:
        found = json.loads(text) if text.strip() else {}
    except ValueError as wrong:
        raise RefusedError(400, f"The body is not JSON: {wrong}.") from wrong
    if not isinstance(found, dict):
        raise RefusedError(400, "The body must be a JSON object.")
    for key in found:
        if key not in known:
            near = get_close_matches(key.lower(), known, 1)
            meant = f"did you mean {near[0]}?" if near else f"it knows {', '.join(known)}."
            raise RefusedError(400, f"{request.path} does not know {key[:60]!r}; {meant}")
    return found


async def unknown(request: web.Request) -> web.Response:
    """Refuse a control that is not there, or that is asked for in the wrong way.

    Raises:
        RefusedError: Always.
    """
    name = request.match_info["control"]
    for method, names in (("POST", POSTED), ("GET", READ)):
        if name in names:
            raise RefusedError(400, f"/simulator/{name} takes {method}, not {request.method}.")
    near = get_close_matches(name.lower(), (*POSTED, *READ), 1)
    meant = f"did you mean {near[0]}?" if near else f"there are {', '.join((*POSTED, *READ))}."
    raise RefusedError(400, f"There is no control {name[:60]!r}; {meant}")


def chosen(plan: Plan, body: dict[str, Any]) -> Job:
    """The job that a control names, by name or by `WORKSTATION#JOBSTREAM.JOB`.

    Raises:
        RefusedError: No job has that name.
    """
    wanted = body.get("job")
    if not isinstance(wanted, str) or not wanted:
        raise RefusedError(400, 'Say which job: {"job": "NAME"} or {"job": "WORKSTATION#JOBSTREAM.JOB"}.')
    found = plan.resolve(wanted)
    if not found:
        raise RefusedError(404, f"There is no job {wanted[:120]} in the simulated plan.")
    return next((job for job in found if job.status == "EXEC"), found[-1])


def signature_of(body: dict[str, Any]) -> str:
    """The failure that a control names, by its name or by a piece of its message; FAIL stays FAIL.

    Raises:
        RefusedError: No failure is like that.
    """
    wanted = body.get("signature", DEFAULT_SIGNATURE)
    if wanted == "FAIL" or wanted in FAILURES:
        return str(wanted)
    for name, _, message in listing():
        if isinstance(wanted, str) and wanted and wanted.lower() in message.lower():
            return name
    raise RefusedError(404, f"There is no failure {str(wanted)[:120]}; known are FAIL, {', '.join(FAILURES)}.")


async def abend(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    body = await body_of(request, "job", "signature")
    world.now()
    job, signature = chosen(world.plan, body), signature_of(body)
    break_job(world.engine, job, signature)
    world.engine.reopen(job)
    return answer(seen(job))


async def recover(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    body = await body_of(request, "job")
    world.now()
    job = chosen(world.plan, body)
    mend_job(world.engine, job)
    return answer(seen(job))


def seen(job: Job) -> dict[str, Any]:
    """A job as the controls show it."""
    run = job.runs[-1] if job.runs else None
    return {
        "job": job_key(job),
        "id": job.id,
        "status": job.status,
        "run": None if run is None else {"id": run.id, "number": run.number, "return_code": run.return_code},
    }


async def clock(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    body = await body_of(request, "speed", "advance")
    speed, advance = body.get("speed"), body.get("advance", 0)
    if speed is not None and (
        isinstance(speed, bool) or not isinstance(speed, int | float) or not 0 <= speed <= MAX_SPEED
    ):
        raise RefusedError(400, f"The speed must be a number from 0 to {MAX_SPEED}.")
    world.clock.set(speed=speed, advance=seconds(advance))
    return answer({"now": instant(world.now()), "speed": world.clock.speed})


def seconds(value: Any) -> float:
    """Seconds from a number, or from a text such as `90`, `15m`, `2h`, `1d 6h`.

    Raises:
        RefusedError: It is neither, or it goes back in time.
    """
    text = str(value).strip().lower()
    parts = _PART.findall(text)
    try:
        found = sum(float(count) * _UNITS[unit] for count, unit in parts) if parts else float(text)
    except ValueError:
        found = -1.0
    if parts and _PART.sub("", text).strip():
        found = -1.0
    if not 0 <= found <= 60 * 86400:
        raise RefusedError(400, 'Advance by seconds, or by a text such as "15m" or "2h 30m", at most 60 days.')
    return found


async def plan(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    body = await body_of(request, "extend", "late", "window")
    for key in ("extend", "late"):
        if not isinstance(body.get(key, False), bool):
            raise RefusedError(400, f"The plan's {key} must be true or false, not {str(body[key])[:60]}.")
    world.now()
    if "late" in body:
        world.hold_extension(late=body["late"])
    if body.get("extend"):
        world.extend(window=seconds(body.get("window", 2)))
    return answer(
        {"run_number": world.plan.run_number, "ends": instant(world.plan.ends), "jobs": len(world.plan.jobs)}
        | {"extension": _extension(world)}
    )


def _extension(world: World) -> dict[str, Any] | None:
    """The job stream that will extend the plan: when it is due, and whether it is held."""
    coming = [stream for stream in world.plan.by_stream_name["FINAL"] if not stream.done]
    if not coming:
        return None
    return {"due": instant(coming[0].scheduled), "held": coming[0].priority == 0}


async def fault(request: web.Request) -> web.Response:
    body = await body_of(request, *_FAULTS)
    for key, value in body.items():
        if not _FAULTS[key](value):
            raise RefusedError(400, f"The fault's {key} cannot be {str(value)[:60]}.")
    lasts = seconds(body.pop("for", FOREVER))
    ordered = Fault(until=asyncio.get_running_loop().time() + lasts, **body) if body else None
    request.app[FAULTS].set(ordered)
    if ordered is None:
        return answer({"fault": "none", "for": 0})
    # A fault lasts real seconds, whatever the simulated clock does, and is told with the hour of the clock on the wall.
    return answer({"fault": asdict(ordered) | {"until": instant(time.time() + lasts)}, "for": lasts})


def _is_pattern(value: Any) -> bool:
    try:
        return isinstance(value, str) and re.compile(value) is not None
    except re.error:
        return False


_FAULTS: dict[str, Callable[[Any], bool]] = {
    "status": lambda value: type(value) is int and 400 <= value <= 599,
    "delay": lambda value: type(value) in {int, float} and 0 <= value <= FOREVER,
    "path": _is_pattern,
    "for": lambda _value: True,
    **dict.fromkeys(("hang", "truncate", "html", "reset"), lambda value: isinstance(value, bool)),
}


async def calls(request: web.Request) -> web.Response:
    counted = request.app[CALLS]
    return answer({"reads": counted.reads, "refused_writes": counted.refused_writes, "by_path": dict(counted.by_path)})


async def situations(request: web.Request) -> web.Response:
    found: dict[str, list[str]] = {}
    for situation, key in request.app[WORLD].situations:
        found.setdefault(situation, []).append(key)
    return answer(found)


async def failures(_request: web.Request) -> web.Response:
    return answer([{"name": name, "return_code": code, "message": text} for name, code, text in listing()])


async def ledger(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.now()
    return answer(world.ledger.listing())
