"""What a command goes by: the engine's clock and zone, and where alerts are told, from the Resync that serves here,
else from HWA, else from what the settings say."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.commands.serving import served_by
from bot.errors import ResyncError
from bot.phrases import Phrases
from bot.settings import Settings
from bot.simulated import PASSWORD, USER
from bot.store.rows import Place
from bot.zone import Zone
from tws.client import TwsClient, TwsConfig
from tws.deadline import within
from tws.errors import TwsError
from tws.simulator.options import ZONE

if TYPE_CHECKING:
    from bot.app import Resync
    from bot.ports import Chat

PATH = "/api/here"
ASK_SECONDS = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The engine's time, the zone in which times are said, the usual places of alerts, and the platforms there are.

    `config` is how the environment's HWA is asked, None where there is none to ask. `note` is a phrase about times that
    are not the engine's own, empty where they are.
    """

    now: datetime
    zone: ZoneInfo
    places: tuple[Place, ...]
    platforms: frozenset[str]
    config: TwsConfig | None = None
    note: str = ""


def told(running: Resync, chats: Sequence[tuple[Chat, str]]) -> dict[str, Any]:
    """What a Resync that serves says to the commands beside it."""
    return {
        "now": {name: master.now().isoformat() for name, master in running.masters.items()},
        "zone": running.zone().key,
        "simulator": running.simulated,
        "places": [[chat.name, target] for chat, target in chats if target],
        "platforms": [chat.name for chat, _ in chats],
    }


def environment_of(settings: Settings, named: str) -> str:
    """The environment of that name, the first where none is named, empty where there is none of that name."""
    known = environments(settings)
    return named if named in known else "" if named else known[0]


def environments(settings: Settings) -> list[str]:
    """The names of the HWA environments, the default one first."""
    return [one.name for one in settings.structure.environment] or ["default"]


async def here(settings: Settings, environment: str) -> Here:
    """What holds just now for that environment. A silent HWA costs a few seconds and is said in `note`."""
    config = _config(settings, environment)
    serving = await served_by(settings)
    if serving:
        try:
            return _served(settings, await serving.get(PATH), environment, config)
        except (ResyncError, LookupError, TypeError, ValueError, ZoneInfoNotFoundError):
            pass  # an older Resync serves: HWA itself is asked
    return await _asked(settings, config)


def _config(settings: Settings, environment: str) -> TwsConfig | None:
    if not settings.names_a_master:
        return None
    # It takes a second to import.
    from bot.app import configured

    return next((one for one in configured(settings) if one.environment == environment), None)


def _served(settings: Settings, said: Mapping[str, Any], environment: str, config: TwsConfig | None) -> Here:
    address = str(said["simulator"])
    return Here(
        now=datetime.fromisoformat(said["now"][environment]),
        zone=ZoneInfo(str(said["zone"])),
        places=tuple(_place(settings, str(chat), str(target)) for chat, target in said["places"]),
        platforms=frozenset(map(str, said["platforms"])),
        config=TwsConfig(urls=(address,), user=USER, password=PASSWORD) if address else config,
    )


async def _asked(settings: Settings, config: TwsConfig | None) -> Here:
    zone, now, note = Zone(settings.zone), datetime.now(UTC), ""
    if config is None:
        # Nobody serves: `resync run` would start the simulator, whose clock is this machine's.
        found = settings.zone or ZoneInfo(ZONE)
    else:
        try:
            async with TwsClient(config) as master, within(ASK_SECONDS):
                await master.engine()
                await zone.learn(master)
                now = master.now()
        except TwsError:
            note = "here.silent"
        found = zone()
    # `resync run` tells the terminal that it is started from.
    chats = ("web", *(("terminal",) if sys.stderr.isatty() else ()))
    return Here(
        now=now,
        zone=found,
        places=tuple(_place(settings, chat, "alerts") for chat in chats),
        platforms=settings.platforms - {"terminal"} | set(chats),
        config=None if note else config,
        note=note,
    )


def _place(settings: Settings, chat: str, target: str) -> Place:
    return Place(chat=chat, target=target, language=settings.resync_language)


def note_of(found: Here, phrases: Phrases) -> str:
    """Whose clock the times are, where it is not the engine's; else empty."""
    return phrases.say(found.note, zone=found.zone.key) if found.note else ""
