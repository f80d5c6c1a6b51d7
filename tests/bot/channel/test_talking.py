"""What is said in a talk, in a channel and at the console."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from bot.channel.access import access_of
from bot.channel.console import ConsoleAssistant
from bot.channel.lately import Lately
from bot.channel.scope import EVERYTHING
from bot.messages import Question, Visitor
from bot.structure_file import structure_of
from tests.bot.channel.conftest import ANA, BOB


async def test_an_order_in_a_talk_is_obeyed_where_it_is_said(channel):
    """A mention may hold what the slash command takes; the agent hears of it only where it is a question."""
    (answer,) = await channel.ask("alerts on PAY_*", BOB)
    assert ("en", True) == (
        answer.language,
        answer.text.startswith("From now on the alerts of PAY_* come here."),
    )
    assert (["PAY_*"], []) == ([one.pattern for one in channel.subscriptions.of(BOB)], channel.assistant.asked)
    await channel.ask("are there alerts?", BOB)
    assert ["are there alerts?"] == [question.text for question in channel.assistant.asked]


async def test_the_console_takes_the_same_words_and_tells_what_it_can_not_do(channel):
    """Orders are obeyed there; what a console has anyhow is a question to the agent."""
    console = ConsoleAssistant(channel.teammate, "somebody at the console", "web")

    async def asked(text: str) -> str:
        *_, answer = [e async for e in console.ask(Question(text=text, conversation="web:local:chat:1", language="en"))]
        return answer.text

    assert "Silence about PAY_* until" in await asked("mute PAY_* 2h disk swap")
    assert "PAY_* until 02:12 -03, by somebody at the console: disk swap" in (await asked("mute")).replace("BRT", "-03")
    assert "The console shows all alerts already." in await asked("alerts on PAY_*")
    assert "environment is healthy" in await asked("board")
    assert [] == channel.assistant.asked
    for text in ("alerts", "help", "errors 3h", "log"):
        await asked(text)
    assert ["which incidents are open?", "help", "which jobs are in error in the last 3 hours?", "log"] == [
        question.text for question in channel.assistant.asked
    ]


@pytest.mark.parametrize(
    ("rule", "scope"),
    [
        ('channels = "C1"', "everything"),
        ('platform = "web"\njobs = "PAY_*"', "PAY_*"),
        ('platform = "slack"', "everything"),
    ],
)
def test_rules_for_channels_do_not_shut_the_console(rule, scope):
    """Whoever reaches it was let in by its token; a rule that names it narrows what is answered there."""
    found = access_of(structure_of(tomllib.loads(f"[[access]]\n{rule}"))).scope(Visitor(platform="web"))
    assert scope == ("everything" if found is EVERYTHING else found.of("default").jobs[0])


async def test_alone_with_resync_the_job_that_was_spoken_of_is_still_meant(channel):
    """For a quarter of an hour, by that person in that talk; in a channel each thread stands for itself."""
    alone = replace(ANA, private=True, channel="D1")
    channel.assistant.facts = ({"kind": "job", "key": "W#S.PAY_CALC"},)
    for visitor, talk in ((alone, "slack:T1:D1:1"), (alone, "slack:T1:D1:2"), (ANA, "slack:T1:C1:3"), (ANA, "x:4")):
        await channel.ask("e o log?", visitor, talk)
    channel.assistant.facts = (*channel.assistant.facts, {"kind": "job", "key": "W#S.OTHER"})
    await channel.ask("quais?", replace(alone, user="U9"), "slack:T1:D1:5")
    await channel.ask("e o log?", replace(alone, user="U9"), "slack:T1:D1:6")
    assert ["", "W#S.PAY_CALC", "", "", "", ""] == [asked.about for asked in channel.assistant.asked]


def test_what_was_said_lately_is_forgotten():
    """After its time, and when it is said to be void; the newest two thousand are kept."""
    now = [0.0]
    lately = Lately(10, clock=lambda: now[0])
    for number in range(2_001):
        lately.note(str(number), number)
    lately.forget("2000")
    assert [None, 1, None] == [lately.of(key) for key in ("0", "1", "2000")]
    now[0] = 10.0
    assert None is lately.of("1")
