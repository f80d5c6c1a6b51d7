"""One thing that `resync doctor` looked at, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from bot.phrases import Phrases

SIGNS = {"good": ("✓", "green"), "warning": ("!", "yellow"), "bad": ("✗", "red"), "unseen": ("–", "cyan")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing. `state`: good, warning, bad, or unseen for what cannot be looked at; `remedy` is what to do."""

    state: str
    text: str
    remedy: str = ""


class Printed:
    """Prints each check once, and counts the states."""

    def __init__(self, console: Console, phrases: Phrases) -> None:
        self._console = console
        self._phrases = phrases
        self._said: dict[Check, None] = {}

    def show(self, check: Check) -> None:
        """One line, and below it what to do; what was said already is not said again."""
        if check in self._said:
            return
        self._said[check] = None
        sign, style = SIGNS[check.state]
        text = check.text if check.state != "unseen" else f"{check.text} ({self._phrases.say('doctor.unseen')})"
        self._console.print(Text(f"{sign} ", style=style) + Text(text))
        if check.remedy:
            self._console.print(Text(f"    {check.remedy}", style="dim"))

    def conclude(self) -> int:
        """The last line; gives the exit status, 1 where something is bad."""
        states = [check.state for check in self._said]
        graver = {"bad": "doctor.bad", "warning": "doctor.warned", "unseen": "doctor.not_all"}
        worst = next((state for state in graver if state in states), "good")
        key = graver.get(worst, "doctor.good")
        self._console.print(Text(self._phrases.say(key, count=states.count(worst)), style="bold"))
        return 1 if worst == "bad" else 0
