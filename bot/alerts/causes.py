"""Which incidents follow from one, and why; pure.

An incident is merged only for a reason that can be said in a word (peers.md 17): the workstation is down, or jobs end
badly there and hardly anywhere else; the same error; a job before it in the plan; the same job stream; a job that it
waits for. Two whose errors are known to differ are never merged: that they share a stream or a workstation is then a
coincidence. What only shares a job stream, or a workstation that is not known to be down, is a guess, and told as one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from types import MappingProxyType

from bot.alerts.errors_alike import differ, error_traits, is_own_mistake, same_error
from bot.reports import BAD_END_KINDS, Incident, IncidentKind
from bot.store.rows import StoredIncident

# From so many bad ends on one workstation on, while there are hardly any elsewhere, the workstation is suspected.
MANY_HERE = 3
# One elsewhere for so many here is chance.
HARDLY = 4
_UNKNOWN: Mapping[str, Collection[str]] = MappingProxyType({})
# Suspects of one trait that are compared; in a storm they are many, and alike.
COMPARED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That an incident follows from another (`cause`, its id), and `because` of what, as in an Incident."""

    cause: str
    because: str


def links(
    news: Sequence[StoredIncident],
    standing: Sequence[StoredIncident],
    window: timedelta,
    upstream: Mapping[str, Collection[str]] = _UNKNOWN,
) -> dict[str, Link]:
    """By id, the incidents of the news that follow from one that stands or from an earlier one of the news.

    A cause follows from nothing itself. `upstream` are the keys of bad ends before others in the plan, where known.
    """
    suspects = _Suspects(news, standing, window, upstream)
    found: dict[str, Link] = {}
    for one in sorted(news, key=lambda each: _when(each, upstream)):
        link = suspects.link(one)
        if link is None:
            suspects.add(one)
        else:
            found[one.incident.id] = link
    return found


def is_down(incident: Incident) -> bool:
    """Whether a workstation is so that jobs end badly there; a limit of 0 or a high fence only keeps them waiting."""
    states = incident.evidence.states if incident.evidence else ()
    return incident.kind is IncidentKind.WORKSTATION and any(
        not state.upper().startswith(("LIMIT", "FENCE")) for state in states
    )


