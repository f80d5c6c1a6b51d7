"""What operators and recovery options do about jobs: answer, rerun, confirm, reply; and the simulator's own hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tws.simulator.ids import name_id
from tws.simulator.records import Fate, File, Job, JobStream, Prompt, Run
from tws.simulator.restrictions import max_duration_reached

if TYPE_CHECKING:
    from tws.simulator.engine import Engine  # the engine calls these functions


def ask(engine: Engine, node: Job | JobStream) -> None:
    for prompt in node.prompts:
        if prompt.status == "NOT_ASKED":
            prompt.status, prompt.asked = "ASKED", engine.time
            engine.at(engine.time + 8 * 3600, answer, engine, prompt)
    for file in node.files:
        if file.status == "Not Checked":
            file.status, file.checked = "Unavailable", engine.time


def act_later(engine: Engine, run: Run, fate: Fate) -> None:
    job = run.job
    prompt = job.restart_prompt
    if prompt is not None and prompt.status == "NOT_ASKED":
        prompt.status, prompt.asked, job.needs_reply = "ASKED", engine.time, True
    elif fate.end in {"ABEND", "FAIL"} and job.recovery == "RERUN" and len(job.runs) <= job.recovery_attempts:
        engine.at(engine.time + job.recovery_interval, recover, engine, job, run)
    elif fate.acted_on_after is not None:
        engine.at(engine.time + fate.acted_on_after, operate, engine, run)


def recover(engine: Engine, job: Job, run: Run) -> None:
    """Rerun a job as its recovery option says, after its recovery job where it has one."""
    if job.runs[-1] is not run or job.common != "ERROR":
        return
    if job.recovery_job is not None:
        helper = engine.new_run(job, Fate())
        helper.type, helper.status, helper.return_code, helper.ended = "RECOVERY", "SUCC", 0, engine.time + 20
        helper.id = name_id(run.id, "recovery")
        job.runs.append(helper)
        engine.plan.began(helper)
    engine.rerun(job, "RECOVERY_RERUN")


def operate(engine: Engine, run: Run) -> None:
    """Do what the operator on duty does about a run that needs one: rerun, confirm, reply."""
    job = run.job
    if job.runs[-1] is not run or job.status != run.status:
        return
    if job.common == "ERROR":
        engine.rerun(job)
    elif run.status == "PEND":
        run.status = "SUCC"
        engine.plan.set_status(job, "SUCC")
        engine.succeeded(job)
    elif run.status == "SUSP":
        run.status, run.fate = "EXEC", Fate()
        engine.plan.set_status(job, "EXEC")
        engine.at(engine.time + 60, engine.end, run, run.fate)


def answer(engine: Engine, prompt: Prompt) -> None:
    """Answer a prompt with yes."""
    if prompt.status == "ASKED":
        prompt.status, prompt.answered = "ANSWERED_YES", engine.time
        for node in prompt.waiting:
            if isinstance(node, Job) and node.restart_prompt is prompt:
                engine.rerun(node, "RECOVERY_RERUN")
            else:
                engine.resolve(node)


def arrive(engine: Engine, file: File) -> None:
    """Let a file be there."""
    if file.status != "Exists":
        file.status, file.checked = "Exists", engine.time
        for node in file.waiting:
            engine.resolve(node)


def break_job(engine: Engine, job: Job, signature: str) -> None:
    """Have a job end badly now, starting it first where it does not run."""
    fail = signature == "FAIL"
    fate = Fate(end="FAIL", signature="logon_user") if fail else Fate(end="ABEND", signature=signature)
    running = bool(job.runs) and job.runs[-1].status in {"EXEC", "SUSP"}
    job.canceled, job.restart_prompt, job.recovery = False, None, "STOP"
    if running and not fail:
        engine.stop_run(job.runs[-1], fate)
        return
    if running:
        engine.stop_run(job.runs[-1], Fate(end="ABEND", signature="terminated_143"))
    kept = job.script
    job.script = (*(Fate() for _ in job.runs), fate)
    job.next_type = "RERUN" if job.runs else "REGULAR"
    engine.launch(job)
    if not fail:
        engine.stop_run(job.runs[-1], fate)
    job.script = kept


def slow_job(engine: Engine, job: Job, factor: float) -> None:
    """Have the job's run take so many times its estimate; its next one where it does not run."""
    fate = Fate(seconds=job.estimate * factor)
    if not job.runs or job.runs[-1].status != "EXEC":
        job.script = (*(Fate() for _ in job.runs), fate)
        return
    run = job.runs[-1]
    run.fate = fate
    engine.at(run.started + job.estimate * factor, engine.end, run, fate)
    if job.max_duration is not None and job.estimate * factor > job.max_duration:
        engine.at(run.started + job.max_duration, max_duration_reached, engine, run)


def mend_job(engine: Engine, job: Job) -> None:
    """Have an operator rerun a job that ended badly, or let one that runs go on; it ends well now."""
    if not job.runs or job.runs[-1].status not in {"EXEC", "SUSP"}:
        kept, job.script = job.script, (*(Fate() for _ in job.runs), Fate())
        job.next_type, job.needs_reply, job.canceled = ("RERUN" if job.runs else "REGULAR"), False, False
        engine.launch(job)
        job.script = kept
    if job.runs[-1].status in {"EXEC", "SUSP"}:
        engine.stop_run(job.runs[-1], Fate())
