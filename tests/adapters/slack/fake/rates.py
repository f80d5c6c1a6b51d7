"""How often Slack lets each method be called. Source: Slack's rate limits, by method and channel."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from tests.adapters.slack.fake.clock import SlackClock


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a minute; `by_channel` counts each channel alone."""

    burst: float
    a_minute: float
    by_channel: bool = False


TIER_1, TIER_2, TIER_3, TIER_4 = Rate(10, 10), Rate(20, 20), Rate(50, 50), Rate(100, 100)
RATES = {
    "chat.postMessage": Rate(5, 60, by_channel=True),  # one a second, short bursts are let through
    "chat.update": TIER_3,
    "chat.delete": TIER_3,
    "chat.postEphemeral": TIER_4,
    "chat.startStream": TIER_2,
    "chat.appendStream": TIER_4,
    "chat.stopStream": TIER_2,
    "assistant.threads.setStatus": Rate(600, 600),
    "conversations.history": TIER_3,
    "conversations.replies": TIER_3,
    "conversations.info": TIER_3,
    "conversations.list": TIER_2,
    "conversations.members": TIER_4,
    "views.open": TIER_4,
    "views.update": TIER_4,
    "views.publish": TIER_4,
    "users.info": TIER_4,
    "reactions.add": TIER_3,
    "reactions.remove": TIER_2,
    "apps.connections.open": TIER_1,
    "auth.test": Rate(300, 300),
}


class Rates:
    """A token bucket for each method, and channel where that counts. `scale` 0 lets everything through."""

    def __init__(self, clock: SlackClock, scale: float = 1.0) -> None:
        self._clock, self.scale = clock, scale
        self._left: dict[tuple[str, str], tuple[float, float]] = {}

    def wait(self, method: str, channel: str) -> int:
        """Take one; the seconds to wait where none is left, else 0."""
        rate = RATES.get(method, TIER_3)
        if not self.scale:
            return 0
        key, now = (method, channel if rate.by_channel else ""), self._clock()
        burst, a_second = rate.burst * max(1.0, self.scale), rate.a_minute * self.scale / 60
        left, at = self._left.get(key, (burst, now))
        left = min(burst, left + (now - at) * a_second)
        if left < 1:
            self._left[key] = (left, now)
            return max(1, ceil((1 - left) / a_second))
        self._left[key] = (left - 1, now)
        return 0
