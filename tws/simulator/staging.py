"""Puts what a scenario file says onto the stage: its workstations, job streams and jobs."""

from __future__ import annotations

import re
from typing import Any

from tws.simulator.builder import Builder
from tws.simulator.ids import name_id
from tws.simulator.landscape import Landscape
from tws.simulator.options import SimulatorError
from tws.simulator.records import Fate, Job, JobStream, Workstation
from tws.simulator.scenario import Scenario, span


def stage_workstations(landscape: Landscape, scenario: Scenario) -> None:
    """Add a scenario's workstations, or change those that are there."""
    for said in scenario.workstations:
        name = said["name"]
        place = landscape.workstations.get(name) or Workstation(
            name=name, id=name_id("workstation", name), type="AGENT", os="LINUX", node=f"{name.lower()}.local", limit=20
        )
        for key, value in said.items():
            setattr(place, key, value)
        landscape.workstations[name] = place


def stage_streams(build: Builder, scenario: Scenario, around: float) -> None:
    """Add a scenario's job streams around a time (epoch seconds).

    Raises:
        SimulatorError: A workstation is not there.
    """
    known: dict[str, Job | JobStream] = {}
    for said in scenario.streams:
        stream = _stream(build, said, around, known)
        known[stream.name] = stream
        for each in said["jobs"]:
            job = _job(build, stream, each, around)
            known[f"{stream.name}.{job.name}"] = job


def _stream(build: Builder, said: dict[str, Any], around: float, known: dict[str, Job | JobStream]) -> JobStream:
    at = said["at"]
    if re.fullmatch(r"\d\d:\d\d", at):
        start = build.starts + int(at[:2]) * 3600 + int(at[3:]) * 60
    else:
        start = around + span(at)
    more: dict[str, Any] = {key: said[key] for key in ("folder", "priority", "limit") if key in said}
    if "deadline" in said:
        more["deadline"] = start + span(said["deadline"])
    _present(build, said["workstation"])
    follows = [known[name] for name in said.get("follows", [])]
    return build.stream(said["name"], said["workstation"], start, follows=follows, **more)


def _present(build: Builder, name: str) -> None:
    if name not in build.landscape.workstations:
        raise SimulatorError(f"The scenario cannot be used: there is no workstation {name}.")


def _job(build: Builder, stream: JobStream, said: dict[str, Any], around: float) -> Job:
    more: dict[str, Any] = {
        key: said[key] for key in ("on", "kind", "user", "description", "priority", "critical") if key in said
    }
    if "on" in more:
        _present(build, more["on"])
    if "deadline" in said:
        more["deadline"] = around + span(said["deadline"])
    if "max_duration" in said:
        more["max_duration"] = span(said["max_duration"])
    before = {job.name: job for job in stream.jobs}
    follows = [before[name] for name in said["follows"]] if "follows" in said else stream.jobs[-1:]
    estimate = span(said.get("estimate", 300))
    return build.job(stream, said["name"], estimate, follows=list(follows), script=_script(said), **more)


def _script(said: dict[str, Any]) -> tuple[Fate, ...]:
    if not {"ends", "signature", "runs_for"} & set(said):
        return ()
    end = said.get("ends", "ABEND" if "signature" in said else "SUCC")
    fate = Fate(
        end=end,
        signature=said.get("signature", "disk_full" if end == "ABEND" else ""),
        seconds=span(said["runs_for"]) if "runs_for" in said else None,
        acted_on_after=span(said["acted_on_after"]) if "acted_on_after" in said else None,
    )
    return (fate,)
