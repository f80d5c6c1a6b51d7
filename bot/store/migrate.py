"""Brings a database to the schema that this Resync speaks."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import SettingsError
from bot.store.schema import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"


async def bring_to_head(engine: AsyncEngine) -> None:
    """Run the migrations that the database lacks; nothing, not even Alembic's import, where it lacks none.

    Raises: SettingsError where a newer Resync wrote the database.
    """
    async with engine.connect() as connection:
        version = await _version(connection)
    if version == HEAD:
        return
    alembic = await asyncio.to_thread(_alembic)
    config = alembic.config.Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    _refuse_newer(alembic, config, version)
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade, alembic, config)


async def _version(connection: AsyncConnection) -> str | None:
    if not await connection.run_sync(_is_versioned):
        return None
    found = await connection.execute(text("SELECT version_num FROM alembic_version"))
    return found.scalar()


def _is_versioned(connection: Connection) -> bool:
    return inspect(connection).has_table("alembic_version")


def _alembic() -> Any:
    # In a thread: the import costs some 0.3 s, which the other parts of a start can use.
    for module in ("alembic.command", "alembic.config", "alembic.script"):
        importlib.import_module(module)
    return importlib.import_module("alembic")


def _refuse_newer(alembic: Any, config: Any, version: str | None) -> None:
    known = {step.revision for step in alembic.script.ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise SettingsError.saying("start.database_newer", version=str(version), head=HEAD)


def _upgrade(connection: Connection, alembic: Any, config: Any) -> None:
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, HEAD)
