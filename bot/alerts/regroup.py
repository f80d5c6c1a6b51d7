"""Groups anew where something became known later: a workstation that is down, or what an error is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerts import lifecycle
from bot.alerts.causes import Link, is_down, links
from bot.alerts.errors_alike import differ, is_own_mistake
from bot.alerts.groups import is_standing
from bot.alerts.settings import AlertSettings
from bot.alerts.steps import Step
from bot.alerts.turn import Turn
from bot.alerts.voice import Voice, Wanting
from bot.store import incidents
from bot.store.rows import Mute, StoredIncident

# Incidents that one diagnosis is compared with.
COMPARED = 200
# What a diagnosis can take back.
_GUESSED = ("same_stream:", "same_workstation:", "workstation_down:", "follows:")


class Regroup:
    """Links incidents that were told apart, and takes apart what only seemed to belong together."""

    def __init__(self, environment: str, voice: Voice, settings: AlertSettings) -> None:
        self._environment = environment
        self._voice = voice
        self._settings = settings

    def behind_workstations(self, turn: Turn, stored: Iterable[StoredIncident]) -> None:
        """Put the bad ends behind a workstation that turns out to be down in this turn."""
        down = [step.after for step in turn.steps.values() if step.before is None and is_down(step.after.incident)]
        if not down:
            return
        since = min(_noticeable_since(one, self._settings) for one in down)
        news = [one for one in stored if _is_free(turn, one) and not _is_told_of_old(one)]
        news = [one for one in news if one.incident.opened_at >= since]
        found = _seen_to_move(news, down, links(news, down, self._settings.cause_window))
        for one, link in _linked(news, found):
            if any(link.cause == cause.incident.id for cause in down):
                _put(turn, one, one, link)

    async def after_diagnosis(
        self, turn: Turn, before: StoredIncident, after: StoredIncident, mutes: Sequence[Mute]
    ) -> None:
        """Link an incident whose error is known now to others with the same; let go of those that differ from it."""
        await self._let_go(turn, before, after, mutes)
        if after.incident.cause or _is_told_of_old(after):
            return
        since = after.incident.opened_at - self._settings.cause_window
        pool = await incidents.possible_causes(turn.connection, self._environment, opened_since=since, limit=COMPARED)
        others = [one for one in pool if one.incident.id != after.incident.id and not _is_told_of_old(one)]
        older = [one for one in others if one.incident.opened_at <= after.incident.opened_at]
        if not after.incident.effects and self._join(turn, [after], older, before):
            return
        newer = [one for one in others if one.incident.opened_at > after.incident.opened_at and _is_free(turn, one)]
        self._join(turn, newer, [after], before)

    def _join(
        self, turn: Turn, news: Sequence[StoredIncident], causes: Sequence[StoredIncident], before: StoredIncident
    ) -> bool:
        ids = {one.incident.id for one in causes}
        found = _seen_to_move(news, causes, links(news, causes, self._settings.cause_window))
        same = {key: link for key, link in found.items() if link.because.startswith("same_error") and link.cause in ids}
        for one, link in _linked(news, same):
            _put(turn, before if one.incident.id == before.incident.id else one, one, link)
        return bool(same)

    async def _let_go(self, turn: Turn, before: StoredIncident, after: StoredIncident, mutes: Sequence[Mute]) -> None:
        strangers = []
        if after.incident.because.startswith(_GUESSED) and after.announced_at is None:
            cause = (await incidents.to_change(turn.connection, [after.incident.cause])).get(after.incident.cause)
            if cause is not None and _is_strange(cause, after):
                strangers = [(before, after)]
        effects = await incidents.effects_of(turn.connection, [after.incident.id], COMPARED)
        guessed = [one for one in effects.get(after.incident.id, ()) if one.incident.because.startswith(_GUESSED)]
        strangers += [(one, one) for one in guessed if _is_loose(one) and _is_strange(after, one)]
        wanting = [Wanting(step=self._apart(turn, *each)) for each in strangers]
        if wanting:
            await self._voice.settle(turn, wanting, standing=(), mutes=mutes)

    def _apart(self, turn: Turn, before: StoredIncident, after: StoredIncident) -> Step:
        alone = replace(lifecycle.following(after, "", ""), group="")
        happenings = (turn.happening("released", text=after.incident.because),)
        return Step(before=before, after=alone, happenings=happenings)


def _put(turn: Turn, before: StoredIncident, after: StoredIncident, link: Link) -> None:
    linked = lifecycle.following(after, link.cause, link.because)
    turn.put(Step(before=before, after=linked, happenings=(turn.happening("grouped", text=link.because),)))


def _linked(news: Iterable[StoredIncident], found: dict[str, Link]) -> list[tuple[StoredIncident, Link]]:
    return [(one, found[one.incident.id]) for one in news if one.incident.id in found]


def _seen_to_move(
    news: Iterable[StoredIncident], causes: Iterable[StoredIncident], found: dict[str, Link]
) -> dict[str, Link]:
    """The links but for those that would send people from a card that they see to one that stands nowhere."""
    shown = {one.incident.id for one in causes if one.announced_at is not None}
    told = {one.incident.id for one in news if one.announced_at is not None}
    return {key: link for key, link in found.items() if key not in told or link.cause in shown}


def _noticeable_since(down: StoredIncident, settings: AlertSettings) -> datetime:
    """When a workstation went down at the earliest; what ended badly before that has another cause."""
    incident = down.incident
    told_after = settings.kinds[incident.kind].after + settings.conditions_every * 2
    since = incident.evidence.since if incident.evidence else None
    return max(since or incident.opened_at - told_after, incident.opened_at - settings.cause_window)


def _is_strange(cause: StoredIncident, effect: StoredIncident) -> bool:
    if lifecycle.is_bad_end(cause):
        return differ(cause, effect)
    return is_own_mistake(effect)


def _is_told_of_old(one: StoredIncident) -> bool:
    """Whether it is a row of what stood before the first look: nobody would see what is put behind it."""
    return one.quiet and is_standing(one.group)


def _is_loose(one: StoredIncident) -> bool:
    return one.incident.closed_at is None and one.announced_at is None


def _is_free(turn: Turn, one: StoredIncident) -> bool:
    """Whether it may be put behind another: open, a bad end, neither cause nor effect, and left alone in this turn."""
    incident = one.incident
    if incident.closed_at is not None or incident.cause or incident.effects or not lifecycle.is_bad_end(one):
        return False
    return incident.id not in turn.steps
