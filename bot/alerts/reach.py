"""Says once when HWA cannot be asked, and once when it can again."""

from __future__ import annotations

import json
import uuid
from typing import Any

import structlog
from pydantic import TypeAdapter

from bot.alerts.letters import Letters
from bot.alerts.ports import Mutes, Routes
from bot.alerts.settings import AlertSettings
from bot.ports import Clock, Master
from bot.reports import Incident, IncidentKind, Severity
from bot.store import deliveries, notes
from bot.store.rows import Draft, Kind, Place
from bot.store.store import Store
from tws.errors import TwsError, TwsPlanError
from tws.reports import Trouble, as_artifact, from_artifact

_LOG = structlog.get_logger(__name__)
_PLACES: TypeAdapter[tuple[Place, ...]] = TypeAdapter(tuple[Place, ...])


class Reach:
    """Follows whether the master answers; what was said is stored, so that a restart does not say it again."""

    def __init__(
        self,
        *,
        master: Master,
        store: Store,
        letters: Letters,
        clock: Clock,
        settings: AlertSettings,
        routes: Routes,
        mutes: Mutes,
    ) -> None:
        self._master = master
        self._routes = routes
        self._mutes = mutes
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
        if self._is_to_be_told(self.trouble):
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

    def _is_to_be_told(self, trouble: Trouble) -> bool:
        kind = self._settings.kinds[IncidentKind.HWA]
        enough = self._failures >= self._settings.looks_until_down
        return kind.on and enough and self._clock() - trouble.as_of >= kind.after

    async def _say_down(self, trouble: Trouble) -> None:
        self._told = True
        now = self._clock()
        async with self._store.writing() as connection:
            if await notes.read(connection, self._note) is not None:
                return
            about = f"hwa-{uuid.uuid4().hex}"
            route = self._routes.of(_incident(about, trouble), now, await self._mutes(connection, now))
            if route.hold is not None:
                # Asked again at the next look that fails.
                return
            said = {"about": about, "trouble": as_artifact(trouble), "places": _PLACES.dump_python(route.places)}
            await notes.write(connection, self._note, json.dumps(said))
            drafts = self._letters.note(
                about,
                Kind.ROOT,
                lambda cards: cards.unreachable_card(trouble),
                title=f"HWA: {trouble.error}",
                state="unreachable",
                places=route.places,
            )
            await deliveries.add(connection, drafts, now)
        _LOG.error("hwa.unreachable", environment=trouble.environment, error=trouble.error)

    async def _say_back(self, said: dict[str, Any]) -> None:
        trouble = from_artifact(Trouble, said["trouble"])
        # An outage that was told by a version without places has none, and its end is not told.
        places = _PLACES.validate_python(said.get("places", ()))
        drafts = [
            draft
            for kind in (Kind.EDIT, Kind.REPLY)
            for draft in self._drafts_back(said["about"], trouble, kind, places)
        ]
        async with self._store.writing() as connection:
            await notes.erase(connection, self._note)
            await deliveries.add(connection, drafts, self._clock())
        _LOG.info("hwa.back", environment=trouble.environment, since=trouble.as_of.isoformat())

    def _drafts_back(self, about: str, trouble: Trouble, kind: Kind, places: tuple[Place, ...]) -> list[Draft]:
        now = self._clock()
        return self._letters.note(
            about,
            kind,
            lambda cards: cards.back_card(trouble, now),
            title="HWA: OK",
            state="recovered",
            places=places,
        )

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


def _incident(about: str, trouble: Trouble) -> Incident:
    """The outage as routes know what is to be told."""
    return Incident(
        id=about,
        key=f"{trouble.environment}|{IncidentKind.HWA}",
        environment=trouble.environment,
        job=trouble.environment,
        job_name="",
        job_stream="",
        workstation="",
        internal_status=trouble.error,
        state="open",
        opened_at=trouble.as_of,
        updated_at=trouble.as_of,
        kind=IncidentKind.HWA,
        severity=Severity.CRITICAL,
    )
