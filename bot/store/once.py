"""Storing a row at most once, or in place of the one before, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_once(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows; one that meets a unique key that is taken is left out."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    await connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


async def put(connection: AsyncConnection, table: Table, row: dict[str, Any]) -> None:
    """Store a row in place of the one with its primary key, also where another replica stores one at the same time."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    keys = [column.name for column in table.primary_key]
    values = {name: value for name, value in row.items() if name not in keys}
    await connection.execute(dialect.insert(table).values(row).on_conflict_do_update(index_elements=keys, set_=values))