class _Suspects:
    """What may be the cause of the next one, oldest first."""

    def __init__(
        self,
        news: Sequence[StoredIncident],
        standing: Sequence[StoredIncident],
        window: timedelta,
        upstream: Mapping[str, Collection[str]],
    ) -> None:
        self._window = window
        self._upstream = upstream
        self._by_trait: dict[str, list[StoredIncident]] = {}
        self._ends = _Ends([one.incident for one in (*standing, *news) if one.incident.kind in BAD_END_KINDS])
        for one in sorted(standing, key=lambda each: _when(each, upstream)):
            if not one.incident.cause and one.incident.closed_at is None:
                self.add(one)

    def add(self, one: StoredIncident) -> None:
        for trait in _traits(one):
            self._by_trait.setdefault(trait, []).append(one)

    def link(self, one: StoredIncident) -> Link | None:
        if one.incident.kind in BAD_END_KINDS:
            sure = self._down(one) or self._same_error(one) or self._follows(one)
            return sure or self._same_workstation(one) or self._same_stream(one)
        return self._stuck(one) or self._blocked(one)

    def _down(self, one: StoredIncident) -> Link | None:
        place = one.incident.workstation
        cause = None if is_own_mistake(one) else self._first(f"down {place}")
        return _link(cause, f"workstation_down:{place}")

    def _follows(self, one: StoredIncident) -> Link | None:
        """The bad end of a job before it in the plan, the one nearest to the start of all."""
        causes = [cause for key in self._before(one) if (cause := self._first(f"key {key}")) and not differ(cause, one)]
        cause = min(causes, key=lambda each: _when(each, self._upstream), default=None)
        return None if cause is None else Link(cause=cause.incident.id, because=f"follows:{cause.incident.job}")

    def _same_error(self, one: StoredIncident) -> Link | None:
        pairs = ((cause, same_error(cause, one)) for trait in error_traits(one) for cause in self._near(trait, one))
        return next((_link(cause, f"same_error:{shared}") for cause, shared in pairs if shared), None)

    def _same_workstation(self, one: StoredIncident) -> Link | None:
        place = one.incident.workstation
        here, everywhere = self._ends.count(one.incident, self._window)
        if not place or here < MANY_HERE or (everywhere - here) * HARDLY > here:
            return None
        return _link(self._alike(f"at {place}", one), f"same_workstation:{place}")

    def _same_stream(self, one: StoredIncident) -> Link | None:
        stream = one.incident.job_stream
        if not stream:
            return None
        near = self._near(f"in {_instance(one)}", one)
        # One that comes after it in the plan is not its cause, whichever was seen first.
        cause = next((o for o in near if not differ(o, one) and one.incident.key not in self._before(o)), None)
        return _link(cause, f"same_stream:{stream}")

    def _before(self, one: StoredIncident) -> Collection[str]:
        return self._upstream.get(one.incident.key, ())

    def _stuck(self, one: StoredIncident) -> Link | None:
        if one.incident.kind is not IncidentKind.STUCK:
            return None
        return _link(self._first(f"stream {_stream(one)}"), f"same_stream:{one.incident.job_stream}")

    def _blocked(self, one: StoredIncident) -> Link | None:
        blocked_by = one.incident.evidence.blocked_by if one.incident.evidence else ""
        return _link(self._first(f"job {blocked_by}"), f"blocked_by:{blocked_by}") if blocked_by else None

    def _first(self, trait: str) -> StoredIncident | None:
        return next(iter(self._by_trait.get(trait, ())), None)

    def _alike(self, trait: str, one: StoredIncident) -> StoredIncident | None:
        return next((other for other in self._near(trait, one) if not differ(other, one)), None)

    def _near(self, trait: str, one: StoredIncident) -> Iterable[StoredIncident]:
        others = self._by_trait.get(trait, ())
        near = (o for o in others if abs(o.incident.opened_at - one.incident.opened_at) <= self._window)
        return islice(near, COMPARED)


class _Ends:
    """When jobs ended badly, on each workstation and everywhere."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._everywhere: list[datetime] = []
        self._here: dict[str, list[datetime]] = {}
        for incident in sorted(incidents, key=lambda each: each.opened_at):
            self._everywhere.append(incident.opened_at)
            self._here.setdefault(incident.workstation, []).append(incident.opened_at)

    def count(self, incident: Incident, window: timedelta) -> tuple[int, int]:
        """How many there were around that one, on its workstation and everywhere."""
        begin, end = incident.opened_at - window, incident.opened_at + window
        here = self._here.get(incident.workstation, [])
        return _between(here, begin, end), _between(self._everywhere, begin, end)


def _between(moments: Sequence[datetime], begin: datetime, end: datetime) -> int:
    return bisect_right(moments, end) - bisect_left(moments, begin)


def _link(cause: StoredIncident | None, because: str) -> Link | None:
    return None if cause is None else Link(cause=cause.incident.id, because=because)


def _traits(one: StoredIncident) -> Iterable[str]:
    incident = one.incident
    if is_down(incident):
        yield f"down {incident.workstation or incident.job}"
    elif incident.kind in BAD_END_KINDS:
        yield from (f"at {incident.workstation}", f"in {_instance(one)}", f"stream {_stream(one)}")
        yield from (f"job {incident.job}", f"key {incident.key}")
        yield from error_traits(one)


def _instance(one: StoredIncident) -> str:
    """The job stream instance, as it stands in the key of a job."""
    return one.incident.key.rpartition("|")[0]


def _stream(one: StoredIncident) -> str:
    return f"{one.incident.folder}|{one.incident.job_stream}"


def _when(one: StoredIncident, upstream: Mapping[str, Collection[str]]) -> tuple[int, int, datetime]:
    # A workstation that is down explains what ended badly there before it was noticed; a bad end what waits for it.
    rank = 0 if one.incident.kind is IncidentKind.WORKSTATION else 1 if one.incident.kind in BAD_END_KINDS else 2
    return rank, len(upstream.get(one.incident.key, ())), one.incident.opened_at
