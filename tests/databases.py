"""Databases that are migrated already: the migrations have tests of their own, and take longer than most others."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.store import Store

_migrated: list[bytes] = []


async def opened(path: Path) -> Store:
    """The open store in that file; a new one is a copy of one that was migrated before."""
    await prepare(path)
    return await Store.open(f"sqlite:///{path}")


async def prepare(path: Path) -> None:
    """Put a migrated database into that file, unless there is one."""
    if not _migrated:
        await _migrate()
    if not path.exists():  # noqa: ASYNC240 nothing else goes on in a fixture
        path.write_bytes(_migrated[0])  # noqa: ASYNC240 as above


async def count(connection: AsyncConnection, table: Table) -> int:
    """How many rows a table has."""
    return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


async def _migrate() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        store = await Store.open(f"sqlite:///{path}")
        await store.close()
        _migrated.append(path.read_bytes())
