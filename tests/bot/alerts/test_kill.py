"""kill -9, for real."""

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def run(folder, step):
    command = [sys.executable, "-m", "tests.bot.alerts.dying_process", str(folder), str(step)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60).returncode


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kill_9_at_random_points_loses_and_repeats_nothing(tmp_path, seed):
    """A process killed at several points of its work, then left alone, has told each message exactly once."""
    dice = random.Random(seed)
    for _ in range(5):
        assert run(tmp_path, dice.randint(1, 60)) in {-9, 0}
    assert run(tmp_path, 0) == 0
    lines = [json.loads(line) for line in (tmp_path / "channel.jsonl").read_text().splitlines()]
    told = Counter((line["kind"], line["id"], line["title"]) for line in lines if line["kind"] != "edit")
    assert set(told.values()) == {1}
    # 20 jobs with a card each, one card for the other 10, and the 10 recoveries in their threads.
    assert Counter(kind for kind, _, _ in told) == {"root": 21, "reply": 10}
