"""A process that kills itself at a given step: `dying_process.py FOLDER STEP`; step 0 lives to the end.

Its plan goes through three phases, of which a new process begins with the one that the last process died in: nothing
in error, 30 jobs in error, 10 of them recovered. Its platform is a file that lists each message it took.
"""

import asyncio
import json
import os
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

from bot.alerts.service import Alerts
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


def jobs(phase):
    bad = [lone_job(f"J{number:02}") for number in range(30)]
    well = [lone_job(f"J{number:02}", "SUCC", number=2) for number in range(10)]
    return [[], bad, [*bad[10:], *well]][phase]


async def main(folder, step):
    death = Death(step)
    store = await DyingStore.open(f"sqlite:///{folder}/resync.db")
    store.death = death
    clock = FixedClock()
    plan = FakePlan(clock=clock)
    chat = FileChat(folder / "channel.jsonl", death)
    diagnose = FakeDiagnosis()
    diagnose.lines = own_line
    alerts = Alerts(
        master=plan, store=store, diagnose=diagnose, cards=PlainCards(), chats=[(chat, "alerts")], clock=clock
    )
    world = folder / "phase"
    for phase in range(int(world.read_text()) if world.exists() else 0, 3):
        world.write_text(str(phase))
        plan.put(*jobs(phase))
        await alerts.look_once()
        for _ in range(2):
            clock.advance(minutes=10)
            await alerts.deliver_once()
    clock.advance(hours=1)  # past every pause that an earlier process left behind: its clock began anew
    await alerts.stop()
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
