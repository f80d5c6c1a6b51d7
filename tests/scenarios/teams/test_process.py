"""`resync run` as a person starts it, pointed at another connector by TEAMS_DEVELOPMENT_URL, or with an app id."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.connector import FakeConnector, Message
from tests.adapters.teams.fake.keys import token
from tests.adapters.teams.fake.payloads import APP, OPS, PERSONAL, TENANT
from tests.benchmarks.processes import free_port
from tests.scenarios.processes import Process, at, command, eventually_beside, resync, simulator

pytestmark = pytest.mark.slow
JOB = "PAY_CALC_NET"
# Where everything that would leave this machine ends.
NOWHERE = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1,localhost"}
REGISTERED = {"TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": "a secret", "TEAMS_TENANT_ID": TENANT}


@pytest.mark.timeout(240)
async def test_a_playground_asks_subscribes_and_sees_one_card_through_its_life(tmp_path: Path, fake) -> None:
    """With one setting and no token at all a question is answered, `alerts on` subscribes the channel, an ABEND is one
    post there, and the same post turns green when the job has recovered."""
    port = free_port()
    fake.bot_url = f"http://127.0.0.1:{port}/api/messages"
    with simulator(tmp_path) as hwa:
        with resync(tmp_path, RESYNC_PORT=port, TEAMS_DEVELOPMENT_URL=fake.url, **at(hwa)) as process:
            await eventually_beside(process.is_ready)
            answer = await said(fake, "status do job FINAL_BATCH_PAYROLL", PERSONAL)
            assert (PERSONAL, True) == (answer.conversation, "FINAL_BATCH_PAYROLL" in answer.words)
            await said(fake, f"alerts on {JOB}", OPS)
            await eventually_beside(lambda: process.looks() > 0)
            await controlled(hwa, process, "abend")
            await eventually_beside(lambda: bool(told(fake)))
            await controlled(hwa, process, "recover")
            await eventually_beside(lambda: "✅" in told(fake)[0].words)
        assert (1, {""}, 0) == (len(told(fake)), set(fake.tokens), process.popen.returncode)


@pytest.mark.timeout(120)
async def test_with_an_app_id_nobody_gets_in_without_a_token_of_microsofts(tmp_path: Path, fake) -> None:
    """Without a network too: the process serves, /readyz says what Teams lacks, and each request is 401 and no 500."""
    port = free_port()
    fake.bot_url = f"http://127.0.0.1:{port}/api/messages"
    with resync(tmp_path, RESYNC_PORT=port, **REGISTERED, **NOWHERE) as process:
        await eventually_beside(lambda: "teams" in str(process.get("/readyz")[1]))
        body = payloads.message("https://smba.trafficmanager.net/br/", "status")
        forged = f"Bearer {token(APP, body['serviceUrl'])}"
        statuses = [(await fake.deliver(body, header))[0] for header in (None, "", "Bearer x", "Bearer a.b.c", forged)]
        assert [401] * 5 == statuses
        await eventually_beside(lambda: "Entra" in str(process.get("/readyz")[1]))
        assert (True, False) == (process.serves(), "a secret" in process.said)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"TEAMS_DEVELOPMENT_URL": "http://10.0.0.7:3978"}, "TEAMS_DEVELOPMENT_URL"),
        (
            {"TEAMS_DEVELOPMENT_URL": "http://127.0.0.1:3978", "RESYNC_HOST": "0.0.0.0", "RESYNC_WEB_TOKEN": "t"},
            "RESYNC_HOST",
        ),
        ({"TEAMS_APP_ID": APP}, "TEAMS_APP_PASSWORD"),
        ({"TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": "a secret"}, "TEAMS_TENANT_ID"),
    ],
)
def test_an_open_door_keeps_it_from_starting(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    """One sentence that names the setting, exit status 2, and no secret in it."""
    done = command(tmp_path, "run", RESYNC_PORT=free_port(), **settings)
    [said] = done.stderr.strip().splitlines()
    assert (2, True, False) == (done.returncode, named in said, "a secret" in said)


def told(fake: FakeConnector) -> list[Message]:
    """The posts in Ops about the job."""
    return [each for each in fake.roots(OPS) if JOB in each.activity["summary"]]


async def said(fake: FakeConnector, text: str, conversation: str) -> Message:
    """Write to the bot without any token, and give its answer."""
    before = len(fake.messages)
    assert 202 == (await fake.deliver(payloads.message(fake.url, text, conversation), None))[0]
    await eventually_beside(lambda: len(fake.messages) > before)
    return fake.messages[-1]


async def controlled(hwa: Process, process: Process, control: str) -> None:
    """Break or mend the job, and let HWA say so."""

    def call() -> Any:
        httpx.post(f"{hwa.url}/simulator/{control}", json={"job": JOB}, verify=False).raise_for_status()
        return process.post("/hooks/hwa")

    await asyncio.to_thread(call)
