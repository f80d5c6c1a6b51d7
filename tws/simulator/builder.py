"""Makes plan objects with the vendor's sort of ids, so that a scenario says only what is special."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tws.simulator.ids import name_id, stream_identifier
from tws.simulator.landscape import Landscape
from tws.simulator.plan import job_key
from tws.simulator.records import File, Job, JobStream, Prompt, Resource, Workstation

STREAMS_PER_DAY = 20_000  # job stream ids never repeat from day to day


class Builder:
    """Collects the job streams of one day."""

    def __init__(self, landscape: Landscape, *, day: int, starts: float) -> None:
        self.landscape = landscape
        self.starts = starts
        self.streams: list[JobStream] = []
        self.prompts: list[Prompt] = []
        self.files: list[File] = []
        self.jobs = 0
        self.noted: list[tuple[str, str]] = []
        self._number = day * STREAMS_PER_DAY

    def stream(self, name: str, workstation: str, at: float, **more: Any) -> JobStream:
        """A new job stream on this workstation, scheduled and to be started at this time."""
        place = self.landscape.workstations[workstation]
        self._number += 1
        identifier = more.pop("identifier", None) or stream_identifier(self._number)
        stream = JobStream(
            id=name_id("stream", workstation, name, int(at), identifier),
            name=name,
            identifier=identifier,
            workstation=place,
            scheduled=at,
            starts_after=at,
            **more,
        )
        self.streams.append(stream)
        for target in stream.follows:
            target.dependants.append(stream)
        return stream

    def job(self, stream: JobStream, name: str, estimate: float, **more: Any) -> Job:
        """A new job at the end of a job stream. `on` names another workstation than the stream's."""
        place: Workstation = stream.workstation
        if "on" in more:
            place = self.landscape.workstations[more.pop("on")]
        job = Job(
            id=name_id(stream.id, name),
            name=name,
            stream=stream,
            workstation=place,
            position=len(stream.jobs) + 1,
            estimate=estimate,
            **more,
        )
        stream.jobs.append(job)
        self.jobs += 1
        for target in job.follows:
            target.dependants.append(job)
        return job

    def chain(self, stream: JobStream, *steps: tuple[str, float, dict[str, Any]]) -> list[Job]:
        """Jobs that follow each other."""
        made: list[Job] = []
        for name, estimate, more in steps:
            before = [*more.pop("follows", ()), *made[-1:]]
            made.append(self.job(stream, name, estimate, follows=before, **more))
        return made

    def unless_there(self, part: Callable[[Builder, float], None], around: float, taken: set[str]) -> None:
        """Build a part around a time, but take it back where a job stream of its names is there already."""
        collected: tuple[list[Any], ...] = (self.streams, self.prompts, self.files, self.noted)
        before, jobs = [len(each) for each in collected], self.jobs
        part(self, around)
        if taken & {stream.name for stream in self.streams[before[0] :]}:
            for each, length in zip(collected, before, strict=True):
                del each[length:]
            self.jobs = jobs

    def note(self, situation: str, *subjects: Job | JobStream | Prompt | File | Workstation | Resource) -> None:
        """Remember what shows this situation."""
        self.noted += [(situation, _key(subject)) for subject in subjects]

    def prompt(self, name: str, text: str, workstation: str = "MDM", **more: Any) -> Prompt:
        """A new prompt, asked when what waits for it could go on."""
        number = len(self.prompts) + 1 + (self._number // STREAMS_PER_DAY) * 100
        prompt = Prompt(
            name=name,
            id=name_id("prompt", name, number),
            number=number,
            text=text,
            workstation=self.landscape.workstations[workstation],
            **more,
        )
        self.prompts.append(prompt)
        return prompt

    def file(self, name: str, workstation: str, arrives: float | None) -> File:
        """A file on a workstation, that arrives then, or never."""
        place = self.landscape.workstations[workstation]
        file = File(name=name, id=name_id("file", workstation, name), workstation=place, arrives=arrives)
        self.files.append(file)
        return file


def _key(subject: Job | JobStream | Prompt | File | Workstation | Resource) -> str:
    if isinstance(subject, Job):
        return job_key(subject)
    if isinstance(subject, JobStream):
        return f"{subject.workstation.name}#{subject.name}"
    return subject.name
