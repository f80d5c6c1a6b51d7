"""Incidents in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, Text, bindparam, cast, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reports import BAD_END_KINDS, Evidence, Incident, IncidentKind, Severity
from bot.store.once import insert_once
from bot.store.rows import Place, StoredIncident
from bot.store.schema import diagnoses, incidents

_INCIDENT_FIELDS = tuple(field.name for field in fields(Incident))
_STORED_FIELDS = tuple(field.name for field in fields(StoredIncident) if field.name not in {"incident", "places"})
_BAD_ENDS = tuple(sorted(BAD_END_KINDS))
_EVIDENCE: TypeAdapter[Evidence] = TypeAdapter(Evidence)
_PLACES: TypeAdapter[tuple[Place, ...]] = TypeAdapter(tuple[Place, ...])
# The places of an incident as one text: JSON itself has no equality in PostgreSQL.
_ROUTE = cast(incidents.c.places, Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a place hears of a group: how many incidents, how many of them are over, and by which `routes`."""

    place: Place
    total: int = 0
    over: int = 0
    routes: frozenset[str] = frozenset()


async def add(connection: AsyncConnection, added: Sequence[StoredIncident]) -> frozenset[str]:
    """Store new incidents; give the ids of those that are stored. One whose key has an open incident is not."""
    await insert_once(connection, incidents, [_values(one) for one in added])
    ids = [one.incident.id for one in added]
    found = await connection.execute(select(incidents.c.id).where(incidents.c.id.in_(ids)))
    return frozenset(found.scalars())


async def change(connection: AsyncConnection, changed: Sequence[StoredIncident]) -> None:
    """Write incidents that `to_change` gave."""
    if changed:
        rows = [{"row": one.incident.id, **_values(one)} for one in changed]
        await connection.execute(update(incidents).where(incidents.c.id == bindparam("row")), rows)


async def to_change(connection: AsyncConnection, ids: Collection[str]) -> dict[str, StoredIncident]:
    """The incidents of those ids, kept from other writers until the transaction ends; missing ids are left out."""
    found = await _read(connection, select(incidents).where(incidents.c.id.in_(ids)).with_for_update())
    return {one.incident.id: one for one in found}


async def read(connection: AsyncConnection, ids: Collection[str]) -> dict[str, StoredIncident]:
    """The incidents of those ids as they stand; missing ids are left out."""
    found = await _read(connection, select(incidents).where(incidents.c.id.in_(ids)))
    return {one.incident.id: one for one in found}


async def followed(
    connection: AsyncConnection, environment: str, *, closed_since: datetime, to_change: bool = False
) -> tuple[StoredIncident, ...]:
    """The incidents that are open, and those closed since then, oldest first; `to_change` as the function does."""
    query = (
        select(incidents)
        .where(
            incidents.c.environment == environment,
            or_(incidents.c.closed_at.is_(None), incidents.c.closed_at >= closed_since),
        )
        .order_by(incidents.c.opened_at, incidents.c.id)
    )
    return await _read(connection, query.with_for_update() if to_change else query)


async def possible_causes(
    connection: AsyncConnection, environment: str, *, opened_since: datetime, limit: int
) -> tuple[StoredIncident, ...]:
    """Open incidents that follow from no other and opened since then, those with a message first, then oldest first."""
    query = select(incidents).where(
        incidents.c.environment == environment,
        incidents.c.closed_at.is_(None),
        incidents.c.cause == "",
        incidents.c.opened_at >= opened_since,
    )
    order = (incidents.c.quiet, incidents.c.opened_at, incidents.c.id)
    return await _read(connection, query.order_by(*order).limit(limit))


async def open_to_change(connection: AsyncConnection, key: str) -> StoredIncident | None:
    """The open incident of that key, as `to_change` gives it; None where there is none."""
    query = select(incidents).where(incidents.c.key == key, incidents.c.closed_at.is_(None))
    return next(iter(await _read(connection, query.with_for_update())), None)


async def opened(connection: AsyncConnection, environment: str, limit: int) -> tuple[StoredIncident, ...]:
    """The open incidents, newest first."""
    query = select(incidents).where(incidents.c.environment == environment, incidents.c.closed_at.is_(None))
    return await _read(connection, query.order_by(incidents.c.opened_at.desc(), incidents.c.id).limit(limit))


async def undiagnosed(
    connection: AsyncConnection, environment: str, *, tries: int, limit: int
) -> tuple[StoredIncident, ...]:
    """Open incidents without a diagnosis and with fewer than `tries` attempts at one: those with a message first."""
    query = select(incidents).where(
        incidents.c.environment == environment,
        incidents.c.closed_at.is_(None),
        incidents.c.diagnosed.is_(False),
        incidents.c.tries < tries,
        incidents.c.state != "rerunning",
        incidents.c.kind.in_(_BAD_ENDS),
    )
    order = (incidents.c.quiet, incidents.c.tries, incidents.c.opened_at.desc(), incidents.c.id)
    return await _read(connection, query.order_by(*order).limit(limit))


