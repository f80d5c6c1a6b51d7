"""A process that keeps where Teams is, posts an alert, says its reference, and is killed: `dying_process.py FOLDER URL`."""

import asyncio
import os
import signal
import sys

from adapters.teams.inbound import Place
from adapters.teams.platform import TeamsConfig, teams
from bot.store.references import StoredReferences
from bot.store.store import Store
from tests.adapters.teams.conftest import alert
from tests.adapters.teams.fake.payloads import BOT, OPS
from tests.fakes import FixedClock


async def main(folder: str, url: str) -> None:
    store = await Store.open(f"sqlite:///{folder}/resync.db")
    async with teams(TeamsConfig(development=url)) as platform:
        platform.remember(StoredReferences(store, "teams", FixedClock()))
        await platform._places.keep(Place(tenant="t", channel=OPS, service_url=url, bot=BOT))
        print(await platform.chat.post(alert()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
