"""Boards that stand in channels, in the database."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.rows import StoredBoard
from bot.store.schema import boards


async def put(connection: AsyncConnection, board: StoredBoard) -> StoredBoard | None:
    """Store a new board; give the one of that channel and environment that it takes the place of, None for none."""
    same = (
        boards.c.chat == board.chat,
        boards.c.target == board.target,
        boards.c.environment == board.environment,
    )
    before = (await connection.execute(select(boards).where(*same))).first()
    await connection.execute(delete(boards).where(*same))
    await connection.execute(insert(boards).values(asdict(board)))
    return None if before is None else StoredBoard(**before._mapping)  # noqa: SLF001 the documented way to a row's names


async def read(connection: AsyncConnection) -> tuple[StoredBoard, ...]:
    """All boards, oldest first."""
    rows = await connection.execute(select(boards).order_by(boards.c.posted_at, boards.c.id))
    return tuple(StoredBoard(**row._mapping) for row in rows)  # noqa: SLF001 the documented way to a row's names


async def change(connection: AsyncConnection, board: str, **values: Any) -> bool:
    """Write what a board shows now; False where it stands no more."""
    result = await connection.execute(update(boards).where(boards.c.id == board).values(**values))
    return result.rowcount == 1


async def drop(connection: AsyncConnection, board: str) -> bool:
    """Delete a board; False where it was gone."""
    return (await connection.execute(delete(boards).where(boards.c.id == board))).rowcount == 1
