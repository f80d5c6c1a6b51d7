"""What Resync itself keeps of an environment, as far as it is seen in the turn that runs just now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.agent.diagnosis import Remembered
from bot.agent.handover import Incidents
from bot.channel.scope import Sight, scope_now
from bot.circumstances import Past
from bot.reports import Happening, Incident
from tws.models import Job


def sight_of(environment: str) -> Sight | None:
    """What is seen of an environment just now, None where it does not exist for whoever asks."""
    return scope_now().of(environment)


class SeenIncidents:
    """Implements bot.agent.handover.Incidents: without those that are not seen."""

    def __init__(self, incidents: Incidents) -> None:
        self._incidents = incidents

    async def open_incidents(self) -> Sequence[Incident]:
        """The open incidents, newest first."""
        return _seen(await self._incidents.open_incidents())

    async def ended_since(self, since: datetime) -> Sequence[Incident]:
        """The incidents that were closed since then, newest first."""
        return _seen(await self._incidents.ended_since(since))

    async def journal(self, incident: str) -> Sequence[Happening]:
        """The life of an incident; only of those that the lists gave is it asked."""
        return await self._incidents.journal(incident)


class SeenMemories:
    """Implements bot.agent.diagnosis.Remembered: other jobs with the same error are named only where they are seen."""

    def __init__(self, remembered: Remembered, environment: str) -> None:
        self._remembered = remembered
        self._environment = environment

    async def past(self, job: Job) -> Past:
        """The job's own past."""
        return await self._remembered.past(job)

    async def helped(self, job: Job, codes: Collection[str]) -> Mapping[str, int]:
        """By the sheet's entry, how often it solved such errors, less how often it did not."""
        return await self._remembered.helped(job, codes)

    async def same_error(self, job: Job, codes: Collection[str]) -> tuple[str, ...]:
        """The keys of other jobs with the same error."""
        sight = sight_of(self._environment)
        found = await self._remembered.same_error(job, codes)
        return tuple(key for key in found if sight is not None and sight.has_key(key))


def _seen(incidents: Sequence[Incident]) -> tuple[Incident, ...]:
    scope = scope_now()
    return tuple(one for one in incidents if scope.shows(one))
