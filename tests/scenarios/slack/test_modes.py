"""Socket Mode or HTTP: people cannot tell which."""

from __future__ import annotations

import re

from tests.adapters.slack.fake.server import FakeSlack, fake_slack
from tests.scenarios.conftest import NOW
from tests.scenarios.slack.conftest import OPS, SPEED, opened
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import start

JOB = "PAY_CALC_NET"


async def test_the_same_night_reads_the_same_in_both_modes(tmp_path):
    """Questions, a command, an ABEND and what people pressed: the channel shows the same in the same threads."""
    told = [await _night(tmp_path / mode, mode) for mode in ("socket", "http")]
    assert told[0] == told[1]
    assert len(told[0]) > 5


async def _night(folder, mode):
    running = await start(SimulatorOptions(port=0, now=lambda: NOW))
    try:
        async with fake_slack(mode, rates=SPEED) as fake, opened(running, folder, fake) as house:
            answer = await house.ask_in(OPS, f"qual o status do job {JOB}?")
            await fake.answered(await fake.say(OPS, "U0OPERATOR", "quem é o dono dele?", thread=answer))
            await fake.answered(await fake.dm("U0NIGHT", "why is FINAL_BATCH_PAYROLL waiting?"))
            await fake.command("job FINAL_BATCH_PAYROLL", OPS)
            await fake.until(lambda: fake.channel(OPS).ephemeral)
            house.alerts._diagnoses._patience = 30.0  # however busy this machine is
            await house.look()
            root = await house.abend(JOB)
            await house.press(root, "take")
            return _transcript(fake)
    finally:
        await running.stop()


def _transcript(fake: FakeSlack) -> list[tuple[str, str, bool, str, tuple[str, ...]]]:
    """Each message: where, by whom, whether in a thread, its title without the times, and what can be pressed.

    What a busy machine has no time to find out, such as an impact, stands further down on a card. What stood before the
    first look is left out: how much that is depends on the second in which it is looked at.
    """
    said = [each for channel in fake.slack.channels.values() for each in channel.history if not each.deleted]
    rows = [
        (
            each.channel,
            each.user,
            each.thread_ts is not None,
            _timeless(each.title),
            tuple(button["action_id"].partition(":")[0] for button in each.buttons),
        )
        for each in said
    ]
    return sorted(row for row in rows if "já estavam abertos" not in row[3])


def _timeless(words: str) -> str:
    without = re.sub(r"(?:\b\d+ ?(?:h|min|s|segundos?|minutos?|seconds?|minutes?)\b ?)+", "… ", words)
    return re.sub(r"\d\d:\d\d(:\d\d)?", "…", without)
