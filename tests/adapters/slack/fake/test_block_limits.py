"""The limit table refuses what Slack refuses, each limit at its edge."""

from __future__ import annotations

import pytest

from tests.adapters.slack.fake.block_limits import faults, too_long, view_faults


def plain(words):
    return {"type": "plain_text", "text": words}


def section(words="x", **more):
    return {"type": "section", "text": plain(words), **more}


def button(number=0, words="x", value="v"):
    return {"type": "button", "text": plain(words), "action_id": f"a:{number}", "value": value}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def table(rows, columns=1, words="c"):
    return {"type": "table", "rows": [[{"type": "raw_text", "text": words}] * columns] * rows}


def rich(leaf):
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [leaf]}]}


@pytest.mark.parametrize(
    ("taken", "refused"),
    [
        ([section()] * 50, [section()] * 51),
        ([section("x" * 3000)], [section("x" * 3001)]),
        ([section("x")], [section("")]),
        ([{"type": "section", "fields": [plain("f" * 2000)]}], [{"type": "section", "fields": [plain("f" * 2001)]}]),
        ([{"type": "section", "fields": [plain("f")] * 10}], [{"type": "section", "fields": [plain("f")] * 11}]),
        ([{"type": "header", "text": plain("h" * 150)}], [{"type": "header", "text": plain("h" * 151)}]),
        ([actions(*map(button, range(25)))], [actions(*map(button, range(26)))]),
        ([actions(button(1), button(2))], [actions(button(1), button(1))]),
        ([actions(button(words="t" * 75))], [actions(button(words="t" * 76))]),
        ([actions(button(value="v" * 2000))], [actions(button(value="v" * 2001))]),
        ([{"type": "context", "elements": [plain("c")] * 10}], [{"type": "context", "elements": [plain("c")] * 11}]),
        ([table(100)], [table(101)]),
        ([table(2, 20)], [table(2, 21)]),
        ([table(1)], [table(1, words="")]),
        ([table(100, 1, "c" * 100)], [table(100, 1, "c" * 101)]),
        ([table(1)], [table(1), table(1)]),
        ([{"type": "markdown", "text": "m" * 12_000}], [{"type": "markdown", "text": "m" * 12_001}]),
        ([rich({"type": "text", "text": "x"})], [rich({"type": "text", "text": ""})]),
        ([rich({"type": "link", "url": "https://x"})], [rich({"type": "link", "url": "javascript:x"})]),
        ([section(block_id="a"), section(block_id="b")], [section(block_id="a"), section(block_id="a")]),
        ([section()], [{"type": "sectoin"}]),
        ([section()], []),
    ],
)
def test_a_limit_is_met_at_its_edge(taken, refused):
    """What is just within a limit is taken, what is just over it refused."""
    assert ([], True) == (faults(taken), bool(faults(refused)))


def test_all_text_of_a_message_together_is_limited():
    """Five sections of 2,640 characters are taken, one character more is msg_blocks_too_long."""
    parts = [section("x" * 2640)] * 5
    assert (False, True) == (too_long(parts), too_long([*parts, section("x")]))


def test_a_dialogue_has_limits_of_its_own():
    """A title of 25 characters, an input without a button to send it, and 101 blocks are refused."""
    view = {"type": "modal", "title": plain("t" * 24), "submit": plain("s"), "blocks": [section()] * 100}
    field = {"type": "input", "label": plain("l"), "element": {"type": "plain_text_input", "action_id": "a"}}
    unsent = {key: value for key, value in view.items() if key != "submit"}
    wrong = [
        {**view, "title": plain("t" * 25)},
        {**view, "blocks": [section()] * 101},
        {**unsent, "blocks": [field]},
        {**view, "private_metadata": "p" * 3001},
    ]
    assert ([], [True] * 4) == (view_faults(view), [bool(view_faults(each)) for each in wrong])
