"""What Teams costs: the time to an invoke's answer and to a posted answer, and HWA queries per 60 refreshes.

The product runs in this process, beside the fake connector that measures it: what is measured is more than the product.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx

from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.connector import fake_teams
from tests.adapters.teams.fake.payloads import OPS
from tests.benchmarks.processes import simulator
from tests.scenarios.teams.conftest import TeamsHouse, opened

Row = tuple[str, str, str]
QUESTIONS = (
    "Qual o status do job FINAL_BATCH_PAYROLL?",
    "Mostre-me os jobs que falharam nas últimas 3 horas",
    "why hasn't FINAL_BATCH_PAYROLL started?",
    "log do FINAL_BATCH_PAYROLL",
    "Resuma a saúde do ambiente",
)
ROUNDS, INVOKES, VIEWERS = 12, 200, 60


def teams_figures() -> Iterator[Row]:
    """The figures on a plan of 5,000 jobs."""
    with simulator(5_000) as master, tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(measured(master.url, Path(folder)))


async def measured(url: str, folder: Path) -> list[Row]:
    """All of them, in one product."""
    async with fake_teams() as fake, opened(SimpleNamespace(url=url), folder, fake) as house:
        for question in QUESTIONS:
            await _asked(house, question)
        answers = [await _asked(house, QUESTIONS[at % len(QUESTIONS)]) for at in range(len(QUESTIONS) * ROUNDS)]
        invokes = [await _pressed(house, f"incident-{at}") for at in range(INVOKES)]
        searches = [await _searched(house, f"PAY_{at % 10}") for at in range(INVOKES // 4)]
        queries, one = await _refreshed(house)
    return [
        ("Teams: invoke of a button, p95", f"{_percentile(invokes) * 1000:.0f} ms", "≤ 5,000 ms"),
        ("Teams: compose box, p95", f"{_percentile(searches) * 1000:.0f} ms", "≤ 5,000 ms"),
        (
            "Teams: question to posted answer, p50 / p95",
            f"{statistics.median(answers) * 1000:.0f} / {_percentile(answers) * 1000:.0f} ms",
            "≤ 500 ms",
        ),
        (f"Teams: looks at HWA per {VIEWERS} refreshes", f"{queries / one:.0f} ({queries} queries)", "1"),
    ]


async def _asked(house: TeamsHouse, question: str) -> float:
    """Seconds from the question to its whole answer in the channel."""
    before, began = len(house.fake.messages), time.perf_counter()
    await house.fake.deliver(payloads.message(house.fake.url, question, OPS))
    while len(house.fake.messages) == before:  # noqa: ASYNC110 the fake has no event for it
        await asyncio.sleep(0.001)
    return time.perf_counter() - began


async def _pressed(house: TeamsHouse, incident: str) -> float:
    began = time.perf_counter()
    status, _ = await house.fake.deliver(payloads.pressed(house.fake.url, "take", incident))
    assert 200 == status
    return time.perf_counter() - began


async def _searched(house: TeamsHouse, letters: str) -> float:
    began = time.perf_counter()
    await house.fake.deliver(payloads.query(house.fake.url, letters))
    return time.perf_counter() - began


async def _refreshed(house: TeamsHouse) -> tuple[int, int]:
    """Queries of HWA for the refreshes of all viewers at once, and for a look alone."""
    counts = []
    for viewers in (1, VIEWERS):
        house.running.master.forget()
        house.running.channels.boards._statuses._read.clear()
        before = await _reads(house)
        bodies = [
            payloads.pressed(house.fake.url, "refresh", trigger="automatic", user=f"viewer{viewers}-{number}")
            for number in range(viewers)
        ]
        await asyncio.gather(*(house.fake.deliver(body) for body in bodies))
        counts.append(await _reads(house) - before)
    return counts[1], max(1, counts[0])


async def _reads(house: TeamsHouse) -> int:
    async with httpx.AsyncClient(verify=False) as http:
        return int((await http.get(f"{house.hwa.url}/simulator/calls")).json()["reads"])


def _percentile(values: list[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[94]


if __name__ == "__main__":
    for row in teams_figures():
        print("{:<62}{:<34}{}".format(*row), flush=True)
