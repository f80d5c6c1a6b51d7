"""Slack's message text -> what a person wrote: entities undone, the bot's own mention left out; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_ENTITY = re.compile(r"<([^<>\n]*)>")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
MOST = 40_000  # characters; what Slack itself keeps of a message


def written(text: str, own_user: str = "") -> str:
    """What the person wrote, as a question: no markup, no entities, no mention of Resync itself."""
    words = _USER.sub(lambda found: " " if found[1] == own_user else found[0], text[:MOST])
    words = _ENTITY.sub(lambda found: _entity(found[1]), words)
    words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    words = _BOLD.sub(r"\1", words.replace("`", " "))
    return "\n".join(" ".join(line.split()) for line in words.splitlines()).strip()


def typed(blocks: Any, own_user: str = "") -> str:
    """What a person typed, out of the rich text that Slack sends along; empty where there is none.

    There a `*` is a `*`; in the plain text bold words have the very signs around them that patterns are written with.
    """
    if not isinstance(blocks, list) or [each.get("type") for each in blocks if isinstance(each, dict)] != ["rich_text"]:
        return ""
    words = "".join(_typed(blocks[0].get("elements"), own_user))[:MOST]
    return "\n".join(" ".join(line.split()) for line in words.splitlines()).strip()


def _typed(elements: Any, own_user: str) -> Iterator[str]:
    for each in elements if isinstance(elements, list) else ():
        if not isinstance(each, dict):
            continue
        if isinstance(each.get("elements"), list) and each.get("type") == "rich_text_list":
            yield from (f"{''.join(_typed([item], own_user))}\n" for item in each["elements"])
        elif isinstance(each.get("elements"), list):
            yield from _typed(each["elements"], own_user)
        else:
            yield _element(each, own_user)


def _element(element: dict[str, Any], own_user: str) -> str:
    kind = element.get("type")
    if kind == "user":
        return " " if element.get("user_id") == own_user else f"@{element.get('user_id')}"
    if kind == "channel":
        return f"#{element.get('channel_id')}"
    if kind == "emoji":
        return f":{element.get('name')}:"
    return str(element.get("text") or element.get("url") or "")


# How a question begins that has no question mark, behind an "e o …" or "and the …".
_ASKING = (
    *("qual", "quais", "quem", "quando", "onde", "porque", "por que", "como", "quanto", "quantos", "quantas", "cadê"),
    *("o que", "tem", "mostre", "mostra", "liste", "lista", "status", "log", "avise", "resuma", "diagnostique", "me"),
    *("what", "which", "who", "whose", "when", "where", "why", "how", "show", "list", "tell", "is", "are", "was"),
    *("did", "does", "do", "has", "have", "can", "any"),
)
_ASKS = re.compile(rf"(?:(?:e|and)\s+(?:(?:[oa]s?|the)\s+)?)?(?:{'|'.join(_ASKING)})\b", re.IGNORECASE)


def reads_as_question(words: str) -> bool:
    """Whether words ask something, in Portuguese or English, as far as their form tells."""
    return "?" in words or _ASKS.match(words.strip()) is not None


def mentions(text: str) -> frozenset[str]:
    """The ids of the users whom a text mentions."""
    return frozenset(_USER.findall(text))


def all_words(message: dict[str, Any], own_user: str = "") -> str:
    """Everything that a message says, also in its blocks and attachments, as monitoring tools write them."""
    parts = [written(str(message.get("text") or ""), own_user)]
    parts += [written(each, own_user) for each in _leaves(message.get("blocks"))]
    parts += [written(each, own_user) for each in _leaves(message.get("attachments"))]
    told: dict[str, None] = {}
    for part in parts:
        if part and not any(part in other for other in told):
            told[part] = None
    return "\n".join(told)[:MOST]


_SAYING = frozenset({"text", "title", "pretext", "fallback", "value"})
_HOLDING = frozenset({"elements", "fields", "blocks", "rows", "text", "accessory", "title"})


def _leaves(value: Any, depth: int = 0) -> Iterator[str]:
    if depth > 12:
        return
    if isinstance(value, list):
        for each in value:
            yield from _leaves(each, depth + 1)
    elif isinstance(value, dict) and value.get("type") != "button":
        for key, each in value.items():
            if isinstance(each, str) and key in _SAYING:
                yield each
            elif key in _HOLDING:
                yield from _leaves(each, depth + 1)


def _entity(inside: str) -> str:
    """`@U1|ana` -> @ana, `#C1|ops` -> #ops, `!here` -> @here, `https://x|PAY.CALC` -> PAY.CALC."""
    target, _, label = inside.partition("|")
    if target.startswith(("!date", "!subteam")):
        return label or "@group"
    if target[:1] in {"@", "#", "!"}:
        return f"{'@' if target[0] == '!' else target[0]}{label.lstrip('@#') or target[1:]}"
    return label or target
