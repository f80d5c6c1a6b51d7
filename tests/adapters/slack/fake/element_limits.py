"""Slack's own limits for the elements of blocks: buttons, choices, inputs. Source: as block_limits.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.adapters.slack.fake.value_limits import Faults, count_faults, text_faults, url_faults, words_faults

Dict = dict[str, Any]


def element_faults(element: Dict) -> Faults:
    """Why Slack would refuse an element of a block."""
    kind = element.get("type")
    if kind not in _KINDS:
        yield f"unknown element {kind}"
        return
    if len(element.get("action_id") or "") > 255:
        yield "action_id too long"
    if element.get("placeholder"):
        yield from text_faults(element["placeholder"], 150, "placeholder")
    if element.get("confirm"):
        yield from _confirm(element["confirm"])
    yield from _KINDS[kind](element)


def _confirm(confirm: Dict) -> Faults:
    for key, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if confirm.get(key):
            yield from text_faults(confirm[key], most, f"confirm {key}", mrkdwn=key == "text")


def _button(element: Dict) -> Faults:
    yield from text_faults(element.get("text"), 75, "button")
    if len(element.get("value") or "") > 2000:
        yield "button value too long"
    if element.get("style") not in {None, "primary", "danger"}:
        yield "button style"
    if element.get("url"):
        yield from url_faults(element["url"])


def _feedback(element: Dict) -> Faults:
    for key in ("positive_button", "negative_button"):
        side = element.get(key) or {}
        yield from text_faults(side.get("text"), 75, key)
        yield from words_faults(side.get("value"), 2000, f"{key} value")


def _icon(element: Dict) -> Faults:
    yield from text_faults(element.get("text"), 75, "icon_button")
    if element.get("icon") != "trash":
        yield "icon"


def _options(most: int) -> Callable[[Dict], Faults]:
    def checked(element: Dict) -> Faults:
        groups = element.get("option_groups")
        options = [each for group in groups for each in group["options"]] if groups else element.get("options")
        yield from count_faults(options, 1, most, "options")
        values = [each.get("value") for each in options or []]
        if len(set(values)) != len(values):
            yield "option value twice"
        for each in options or []:
            yield from text_faults(each.get("text"), 75, "option", mrkdwn=True)
            yield from words_faults(each.get("value"), 150, "option value")
            if each.get("description"):
                yield from text_faults(each["description"], 75, "option description", mrkdwn=True)

    return checked


def _plain_input(element: Dict) -> Faults:
    if not 0 <= (element.get("max_length") or 1) <= 3000:
        yield "max_length"


def image_faults(block: Dict) -> Faults:
    """Why Slack would refuse an image, which is a block and an element."""
    yield from words_faults(block.get("alt_text"), 2000, "alt_text")
    if not block.get("slack_file"):
        yield from words_faults(block.get("image_url"), 3000, "image_url")


def _any(_block: Dict) -> Faults:
    return iter(())


_KINDS: dict[str, Callable[[Dict], Faults]] = {
    "button": _button,
    "feedback_buttons": _feedback,
    "icon_button": _icon,
    "static_select": _options(100),
    "multi_static_select": _options(100),
    "external_select": _any,
    "users_select": _any,
    "conversations_select": _any,
    "channels_select": _any,
    "datepicker": _any,
    "timepicker": _any,
    "datetimepicker": _any,
    "radio_buttons": _options(10),
    "checkboxes": _options(10),
    "overflow": _options(5),
    "plain_text_input": _plain_input,
    "image": image_faults,
}

ELEMENTS = frozenset(_KINDS)
