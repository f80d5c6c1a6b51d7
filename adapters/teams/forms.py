"""The card that asks what fixed an incident: a row of the sheet, words, or both; what comes back in its place; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adapters.teams.elements import Element, execute, fitted, line, plain, run
from adapters.teams.sentences import sentence
from bot.cards import Actions, Block

SAVE, CANCEL = "solved_save", "solved_cancel"
ENTRY, WORDS = "entry", "words"
NO_ENTRY = "-"
_CHOICES, _CHOICE, _WORDS = 50, 200, 2_000


def solved_form(
    rows: Sequence[tuple[str, str]], language: str, *, incident: str, words: str = "", warning: str = ""
) -> Element:
    """The card; `warning` says why it is shown again."""
    title = sentence(language, "solved_title")
    told = [line(run(warning, color="Warning", weight="Bolder"))] if warning else []
    label = sentence(language, "solved_words")
    typed = {"type": "Input.Text", "id": WORDS, "label": label, "isMultiline": True, "maxLength": _WORDS}
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": "en" if language == "en" else "pt",
        "speak": title,
        "fallbackText": title,
        "msteams": {"width": "Full"},
        "body": [
            line(run(title, weight="Bolder", size="Medium")),
            *told,
            *_rows(rows, language),
            {**typed, "value": plain(words)} if words else typed,
            {
                "type": "ActionSet",
                "actions": [
                    execute(sentence(language, "solved_save"), SAVE, {"value": incident}, style="positive"),
                    execute(sentence(language, "solved_cancel"), CANCEL, {"value": incident}),
                ],
            },
        ],
    }


def _rows(rows: Sequence[tuple[str, str]], language: str) -> list[Element]:
    offered = {entry: words for entry, words in rows if 0 < len(entry) <= _CHOICE and entry != NO_ENTRY}
    if not offered:
        return []
    choices = [{"title": fitted(words, _CHOICE), "value": entry} for entry, words in list(offered.items())[:_CHOICES]]
    choices.append({"title": sentence(language, "solved_none"), "value": NO_ENTRY})
    label = sentence(language, "solved_row")
    return [{"type": "Input.ChoiceSet", "id": ENTRY, "label": label, "style": "expanded", "choices": choices}]


def only_asking(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, of their buttons those that only ask."""
    parted = (
        replace(each, buttons=tuple(one for one in each.buttons if one.action == "ask"))
        if isinstance(each, Actions)
        else each
        for each in blocks
    )
    return tuple(each for each in parted if not isinstance(each, Actions) or each.buttons)
