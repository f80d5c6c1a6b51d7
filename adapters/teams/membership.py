"""Whether the bot came to a place or went from it, by what Teams tells of members, channels and teams; pure."""

from __future__ import annotations

from adapters.teams.inbound import Body, inner


def was_added(body: Body) -> bool:
    """Whether the bot itself was just added to a team or chat; a newer version of the app is no arrival."""
    return body.get("action") == "add" if body.get("type") == "installationUpdate" else _is_bot(body, "membersAdded")


def was_removed(body: Body) -> bool:
    """Whether the bot was just removed from a team or chat, or the team is no more."""
    if body.get("type") == "installationUpdate":
        return body.get("action") == "remove"
    return _is_bot(body, "membersRemoved") or _event(body) in {"teamDeleted", "teamHardDeleted"}


def deleted_channel(body: Body) -> str:
    """The id of a channel that was just deleted, empty for none."""
    channel = inner(inner(body, "channelData"), "channel").get("id")
    return str(channel or "") if _event(body) == "channelDeleted" else ""


def _event(body: Body) -> str:
    return str(inner(body, "channelData").get("eventType") or "")


def _is_bot(body: Body, members: str) -> bool:
    bot, told = str(inner(body, "recipient").get("id") or ""), body.get(members)
    return isinstance(told, list) and any(isinstance(each, dict) and each.get("id") == bot for each in told)
