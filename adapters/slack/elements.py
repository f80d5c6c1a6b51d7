"""The smallest pieces of Block Kit, made of untrusted text that Slack never interprets.

Rich text and plain text elements show their text as it is: nothing in it mentions, links or formats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from adapters.slack import limits
from bot.cards import Tone

Block = dict[str, Any]

SIGNS = {Tone.GOOD: "🟢", Tone.WARNING: "🟡", Tone.BAD: "🔴", Tone.NEUTRAL: "⚪"}

# C0 and C1 but for tab and line end, what reverses the reading direction or has no width (joiners stay: emoji and
# some scripts are made with them), and halves of characters, which no UTF-8 holds.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def plain(words: str) -> str:
    """The words without characters that nobody can see, and never empty: Slack refuses empty elements."""
    return _UNPRINTABLE.sub("�", words.replace("\r\n", "\n")) or " "


def cut(words: str, most: int) -> str:
    """At most so many characters, the cut visible."""
    return words if len(words) <= most else words[: most - 1] + "…"


def pieces(words: str, most: int) -> list[str]:
    """All of the words, in parts of at most so many characters."""
    return [words[start : start + most] for start in range(0, len(words), most)] or [" "]


def escaped(words: str) -> str:
    """Words for a field that Slack parses: nothing in them is a mention, a channel or a link.

    Source: Slack's formatting reference; `&`, `<` and `>` are its only control characters.
    """
    return plain(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def label(words: str, most: int) -> dict[str, Any]:
    """Words in one line, such as a button's; a dash where there are none, for Slack refuses empty ones.

    `emoji` is False, so that neither `:100:` in a name becomes a picture nor a sign counts as its long name.
    """
    shown = " ".join(plain(words).split())
    return {"type": "plain_text", "text": cut(shown, most) or "–", "emoji": False}


def button(words: str, action: str, value: str, *, style: str = "") -> dict[str, Any]:
    """A button. `action` is what is done, after a `:` what tells it from others; `style`: primary, danger or none."""
    made = {
        "type": "button",
        "text": label(words, limits.BUTTON_TEXT),
        "action_id": action,
        "value": cut(value, limits.BUTTON_VALUE) or "-",
    }
    return made | ({"style": style} if style else {})


def run(words: str, **style: bool) -> dict[str, Any]:
    """Words in a rich text line; `style`: bold, italic, strike, code."""
    made: dict[str, Any] = {"type": "text", "text": plain(words)}
    return made | ({"style": style} if style else {})


def link(words: str, address: str) -> dict[str, Any]:
    """A link in a rich text line; words where the address is none that Slack takes."""
    if len(address) > limits.URL or not re.match(r"https?://\S+\Z", address):
        return run(words)
    return {"type": "link", "url": address, "text": plain(words)}


def line(*runs: dict[str, Any]) -> dict[str, Any]:
    """A line of rich text."""
    return {"type": "rich_text_section", "elements": list(runs)}


def listing(lines: Sequence[dict[str, Any]], *, ordered: bool) -> dict[str, Any]:
    """Lines with numbers or bullets."""
    return {"type": "rich_text_list", "style": "ordered" if ordered else "bullet", "elements": list(lines)}


def preformatted(words: str) -> dict[str, Any]:
    """Words in a fixed width, as they are."""
    return {"type": "rich_text_preformatted", "elements": [run(words)]}


def rich_text(*elements: dict[str, Any]) -> Block:
    """A block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def muted(words: str) -> Block:
    """Small grey words."""
    shown = cut(plain(words), limits.CONTEXT)
    return {"type": "context", "elements": [{"type": "plain_text", "text": shown, "emoji": False}]}


# What a configuration names a person or group by: `U…`/`W…` a person, `S…` a group, or Slack's own spelling of them.
_MENTION = re.compile(r"<?(?:(?P<user>@?[UW][A-Z0-9]{5,})|(?:!subteam\^|@)?(?P<group>S[A-Z0-9]{5,}))(?:\|[^>]*)?>?\Z")
_BROADCAST = {
    "@here": "here",
    "@channel": "channel",
    "@everyone": "everyone",
    "<!here>": "here",
    "<!channel>": "channel",
}


def mention(whom: str) -> dict[str, Any]:
    """Whom a configuration names, as Slack calls them; the bare words where that is nobody that it could call."""
    if whom in _BROADCAST:
        return {"type": "broadcast", "range": _BROADCAST[whom]}
    found = _MENTION.match(whom)
    if found is None:
        return run(whom)
    if found["user"]:
        return {"type": "user", "user_id": found["user"].lstrip("@")}
    return {"type": "usergroup", "usergroup_id": found["group"]}


def mentioned(whom: Sequence[str]) -> Block:
    """A line that calls them."""
    runs = [each for one in whom for each in (mention(one), run(" "))]
    return rich_text(line(*runs[:-1]))
