"""A real Chromium, and pages of a scripted console in it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.scripted import Scripted

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Open = Callable[..., Awaitable[Page]]


def chromium() -> str:
    """The path of Chromium; a test without one fails and says what to install."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.fail("The page is tested in Chromium, and there is none: apt-get install chromium", pytrace=False)
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[Open]:
    """Opens a scripted console; a page's own errors, such as a violated policy, fail the test."""
    closing: list[Callable[[], Awaitable[Any]]] = []
    troubles: list[str] = []

    async def opened(scripted: Scripted, *, width: int = 1280, height: int = 800, **options: Any) -> Page:
        server = TestServer(scripted.app)
        await server.start_server()
        context = await browser.new_context(
            **{"viewport": {"width": width, "height": height}, "locale": "pt-BR", **options}
        )
        closing.extend([server.close, context.close])
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: said.type == "error" and "Policy" in said.text and troubles.append(said.text))
        await page.goto(str(server.make_url("/")))
        scripted.server = server
        return page

    yield opened
    for close in reversed(closing):
        await close()
    assert troubles == []
