"""What time alone brings about: a hold or a snooze that ends, a cause that is gone, nobody who came; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.alerts import lifecycle
from bot.alerts.flapping import FLAPPING
from bot.alerts.letters import joined
from bot.alerts.ports import Routes
from bot.alerts.routing.records import called_on
from bot.store.rows import Mute, Place, StoredIncident
from tws.models import Job

RECOVERY = "recovery"
SNOOZE = "snooze"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is to happen to an incident now.

    `what` is a Happening's word; where it `speaks` it has no message yet and wants one; `alone`: it has one, and what
    it followed from is over; `calls` are the places that hear of it next, or again, calling whom they name.
    """

    stored: StoredIncident
    what: str
    text: str = ""
    speaks: bool = False
    alone: bool = False
    calls: tuple[Place, ...] = ()


def due(
    stored: Sequence[StoredIncident],
    routes: Routes,
    *,
    now: datetime,
    mutes: Sequence[Mute],
    jobs: Mapping[str, Job],
    orphan_wait: timedelta,
) -> tuple[Due, ...]:
    """What is due of the incidents, open or lately closed; `jobs` are those in error as they stand now, by key."""
    by_id = {one.incident.id: one for one in stored}
    found = (
        _of_held(one, routes, now, mutes, jobs.get(one.incident.key))
        or _orphaned(one, by_id, now - orphan_wait)
        or _unheard(one, routes, now, mutes)
        for one in stored
        if one.incident.closed_at is None
    )
    return tuple(one for one in found if one is not None)


def escalated(one: Due, now: datetime) -> StoredIncident:
    """The incident after a step of its escalation."""
    incident = replace(one.stored.incident, updated_at=now)
    return replace(
        one.stored, incident=incident, escalated=one.stored.escalated + 1, places=joined(one.stored.places, one.calls)
    )


def released(one: Due, now: datetime) -> StoredIncident:
    """The incident that nothing holds back and that follows from nothing; who has its message is waited for anew."""
    free = lifecycle.following(lifecycle.unheld(one.stored), "", "")
    return replace(free, announced_at=now, escalated=0) if one.alone else free


def _of_held(one: StoredIncident, routes: Routes, now: datetime, mutes: Sequence[Mute], job: Job | None) -> Due | None:
    until, why = one.incident.held_until, one.incident.held_why
    if until is None:
        return None
    if why.startswith(SNOOZE):
        is_over = now >= until
    elif why.startswith(FLAPPING):
        is_over = one.incident.state != "rerunning" and now >= until
    elif why.startswith(RECOVERY):
        mended = job is not None and not lifecycle.may_recover(job)
        is_over = one.incident.state != "rerunning" and (now >= until or mended)
    else:
        is_over = routes.of(one.incident, now, mutes).hold is None
    return Due(stored=one, what="released", text=why, speaks=one.announced_at is None) if is_over else None


def _orphaned(one: StoredIncident, by_id: Mapping[str, StoredIncident], long_ago: datetime) -> Due | None:
    """An effect that outlives its cause: it has another, or is one itself."""
    if not one.incident.cause or one.group or one.incident.state == "rerunning":
        return None
    cause = by_id.get(one.incident.cause)
    closed_at = cause.incident.closed_at if cause is not None else long_ago
    if closed_at is None or closed_at > long_ago:
        return None
    told = one.announced_at is not None
    return Due(stored=one, what="released", text=one.incident.because, speaks=not told, alone=told)


def _calling(place: Place, mentions: Sequence[str]) -> Place:
    return replace(place, mentions=called_on(place.chat, mentions))


def _unheard(one: StoredIncident, routes: Routes, now: datetime, mutes: Sequence[Mute]) -> Due | None:
    incident = one.incident
    if one.announced_at is None or incident.held_until is not None or incident.cause:
        return None
    if incident.state != "open" or incident.taken_by:
        return None
    place = routes.escalation(incident, announced_at=one.announced_at, level=one.escalated, now=now, mutes=mutes)
    if place is None:
        return None
    calls = (place,) if place.chat else tuple(_calling(each, place.mentions) for each in one.places)
    # What is for one platform alone says nothing to the readers of another.
    everywhere = set.intersection(*({*each.mentions} for each in calls)) if calls else set()
    told = [mention for mention in dict.fromkeys(place.mentions) if mention in everywhere]
    text = " ".join(told) or ", ".join(f"{each.chat}:{each.target}" for each in calls)
    return Due(stored=one, what="escalated", text=text, calls=calls) if calls else None
