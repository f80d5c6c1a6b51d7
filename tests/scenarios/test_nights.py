"""Bad nights on the real simulator, over HTTP: what was told, how often, and that nothing is missing from it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.app import resync
from bot.cards import Table
from bot.presenters import plain_text
from bot.reports import BAD_END_KINDS
from tests.scenarios import small_plan
from tests.scenarios.conftest import NOW, Heard, House, settings_for
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import start

BRASILIA = ZoneInfo("America/Sao_Paulo")
hwa = small_plan.hwa
Stage = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A Resync that asks a master with these job streams only, whose clock moves when it is told to."""

    @asynccontextmanager
    async def opened(*streams: dict[str, Any], places: tuple[str, ...] = ()) -> AsyncIterator[House]:
        scenario = tmp_path / "scenario.json"
        agents = [{"name": name, "type": "FTA", "limit": 900} for name in places]
        told = {"situations": False, "risk": 0, "workstations": agents, "streams": streams}
        scenario.write_text(json.dumps(told), encoding="utf-8")
        hwa = await start(SimulatorOptions(port=0, jobs=1, scenario=scenario, now=lambda: NOW))
        chat = Heard()
        try:
            async with resync(settings_for(hwa.url, tmp_path), [(chat, "ops")]) as running:
                house = House(hwa=hwa, running=running, chat=chat)
                await house.look()
                yield house
        finally:
            await hwa.stop()

    return opened


def lone(name: str, place: str = "AGT_BATCH01", at: str = "+1m", **values: Any) -> dict[str, Any]:
    """A job stream with one job, which ends in ABEND a minute after it began unless told otherwise."""
    return {"name": f"S_{name}", "workstation": place, "at": at, "jobs": [{"name": name, "runs_for": "1m", **values}]}


async def minutes(house: House, count: int) -> None:
    """So many turns of the scheduler, a minute of the plan apart."""
    for _ in range(count):
        await house.pass_time(1)
        await house.settle()


async def names_in_error(house: House) -> list[str]:
    """The jobs with an open bad end."""
    found = await house.alerts.book.open_incidents(10_000)
    return sorted(one.job_name for one in found if one.kind in BAD_END_KINDS)


async def test_twelve_faults_in_one_night_are_twelve_threads(stage: Stage) -> None:
    """Ten jobs with an error each, an agent that is lost with work waiting and a prompt: a thread each, in its words,
    and each closed in its own thread once it is mended."""
    errors = (
        "oracle_snapshot_too_old", "db2_deadlock", "java_heap", "disk_full", "sftp_login", "rest_unauthorized",
        "zos_data_exception", "sap_rfc", "license", "mq_queue_full",
    )  # fmt: skip
    jobs = [lone(f"JOB_{n:02}", f"FTA_{n:02}", f"+{1 + n * 3}m", signature=one) for n, one in enumerate(errors)]
    others = (lone("WAITS", "FTA_90", "+20m"), lone("ASKS", "FTA_91", "+3h"))
    async with stage(*jobs, *others, places=tuple(f"FTA_{n:02}" for n in (*range(10), 90, 91))) as house:
        await house.control("workstation", name="FTA_90", linked=False)
        await house.control("prompt", job="ASKS", text="Go on?")
        await minutes(house, 31)
        roots = house.chat.roots()
        assert Counter(root.incident for root in roots).most_common(1)[0][1] == 1
        told = [next(word for word in named(root.card.title) if "_" in word or word == "FTA_90") for root in roots]
        assert sorted(told) == sorted([*(f"JOB_{n:02}" for n in range(10)), "FTA_90", "PROMPT_ASKS"])
        await house.control("workstation", name="FTA_90", linked=True)
        await house.control("prompt", prompt="PROMPT_ASKS", answer=True)
        for n in range(10):
            await house.control("recover", job=f"JOB_{n:02}")
        await minutes(house, 3)
        assert (len(house.chat.roots()), await house.alerts.book.count_open()) == (12, 0)
        last = {message.incident: message.state for message in house.chat.edited}
        assert Counter(last.values()) == {"recovered": 12}


def named(title: str) -> list[str]:
    """The words of a title, without what stands around them."""
    return [word.strip(",:()") for word in title.split()]


async def test_an_agent_that_takes_300_jobs_with_it_is_one_thread(stage: Stage) -> None:
    """An agent is lost while 300 jobs run there and others wait: one card, which counts all and names the first, and
    one thread until the last of them has ended well."""
    running = [lone(f"RUN_{n:03}", "FTA_X", "+1m", runs_for="9m", signature="agent_lost") for n in range(300)]
    async with stage(*running, lone("WAITS", "FTA_X", "+3m", ends="SUCC"), places=("FTA_X",)) as house:
        await minutes(house, 2)
        await house.control("workstation", name="FTA_X", linked=False)
        await minutes(house, 10)
        (root,) = house.chat.roots()
        assert len(await names_in_error(house)) == 300
        card = next(m.card for m in reversed(house.chat.edited) if m.incident == root.incident)
        (listed,) = [block for block in card.blocks if isinstance(block, Table)]
        assert ("FTA_X" in card.title, len(listed.rows), listed.more) == (True, 5, 295)
        assert {incident.because for incident in await house.alerts.feed.behind(root.incident, 500)} == {
            "workstation_down:FTA_X"
        }


