"""What changed between the known incidents that are no bad ends and the conditions that a look saw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.conditions.records import Condition, ConditionsSeen
from bot.alerts.settings import KindSettings
from bot.alerts.watch import Change, Known, What, key_of
from bot.reports import BAD_END_KINDS, Evidence, IncidentKind

# These are about one job; while that job has a bad end that is open, its card says them.
OF_A_JOB = frozenset({IncidentKind.LATE, IncidentKind.AT_RISK, IncidentKind.OVERRUN})
# An estimate wanders by minutes at every look; only this much is news.
_COARSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """`stood`: it was there when its kind was looked at for the first time."""

    kind: IncidentKind
    since: datetime
    stood: bool


class Candidates:
    """Remembers since when conditions stand that are not told yet. A restart forgets it: `evidence.since` does not."""

    def __init__(self, kinds: Mapping[IncidentKind, KindSettings]) -> None:
        self._kinds = kinds
        self._candidates: dict[str, _Candidate] = {}
        self._strange: frozenset[IncidentKind] = frozenset()

    def begin(self) -> None:
        """The plan was never looked at: what stands when a kind is looked at for the first time is no news."""
        self._strange = frozenset(IncidentKind)

    def ripe(self, seen: ConditionsSeen, now: datetime) -> dict[str, bool]:
        """The keys of the conditions that have stood as long as their kind asks for, and whether they always did."""
        standing = {one.key: one for one in seen.conditions}
        self._candidates = {
            key: one for key, one in self._candidates.items() if key in standing or one.kind not in seen.looked_at
        }
        for one in seen.conditions:
            self._candidates.setdefault(one.key, _Candidate(one.kind, now, one.kind in self._strange))
        self._strange -= seen.looked_at
        return {key: self._candidates[key].stood for key, one in standing.items() if self._is_ripe(one, now)}

    def _is_ripe(self, one: Condition, now: datetime) -> bool:
        asked = self._kinds.get(one.kind, KindSettings())
        since = min(one.evidence.since or now, self._candidates[one.key].since)
        return asked.on and now - since >= asked.after


def condition_changes(
    environment: str,
    known: Sequence[Known],
    seen: ConditionsSeen,
    *,
    ripe: Mapping[str, bool],
    bad_ends: Iterable[Change],
    told_elsewhere: Collection[str] = (),
) -> tuple[Change, ...]:
    """What happened to conditions since; `ripe` are the keys that may be told, with whether they stood before the first
    look, `bad_ends` those of this look, `told_elsewhere` the keys of conditions that another incident tells."""
    by_key = {one.key: one for one in known if one.kind not in BAD_END_KINDS}
    busy = _Busy(environment, known, bad_ends)
    stood = (
        _stands(one, by_key.get(one.key), stood=ripe[one.key])
        for one in seen.conditions
        if not busy.has(one) and one.key in ripe and (one.key in by_key or one.key not in told_elsewhere)
    )
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


def _stands(one: Condition, known: Known | None, *, stood: bool) -> Change | None:
    if known is None:
        return Change(what=What.OPENED, key=one.key, condition=one, stood=stood)
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
