"""Job logs as an agent writes them: header, jobmanrc banner, what the job said, trailer; made when they are read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tws.simulator.failures import FAILURES
from tws.simulator.log_texts import HOSTILE, NOISE, SECRETS
from tws.simulator.options import ZONE
from tws.simulator.records import Job, Run

RULE = "=" * 63
_BLOCK, _BLOCKS = 500, 100  # the log that is too big: this many lines, this many times
_VERSION = "10.2.8.00-2026.07"


TASKS = {
    "shell": "/opt/batch/bin/{low}.sh",
    "oracle": "sqlplus -s /@ORAPRD @/opt/batch/sql/{low}.sql",
    "db2": "db2 -tvf /opt/batch/sql/{low}.clp",
    "java": "/opt/batch/bin/run_java.sh {low}",
    "sftp": "/opt/batch/bin/{low}.sh --sftp",
    "rest": "https://api.empresa.local/batch/{low}",
    "mq": "/opt/mqm/samp/bin/{low}.sh QMPRD01",
    "sap": "SAP job {name} client 300",
    "zos": "PROD.JCLLIB({name})",
    "spark": "spark-submit --master yarn /opt/batch/spark/{low}.py",
    "python": "python3 /opt/batch/py/{low}.py",
}


def task_of(job: Job) -> str:
    """The command or task of a job, as its definition names it."""
    low = job.name.lower().replace("-", "_")
    return TASKS.get(job.kind, TASKS["shell"]).replace("{low}", low).replace("{name}", job.name)


class JobLog:
    """The log of one run. `now` (epoch seconds) cuts what a running job has not yet said."""

    def __init__(self, run: Run, now: float) -> None:
        self._run = run
        self._job = run.job
        self._now = now
        self._dice = random.Random(run.id)
        self._zone = ZoneInfo(ZONE)

    def text(self, *, content_only: bool = False) -> bytes:
        """The whole log, in the bytes in which it is stored; `content_only` leaves out header and trailer."""
        lines = list(self._body())
        if not content_only:
            lines = [*self._header(), *lines, *self._trailer()]
        text = "\n".join(lines) + "\n"
        if self._job.log == "garbled":
            return text.encode("cp037", errors="replace")[:900].join(
                (b"\xff\xfe\x00", text.encode("latin-1", "replace"))
            )
        return text.encode()

    def _header(self) -> list[str]:
        run, job = self._run, self._job
        scheduled = self._local(job.stream.scheduled).strftime("%H%M %m/%d/%y")
        place = job.stream.workstation.name
        label = "JCLFILE  " if job.workstation.type in {"FTA", "MANAGER"} else "TASK     "
        return [
            RULE,
            f"= JOB       : {place}#{job.stream.name}[({scheduled}),({job.stream.identifier})].{job.name}",
            f"= USER      : {job.user}",
            f"= {label} : {task_of(job)}",
            f"= TWSRCMAP  : {'(RC <= 4)' if job.kind == 'zos' else ''}".rstrip(),
            f"= AGENT     : {(run.workstation or job.workstation).name}",
            f"= Job Number: {run.number}",
            f"= {self._stamp(run.started)}",
            RULE,
        ]

    def _trailer(self) -> list[str]:
        run = self._run
        if run.ended is None:
            return []
        hours, rest = divmod(int(run.ended - run.started), 3600)
        elapsed = f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"
        return [
            RULE,
            f"= Exit Status           : {run.return_code}",
            f"= SC STATUS_OK          : {'true' if run.status == 'SUCC' else 'false'}",
            f"= System Time (Seconds) : {self._dice.randint(0, 9)}     Elapsed Time (hh:mm:ss) : {elapsed}",
            f"= User Time (Seconds)   : {self._dice.randint(0, 60)}",
            f"= Job CPU usage (ms)    : {self._dice.randint(20, 90_000)}",
            f"= Job Memory usage (kb) : {self._dice.randint(1200, 800_000)}",
            f"= {self._stamp(run.ended)}",
            RULE,
        ]

    def _body(self) -> Iterator[str]:
        run, job = self._run, self._job
        end = run.ended if run.ended is not None else self._now
        yield from self._banner()
        count = self._dice.randint(20, 180)
        if job.log == "big":
            yield from [self._noise(run.started) for _ in range(_BLOCK)] * _BLOCKS
        step = max(0.0, end - run.started) / (count + 1)
        oddities = {"secrets": SECRETS, "hostile": HOSTILE}.get(job.log, ())
        for number in range(count):
            yield self._noise(run.started + step * number)
            if number < len(oddities):
                yield self._filled(oddities[number], run.started + step * number)
        failure = FAILURES.get(run.signature)
        if failure is not None and run.ended is not None:
            for line in failure.lines:
                yield self._filled(line, end)
            yield f"{self._iso(end)} INFO  {job.name} ended with return code {run.return_code}"
        if job.workstation.type in {"FTA", "MANAGER"} and run.ended is not None:
            yield "AWSBIS308I End of job"
            yield f"Exit Status : {run.return_code}"

    def _banner(self) -> list[str]:
        if self._job.workstation.type not in {"FTA", "MANAGER"}:
            return []
        return [
            f"WA for UNIX/JOBMANRC {_VERSION}",
            f"AWSBIS307I Starting /opt/hwa/TWS/jobmanrc {task_of(self._job)}",
        ]

    def _noise(self, time: float) -> str:
        return self._filled(self._dice.choice(NOISE), time)

    def _filled(self, text: str, time: float) -> str:
        job, dice = self._job, self._dice
        low = job.name.lower()
        stem = job.name.partition("_")[0]
        fillings = {
            "{ts}": self._iso(time),
            "{job}": job.name,
            "{low}": low,
            "{num2}": str(dice.randint(1000, 99_999)),
            "{num}": str(dice.randint(10, 999)),
            "{host}": f"{stem.lower()}srv{dice.randint(1, 9):02d}.empresa.local",
            "{file}": f"{stem}_{self._local(job.stream.scheduled).strftime('%Y%m%d')}.TXT",
            "{table}": job.name.split("_")[1] if "_" in job.name else stem[:8],
        }
        for mark, filling in fillings.items():
            text = text.replace(mark, filling)
        return text

    def _local(self, time: float) -> datetime:
        return datetime.fromtimestamp(time, self._zone)

    def _iso(self, time: float) -> str:
        return self._local(time).strftime("%Y-%m-%d %H:%M:%S") + f",{self._dice.randint(0, 999):03d}"

    def _stamp(self, time: float) -> str:
        return self._local(time).strftime("%a %b %e %H:%M:%S -03 %Y")
