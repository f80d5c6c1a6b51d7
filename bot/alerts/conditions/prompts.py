"""Prompts that wait for a reply."""

from __future__ import annotations

from bot.alerts.conditions.found import MOST, Found, is_whole
from bot.alerts.conditions.records import Condition
from bot.alerts.conditions.subjects import stamp
from bot.ports import Master
from bot.reports import Evidence, IncidentKind
from tws.models import JobQuery, Prompt

# Prompts whose waiting jobs are counted, with a query each.
COUNTED = 20
# What a prompt is called that a recovery option asks (hwa-rest-api.md, PromptInPlanV2).
RESTART = "Restart Prompt"
_NOT_STARTED = ("WAITING", "READY", "HELD")


async def asked_prompts(master: Master) -> Found:
    """The prompts that were asked and have no reply, with how many jobs of their job stream have not started.

    Raises: TwsError where the plan could not be asked.
    """
    page = await master.prompts(limit=MOST)
    asked = [prompt for prompt in page.records if prompt.status == "ASKED"]
    counts = [await _waiting(master, prompt) for prompt in asked[:COUNTED]]
    uncounted = [None] * (len(asked) - len(counts))
    return Found(
        conditions=tuple(
            condition(master.environment, prompt, waiting)
            for prompt, waiting in zip(asked, [*counts, *uncounted], strict=True)
        ),
        complete=is_whole(page, MOST),
    )


def condition(environment: str, prompt: Prompt, waiting: int | None) -> Condition:
    """What is said of a prompt; its name and when it was asked stay the same over a plan extension."""
    name = prompt.name or (f"#{prompt.number}" if prompt.number is not None else prompt.id)
    asked = stamp(prompt.asked_at) or (prompt.number if prompt.number is not None else prompt.id)
    job_stream, job_name = stream_and_job(prompt)
    return Condition(
        kind=IncidentKind.PROMPT,
        key=f"{environment}|{IncidentKind.PROMPT}|{prompt.job or prompt.job_stream or ''}|{name}@{asked}",
        subject=name,
        word=prompt.status,
        evidence=Evidence(
            since=prompt.asked_at,
            waiting=waiting,
            states=(prompt.status, *((prompt.kind,) if prompt.kind == RESTART else ())),
            text=prompt.text,
            prompt=str(prompt.number) if prompt.number is not None else prompt.name,
        ),
        job_name=job_name,
        job_stream=job_stream,
        workstation=(prompt.job or prompt.job_stream or "").partition("#")[0] if job_stream else "",
        waiter=prompt.job or "",
    )


def stream_and_job(prompt: Prompt) -> tuple[str, str]:
    """The names of the job stream and of the job that wait for a prompt, empty where the engine does not say.

    Keys read `WORKSTATION#STREAM.JOB` and `WORKSTATION#STREAM`; API v1 does not give them.
    """
    if prompt.job and "#" in prompt.job:
        job_stream, _, job = prompt.job.rpartition("#")[2].rpartition(".")
        return job_stream, job
    return ((prompt.job_stream or "").rpartition("#")[2], "") if prompt.job_stream else ("", "")


async def _waiting(master: Master, prompt: Prompt) -> int | None:
    job_stream, _ = stream_and_job(prompt)
    if not job_stream:
        return None
    return await master.count_jobs(JobQuery(job_streams=(job_stream,), statuses=_NOT_STARTED))