async def test_hwa_hangs_and_nothing_is_invented(stage: Stage) -> None:
    """A master that hangs for ten minutes of the plan: told once at each end, every answer between says so with the
    time of the last data, and afterwards what happened meanwhile is told, and nothing else."""
    async with stage(
        lone("DB_EARLY", signature="disk_full"), lone("DB_LATER", at="+5m", signature="db2_deadlock")
    ) as house:
        await minutes(house, 3)
        before = [(m.incident, m.state) for m in house.chat.posted]
        seen_at = house.running.master.last_answer_at or NOW
        await house.control("fault", hang=True, **{"for": 3600})
        for _ in range(10):
            await house.look()
        answers = [await house.ask(text) for text in ("status do job DB_EARLY", "which jobs are in error?", "health?")]
        troubles = [fact for answer in answers for fact in answer.facts if fact["kind"] == "trouble"]
        claimed = [fact for answer in answers for fact in answer.facts if fact["kind"] in {"job", "count"}]
        assert (len(troubles) >= 3, claimed) == (True, [])
        assert [f"{seen_at.astimezone(BRASILIA):%H:%M} BRT" in answer.text for answer in answers] == [True] * 3
        assert [message.state for message in house.chat.posted[len(before) :]] == ["unreachable"]
        await house.control("fault")
        await house.control("clock", advance=600)
        await until_back(house)
        await minutes(house, 1)
        after = house.chat.posted[len(before) + 1 :]
        assert sorted(message.state for message in after) == ["open", "recovered"]
        assert await names_in_error(house) == ["DB_EARLY", "DB_LATER"]


async def looked(house: House) -> None:
    """A look that was answered: on a busy machine thousands of rows may come too late for one."""
    for _ in range(10):
        before = house.alerts.last_look_at
        await house.look()
        if house.alerts.last_look_at != before:
            return
    raise AssertionError("HWA never answered")


async def until_back(house: House) -> None:
    """Look until the master is asked again: how long it is left alone is real time."""
    for _ in range(5000):
        await house.look()
        if house.alerts.trouble is None:
            return
    raise AssertionError("HWA is back, and the alerts did not notice")


async def test_a_storm_of_2000_loses_none_and_tells_none_twice(stage: Stage) -> None:
    """2,000 ABENDs between two looks: twenty cards at most and one that counts the others, in one burst that a platform
    takes; every job stands open once, and has a card or stands behind one."""
    signatures = ("oracle_deadlock", "disk_full", "java_heap", "sftp_login", "sap_rfc", "zos_data_exception")
    jobs = [lone(f"J_{n:04}", f"FTA_{n % 40:02}", signature=signatures[n % 6]) for n in range(2000)]
    async with stage(*jobs, places=tuple(f"FTA_{n:02}" for n in range(40))) as house:
        await house.pass_time(5)
        await looked(house)
        await delivered(house)
        roots = house.chat.roots()
        assert 1 < len(roots) <= 21
        assert await names_in_error(house) == [f"J_{n:04}" for n in range(2000)]
        behind = [one.id for root in roots for one in await house.alerts.feed.behind(root.incident, 10_000)]
        alone = [root.incident for root in roots if not root.incident.startswith("storm-")]
        assert len(set(behind) | set(alone)) == 2000
        for _ in range(2):
            await house.settle()
        assert Counter(root.incident for root in house.chat.roots()).most_common(1)[0][1] == 1
        assert len(house.chat.posted) <= 42


async def delivered(house: House) -> None:
    """Hand over until nothing waits."""
    for _ in range(1000):
        if not await house.alerts.outbox.waiting():
            return
        await house.alerts.deliver_once()
    raise AssertionError("something is never delivered")


async def test_the_same_name_on_two_workstations_is_two_threads(stage: Stage) -> None:
    """One job name in two job streams of two agents: each has its thread, and mending one leaves the other open."""
    streams = [
        {**lone("LOAD", place, signature=error), "name": f"S_{place}"}
        for place, error in (("FTA_A", "disk_full"), ("FTA_B", "db2_deadlock"))
    ]
    async with stage(*streams, places=("FTA_A", "FTA_B")) as house:
        await minutes(house, 3)
        assert len(house.chat.roots()) == 2
        await house.control("recover", job="FTA_A#S_FTA_A.LOAD")
        await minutes(house, 1)
        (still,) = await house.alerts.book.open_incidents()
        assert (still.workstation, len(house.chat.roots())) == ("FTA_B", 2)


async def test_a_plan_extension_leaves_open_incidents_where_they_are(stage: Stage) -> None:
    """JnextPlan carries a job in error forward under other ids: no word of it in the channel, and its recovery in the
    new plan, ten minutes later, ends the same thread."""
    async with stage(lone("CARRIED", signature="disk_full", acted_on_after="7m")) as house:
        await minutes(house, 3)
        (root,) = house.chat.roots()
        told = len(house.chat.posted)
        await house.control("plan", extend=True, window=0)
        await minutes(house, 3)
        assert (len(house.chat.posted), await names_in_error(house)) == (told, ["CARRIED"])
        await minutes(house, 10)
        assert [m.state for m in house.chat.edited if m.incident == root.incident][-1] == "recovered"
        assert house.chat.roots() == [root]


async def test_a_recovery_prompt_is_told_in_the_thread_of_its_job(house: House) -> None:
    """The sample plan has a job that ended badly and asks before it is run again: its card says the prompt's number and
    what a person types, and no other incident is about that prompt."""
    await house.look()
    asking = (await house.control_read("situations"))["recovery_prompt"][0]
    for _ in range(3):
        await house.pass_time(5)
        await house.settle()
    shown = [(one, card) for one, card in await house.alerts.feed.open_incidents(500) if one.job == asking]
    assert [one.kind.value for one, _ in shown] == ["abend"]
    assert "conman" in plain_text(shown[0][1])
    assert not [one for one in await house.alerts.book.open_incidents() if one.evidence and "_RESTART" in one.job]
