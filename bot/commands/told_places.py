"""The places that resync.toml sends something to, and those that it calls by a name which anybody may change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.phrases import Phrases
from bot.settings import Settings
from bot.structure import Structure

# Slack's ids of channels and talks; Teams' of channels, chats, talks with the bot and people.
_IDS = {"slack": re.compile(r"[A-Z][A-Z0-9]{2,}"), "teams": re.compile(r"(?:19|29|28|a|8):.+")}


def told_places(structure: Structure) -> Iterator[tuple[str, str]]:
    """The rule as it is written, and a channel it names, `platform:target`."""
    for number, route in enumerate(structure.route, 1):
        yield from ((f"[[route]] {route.name or number}", channel) for channel in route.channels)
    for number, step in enumerate(structure.escalation, 1):
        if step.channel:
            yield f"[[escalation]] {step.name or number}", step.channel
    if structure.handover:
        yield from (("[handover]", channel) for channel in structure.handover.channels)


def misnamed(settings: Settings, phrases: Phrases) -> Iterator[tuple[str, str]]:
    """A sentence for each place on a platform that is switched on and is called by a name, and how to find its id."""
    for rule, channel in told_places(settings.structure):
        platform, _, target = channel.partition(":")
        ids = _IDS.get(platform)
        # A playground has ids of its own.
        is_open = platform in settings.platforms and not (platform == "teams" and settings.teams_development_url)
        if ids is not None and is_open and not ids.fullmatch(target):
            yield (
                phrases.say("doctor.place_name", rule=rule, channel=channel, platform=platform.title()),
                phrases.say(f"doctor.place_name_{platform}"),
            )
