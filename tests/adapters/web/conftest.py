"""A console on loopback, and a client of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp.test_utils import TestClient, TestServer

from tests.browser.scripted import Scripted

Serve = Callable[[Scripted], Awaitable[TestClient]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    clients: list[TestClient] = []

    async def started(scripted: Scripted) -> TestClient:
        client = TestClient(TestServer(scripted.app))
        await client.start_server()
        clients.append(client)
        return client

    yield started
    for client in clients:
        await client.close()
