"""`resync run` and `resync doctor` as a person starts them, pointed at another Slack by SLACK_API_URL."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.checks import SCOPES
from tests.adapters.slack.fake.server import FakeSlack, fake_slack
from tests.benchmarks.processes import RESYNC, free_port
from tests.scenarios.processes import Process, eventually_beside, resync, simulator, started
from tests.scenarios.slack.conftest import OPS, until

PERSON = "U0OPERATOR"


def slack_settings(fake: FakeSlack) -> dict[str, Any]:
    """What a person sets for that Slack."""
    way = (
        {"SLACK_APP_TOKEN": fake.app_token} if fake.mode == "socket" else {"SLACK_SIGNING_SECRET": fake.signing_secret}
    )
    return {"SLACK_BOT_TOKEN": fake.bot_token, "SLACK_API_URL": fake.url, **way}


@pytest.mark.timeout(180)
@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_channel_asks_subscribes_and_hears_of_an_abend(tmp_path: Path, mode: str) -> None:
    """With tokens and nothing else, a mention is answered, `/tws alerts on` subscribes the channel, and an ABEND opens
    a thread there."""
    with simulator(tmp_path) as hwa:
        async with fake_slack(mode) as fake:
            await _night(hwa, fake, tmp_path)


async def _night(hwa: Process, fake: FakeSlack, folder: Path) -> None:
    port = free_port()
    fake.request_url = f"http://127.0.0.1:{port}/slack/events"
    hwa_settings = {"TWS_URL": hwa.url, "TWS_USER": "tws", "TWS_PASSWORD": "tws"}
    with resync(folder, RESYNC_PORT=port, **hwa_settings, **slack_settings(fake)) as process:
        await eventually_beside(process.is_ready)
        answer = await fake.answered(await fake.mention(OPS, PERSON, "status do job FINAL_BATCH_PAYROLL"))
        assert "FINAL_BATCH_PAYROLL" in answer.shown
        await fake.command("alerts on", OPS)
        await until(lambda: [m for m in fake.channel(OPS).history if m is not answer and m.by_bot], 30)
        await eventually_beside(lambda: process.looks() > 0)
        await asyncio.to_thread(_break, hwa.url)
        await asyncio.to_thread(process.post, "/hooks/hwa")
        await until(lambda: [m for m in fake.channel(OPS).roots if m.by_bot and "PAY_CALC_NET" in m.title], 60)
        assert fake.bot_token not in process.said


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("lacking", "told"),
    [("channels:history", "channels:history"), ("", "all the scopes that are needed")],
)
async def test_doctor_says_what_slack_lacks(tmp_path: Path, lacking: str, told: str) -> None:
    """A token without a scope is named with the scope, and no other; a good one is said to be good. No token is told."""
    async with fake_slack("socket", scopes=[scope for scope in SCOPES if scope != lacking]) as fake:
        environment = {"RESYNC_DATA_DIR": str(tmp_path), "RESYNC_LANGUAGE": "en", **slack_settings(fake)}
        with started((*RESYNC, "doctor"), tmp_path, "", environment) as process:
            await asyncio.to_thread(process.popen.wait, 90)
            said = [line for line in process.said.splitlines() if "scope" in line and "Slack" in line]
            assert [True] == [told in line for line in said], process.said
            assert [lacking] * bool(lacking) == [scope for scope in SCOPES if scope in said[0]]
            assert [False, False] == [token in process.said for token in (fake.bot_token, fake.app_token)]


def _break(url: str) -> None:
    import httpx

    httpx.post(f"{url}/simulator/abend", json={"job": "PAY_CALC_NET"}, verify=False).raise_for_status()
