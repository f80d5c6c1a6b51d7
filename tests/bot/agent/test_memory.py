"""Conversations are remembered, over a restart, and do not grow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.agent.memory import conversations
from bot.errors import ResyncError
from tests.bot.agent.company import a_tool, an_agent, ask, jobs_report, kept, opened
from tests.fakes import fake_job

LOG = a_tool("job_log", lambda job: jobs_report(fake_job(job), job=job))
QUESTION = "status do PAY_CALC"


async def rows(memory, table="checkpoints"):
    async with memory.conn.execute(f"SELECT thread_id, COUNT(*) FROM {table} GROUP BY thread_id") as found:
        return {str(thread): int(count) async for thread, count in found}


async def test_a_conversation_goes_on_after_a_restart(tmp_path):
    """A follow-up that is asked after the file was closed and opened again still means the job before."""
    path = tmp_path / "conversations.sqlite"
    async with opened(path) as agent:
        await ask(agent, QUESTION)
    async with opened(path, tools=[LOG]) as agent:
        answer = await ask(agent, "e o log dele?")
    assert [("job_log", "PAY_CALC")] == [(call.tool, call.args["job"]) for call in answer.calls]


async def test_another_conversation_knows_nothing_of_it(tmp_path):
    """Without a job before, the same follow-up is asked back."""
    async with opened(tmp_path / "c.sqlite", tools=[LOG]) as agent:
        await ask(agent, QUESTION, "test:local:1")
        answer = await ask(agent, "e o log dele?", "test:local:2")
    assert () == answer.calls


async def test_one_row_a_conversation_stays():
    """After each turn a conversation has one checkpoint and no writes of a superseded one."""
    async with conversations(None) as memory:
        agent = an_agent(memory)
        for conversation in ("test:a", "test:a", "test:b", "test:a"):
            await ask(agent, QUESTION, conversation)
        assert {"test:a": 1, "test:b": 1} == await rows(memory)
        assert {} == await rows(memory, "writes")


async def test_sixty_turns_are_no_bigger_than_ten(tmp_path):
    """The window bounds what is kept: neither messages nor bytes grow with the turns."""
    sizes = []
    path = tmp_path / "c.sqlite"
    async with conversations(path) as memory:
        agent = an_agent(memory)
        for turn in range(1, 61):
            await ask(agent, QUESTION)
            if turn in {10, 60}:
                found = await memory.conn.execute_fetchall("SELECT LENGTH(checkpoint) FROM checkpoints")
                sizes.append((len(await kept(memory)), next(row[0] for row in found)))
    assert sizes[0][0] == sizes[1][0] <= 4 * 6
    assert sizes[1][1] < 1.1 * sizes[0][1]
    assert path.stat().st_size < 300_000


async def test_artifacts_of_a_turn_are_gone_after_the_next():
    """What tools read is not kept for longer than the answer needs it."""
    async with conversations(None) as memory:
        agent = an_agent(memory)
        for text in (QUESTION, QUESTION):
            await ask(agent, text)
        artifacts = [bool(m.artifact) for m in await kept(memory) if m.type == "tool"]
    assert [False, True] == artifacts


@pytest.mark.parametrize(("days", "left"), [(29, {"test:a"}), (31, set())])
async def test_idle_conversations_are_forgotten(days, left):
    """A conversation is deleted once nobody asked in it for thirty days, not before."""
    async with conversations(None) as memory:
        await ask(an_agent(memory), QUESTION, "test:a")
        gone = await memory.forget_idle(datetime.now(UTC) + timedelta(days=days), timedelta(days=30))
        assert (1 - len(left), left) == (gone, set(await rows(memory)))


async def test_forgetting_leaves_other_conversations_alone(monkeypatch):
    """Only the idle ones are deleted, and a forgotten conversation can begin anew."""
    async with conversations(None) as memory:
        agent = an_agent(memory)
        await ask(agent, QUESTION, "test:old")
        between = datetime.now(UTC)
        await ask(agent, QUESTION, "test:new")
        assert 1 == await memory.forget_idle(between, timedelta(0))
        assert {"test:new"} == set(await rows(memory))
        assert (await ask(agent, QUESTION, "test:old")).calls


async def test_a_file_that_is_no_memory_has_a_sentence(tmp_path):
    """A conversations file that holds something else is named, with the way out."""
    path = tmp_path / "conversations.sqlite"
    path.write_bytes(b"not a database at all, " * 100)
    with pytest.raises(ResyncError, match=r"conversations\.sqlite cannot be used.*move it away"):
        async with conversations(path):
            pass


async def test_a_folder_that_is_not_there_has_a_sentence(tmp_path):
    """A file that cannot be opened is named too."""
    with pytest.raises(ResyncError, match="cannot be used"):
        async with conversations(tmp_path / "nowhere" / "c.sqlite"):
            pass
