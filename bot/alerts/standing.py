"""What changed between the known incidents that are no bad ends and the conditions that a look saw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.alerts.conditions.records import Condition, ConditionsSeen
from bot.alerts.settings import KindSettings
from bot.alerts.watch import Change, Known, What, key_of
from bot.reports import BAD_END_KINDS, Evidence, IncidentKind

# These are about one job; while that job has a bad end that is open, its card says them.
OF_A_JOB = frozenset({IncidentKind.LATE, IncidentKind.AT_RISK, IncidentKind.OVERRUN})
# An estimate wanders by minutes at every look; only this much is news.
_COARSE = timedelta(minutes=10)


class Candidates:
    """Remembers since when conditions stand that are not told yet. A restart forgets it: `evidence.since` does not."""

    def __init__(self, kinds: Mapping[IncidentKind, KindSettings]) -> None:
        self._kinds = kinds
        self._first: dict[str, tuple[IncidentKind, datetime]] = {}

    def ripe(self, seen: ConditionsSeen, now: datetime) -> frozenset[str]:
        """The keys of the conditions that have stood for as long as their kind asks for."""
        standing = {one.key: one for one in seen.conditions}
        self._first = {
            key: value for key, value in self._first.items() if key in standing or value[0] not in seen.looked_at
        }
        for one in seen.conditions:
            self._first.setdefault(one.key, (one.kind, now))
        return frozenset(key for key, one in standing.items() if self._is_ripe(one, now))

    def _is_ripe(self, one: Condition, now: datetime) -> bool:
        asked = self._kinds.get(one.kind, KindSettings())
        since = min(one.evidence.since or now, self._first[one.key][1])
        return asked.on and now - since >= asked.after


def condition_changes(
    environment: str, known: Sequence[Known], seen: ConditionsSeen, *, ripe: Collection[str], bad_ends: Iterable[Change]
) -> tuple[Change, ...]:
    """What happened to conditions since; `ripe` are the keys that may be told, `bad_ends` those of this look."""
    by_key = {one.key: one for one in known if one.kind not in BAD_END_KINDS}
    busy = _Busy(environment, known, bad_ends)
    stood = (_stands(one, by_key.get(one.key)) for one in seen.conditions if not busy.has(one) and one.key in ripe)
    still = {one.key for one in seen.conditions}
    ended = (
        Change(what=What.RECOVERED, key=one.key, known=one)
        for one in by_key.values()
        if not one.closed and one.key not in still and one.kind in seen.looked_at and not busy.has_known(one)
    )
    return (*filter(None, stood), *ended)


class _Busy:
    """The jobs that have an open bad end."""

    def __init__(self, environment: str, known: Sequence[Known], bad_ends: Iterable[Change]) -> None:
        self._environment = environment
        new = [change for change in bad_ends if change.job is not None]
        open_ones = [one for one in known if one.kind in BAD_END_KINDS and not one.closed]
        self._keys = {one.key.split("~")[0] for one in open_ones} | {change.key.split("~")[0] for change in new}
        self._jobs = {one.job for one in open_ones} | {change.job.key for change in new if change.job is not None}

    def has(self, one: Condition) -> bool:
        if one.kind not in OF_A_JOB:
            return False
        return one.subject in self._jobs if one.job is None else key_of(self._environment, one.job) in self._keys

    def has_known(self, one: Known) -> bool:
        return one.kind in OF_A_JOB and one.job in self._jobs


def _stands(one: Condition, known: Known | None) -> Change | None:
    if known is None:
        return Change(what=What.OPENED, key=one.key, condition=one)
    if known.closed:
        return Change(what=What.REOPENED, key=one.key, known=known, condition=one)
    is_news = (known.kind, known.word) != (one.kind, one.word) or meaning(known.evidence) != meaning(one.evidence)
    return Change(what=What.CHANGED, key=one.key, known=known, condition=one) if is_news else None


def meaning(evidence: Evidence | None) -> tuple[object, ...]:
    """What makes a card say something else; figures that wander at every look are rounded."""
    if evidence is None:
        return ()
    return (
        evidence.deadline,
        _rounded(evidence.expected_at),
        _rounded(evidence.latest_start),
        # 1, 2–3, 4–7, 8–15 … jobs that wait
        (evidence.waiting or 0).bit_length(),
        evidence.blocked_by,
        evidence.states,
        evidence.text,
    )


def _rounded(moment: datetime | None) -> int | None:
    return None if moment is None else round(moment.timestamp() / _COARSE.total_seconds())
