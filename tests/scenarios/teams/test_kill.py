"""kill -9, and the next process finds every place again."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from adapters.teams.platform import TeamsConfig, teams
from bot.store.references import StoredReferences
from bot.store.store import Store
from tests.adapters.teams.conftest import alert
from tests.adapters.teams.fake.payloads import OPS
from tests.fakes import FixedClock

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
async def test_after_kill_9_the_next_process_edits_and_replies_where_the_last_one_posted(fake, tmp_path):
    """Where the channel is was told to the process that is dead; it stands in the database."""
    command = [sys.executable, "-m", "tests.scenarios.teams.dying_process", str(tmp_path), fake.url]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    reference = out.decode().strip()
    store = await Store.open(f"sqlite:///{tmp_path}/resync.db")
    async with teams(TeamsConfig(development=fake.url)) as platform:
        platform.remember(StoredReferences(store, "teams", FixedClock()))
        await platform.chat.edit(reference, alert("recovered"))
        await platform.chat.post(alert("reply", thread=reference))
        place = await platform._places.of(OPS)
    await store.close()
    root, reply = fake.messages
    assert (-9, "t", root.conversation) == (process.returncode, place.tenant, reply.conversation)
    assert "recovered" in root.words
