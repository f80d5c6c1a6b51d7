"""Slack's own limits for blocks, modals and Home. Source: Slack's block reference, and what it was seen to refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.adapters.slack.fake.element_limits import ELEMENTS, element_faults, image_faults
from tests.adapters.slack.fake.records import leaves
from tests.adapters.slack.fake.value_limits import Faults, count_faults, text_faults, url_faults, words_faults

Dict = dict[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MARKDOWN, TABLE_CELLS, IN_ALL = 12_000, 10_000, 13_200


def faults(blocks: Any, surface: str = "message") -> list[str]:
    """Why Slack would refuse the blocks, nothing where it takes them; `surface`: message, modal or home."""
    most = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= most:
        return [f"1 to {most} blocks, not {len(blocks) if isinstance(blocks, list) else blocks!r}"]
    found = [f"blocks/{at}: {why}" for at, block in enumerate(blocks) for why in _block(block)]
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    found += ["block_id twice"] if len(set(ids)) != len(ids) else []
    if surface == "message":
        found += ["input in a message"] if any(block.get("type") == "input" for block in blocks) else []
        found += _in_all(blocks)
    return found


def too_long(blocks: list[Dict]) -> bool:
    """Whether Slack says msg_blocks_too_long."""
    return sum(map(len, leaves(blocks))) > IN_ALL


def message_faults(blocks: list[Dict], text: str) -> list[str]:
    """Why Slack would refuse a message, or cut its text: it recommends 4,000 characters of the 40,000 that it takes."""
    found = faults(blocks) + (["msg_blocks_too_long"] if too_long(blocks) else [])
    return found + ([] if 1 <= len(text) <= 4_000 else [f"text of {len(text)} characters"])


def view_faults(view: Dict) -> list[str]:
    """Why Slack would refuse a modal or a Home."""
    found = faults(view.get("blocks"), "home" if view.get("type") == "home" else "modal")
    found += [
        f"{key} too long"
        for key, most in (("private_metadata", 3000), ("callback_id", 255))
        if len(view.get(key) or "") > most
    ]
    if view.get("type") == "modal":
        found += list(text_faults(view.get("title"), 24, "title"))
        for key in ("submit", "close"):
            found += list(text_faults(view[key], 24, key)) if view.get(key) else []
        inputs = any(block.get("type") == "input" for block in view.get("blocks") or [])
        found += ["input without submit"] if inputs and not view.get("submit") else []
    return found


def _in_all(blocks: list[Dict]) -> Faults:
    tables = [block for block in blocks if block.get("type") in {"table", "data_table"}]
    if len(tables) > 1:
        yield "only_one_table_allowed"
    if sum(map(len, leaves(tables))) > TABLE_CELLS:
        yield "table cells too long"
    if sum(len(block.get("text", "")) for block in blocks if block.get("type") == "markdown") > MARKDOWN:
        yield "markdown too long"


def _block(block: Any) -> Faults:
    if not isinstance(block, dict) or block.get("type") not in _BLOCKS:
        yield f"unknown block {block!r:.80}"
        return
    if len(block.get("block_id") or "") > 255:
        yield "block_id too long"
    yield from _BLOCKS[block["type"]](block)


def _section(block: Dict) -> Faults:
    if not block.get("text") and not block.get("fields"):
        yield "section without text"
    if block.get("text"):
        yield from text_faults(block["text"], 3000, "text", mrkdwn=True)
    if "fields" in block:
        yield from count_faults(block["fields"], 1, 10, "fields")
        for each in block["fields"]:
            yield from text_faults(each, 2000, "field", mrkdwn=True)
    if block.get("accessory"):
        yield from element_faults(block["accessory"])


def _header(block: Dict) -> Faults:
    yield from text_faults(block.get("text"), 150, "header")


def _context(block: Dict) -> Faults:
    yield from count_faults(block.get("elements"), 1, 10, "context elements")
    for each in block.get("elements") or []:
        yield from (
            image_faults(each) if each.get("type") == "image" else text_faults(each, 2000, "context", mrkdwn=True)
        )


def _context_actions(block: Dict) -> Faults:
    yield from _elements(block, 5, {"feedback_buttons", "icon_button"})


def _actions(block: Dict) -> Faults:
    yield from _elements(block, 25, ELEMENTS - {"feedback_buttons", "icon_button", "plain_text_input", "image"})


def _elements(block: Dict, most: int, kinds: set[str]) -> Faults:
    elements = block.get("elements") or []
    yield from count_faults(elements, 1, most, "elements")
    ids = [each.get("action_id") for each in elements if each.get("action_id")]
    if len(set(ids)) != len(ids):
        yield "action_id twice"
    for each in elements:
        if each.get("type") not in kinds:
            yield f"{each.get('type')} does not belong here"
        yield from element_faults(each)


def _input(block: Dict) -> Faults:
    yield from text_faults(block.get("label"), 2000, "label")
    if block.get("hint"):
        yield from text_faults(block["hint"], 2000, "hint")
    yield from element_faults(block.get("element") or {})


def _markdown(block: Dict) -> Faults:
    yield from words_faults(block.get("text"), MARKDOWN, "markdown")


def _table(block: Dict) -> Faults:
    rows = block.get("rows") or []
    yield from count_faults(rows, 1, 100, "rows")
    if len({len(row) for row in rows}) > 1 or not all(1 <= len(row) <= 20 for row in rows):
        yield "columns"
    for cell in (cell for row in rows for cell in row):
        yield from (
            _rich_text(cell) if cell.get("type") == "rich_text" else words_faults(cell.get("text"), TABLE_CELLS, "cell")
        )
    if len(block.get("column_settings") or []) > 20:
        yield "column_settings"


def _data_table(block: Dict) -> Faults:
    yield from count_faults(block.get("rows"), 2, 101, "rows")


def _rich_text(block: Dict) -> Faults:
    yield from count_faults(block.get("elements"), 1, 1000, "rich_text")
    for each in block.get("elements") or []:
        yield from _rich_element(each)


RICH = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
LEAVES = {"text", "link", "user", "usergroup", "channel", "emoji", "broadcast", "date", "color"}


def _rich_element(element: Dict) -> Faults:
    kind = element.get("type")
    if kind not in RICH:
        yield f"unknown rich text {kind}"
        return
    if kind == "rich_text_list":
        if element.get("style") not in {"ordered", "bullet"}:
            yield "list style"
        for each in element.get("elements") or [{}]:
            yield from _rich_element(each)
        return
    for leaf in element.get("elements") or []:
        yield from _rich_leaf(leaf, plain=kind == "rich_text_preformatted")


def _rich_leaf(leaf: Dict, *, plain: bool) -> Faults:
    if leaf.get("type") not in ({"text", "link"} if plain else LEAVES):
        yield f"{leaf.get('type')} in rich text"
    elif leaf["type"] == "text":
        yield from words_faults(leaf.get("text"), 40_000, "rich text")
    elif leaf["type"] == "link":
        yield from url_faults(leaf.get("url"))


def _alert(block: Dict) -> Faults:
    yield from text_faults(block.get("text"), 3000, "alert", mrkdwn=True)


def _card(block: Dict) -> Faults:
    for key, most in (("title", 150), ("subtitle", 150), ("body", 200)):
        if block.get(key):
            yield from text_faults(block[key], most, key, mrkdwn=True)
    for each in block.get("actions") or []:
        yield from element_faults(each)


def _container(block: Dict) -> Faults:
    children = block.get("blocks") or block.get("elements") or block.get("child_blocks") or []
    yield from count_faults(children, 1, 10, "container")
    for each in children:
        yield from _block(each)


def _task_card(block: Dict) -> Faults:
    yield from words_faults(block.get("task_id"), 255, "task_id")
    yield from words_faults(block.get("title"), 256, "task title")


def _plan(block: Dict) -> Faults:
    for each in block.get("tasks") or []:
        yield from _task_card(each)


_BLOCKS: dict[str, Callable[[Dict], Faults]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "context_actions": _context_actions,
    "actions": _actions,
    "input": _input,
    "image": image_faults,
    "markdown": _markdown,
    "table": _table,
    "data_table": _data_table,
    "rich_text": _rich_text,
    "alert": _alert,
    "card": _card,
    "container": _container,
    "carousel": _container,
    "task_card": _task_card,
    "plan": _plan,
    "divider": lambda _: iter(()),
}