async def closed_since(
    connection: AsyncConnection, environment: str, since: datetime, limit: int
) -> tuple[StoredIncident, ...]:
    """The incidents that were closed since then, newest first."""
    query = select(incidents).where(incidents.c.environment == environment, incidents.c.closed_at >= since)
    return await _read(connection, query.order_by(incidents.c.closed_at.desc(), incidents.c.id).limit(limit))


async def of_group(
    connection: AsyncConnection, group: str, limit: int, routes: Collection[str] | None = None
) -> tuple[StoredIncident, ...]:
    """The incidents behind a card that stands for many, those of critical jobs first, then oldest first.

    `routes` are those of `scopes_of_group`; only what goes there is given.
    """
    query = select(incidents).where(incidents.c.group == group)
    if routes is not None:
        query = query.where(_ROUTE.in_(routes))
    return await _read(connection, _listed(query, limit))


async def effects_of(
    connection: AsyncConnection, causes: Collection[str], limit: int
) -> dict[str, tuple[StoredIncident, ...]]:
    """By cause, the first incidents that follow from it, in the order of a group; one without any is left out."""
    found = {}
    for cause in causes:
        rows = await _read(connection, _listed(select(incidents).where(incidents.c.cause == cause), limit))
        if rows:
            found[cause] = rows
    return found


async def count_effects(connection: AsyncConnection, causes: Collection[str]) -> dict[str, int]:
    """By cause, how many incidents follow from it; one without any is left out."""
    query = select(incidents.c.cause, func.count().label("total")).where(incidents.c.cause.in_(causes))
    rows = await connection.execute(query.group_by(incidents.c.cause))
    return {row.cause: row.total for row in rows}


async def scopes_of_group(connection: AsyncConnection, group: str) -> tuple[Scope, ...]:
    """The places in which incidents of a group are to be told, each once, with how many of them are."""
    query = select(_ROUTE.label("route"), func.count().label("total"), func.count(incidents.c.closed_at).label("over"))
    rows = await connection.execute(query.where(incidents.c.group == group).group_by(_ROUTE).order_by(_ROUTE))
    found: dict[tuple[str, str], Scope] = {}
    for row in rows:
        for place in _PLACES.validate_json(row.route):
            known = found.get((place.chat, place.target)) or Scope(place=place)
            found[place.chat, place.target] = replace(
                known, total=known.total + row.total, over=known.over + row.over, routes=known.routes | {row.route}
            )
    return tuple(found.values())


async def count(connection: AsyncConnection, environment: str) -> int:
    """How many incidents are open."""
    query = select(func.count()).select_from(incidents).where(incidents.c.environment == environment)
    return (await connection.execute(query.where(incidents.c.closed_at.is_(None)))).scalar_one()


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete the incidents that were closed before then; give their number."""
    gone = select(incidents.c.id).where(incidents.c.closed_at < before)
    await connection.execute(delete(diagnoses).where(diagnoses.c.incident.in_(gone)))
    return (await connection.execute(delete(incidents).where(incidents.c.closed_at < before))).rowcount


def _listed(query: Select[Any], limit: int) -> Select[Any]:
    return query.order_by(incidents.c.critical.desc(), incidents.c.opened_at, incidents.c.id).limit(limit)


async def _read(connection: AsyncConnection, query: Select[Any]) -> tuple[StoredIncident, ...]:
    return tuple(_stored(row) for row in await connection.execute(query))


def _values(one: StoredIncident) -> dict[str, Any]:
    values = {name: getattr(one.incident, name) for name in _INCIDENT_FIELDS}
    values |= {name: getattr(one, name) for name in _STORED_FIELDS}
    evidence = one.incident.evidence
    return values | {
        "evidence": _EVIDENCE.dump_python(evidence, mode="json") if evidence else {},
        "places": _places(one.places),
        "signature": list(one.signature),
    }


@lru_cache(maxsize=1_000)
def _places(places: tuple[Place, ...]) -> Any:
    """The places as JSON holds them; in a storm thousands of incidents go to the same few."""
    return _PLACES.dump_python(places, mode="json")


def _stored(row: Row[Any]) -> StoredIncident:
    values = dict(row._mapping)  # noqa: SLF001 the documented way to a row's names
    evidence, kind, severity = values.pop("evidence"), values.pop("kind"), values.pop("severity")
    incident = Incident(
        kind=IncidentKind(kind),
        severity=Severity(severity),
        evidence=_EVIDENCE.validate_python(evidence) if evidence else None,
        **{name: values.pop(name) for name in _INCIDENT_FIELDS if name in values},
    )
    places, signature = _PLACES.validate_python(values.pop("places")), tuple(values.pop("signature"))
    return StoredIncident(incident=incident, places=places, signature=signature, **values)
