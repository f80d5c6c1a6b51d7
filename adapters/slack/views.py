"""Slack's dialogues and the app's home, made of neutral records; pure.

They are plain dicts: the SDK's View class makes None of blocks that it was not given as its own classes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from adapters.slack.elements import button, label, rich_text, run
from adapters.slack.elements import line as rich_line
from adapters.slack.inbound import NO_ENTRY
from adapters.slack.render import view_blocks
from adapters.slack.texts import text
from bot.cards import Card

SOLVED = "solved"  # the dialogue's callback_id
LANGUAGE = "language"
_OPTIONS, _OPTION_TEXT, _OPTION_VALUE, _WORDS = 100, 75, 150, 2_000
_NAMES = {"pt": "Português", "en": "English"}


def solved_view(
    solutions: Sequence[tuple[str, str]], language: str, *, incident: str, channel: str, thread: str
) -> dict[str, Any]:
    """The dialogue that asks what fixed an incident: a row of the sheet, words, or both."""
    kept = {"incident": incident, "channel": channel, "thread": thread}
    offered = {entry: words for entry, words in solutions if 0 < len(entry) <= _OPTION_VALUE and entry != NO_ENTRY}
    options = [
        {"text": label(words, _OPTION_TEXT), "value": entry} for entry, words in list(offered.items())[: _OPTIONS - 1]
    ]
    blocks = [_rows(options, language)] if options else []
    return {
        "type": "modal",
        "callback_id": SOLVED,
        "private_metadata": json.dumps(kept),
        "title": label(text(language, "solved_title"), 24),
        "submit": label(text(language, "solved_save"), 24),
        "close": label(text(language, "solved_cancel"), 24),
        "blocks": [*blocks, _words(language)],
    }


def home_view(card: Card, language: str) -> dict[str, Any]:
    """The app's home: its card, and the choice of a language."""
    buttons = [
        button(name, f"{LANGUAGE}:{short}", short, style="primary" if short == language else "")
        for short, name in _NAMES.items()
    ]
    choice = [rich_text(rich_line(run(text(language, "language")))), {"type": "actions", "elements": buttons}]
    return {"type": "home", "blocks": [*view_blocks(card, language), {"type": "divider"}, *choice]}


def prompts(language: str) -> list[dict[str, str]]:
    """What a new talk suggests to ask; Slack shows four at most."""
    names = ("prompt_health", "prompt_errors", "prompt_handover", "prompt_help")
    return [{"title": text(language, name), "message": text(language, name)} for name in names]


def _rows(options: list[dict[str, Any]], language: str) -> dict[str, Any]:
    none = {"text": label(text(language, "solved_none"), _OPTION_TEXT), "value": NO_ENTRY}
    chooser = {"type": "static_select", "action_id": "entry", "options": [*options, none]}
    return _input("entry", text(language, "solved_row"), chooser)


def _words(language: str) -> dict[str, Any]:
    field = {"type": "plain_text_input", "action_id": "words", "multiline": True, "max_length": _WORDS}
    return _input("words", text(language, "solved_words"), field)


def _input(name: str, title: str, element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "input", "block_id": name, "optional": True, "label": label(title, 2_000), "element": element}
