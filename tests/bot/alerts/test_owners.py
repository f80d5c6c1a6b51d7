"""The owner that the sheet names is called once, when the thread begins or as soon as the diagnosis tells who it is."""

from __future__ import annotations

import asyncio

import pytest

from tests.fakes import fake_job


def owners(report, chat):
    return (f"<@owner of {report.job.name} on {chat}>",) if report else ()


@pytest.fixture
async def owned(night):
    night.alerts._desk._letters._owners = owners
    await night.poll()
    return night


def called(night):
    """Whom the root called, and whom each reply did."""
    return [(told.message.mentions, [reply.mentions for reply in told.replies]) for told in night.chat.told]


async def test_a_diagnosis_in_time_calls_the_owner_with_the_root(owned):
    """Nobody is called a second time by an edit."""
    owned.plan.put(fake_job())
    await owned.poll()
    roots = called(owned)
    (incident,) = await owned.alerts.book.open_incidents()
    await owned.alerts.take(incident.id, "ops")
    await owned.alerts.deliver_once()
    assert [(("<@owner of PAY_CALC on web>",), [])] == roots
    assert [((), [()])] == called(owned)


async def test_a_diagnosis_that_comes_late_calls_the_owner_in_the_thread_once(owned):
    """However often the diagnosis is made anew."""
    slow, quick = asyncio.Event(), owned.diagnose

    async def diagnose(job):
        await slow.wait()
        return await quick(job)

    owned.alerts._diagnoses._diagnose = diagnose
    owned.plan.put(fake_job())
    await owned.poll()
    assert [((), [])] == called(owned)
    slow.set()
    await owned.alerts.stop(5)
    assert [((), [("<@owner of PAY_CALC on web>",)])] == called(owned)
    owned.plan.end("PAY_CALC", "ABEND")
    await owned.poll()
    await owned.alerts.stop(5)
    assert [("<@owner of PAY_CALC on web>",)] == [m for m in called(owned)[0][1] if m]
