"""What a thread is about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text as sql

from bot.channel.scope import EVERYTHING
from bot.channel.subjects import Subject, Subjects
from tests.bot.channel.conftest import ANA

TALKS = [
    ("COPS:1763791920.000100", "slack:T1:COPS:1763791920.000100"),
    ("COPS;messageid=1763791920100|1763791920100", "slack:T1:COPS:1763791920100"),
]
OPS = replace(ANA, channel="COPS")


async def known_as(channel, reference: str) -> None:
    """The platform gave the alert's root message that reference."""
    async with channel.store.writing() as connection:
        await connection.execute(sql("UPDATE deliveries SET reference = :own WHERE kind = 'root'"), {"own": reference})


@pytest.mark.parametrize(("reference", "talk"), TALKS)
async def test_below_an_alert_its_job_is_meant(channel, reference, talk):
    """Whatever the platform's references look like, and also after a restart; elsewhere no job is."""
    incident = await channel.abended("PAY_CALC")
    await known_as(channel, reference)
    await channel.restart()
    await channel.ask("e o log?", OPS, talk)
    await channel.ask("e o log?", OPS, talk.replace("1763791920", "1763791999"))
    await channel.ask("e o log?", replace(OPS, channel="C9"), talk.replace("COPS", "C9"))
    await channel.ask("e o log?", OPS, "slack:T1:COPS:")
    found = await Subjects(channel.store).of(talk, OPS, EVERYTHING)
    assert Subject(job=incident.job, environment=incident.environment) == found
    assert [incident.job, "", "", ""] == [question.about for question in channel.assistant.asked]


@pytest.mark.parametrize("channel", ['[[access]]\nchannels = "COPS"\njobs = "OTHER_*"'], indirect=True)
async def test_what_is_not_seen_is_no_subject(channel):
    """A route may tell a channel of a job that its people may not ask about."""
    await channel.abended("PAY_CALC")
    await known_as(channel, TALKS[0][0])
    await channel.ask("e o log?", OPS, TALKS[0][1])
    assert [""] == [question.about for question in channel.assistant.asked]
