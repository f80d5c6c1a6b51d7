"""One card for many incidents: what stood before the first look, and storms."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.beside import Beside, beside
from bot.alerts.letters import Address, Build, Letters, address
from bot.alerts.settings import AlertSettings
from bot.reports import Incident
from bot.store import deliveries, incidents, notes
from bot.store.incidents import Scope
from bot.store.rows import Draft, Place

LISTED = 30
STANDING = "standing"
STORM = "storm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many more incidents get a card each, and how many where the others are critical."""

    cards: int
    urgent: int


def is_standing(group: str) -> bool:
    """Whether the group is what stood before the first look."""
    return group.startswith(STANDING)


class Groups:
    """Names groups and writes their cards. A storm goes on while new rows come within the window of the last."""

    def __init__(self, environment: str, letters: Letters, settings: AlertSettings) -> None:
        self._environment = environment
        self._note = f"{STORM}:{environment}"
        self._standing = f"{STANDING}:{environment}"
        self._letters = letters
        self._settings = settings

    async def standing(self, connection: AsyncConnection, *, first: bool) -> str:
        """The group of what stood before the first look; that one begins it."""
        group = None if first else await notes.read(connection, self._standing)
        if group is None:
            group = f"{STANDING}-{uuid.uuid4().hex}"
            await notes.write(connection, self._standing, group)
        return group

    async def looked_at(self, connection: AsyncConnection) -> datetime | None:
        """When the first look was, None before it."""
        told = await notes.read(connection, f"looked:{self._environment}")
        return datetime.fromisoformat(told) if told else None

    async def storm(self, connection: AsyncConnection, now: datetime) -> str:
        """The group that rows of a storm belong to now."""
        storm, _, last = (await notes.read(connection, self._note) or "").partition(" ")
        if not storm or now - datetime.fromisoformat(last) > self._settings.window:
            storm = f"{STORM}-{uuid.uuid4().hex}"
        await notes.write(connection, self._note, f"{storm} {now.isoformat()}")
        return storm

    async def room(self, connection: AsyncConnection, now: datetime) -> Room:
        """How many more incidents get a card each before the others are rows of a storm's."""
        most = self._settings.cards_in_window
        since = now - self._settings.window
        given = await deliveries.count_roots(connection, self._environment, since)
        return Room(cards=max(most - given, 0), urgent=max(2 * most - given, 0))

    async def drafts(self, connection: AsyncConnection, group: str) -> list[Draft]:
        """The group's card as it stands now, in each place of what goes there: the first rows, how many there are, and
        how many of them are over. What stood before the first look is no news anywhere else later on."""
        heard = await deliveries.rooted(connection, group)
        version = uuid.uuid4().hex
        drafts = []
        for alike in _alike(await incidents.scopes_of_group(connection, group)):
            one = alike[0]
            found = await incidents.of_group(connection, group, LISTED, one.routes)
            rows = [stored.incident for stored in found]
            shown = await beside(connection, found) if _is_one(group, one) and found else {}
            build = _alone(rows[0], shown[rows[0].id]) if shown else _build(group, one, rows)
            places = [scope.place for scope in alike if not _is_old_news(group, scope.place, heard)]
            what = _what(group)
            drafts += self._letters.group(group, build, what=what, version=version, places=places, heard=heard)
        return drafts


def _is_old_news(group: str, place: Place, heard: Collection[Address]) -> bool:
    return is_standing(group) and bool(heard) and address(place) not in heard


def _alike(scopes: Iterable[Scope]) -> list[list[Scope]]:
    """The scopes that hear of the same incidents, together."""
    alike: dict[frozenset[str], list[Scope]] = {}
    for scope in scopes:
        alike.setdefault(scope.routes, []).append(scope)
    return list(alike.values())


def _is_one(group: str, scope: Scope) -> bool:
    """Whether a place sees no storm: its only row is told as any alert is, until there are more."""
    return not is_standing(group) and scope.total == 1


def _alone(incident: Incident, beside: Beside) -> Build:
    return lambda cards: cards.alert_card(
        incident, beside.report, happenings=beside.happenings, effects=beside.effects, cause=beside.cause
    )


def _build(group: str, scope: Scope, rows: list[Incident]) -> Build:
    return lambda cards: cards.group_card(rows, scope.total, _what(group), recovered=scope.over)


def _what(group: str) -> str:
    return group.partition("-")[0]
