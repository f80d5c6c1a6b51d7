"""The zone in which times are said: the one that was asked for, else the engine's own."""

from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.ports import Master
from tws.errors import TwsError

LEARN_SECONDS = 3


class Zone:
    """Called, it gives the zone. Until the engine has told its own, this machine's offset's zone or UTC."""

    def __init__(self, asked_for: ZoneInfo | None) -> None:
        self._asked_for = asked_for
        self._engines: ZoneInfo | None = None

    def __call__(self) -> ZoneInfo:
        return self._asked_for or self._engines or _this_machines()

    async def learn(self, master: Master) -> None:
        """Ask the engine for its zone, where that is not yet known; a master that is silent is asked again later."""
        if self._asked_for or self._engines:
            return
        try:
            async with asyncio.timeout(LEARN_SECONDS):
                self._engines = _zone(str((await master.engine()).time_zone))
        except (TwsError, TimeoutError):
            return


def _this_machines() -> ZoneInfo:
    return _zone(str(datetime.now().astimezone().tzinfo)) or ZoneInfo("UTC")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None
