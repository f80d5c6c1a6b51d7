"""Recovery prompts: what a job in error asks before it is run again belongs to the job's own incident; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.alerts.conditions.prompts import RESTART
from bot.alerts.conditions.records import Condition, ConditionsSeen
from bot.alerts.watch import BAD_ENDS, Change, Known, What
from bot.reports import BAD_END_KINDS, Evidence, IncidentKind
from tws.models import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPrompts:
    """By incident key what the job in error asks, the keys of those prompts, and whether all prompts were seen."""

    of_job: Mapping[str, Evidence] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    complete: bool = False


def recovery_prompts(seen: ConditionsSeen, in_error: Mapping[str, Job]) -> RecoveryPrompts:
    """The prompts that wait because a job ended badly.

    API v1 does not say whose prompt it is: a lone one of the recovery kind is that of the only job that needs a reply.
    """
    prompts = [one for one in seen.conditions if one.kind is IncidentKind.PROMPT]
    owned = [(key, one) for one in prompts for key, job in in_error.items() if one.waiter and one.waiter == job.key]
    found: dict[str, Condition] = {}
    for key, one in owned:
        if one.key not in {other.key for other in found.values()}:
            found.setdefault(key, one)
    lone = [one for one in prompts if not one.waiter and RESTART in one.evidence.states]
    asking = [key for key, job in in_error.items() if job.needs_reply and key not in found]
    if len(lone) == len(asking) == 1:
        found[asking[0]] = lone[0]
    return RecoveryPrompts(
        of_job={key: one.evidence for key, one in found.items()},
        keys=frozenset(one.key for one in found.values()),
        complete=IncidentKind.PROMPT in seen.looked_at,
    )


def with_prompts(found: Iterable[Change], prompts: RecoveryPrompts) -> tuple[Change, ...]:
    """The changes, a new bad end with what its job asks."""
    return tuple(
        replace(change, prompt=prompts.of_job.get(change.key)) if change.what in BAD_ENDS else change
        for change in found
    )


def prompt_changes(known: Sequence[Known], found: Iterable[Change], prompts: RecoveryPrompts) -> tuple[Change, ...]:
    """The open bad ends whose job asks something now, or asks it no more; those that changed otherwise are left out."""
    moved = {change.key for change in found}
    still = [one for one in known if one.kind in BAD_END_KINDS and not one.closed and one.key not in moved]
    return tuple(change for one in still if (change := _changed(one, prompts)) is not None)


def _changed(known: Known, prompts: RecoveryPrompts) -> Change | None:
    asks = prompts.of_job.get(known.key)
    asked = known.evidence.prompt if known.evidence else ""
    if asks is not None and asks.prompt != asked:
        return Change(what=What.ASKED, key=known.key, known=known, prompt=asks)
    if asks is None and asked and prompts.complete:
        return Change(what=What.ANSWERED, key=known.key, known=known)
    return None
