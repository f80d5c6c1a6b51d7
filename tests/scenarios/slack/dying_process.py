"""Processes that kill themselves while they tell a Slack of a storm: `dying_process.py FOLDER URL JOBS STEP…`.

Each dies at its own step, which are the moments before and after each commit and each call of Slack; step 0 lives to
the end. A new one begins where the last one left off. Prints how each ended.
"""

import asyncio
import logging
import os
import sys
from pathlib import Path
from time import monotonic, time

import aiohttp
import structlog

from adapters.slack.adapter import SlackChat
from adapters.slack.budget import ALERTS, HOUSEKEEPING, Budget
from adapters.slack.calls import Calls, web_client
from bot.alerts.service import Alerts
from bot.alerts.settings import AlertSettings
from tests.bot.alerts.dying_process import Death, DyingStore, jobs
from tests.fakes import FakeDiagnosis, FakePlan, FixedClock, PlainCards, own_line

SPEED = 100.0  # how much faster than Slack's own all limits are, here and in the fake
OPS = "C0OPS"


class DyingCalls(Calls):
    """The Web API; its process may die before a call and after it."""

    death: Death

    async def __call__(self, method, values, **how):
        self.death.step()
        try:
            return await super().__call__(method, values, **how)
        finally:
            self.death.step()


def calls(client, limits, death):
    made = DyingCalls(
        client, Budget(limits, clock=lambda: monotonic() * SPEED, sleep=lambda s: asyncio.sleep(s / SPEED))
    )
    made.death = death
    return made


async def main(folder, url, count, step):
    death = Death(step)
    store = await DyingStore.open(f"sqlite:///{folder}/resync.db")
    store.death = death
    clock = FixedClock()
    plan = FakePlan(clock=clock)
    diagnose = FakeDiagnosis()
    diagnose.lines = own_line
    async with aiohttp.ClientSession() as session:
        client = web_client("xoxb-fake-token", url, session)
        chat = SlackChat(calls(client, ALERTS, death), calls(client, HOUSEKEEPING, death), now=time)
        alerts = Alerts(
            master=plan,
            store=store,
            diagnose=diagnose,
            cards=PlainCards(),
            chats=[(chat, OPS)],
            clock=clock,
            settings=AlertSettings(cards_in_window=count, patience=0.01),
        )
        await _night(Path(folder), plan, alerts, clock, count)
    await store.close()


async def _night(folder, plan, alerts, clock, count):
    world = folder / "phase"
    for phase in range(int(world.read_text()) if world.exists() else 0, 3):
        world.write_text(str(phase))
        plan.put(*jobs(phase, count))
        await alerts.look_once()
        await _deliver(alerts, clock)
    clock.advance(hours=1)  # past every pause that an earlier process left behind: its clock began anew
    await alerts.stop()
    await _deliver(alerts, clock)


async def _deliver(alerts, clock):
    """Until Slack has taken everything, or has refused so often that it is left alone."""
    for _ in range(60):
        clock.advance(minutes=6)
        await alerts.deliver_once()
        if not await alerts.outbox.waiting():
            return


def forked(folder, url, count, step):
    child = os.fork()
    if child == 0:
        asyncio.run(main(folder, url, count, step))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    folder, url, count, *steps = sys.argv[1:]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    for step in steps:
        print(forked(folder, url, int(count), int(step)), flush=True)
