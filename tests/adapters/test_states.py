"""Every state that a message can have reaches the console and the terminal."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from adapters.terminal.adapter import TerminalChat
from adapters.web.adapter import WebConsole
from adapters.web.render import OPEN, alert_as_dict
from bot.cards import Card
from bot.messages import Outgoing

STATES = (
    "open", "acknowledged", "rerunning", "recovered", "cancelled", "gone",
    "unreachable", "storm", "standing", "ended", "late", "until", "", "a state of tomorrow",
)  # fmt: skip


def message(state: str, **changes: object) -> Outgoing:
    values = {"target": "alerts", "incident": "i1", "card": Card(title=f"PAY_CALC {state}"), "state": state, **changes}
    return Outgoing(**values)


@pytest.mark.parametrize("state", STATES)
async def test_the_console_shows_a_root_a_reply_and_an_edit_of_any_state(state):
    """The alert stands with its thread as JSON; it counts as open only where somebody has to look."""
    console = WebConsole()
    root = await console.post(message(state))
    await console.post(message(state, thread=root))
    await console.edit(root, message(state, card=Card(title="edited")))
    (shown,) = [json.loads(json.dumps(alert_as_dict(alert))) for alert in console.alerts([])]
    assert (shown["state"], shown["open"], shown["card"]["title"]) == (state, state in OPEN, "edited")
    assert len(shown["replies"]) == 1


@pytest.mark.parametrize("state", STATES)
async def test_a_watch_s_message_of_any_state_reaches_its_conversation_alone(state):
    """What a person asked to be told is a notice in that conversation, and no alert for all."""
    console = WebConsole()
    with console.events.listen() as queue:
        reference = await console.post(message(state, target="web:local:chat:abc", incident="watch-1"))
        await console.edit(reference, message(state, target="web:local:chat:abc", incident="watch-1"))
        told = [queue.get_nowait() for _ in range(2)]
    assert [(event.name, event.audience) for event in told] == [("notice", "web:local:chat:abc")] * 2
    assert console.alerts([]) == []


@pytest.mark.parametrize("state", STATES)
async def test_the_terminal_prints_any_state_once(state):
    """A message is printed with its title; an edit that changes nothing to see is not printed again."""
    screen = Console(file=io.StringIO(), width=80, force_terminal=False)
    terminal = TerminalChat(screen, language="en")
    reference = await terminal.post(message(state))
    await terminal.edit(reference, message(state))
    assert screen.file.getvalue().count(f"PAY_CALC {state}".strip()) == 1
