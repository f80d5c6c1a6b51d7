"""A line from the keyboard without holding up the event loop, with the history of earlier lines."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from weakref import WeakKeyDictionary

try:
    import readline
except ImportError:  # Windows, or a Python built without it: lines can still be typed, but not recalled
    readline = None  # type: ignore[assignment]

try:
    import termios
except ImportError:
    termios = None  # type: ignore[assignment]


# Who is called for Ctrl-C now, by event loop: no moment between two of them is without any.
_REACTIONS: WeakKeyDictionary[asyncio.AbstractEventLoop, Callable[[], object]] = WeakKeyDictionary()


class Prompt:
    """Reads lines in a thread of its own, because a terminal cannot be read asynchronously with readline."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._waiting: asyncio.Future[str | None] | None = None

    async def read(self, interrupted: asyncio.Event) -> str | None:
        """The next line; None at the end of input.

        `interrupted` is set by whoever hears of Ctrl-C, also of one before this call, and cleared here.

        Raises: KeyboardInterrupt for Ctrl-C.
        """
        loop = asyncio.get_running_loop()
        if self._waiting is None or self._waiting.done():
            self._waiting = loop.create_future()
            threading.Thread(target=self._type, args=(loop, self._waiting), daemon=True).start()
        await _first(self._waiting, interrupted)
        if self._waiting.done():
            return self._waiting.result()
        interrupted.clear()
        raise KeyboardInterrupt

    def clear(self) -> None:
        """Wipe the prompt's line, so that something can be printed there."""
        if self._is_shown():
            sys.stdout.write("\r\x1b[K")
            sys.stdout.flush()

    def redraw(self) -> None:
        """Show the prompt again, with what was typed so far."""
        if self._is_shown():
            sys.stdout.write(self._words + (readline.get_line_buffer() if readline else ""))
            sys.stdout.flush()

    @contextmanager
    def kept_terminal(self) -> Iterator[None]:
        """Give the terminal back as it was: a thread left inside readline would leave it without echo."""
        kept = termios.tcgetattr(sys.stdin) if termios and sys.stdin.isatty() else None
        try:
            yield
        finally:
            if kept is not None:
                termios.tcsetattr(sys.stdin, termios.TCSADRAIN, kept)

    def _is_shown(self) -> bool:
        return self._waiting is not None and not self._waiting.done() and sys.stdout.isatty()

    def _type(self, loop: asyncio.AbstractEventLoop, line: asyncio.Future[str | None]) -> None:
        try:
            typed: str | None = input(self._words)
        except UnicodeDecodeError:
            typed = ""
        except (EOFError, ValueError, OSError):  # the end of input, or a closed one
            typed = None
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(_settle, line, typed)


async def _first(line: asyncio.Future[str | None], interrupted: asyncio.Event) -> None:
    pressed = asyncio.ensure_future(interrupted.wait())
    try:
        waited: list[asyncio.Future[Any]] = [line, pressed]
        await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
    finally:
        pressed.cancel()


def _settle(line: asyncio.Future[str | None], typed: str | None) -> None:
    if not line.done():
        line.set_result(typed)


@contextmanager
def on_interrupt(react: Callable[[], object]) -> Iterator[None]:
    """Call `react` for Ctrl-C within, instead of stopping the program; afterwards who was called before is again."""
    loop = asyncio.get_running_loop()
    before = _REACTIONS.get(loop)
    try:
        loop.add_signal_handler(signal.SIGINT, react)
    except (NotImplementedError, RuntimeError, ValueError):  # no signals here: not the main thread, or Windows
        yield
        return
    _REACTIONS[loop] = react
    try:
        yield
    finally:
        if before is None:
            del _REACTIONS[loop]
            loop.remove_signal_handler(signal.SIGINT)
        else:
            _REACTIONS[loop] = before
            loop.add_signal_handler(signal.SIGINT, before)
