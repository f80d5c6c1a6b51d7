"""Which Resync serves here already, told apart by what it is connected to."""

from __future__ import annotations

import hashlib

from adapters.terminal.remote import RemoteAssistant, serving
from bot.settings import Settings


def identity(settings: Settings) -> dict[str, str]:
    """What tells one Resync from another on the same address, without telling what it is connected to."""
    masters = (settings.tws_url, settings.tws_user, settings.structure.environment)
    parts = (masters, str(settings.resync_data_dir.resolve()), settings.resync_model, settings.resync_knowledge)
    return {"name": "resync", "identity": hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}


def local_address(settings: Settings) -> str:
    """Where a Resync with these settings is asked from this machine."""
    host = "127.0.0.1" if settings.resync_host in {"0.0.0.0", "localhost"} else settings.resync_host  # noqa: S104 (compared)
    return f"http://[{host}]:{settings.resync_port}" if ":" in host else f"http://{host}:{settings.resync_port}"


async def served_by(settings: Settings) -> RemoteAssistant | None:
    """The Resync that already serves with the same settings."""
    address = local_address(settings)
    said = await serving(address)
    if said is None or said.get("identity") != identity(settings)["identity"]:
        return None
    return RemoteAssistant(address, settings.resync_web_token.get_secret_value())
