"""One function per figure of the design; each gives rows of (what, measured, target)."""

from __future__ import annotations

import asyncio
import http.client
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from itertools import cycle, islice

from tests.benchmarks.processes import RESYNC, ROOT, Served, call, children, resident, resync, simulator

Row = tuple[str, str, str]
SIMULATED = {"TWS_USER": "tws", "TWS_PASSWORD": "tws"}
QUESTIONS = (
    "Qual o status do job FINAL_BATCH_PAYROLL?",
    "Mostre-me os jobs que falharam nas últimas 3 horas",
    "Resuma a saúde do ambiente",
    "why hasn't FINAL_BATCH_PAYROLL started?",
    "what is running right now",
    "quantos jobs faltam rodar?",
    "quem é o dono do FINAL_BATCH_PAYROLL?",
    "log do FINAL_BATCH_PAYROLL",
    "any workstation down?",
    "prompts esperando resposta",
    "when will FINAL_BATCH_PAYROLL finish",
    "status do job FINAL_BACH_PAYROL",
    "recursos em uso?",
    "histórico do FINAL_BATCH_PAYROLL",
    "rerun FINAL_BATCH_PAYROLL",
    "o que ORA-01555 quer dizer",
)


def help_text() -> Iterator[Row]:
    """How long `resync --help` takes."""
    took = min(
        _timed(lambda: subprocess.run((*RESYNC, "--help"), cwd=ROOT, check=True, capture_output=True)) for _ in range(5)
    )
    yield "resync --help", f"{took:.2f} s", "≤ 0.35 s"


def start_and_memory() -> Iterator[Row]:
    """Start to ready, memory when serving, and questions on the embedded plan."""
    with resync() as served:
        yield "start to /readyz 200 (first, builds the index)", f"{served.seconds:.1f} s", "≤ 4 s"
        yield from _questions(served, "5,000 jobs", 25, 60)
        own, simulated = resident(served.pid), sum(map(resident, children(served.pid)))
        yield "resident memory, serving", f"{own:.0f} MB (+ {simulated:.0f} MB simulator)", "≤ 300 MB"


def large_plan() -> Iterator[Row]:
    """Questions, one poll and the simulator's memory with 100,000 jobs."""
    with simulator(100_000) as master:
        yield (
            "simulator, 100,000 jobs: start / memory",
            f"{master.seconds:.1f} s / {resident(master.pid):.0f} MB",
            "< 1 GB",
        )
        with resync(TWS_URL=master.url, **SIMULATED) as served:
            yield from _questions(served, "100,000 jobs", 37.5, 90)
        yield from asyncio.run(_polls(master.url))
        yield from asyncio.run(_beside(master.url))


def alert_delay() -> Iterator[Row]:
    """From an ABEND in HWA, told by the hook, to the alert in the console."""
    with simulator(5_000) as master, resync(TWS_URL=master.url, RESYNC_POLL_SECONDS="600", **SIMULATED) as served:
        time.sleep(5)
        delays = [_alert_delay(master, served, job) for job in _jobs(master, 12)]
    yield "ABEND to alert, beyond the poll interval, p95", f"{_percentile(delays, 95) * 1000:.0f} ms", "≤ 500 ms"


def storm() -> Iterator[Row]:
    """2,000 ABENDs between two looks, from the moment HWA shows them."""
    from tests.benchmarks.storm import storm_figures

    yield from storm_figures()


def hwa_down() -> Iterator[Row]:
    """Every answer while HWA refuses, and while it hangs."""
    with resync(TWS_URL="http://127.0.0.1:9", DOWN="1", **SIMULATED) as served:
        took = [_ask(served, text, n) for n, text in enumerate(QUESTIONS)]
        yield (
            "HWA refuses: slowest answer / p50",
            f"{max(took):.2f} s / {_percentile(took, 50) * 1000:.0f} ms",
            "≤ 10 s",
        )
    with simulator(5_000) as master, resync(TWS_URL=master.url, **SIMULATED) as served:
        time.sleep(2)
        call(f"{master.url}/simulator/fault", {"hang": True, "for": 600})
        took = [_ask(served, text, n) for n, text in enumerate(QUESTIONS)]
        yield "HWA hangs: slowest answer / p50", f"{max(took):.2f} s / {_percentile(took, 50) * 1000:.0f} ms", "≤ 10 s"


