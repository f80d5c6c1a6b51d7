"""Wishes to see how a list goes on: `show me the rest`, `e os outros?`, `mais`."""

from __future__ import annotations

from bot.agent.understanding.arguments import JOB_TOOLS
from bot.agent.understanding.reading import Reading
from bot.agent.understanding.records import Memory
from bot.agent.understanding.tables import one_of

_REST = one_of(
    "rest remaining remainder others other resto restante restantes outros outras demais resta restam otros siguientes"
)
_ONWARD = one_of("more mais mas next proximos proximas proxima proximo seguinte seguintes")
_EVERYTHING = one_of("all todos todas everything tudo")  # where something is left to be shown
_BESIDE = one_of(
    "show me see list give get want to i a an the and of them those what which are is there about can could you still"
    " left please pls now ok page pages lista listar liste mostre mostra mostrar me ver veja quero da de do das dos os"
    " as o um uma e quais qual sao ainda tem ha faltam por favor pfv agora pagina paginas deles delas pode poderia voce"
    " vc cade onde estao muestra los las el y ones lines linhas in na no pra para"
)
_JOBS = one_of("job jobs rotinas tarefas")
_LONGEST = 9  # words
_LIST_TOOLS = frozenset({"jobs_in_error", "find_jobs"})


def asks_for_the_rest(reading: Reading, memory: Memory) -> bool:
    """Whether a text only wants the list that was shown last to go on; what was asked of its jobs since may be between.

    `os próximos jobs` are those to come, not those of the list.
    """
    if not memory.page or memory.tool not in JOB_TOOLS | _LIST_TOOLS or reading.mentions:
        return False
    words = [w for w, p in zip(reading.words, reading.pieces, strict=True) if not p.is_stop]
    if not words or len(words) > _LONGEST:
        return False
    said = {word for word in words if not word.isdigit()}
    meant = said & (_REST | _ONWARD | (_EVERYTHING if _is_cut(memory) else frozenset()))
    if not meant or not said <= _REST | _ONWARD | _EVERYTHING | _BESIDE | _JOBS:
        return False
    return bool(meant & _REST) or not said & _JOBS


def _is_cut(memory: Memory) -> bool:
    return bool(memory.page["shown"] < memory.page["total"])
