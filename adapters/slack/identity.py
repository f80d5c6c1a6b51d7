"""Who Resync is in a Slack workspace, as auth.test tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`team` the workspace, `enterprise` its organisation or empty; `user` and `bot` are Resync's own two ids."""

    team: str
    enterprise: str = ""
    user: str = ""
    bot: str = ""

    def is_own(self, event: dict[str, Any]) -> bool:
        """Whether Resync itself wrote it."""
        by_user = bool(self.user) and event.get("user") == self.user
        return by_user or (bool(self.bot) and event.get("bot_id") == self.bot)

    def is_colleague(self, team: str) -> bool:
        """Whether a workspace is ours; a payload that names none is."""
        return not team or team in {self.team, self.enterprise}


def identity_from(answer: dict[str, Any]) -> Identity:
    """The identity in auth.test's answer."""
    return Identity(
        team=str(answer.get("team_id") or ""),
        enterprise=str(answer.get("enterprise_id") or ""),
        user=str(answer.get("user_id") or ""),
        bot=str(answer.get("bot_id") or ""),
    )
