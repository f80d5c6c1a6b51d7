"""In which order the waiting messages of one thread go out; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.store.rows import Delivery, Draft, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """One message to hand over.

    `newest` carries the card and state to show; `covers` are the ids of all deliveries that are done with when it was
    taken.
    """

    kind: Kind
    first: Delivery
    newest: Delivery
    covers: tuple[int, ...]

    @property
    def draft(self) -> Draft:
        """What is shown."""
        return self.newest.draft


def by_thread(waiting: Iterable[Delivery]) -> list[list[Delivery]]:
    """The deliveries by incident and target, each thread in the order of its decisions."""
    threads: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in waiting:
        threads.setdefault((delivery.draft.incident, delivery.draft.target), []).append(delivery)
    return list(threads.values())


def sends(thread: Sequence[Delivery]) -> tuple[Send, ...]:
    """What to send, in order: the root, or the newest of the edits, then each reply.

    The newest state wins: of several edits one is sent, and a root that still waits is sent as its newest edit.
    """
    heads = [one for one in thread if one.draft.kind is not Kind.REPLY]
    replies = [one for one in thread if one.draft.kind is Kind.REPLY]
    told = [Send(kind=Kind.REPLY, first=one, newest=one, covers=(one.id,)) for one in replies]
    if heads:
        root = next((one for one in heads if one.draft.kind is Kind.ROOT), heads[0])
        told.insert(
            0,
            Send(kind=root.draft.kind, first=root, newest=heads[-1], covers=tuple(one.id for one in heads)),
        )
    return tuple(told)
