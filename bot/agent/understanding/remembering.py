"""What a conversation keeps from turn to turn, and the offered question that a person picks from it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.agent.understanding.records import CLARIFY, Memory, Understanding
from bot.agent.understanding.tables import one_of

_YES = one_of("sim yes s y ok isso yep yeah claro pode si exato isso_mesmo sure")
_PICKING = one_of("o a the opcao option numero number one um uma do da de esse essa")
_ORDINALS = {
    "1": 0, "primeiro": 0, "primeira": 0, "first": 0, "2": 1, "segundo": 1, "segunda": 1, "second": 1,
    "3": 2, "terceiro": 2, "terceira": 2, "third": 2, "4": 3, "5": 4, "ultimo": -1, "ultima": -1, "last": -1,
}  # fmt: skip


def next_memory(memory: Memory, understanding: Understanding) -> Memory:
    """What to remember after a turn: the call's tool and arguments, the last name of each kind, what was offered."""
    if understanding.kind == CLARIFY:
        tool = understanding.pending or None
        return replace(
            memory, offered=understanding.suggestions, tool=tool or memory.tool, args={} if tool else memory.args
        )
    if not understanding.calls:
        return replace(memory, offered=())
    # who has it is a question about the last name, not a new subject
    last = next((call for call in understanding.calls if "about" not in call.args), understanding.calls[0])
    kept: dict[str, Any] = {"job": memory.job, "job_stream": memory.job_stream, "workstation": memory.workstation}
    for call in understanding.calls:
        kept |= {k: str(call.args[k]) for k in kept if call.args.get(k) and "*" not in str(call.args[k])}
    return Memory(tool=last.tool, args=dict(last.args), offered=(), listed=memory.listed, page=memory.page, **kept)


def chosen(text: str, memory: Memory) -> str | None:
    """The offered question that a person picked by number or by a plain yes."""
    words = re.findall(r"\w+", text.lower())
    if not memory.offered or not words or len(words) > 3:
        return None
    if len(memory.offered) == 1 and words[0] in _YES:
        return memory.offered[0]
    if any(w not in _ORDINALS and w not in _PICKING for w in words):
        return None
    at = next((_ORDINALS[w] for w in words if w in _ORDINALS), None)
    return memory.offered[at] if at is not None and at < len(memory.offered) else None
