"""That the plan holds no such job stream or workstation, and which names it holds that are near."""

from __future__ import annotations

from tws.master import Master
from tws.questions.identity import is_pattern, stream_name, without_folder
from tws.questions.names import stream_names_like
from tws.questions.near import near_names, ranked
from tws.reports import NotFound


async def stream_not_found(master: Master, job_stream: str) -> NotFound:
    """The answer for a job stream that is not in the plan.

    Raises: TwsError where the plan could not be asked.
    """
    name = without_folder(stream_name(job_stream).job_stream)
    near: dict[str, tuple[str, ...]] = {}
    if not is_pattern(name):
        near = await near_names([name], lambda patterns: stream_names_like(master, patterns))
    return _not_found(master, "job_stream", job_stream, near.get(name, ()))


async def workstation_not_found(master: Master, workstation: str) -> NotFound:
    """The answer for a workstation that is not in the plan.

    Raises: TwsError where the plan could not be asked.
    """
    page = await master.workstations()
    similar = ranked(workstation.strip().upper(), (known.name for known in page.records))
    return _not_found(master, "workstation", workstation, similar)


def _not_found(master: Master, what: str, name: str, similar: tuple[str, ...]) -> NotFound:
    return NotFound(environment=master.environment, as_of=master.now(), what=what, name=name.strip(), similar=similar)
