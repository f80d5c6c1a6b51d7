"""kill -9 in the middle of a storm, with Slack refusing, throttling and half-taking at the same time."""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.adapters.slack.fake.server import FakeSlack, fake_slack
from tests.scenarios.slack.dying_process import OPS, SPEED

ROOT = Path(__file__).parents[3]


async def run(folder: Path, fake: FakeSlack, jobs: int, steps: list[int]) -> list[int]:
    """How each process ended: -9 where it was killed at its step, 0 where it came to its end."""
    command = [sys.executable, "-m", "tests.scenarios.slack.dying_process", str(folder), fake.url, str(jobs)]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, *map(str, steps), cwd=ROOT, stdout=pipe, stderr=pipe)
    out, err = await process.communicate()
    assert 0 == process.returncode, err.decode()
    return [int(line) for line in out.split()]


def trouble(fake: FakeSlack, dice: random.Random, count: int) -> None:
    """Let calls go wrong in every way, at random distances: refused, taken and denied, cut off after being taken."""
    for _ in range(count):
        how = dice.choice(
            [
                {"status": 500},
                {"status": 503, "taken": True},
                {"status": 429, "retry_after": 1},
                {"drop": True},
                {"drop": True, "taken": True},
            ]
        )
        fake.fail("chat.postMessage", after=dice.randint(1, 60), **how)


def roots(fake: FakeSlack) -> Counter[str]:
    """How many root messages each incident has."""
    said = [each for each in fake.channel(OPS).roots if each.by_bot]
    return Counter(each.metadata["event_payload"]["incident"] for each in said)


def replies(fake: FakeSlack) -> Counter[tuple[str, str]]:
    """How often each thread was told each thing."""
    return Counter((each.thread_ts, each.text) for each in fake.channel(OPS).from_bot if each.thread_ts)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_kill_9_at_20_points_of_a_storm_of_500_leaves_exactly_one_root_message_each(tmp_path):
    """Killed, throttled, refused and half-taken, 500 incidents have one root message each and no reply twice."""
    dice = random.Random(5)
    async with fake_slack(rates=SPEED) as fake:
        trouble(fake, dice, 12)
        ends = await run(tmp_path, fake, 500, [*(dice.randint(1, 400) for _ in range(20)), 0])
        assert (ends.count(-9) >= 15, ends[-1]) == (True, 0)
        assert ({1}, 500) == (set(roots(fake).values()), len(roots(fake)))
        assert {1} == set(replies(fake).values())
        limited = [each for each in fake.calls if each.status == 429]
        assert len(limited) < 30
