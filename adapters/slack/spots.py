"""Where a message goes in Slack, whom it calls there, and what tells it from all others; pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from bot.cards import Actions, Block, Card, Text, card_as_dict
from bot.messages import Outgoing

CONVERSATION = "slack:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a message goes: a channel, the root's ts in it or empty, and whom it is for, or empty."""

    channel: str
    thread: str = ""
    person: str = ""


def spot_of(message: Outgoing) -> Spot:
    """Where the message goes: under its root, into the talk that its target names, or into a channel."""
    if message.thread:
        channel, _, ts = message.thread.rpartition(":")
        return Spot(channel=channel, thread=ts)
    if not message.target.startswith(CONVERSATION):
        return Spot(channel=message.target)
    channel, _, thread = message.target.partition(":")[2].partition(":")[2].partition(":")
    return Spot(channel=channel or thread, person=thread) if "." not in thread else Spot(channel=channel, thread=thread)


def whom(message: Outgoing, spot: Spot) -> tuple[str, ...]:
    """Whom a message calls: those whom it names, else who gave the command; nobody where two talk alone."""
    if spot.channel.startswith("D"):
        return ()
    return message.mentions or ((spot.person,) if spot.person else ())


def key_of(message: Outgoing) -> dict[str, str]:
    """What tells a message from all others, over restarts: its incident, and but for a root what was decided."""
    if message.thread is None and message.target.startswith(CONVERSATION):
        # A watch tells its conversation more than once: late, then ended.
        return {"incident": message.incident, "kind": "notice", "decision": message.decision or message.state}
    if message.thread is None:
        # A root that waits is sent as its newest state: of an incident there is one, whatever it says.
        return {"incident": message.incident, "kind": "root"}
    return {"incident": message.incident, "kind": "reply", "decision": message.decision or _digest(message.card)}


def _digest(card: Card) -> str:
    """The same for a card that is sent again later, which tells its delay in a strong line before all else."""
    told = card.blocks[1:] if card.blocks and _is_strong(card.blocks[0]) else card.blocks
    kept = tuple(block for block in told if not isinstance(block, Actions))
    return hashlib.sha256(repr(card_as_dict(replace(card, footer="", blocks=kept))).encode()).hexdigest()[:24]


def _is_strong(block: Block) -> bool:
    return isinstance(block, Text) and block.style == "strong"


def is_alert(message: Outgoing) -> bool:
    """Whether a message is about an incident, so that it goes by the alerts' own budget."""
    return bool(message.incident) and not message.incident.startswith("board")


def mark_of(spot: Spot, key: dict[str, str]) -> str:
    """A message in its place as one word."""
    return repr((spot.channel, spot.thread, sorted(key.items())))
