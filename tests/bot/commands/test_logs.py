"""The log: one readable line for each event on a terminal, JSON lines elsewhere, and no chatter of libraries."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
import structlog

from bot.commands.logs import log_to_stderr


class Screen(io.StringIO):
    """A terminal, or a file."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        """Whether a person watches."""
        return self.is_terminal


def logged(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool, **fields: object) -> str:
    """What one event writes."""
    screen = Screen(is_terminal=is_terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    log_to_stderr()
    structlog.get_logger("test").info("incident.opened", **fields)
    return screen.getvalue()


def test_a_terminal_gets_one_short_line(monkeypatch):
    """The time of day, the event and its fields, as a person reads them; no JSON."""
    line = logged(monkeypatch, is_terminal=True, job="W#S.J", quiet=False)
    assert (line.count("\n"), "incident.opened" in line, "W#S.J" in line, "{" in line) == (1, True, True, False)


def test_a_terminal_is_spared_what_nobody_is_told(monkeypatch):
    """The stock of a first look is hundreds of lines, all of them in the console's list."""
    assert logged(monkeypatch, is_terminal=True, job="W#S.J", quiet=True) == ""


def test_a_file_gets_json(monkeypatch):
    """Every event, with its fields, for the program that collects them."""
    told = json.loads(logged(monkeypatch, is_terminal=False, job="W#S.J", quiet=True))
    assert (told["event"], told["job"], told["quiet"]) == ("incident.opened", "W#S.J", True)


def test_retries_of_a_library_are_no_news():
    """urllib3 warns of each try; what comes of them is told by whoever asked."""
    log_to_stderr()
    assert not logging.getLogger("urllib3.connectionpool").isEnabledFor(logging.WARNING)
