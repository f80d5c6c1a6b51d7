"""Which HWA environment a question is about: the one that it names, or that was named last in its conversation."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence

from bot.channel.scope import Grant, Scope
from bot.messages import Question

_REMEMBERED = 2_000  # conversations


class Environments:
    """Leaves a question the one environment that it is about; where none was ever named, the first one is meant.

    `names` are those of all environments. A question that names several is left all that its asker sees.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._words = {
            name: re.compile(rf"(?<![\w#.-]){re.escape(name)}(?![\w#-]|\.\w)", re.IGNORECASE) for name in names
        }
        self._last: OrderedDict[str, str] = OrderedDict()

    def narrowed(self, question: Question, scope: Scope, unnamed: str = "") -> Scope:
        """What the asker sees of the environment that is meant, `unnamed` where nobody named any; else all of it."""
        seen = scope.environments(self._words)
        if len(seen) < 2:
            return scope
        named = [name for name in seen if self._words[name].search(question.text)]
        if len(named) == 1:
            self._remember(question.conversation, named[0])
        meant = "" if len(named) > 1 else self._last.get(question.conversation, unnamed)
        sight = scope.of(meant) if meant else None
        return Scope(grants=(Grant(environments=(meant,), sight=sight),)) if sight else scope

    def _remember(self, conversation: str, name: str) -> None:
        self._last[conversation] = name
        self._last.move_to_end(conversation)
        while len(self._last) > _REMEMBERED:
            self._last.popitem(last=False)
