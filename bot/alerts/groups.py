"""One card for many incidents: what stood before the first look, and storms."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.letters import Letters
from bot.alerts.settings import AlertSettings
from bot.store import deliveries, incidents, notes
from bot.store.rows import Draft, Kind

LISTED = 20
STANDING = "standing"
STORM = "storm"


class Groups:
    """Names groups and writes their cards. A storm goes on while new rows come within the window of the last."""

    def __init__(self, environment: str, letters: Letters, settings: AlertSettings) -> None:
        self._environment = environment
        self._letters = letters
        self._settings = settings

    async def name(self, connection: AsyncConnection, now: datetime, *, first: bool) -> str:
        """The group that quiet incidents of this look belong to."""
        if first:
            return f"{STANDING}-{uuid.uuid4().hex}"
        storm, _, last = (await notes.read(connection, self._note) or "").partition(" ")
        if not storm or now - datetime.fromisoformat(last) > self._settings.window:
            storm = f"{STORM}-{uuid.uuid4().hex}"
        await notes.write(connection, self._note, f"{storm} {now.isoformat()}")
        return storm

    async def drafts(self, connection: AsyncConnection, group: str) -> list[Draft]:
        """The group's card as it stands now: its first rows, and how many it has."""
        total = await incidents.count(connection, self._environment, group=group)
        rows = [stored.incident for stored in await incidents.of_group(connection, group, LISTED)]
        if not rows:
            return []
        kind = Kind.EDIT if await deliveries.has_root(connection, group) else Kind.ROOT
        return self._letters.group(group, rows, total, what=group.partition("-")[0], kind=kind)

    @property
    def _note(self) -> str:
        return f"{STORM}:{self._environment}"
