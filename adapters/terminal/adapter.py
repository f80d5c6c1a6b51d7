"""The terminal as a chat platform: alerts are printed above the prompt."""

from __future__ import annotations

from itertools import count

from rich.console import Console

from adapters.terminal.prompt import Prompt
from adapters.terminal.render import render_answer, render_card
from adapters.terminal.talk import ask_once, chat
from bot.messages import Outgoing

__all__ = ["TerminalChat", "ask_once", "chat", "render_answer", "render_card"]

_REMEMBERED = 500  # messages that may still be edited


class TerminalChat:
    """The `Chat` of a terminal: each message is printed once; an edit that changes nothing to see is not."""

    name = "terminal"

    def __init__(self, console: Console | None = None, *, language: str = "pt", prompt: Prompt | None = None) -> None:
        self._console = console or Console()
        self._language = language
        self._prompt = prompt
        self._numbers = count(1)
        self._shown: dict[str, str] = {}

    async def post(self, message: Outgoing) -> str:
        """Print a message and give the reference to edit it by."""
        reference = f"{message.incident or 'notice'}~{next(self._numbers)}"
        self._print(reference, message)
        return reference

    def know(self, reference: str, message: Outgoing) -> None:
        """Take a message for printed: it stood before anybody looked at this terminal."""
        self._shown[reference] = _gist(message)

    async def edit(self, reference: str, message: Outgoing) -> None:
        """Print a message again where its title, the state it tells, or what it consists of has changed."""
        if self._shown.get(reference) != _gist(message):
            self._print(reference, message)

    def _print(self, reference: str, message: Outgoing) -> None:
        self._shown.pop(reference, None)
        self._shown[reference] = _gist(message)
        while len(self._shown) > _REMEMBERED:
            self._shown.pop(next(iter(self._shown)))
        if self._prompt is not None:
            self._prompt.clear()
        self._console.print(render_card(message.card, language=self._language))
        if self._prompt is not None:
            self._prompt.redraw()


def _gist(message: Outgoing) -> str:
    parts = sorted({type(block).__name__ for block in message.card.blocks})
    return f"{message.state} {message.card.title} {parts}"
