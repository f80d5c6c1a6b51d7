"""An HTTP application of its own for a platform that listens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.commands.platforms import Platform
from bot.ports import Teammate


@asynccontextmanager
async def listening(platform: Platform, teammate: Teammate) -> AsyncIterator[str]:
    """The platform's ears on loopback, before that teammate; gives the application's address."""
    app = web.Application()
    platform.attach(app, teammate)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
