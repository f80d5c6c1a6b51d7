"""A scenario file, TOML or JSON, that says what differs from the default scenario.

jobs = 2000              # size of a day's plan; also: seed, speed
risk = 0.01              # chance that an ordinary job ends badly
situations = false       # leave out the payroll net and the situations of the default scenario

[[workstations]]         # new ones, or other values for those that are there
name = "AGT_X01"         # also: type, os, node, limit, fence, linked

[[streams]]
name = "NIGHT_LOAD"
workstation = "AGT_X01"
at = "-30m"              # around the start: "-30m", "+2h"; or a time of day: "02:30"
follows = ["OTHER"]      # streams, or STREAM.JOB, of this file; also: folder, priority, limit, deadline
[[streams.jobs]]
name = "LOAD_A"          # each job follows the one before, unless `follows` names others of the stream
estimate = "10m"         # also: on, kind, user, description, priority, critical, deadline, max_duration
ends = "ABEND"           # how its first run ends: SUCC, ABEND, FAIL or PEND
signature = "disk_full"  # for an ABEND: a name of failures.py
runs_for = "5m"          # how long that run takes
acted_on_after = "20m"   # when an operator reruns or confirms it; never where it is left out
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tws.simulator.failures import FAILURES
from tws.simulator.options import SimulatorError

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_TEXTS = {
    "name",
    "workstation",
    "at",
    "folder",
    "on",
    "kind",
    "user",
    "description",
    "ends",
    "signature",
    "type",
    "os",
    "node",
}
_WHOLE = {"priority", "limit", "fence", "jobs", "seed"}
_SPANS = {"deadline", "estimate", "runs_for", "acted_on_after", "max_duration"}
_KEYS = {
    "scenario": {"jobs", "seed", "speed", "risk", "situations", "workstations", "streams"},
    "workstation": {"name", "type", "os", "node", "limit", "fence", "linked"},
    "stream": {"name", "workstation", "at", "folder", "follows", "priority", "limit", "deadline", "jobs"},
    "job": {"name", "follows", "on", "kind", "user", "description", "priority", "critical", "ends", "signature"}
    | _SPANS,
}
_ENDS = {"SUCC", "ABEND", "FAIL", "PEND"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What a scenario file says, checked; None and empty where it says nothing."""

    jobs: int | None = None
    seed: int | None = None
    speed: float | None = None
    risk: float | None = None
    situations: bool = True
    workstations: tuple[dict[str, Any], ...] = ()
    streams: tuple[dict[str, Any], ...] = ()


def load_scenario(path: Path) -> Scenario:
    """The scenario in a file.

    Raises:
        SimulatorError: The file cannot be read, or says something that cannot be.
    """
    try:
        text = path.read_text(encoding="utf-8")
        said = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as wrong:
        raise SimulatorError(f"The scenario {path} cannot be read: {wrong.strerror}.") from wrong
    except ValueError as wrong:
        raise SimulatorError(
            f"The scenario {path} is not valid {path.suffix[1:].upper() or 'TOML'}: {wrong}."
        ) from wrong
    try:
        return _checked(said)
    except ValueError as wrong:
        raise SimulatorError(f"The scenario {path} cannot be used: {wrong}.") from wrong


def span(value: Any) -> float:
    """Seconds from a number or from a text such as `90s`, `-30m`, `+2h`.

    Raises:
        ValueError: It is neither.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    match = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)([smhd])", str(value).strip())
    if match is None:
        raise ValueError(f"'{value}' is no length of time such as '30m' or '2h'")
    return float(match[1]) * _UNITS[match[2]]


def _checked(said: Any) -> Scenario:
    _entry("scenario", said, needs=())
    workstations = tuple(_entry("workstation", each, needs=("name",)) for each in _listed(said, "workstations"))
    streams = tuple(_stream(each) for each in _listed(said, "streams"))
    _follows(streams)
    for key in ("speed", "risk"):
        value = said.get(key, 0)
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            raise ValueError(f"{key} must be a number, not below zero")
    if not isinstance(said.get("situations", True), bool):
        raise ValueError("situations must be true or false")  # noqa: TRY004 - as above
    return Scenario(**{**said, "workstations": workstations, "streams": streams})


def _listed(said: dict[str, Any], key: str) -> list[Any]:
    found = said.get(key, [])
    if not isinstance(found, list):
        raise ValueError(f"{key} must be a list")  # noqa: TRY004 - one kind of error for the whole file
    return found


def _stream(said: Any) -> dict[str, Any]:
    stream = _entry("stream", said, needs=("name", "workstation", "at"))
    if not re.fullmatch(r"\d\d:\d\d", stream["at"]):
        span(stream["at"])
    jobs = [_job(each) for each in _listed(stream, "jobs")]
    if not jobs:
        raise ValueError(f"job stream {stream['name']} has no jobs")
    return {**stream, "jobs": jobs}


def _job(said: Any) -> dict[str, Any]:
    job = _entry("job", said, needs=("name",))
    if job.get("ends", "SUCC") not in _ENDS:
        raise ValueError(f"job {job['name']} ends in {job['ends']}, and can end in {', '.join(sorted(_ENDS))}")
    if "signature" in job and job["signature"] not in FAILURES:
        raise ValueError(f"job {job['name']} has the unknown signature {job['signature']}")
    return job


def _entry(kind: str, said: Any, needs: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise ValueError(f"a {kind} must be a table of keys and values")  # noqa: TRY004 - as above
    unknown = set(said) - _KEYS[kind]
    if unknown:
        raise ValueError(f"a {kind} does not know {', '.join(sorted(unknown))}")
    for key in needs:
        if key not in said:
            raise ValueError(f"a {kind} needs {key}")
    for key, value in said.items():
        _value(kind, key, value)
    return said


def _value(kind: str, key: str, value: Any) -> None:
    if key == "jobs" and kind == "stream":
        return
    if key in _TEXTS and not isinstance(value, str):
        raise ValueError(f"{key} of a {kind} must be a text")
    if key in _WHOLE and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise ValueError(f"{key} of a {kind} must be a whole number, not below zero")
    if key in _SPANS:
        span(value)


def _follows(streams: tuple[dict[str, Any], ...]) -> None:
    known: set[str] = set()
    for stream in streams:
        _named(stream, known)
        before: set[str] = set()
        for job in stream["jobs"]:
            _named(job, before)
            before.add(job["name"])
        known |= {stream["name"], *(f"{stream['name']}.{name}" for name in before)}


def _named(said: dict[str, Any], known: set[str]) -> None:
    names = said.get("follows", [])
    if not isinstance(names, list):
        raise ValueError(f"follows of {said['name']} must be a list")  # noqa: TRY004 - as above
    for name in names:
        if name not in known:
            raise ValueError(f"{said['name']} follows {name}, which is not there before it")
