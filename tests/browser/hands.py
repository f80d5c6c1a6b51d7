"""What a person does on the page."""

from __future__ import annotations

import asyncio

from playwright.async_api import Page, expect

from tests.browser.scripted import (
    Scripted,
)


async def ask(page: Page, text: str) -> None:
    await page.locator("#question").fill(text)
    await page.keyboard.press("Enter")


async def connected(page: Page, scripted: Scripted) -> None:
    await expect(page.locator("#alerts .empty, #alerts .alert").first).to_be_visible()
    async with asyncio.timeout(5):
        while not scripted.console.events.listeners:  # noqa: ASYNC110 - the page tells nobody that it listens
            await asyncio.sleep(0.01)
