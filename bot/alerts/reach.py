"""Says once when HWA cannot be asked, and once when it can again."""

from __future__ import annotations

import json
import uuid
from typing import Any

import structlog

from bot.alerts.letters import Letters
from bot.alerts.settings import AlertSettings
from bot.ports import Clock, Master
from bot.store import deliveries, notes
from bot.store.rows import Draft, Kind
from bot.store.store import Store
from tws.errors import TwsError, TwsPlanError
from tws.reports import Trouble, as_artifact, from_artifact

_LOG = structlog.get_logger(__name__)


class Reach:
    """Follows whether the master answers; what was said is stored, so that a restart does not say it again."""

    def __init__(
        self, *, master: Master, store: Store, letters: Letters, clock: Clock, settings: AlertSettings
    ) -> None:
        self._master = master
        self._store = store
        self._letters = letters
        self._clock = clock
        self._settings = settings
        self._note = f"down:{master.environment}"
        self._failures = 0
        # Whether an outage stands told in the store; unknown until the first answer.
        self._told = True
        self.trouble: Trouble | None = None

    async def failed(self, error: TwsError) -> None:
        """A look could not be made."""
        if isinstance(error, TwsPlanError):
            # The plan is read again in a few minutes; every plan extension does this.
            _LOG.info("plan.extending", environment=self._master.environment)
            return
        self._failures += 1
        if self.trouble is None:
            self.trouble = self._trouble(error)
            _LOG.warning("hwa.no_answer", environment=self._master.environment, error=self.trouble.error)
        if self._failures >= self._settings.looks_until_down:
            await self._say_down(self.trouble)

    async def answered(self) -> None:
        """A look was made."""
        self._failures = 0
        self.trouble = None
        if not self._told:
            return
        async with self._store.reading() as connection:
            said = await notes.read(connection, self._note)
        if said is not None:
            await self._say_back(json.loads(said))
        self._told = False

    async def _say_down(self, trouble: Trouble) -> None:
        self._told = True
        async with self._store.writing() as connection:
            if await notes.read(connection, self._note) is not None:
                return
            about = f"hwa-{uuid.uuid4().hex}"
            said = {"about": about, "trouble": as_artifact(trouble)}
            await notes.write(connection, self._note, json.dumps(said))
            drafts = self._drafts_down(about, trouble)
            await deliveries.add(connection, drafts, self._clock())
        _LOG.error("hwa.unreachable", environment=trouble.environment, error=trouble.error)

    def _drafts_down(self, about: str, trouble: Trouble) -> list[Draft]:
        build = self._letters.cards.unreachable_card
        return self._letters.note(
            about, Kind.ROOT, lambda: build(trouble), title=f"HWA: {trouble.error}", state="unreachable"
        )

    async def _say_back(self, said: dict[str, Any]) -> None:
        trouble = from_artifact(Trouble, said["trouble"])
        drafts = [draft for kind in (Kind.EDIT, Kind.REPLY) for draft in self._drafts_back(said, trouble, kind)]
        async with self._store.writing() as connection:
            await notes.erase(connection, self._note)
            await deliveries.add(connection, drafts, self._clock())
        _LOG.info("hwa.back", environment=trouble.environment, since=trouble.as_of.isoformat())

    def _drafts_back(self, said: dict[str, Any], trouble: Trouble, kind: Kind) -> list[Draft]:
        now = self._clock()
        build = self._letters.cards.back_card
        return self._letters.note(said["about"], kind, lambda: build(trouble, now), title="HWA: OK", state="recovered")

    def _trouble(self, error: TwsError) -> Trouble:
        return Trouble(
            environment=self._master.environment,
            as_of=self._clock(),
            error=type(error).__name__,
            message=str(error),
            host=error.host,
            detail=error.detail,
            status=error.status,
            last_answer_at=self._master.last_answer_at,
        )
