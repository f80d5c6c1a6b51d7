"""kill -9, for real."""

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def run(folder, jobs, cards, steps):
    """How each of the processes ended: -9 where it was killed at its step, 0 where it came to its end before."""
    command = [sys.executable, "-m", "tests.bot.alerts.dying_process", str(folder), *map(str, (jobs, cards, *steps))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=280, text=True)
    assert 0 == done.returncode, done.stderr
    return [int(line) for line in done.stdout.split()]


def told(folder):
    """How often each message was posted; edits are not counted."""
    lines = [json.loads(line) for line in (folder / "channel.jsonl").read_text().splitlines()]
    return Counter((line["kind"], line["id"], line["title"]) for line in lines if line["kind"] != "edit")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kill_9_at_random_points_loses_and_repeats_nothing(tmp_path, seed):
    """Processes killed at several points of their work, then one left alone, have told each message exactly once."""
    dice = random.Random(seed)
    ends = run(tmp_path, 30, 20, [*(dice.randint(1, 60) for _ in range(5)), 0])
    assert (set(), 0) == (set(ends) - {-9, 0}, ends[-1])
    found = told(tmp_path)
    assert {1} == set(found.values())
    # 20 jobs with a card each, one card for the other 10, and the recoveries of those with a card in their threads.
    assert {"root": 21, "reply": 10} == Counter(kind for kind, _, _ in found)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_kill_9_at_20_points_of_a_storm_of_500_loses_and_repeats_nothing(tmp_path):
    """Twenty processes killed one after the other in a storm of 500 have told each of its messages exactly once."""
    dice = random.Random(3)
    ends = run(tmp_path, 500, 500, [*(dice.randint(1, 110) for _ in range(20)), 0])
    assert 17 <= ends.count(-9)
    found = told(tmp_path)
    assert {1} == set(found.values())
    assert {"root": 500, "reply": 166} == Counter(kind for kind, _, _ in found)