def sheet() -> Iterator[Row]:
    """Index and search at 300 and 10,000 rows, beside plain baselines."""
    from tests.benchmarks.retrieval import retrieval

    yield from retrieval()


def large_sheet() -> Iterator[Row]:
    """Index and search at 100,000 rows: some minutes."""
    from tests.benchmarks.retrieval import retrieval_large

    yield from retrieval_large()


def slack() -> Iterator[Row]:
    """Events, answers and connections against a Slack on loopback."""
    from tests.benchmarks.slack import slack_figures

    yield from slack_figures()


def teams() -> Iterator[Row]:
    """Buttons, answers and refreshes against a Teams connector on loopback."""
    from tests.benchmarks.teams import teams_figures

    yield from teams_figures()


FIGURES: dict[str, Callable[[], Iterator[Row]]] = {
    "help": help_text,
    "start": start_and_memory,
    "large": large_plan,
    "alert": alert_delay,
    "storm": storm,
    "down": hwa_down,
    "sheet": sheet,
    "slack": slack,
    "teams": teams,
}
# Only where named: they take minutes.
LONG: dict[str, Callable[[], Iterator[Row]]] = {"large-sheet": large_sheet}


def _questions(served: Served, plan: str, p50: float, p95: float) -> Iterator[Row]:
    for n, text in enumerate(QUESTIONS):
        _ask(served, text, n)
    took = [_ask(served, text, n) * 1000 for n, text in enumerate(islice(cycle(QUESTIONS), 160))]
    measured = f"{_percentile(took, 50):.0f} / {_percentile(took, 95):.0f} ms"
    yield f"a question, p50 / p95, {plan}", measured, f"≤ {p50:g} / {p95:g} ms"


def _ask(served: Served, text: str, number: int) -> float:
    return _timed(lambda: call(f"{served.url}/api/ask", {"text": text, "conversation": f"bench-{number}"}))


async def _polls(url: str) -> Iterator[Row]:
    """CPU of the looks at a quiet plan, and the bytes that one takes."""
    from tests.benchmarks.looks import looks

    cpu, requests = await looks(url, 20)
    return iter(
        [("one poll of a quiet 100,000-job plan", f"{cpu * 1000:.0f} ms CPU, {requests:.1f} queries", "≤ 30 ms")]
    )


async def _beside(url: str) -> Iterator[Row]:
    """What is done beside the polls: once a minute the conditions, and the record of how runs ended."""
    from tests.benchmarks.conditions import conditions
    from tests.benchmarks.past import recording

    cost = await recording(url, 10)
    cpu, requests = await conditions(url, 10)
    return iter(
        [
            (
                "run history: first import of 100,000 jobs",
                f"{cost.turns} turns, {cost.runs:,} runs, {cost.cpu:.0f} s CPU",
                "–",
            ),
            (
                "run history: a turn afterwards",
                f"{cost.turn_cpu * 1000:.0f} ms CPU, {cost.turn_requests:.1f} queries",
                "–",
            ),
            ("a look at all conditions (once a minute)", f"{cpu * 1000:.0f} ms CPU, {requests:.1f} queries", "–"),
        ]
    )


def _alert_delay(master: Served, served: Served, job: str) -> float:
    with urllib.request.urlopen(f"{served.url}/api/stream", timeout=20) as stream:
        _until(stream, b"event: hello")
        time.sleep(1)  # the diagnosis of the one before is over
        began = time.perf_counter()
        call(f"{master.url}/simulator/abend", {"job": job})
        call(f"{served.url}/hooks/hwa", {"event": "JobStatusChanged", "job": job})
        _until(stream, b"event: alert")
        return time.perf_counter() - began


def _until(stream: http.client.HTTPResponse, event: bytes) -> None:
    for line in stream:
        if line.strip() == event:
            return


def _jobs(master: Served, count: int) -> list[str]:
    import base64
    import json
    import urllib.parse

    oql = urllib.parse.quote("jobruns.commonStatus = 'SUCCESSFUL' ORDER BY name ASC")
    request = urllib.request.Request(f"{master.url}/twsd/api/v2/plan/job?limit={count * 3}&oql={oql}")
    request.add_header("Authorization", "Basic " + base64.b64encode(b"tws:tws").decode())
    with urllib.request.urlopen(request) as response:
        rows = json.load(response)["results"]
    return list(dict.fromkeys(row["name"] for row in rows))[:count]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
