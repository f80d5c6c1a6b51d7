"""Processes that kill themselves, one after the other: `dying_process.py FOLDER JOBS CARDS STEP…`, at a given step
each; step 0 lives to the end. Prints how each ended.

Their plan goes through three phases, of which a new process begins with the one that the last process died in: nothing
in error, all JOBS in error, a third of them recovered. Their platform is a file that lists each message it took.
They are forked from one that has everything loaded, for loading takes longer than the work does.
"""

import asyncio
import json
import logging
import os
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from bot.alerts.service import Alerts
from bot.alerts.settings import AlertSettings
from bot.store.store import Store
from tests.fakes import FakeDiagnosis, FakePlan, FixedClock, PlainCards, lone_job, own_line


class Death:
    """Kills this process, without any chance to tidy up, when the given step is reached."""

    def __init__(self, step):
        self.left = step

    def step(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class DyingStore(Store):
    """A store whose process may die before and after each commit."""

    death: Death

    @asynccontextmanager
    async def writing(self):
        async with super().writing() as connection:
            yield connection
            self.death.step()
        self.death.step()


class FileChat:
    """A platform in a file; it can say what it has taken."""

    name = "web"

    def __init__(self, path, death):
        self.path = path
        self.death = death

    async def post(self, message):
        return self._take("root" if message.thread is None else "reply", message)

    async def edit(self, reference, message):
        self._take("edit", message)

    async def find(self, message):
        kind = "root" if message.thread is None else "reply"
        return next((line["id"] for line in self.taken() if line == self._line(kind, message)), None)

    def taken(self):
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []

    def _take(self, kind, message):
        self.death.step()
        with self.path.open("a") as file:
            file.write(json.dumps(self._line(kind, message)) + "\n")
        self.death.step()
        return message.incident

    def _line(self, kind, message):
        title = message.card.title if kind == "reply" else ""
        return {"kind": kind, "id": message.incident, "title": title}


def jobs(phase, count):
    bad = [lone_job(f"J{number:03}") for number in range(count)]
    well = [lone_job(f"J{number:03}", "SUCC", number=2) for number in range(count // 3)]
    return [[], bad, [*bad[len(well) :], *well]][phase]


async def main(folder, count, cards, step):
    death = Death(step)
    store = await DyingStore.open(f"sqlite:///{folder}/resync.db")
    store.death = death
    clock = FixedClock()
    plan = FakePlan(clock=clock)
    chat = FileChat(folder / "channel.jsonl", death)
    diagnose = FakeDiagnosis()
    diagnose.lines = own_line
    alerts = Alerts(
        master=plan,
        store=store,
        diagnose=diagnose,
        cards=PlainCards(),
        chats=[(chat, "alerts")],
        clock=clock,
        settings=AlertSettings(cards_in_window=cards, patience=0.01),
    )
    world = folder / "phase"
    for phase in range(int(world.read_text()) if world.exists() else 0, 3):
        world.write_text(str(phase))
        plan.put(*jobs(phase, count))
        await alerts.look_once()
        for _ in range(2):
            clock.advance(minutes=10)
            await alerts.deliver_once()
    clock.advance(hours=1)  # past every pause that an earlier process left behind: its clock began anew
    await alerts.stop()
    await alerts.deliver_once()
    await store.close()


def forked(folder, count, cards, step):
    child = os.fork()
    if child == 0:
        asyncio.run(main(folder, count, cards, step))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    count, cards, *steps = map(int, sys.argv[2:])
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    for step in steps:
        print(forked(Path(sys.argv[1]), count, cards, step), flush=True)
