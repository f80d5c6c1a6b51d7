"""The real prompt on a real pseudo-terminal: history, interrupts, alerts in the middle of a line."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
import asyncio, os, readline
os.close(os.open(os.ttyname(0), os.O_RDWR))  # makes it the controlling terminal, from which Ctrl-C comes
from rich.console import Console
from adapters.terminal.adapter import TerminalChat, chat
from adapters.terminal.prompt import Prompt
from bot.cards import Card, Tone
from tests.browser.scripted import ScriptedAssistant, alert

async def main():
    console, prompt = Console(width=100), Prompt("> ")
    terminal = TerminalChat(console, prompt=prompt)
    async def later():
        while readline.get_line_buffer() != "meio digi":  # only then does the alert come in the middle of a line
            await asyncio.sleep(0.01)
        await terminal.post(alert(Card(title="ABEND agora", tone=Tone.BAD)))
    telling = asyncio.create_task(later())
    await chat(ScriptedAssistant(), console=console, prompt=prompt)

asyncio.run(main())
"""


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self) -> None:
        self.device, other_end = pty.openpty()
        self.program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            stdin=other_end,
            stdout=other_end,
            stderr=other_end,
            start_new_session=True,
        )
        os.close(other_end)
        self.seen = ""

    def wait_for(self, words: str) -> None:
        """Read until the words are on the screen, counted from the last ones waited for."""
        end = time.monotonic() + 30
        while words not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self.device], [], [], 0.1)[0]:
                self.seen += os.read(self.device, 65536).decode(errors="replace")
        self.seen = self.seen.partition(words)[2]

    def type(self, keys: str) -> None:
        os.write(self.device, keys.encode())


@pytest.mark.slow
def test_a_person_at_the_keyboard():
    """A line half typed survives an alert, ↑ recalls it, and Ctrl-C twice ends with the terminal as it was."""
    terminal = Terminal()
    terminal.wait_for("> ")
    terminal.type("meio digi")
    terminal.wait_for("ABEND agora")
    terminal.wait_for("> meio digi")
    terminal.type("tado\r")
    terminal.wait_for("FINAL_BATCH_PAYROLL terminou")
    terminal.wait_for("> ")
    terminal.type("\x1b[A")
    terminal.wait_for("meio digitado")
    terminal.type("\x03")
    terminal.wait_for("Ctrl-C de novo encerra.")
    terminal.type("\x03")
    terminal.wait_for("Até logo.")
    assert terminal.program.wait(10) == 0
    os.close(terminal.device)
