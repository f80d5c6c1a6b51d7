"""Which tools the parts of a text ask for, by the rules and by resemblance to the corpus."""

from __future__ import annotations

from dataclasses import replace

from bot.agent.understanding import classifier
from bot.agent.understanding.arguments import JOB_TOOLS
from bot.agent.understanding.followups import with_pronoun
from bot.agent.understanding.guards import names_an_error, quotes
from bot.agent.understanding.handovers import PARTS_OF_HANDOVER
from bot.agent.understanding.reading import Part
from bot.agent.understanding.rules import rulebook
from bot.agent.understanding.turn import RESEMBLES, SHORT, Ask, Turn

_STRONG = 5  # weight from which a part of a sentence asks something of its own
_RESEMBLANCE = 6.0  # what full resemblance weighs beside a rule
_AT_MOST = 3  # different tools that one text asks for


def scores_of(turn: Turn, part: Part) -> dict[str, int]:
    said = set(part.said)
    if "OWNER" in said and "NOTIFY" in said and part.mentions:
        said.discard("NOTIFY")
    text = turn.reading.text
    if names_an_error(text):
        said.add("ERRORTEXT")
    if quotes(text):
        said.add("QUOTED")
    return rulebook().scores(said)


def asks_of(turn: Turn) -> list[Ask]:
    """The tools that a text asks for, the main one first."""
    parts = [with_pronoun(p, turn.memory, turn.reading) for p in turn.reading.parts]
    whole = with_pronoun(turn.reading.whole, turn.memory, turn.reading)
    best = [a for a in (_best(turn, p) for p in parts) if a]
    overall = _best(turn, whole) or _best_about_last(turn, whole)
    own = [a for a in best if a.weight >= _STRONG and _stands_alone(turn, a)]
    if len({a.tool for a in own}) > 1:
        return [Ask("knowledge", 9, 4, whole)] if _asks_the_sheet(whole) else _several(turn, own)
    if turn.reading.size <= SHORT or not best:
        return [overall] if overall else []
    main = max(best, key=lambda a: a.weight + 3 * bool(a.part.mentions))
    if overall and (main.weight < _STRONG or overall.weight >= main.weight + 2):
        main = overall
    return [main]


def _asks_the_sheet(whole: Part) -> bool:
    """Whether a procedure is asked for in words that name nothing of the plan: `disco cheio, qual o procedimento?`."""
    return bool(whole.said & {"PROC", "SHEET"}) and not whole.said & {"JOBREF", "STREAMN", "WKSN", "INCIDENT", "WINDOW"}


def _stands_alone(turn: Turn, ask: Ask) -> bool:
    """Whether a part's question is no by-word: it has a name, or needs none, or the text says one elsewhere."""
    if ask.tool not in JOB_TOOLS or ask.part.mentions:
        return True
    first = turn.reading.words[ask.part.first] if ask.part.first < len(turn.reading.words) else ""
    joined = first in ("e", "and", "y", "&")
    return (joined or ask.part.first == 0) and bool(turn.reading.mentions or turn.memory.job)


def _several(turn: Turn, own: list[Ask]) -> list[Ask]:
    """Each different tool once; a long text keeps to the parts that name something, and one more."""
    kept: dict[str, Ask] = {}
    ordered = (
        own if turn.reading.size <= 2 * SHORT else sorted(own, key=lambda a: -(a.weight + 3 * bool(a.part.mentions)))
    )
    for ask in ordered:
        kept.setdefault(ask.tool, ask)
    return list(kept.values())[:_AT_MOST]


def _best(turn: Turn, part: Part) -> Ask | None:
    scores: dict[str, float] = dict(scores_of(turn, part))
    if not scores:
        return None
    if len(part.mentions) == len(turn.reading.mentions) and turn.reading.size <= RESEMBLES:
        scores = _with_resemblance(turn, part, scores)
    ranked = sorted(scores.items(), key=lambda s: (-s[1], s[0]))
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0)
    return Ask(ranked[0][0], ranked[0][1], lead, part)


def _with_resemblance(turn: Turn, part: Part, scores: dict[str, float]) -> dict[str, float]:
    """The weights of the rules, and on top how much the text resembles what each tool is usually asked with."""
    alike = turn.alike
    own: dict[str, float] = {part: scores[part] for part in PARTS_OF_HANDOVER if part in scores}
    return own | {
        tool: scores.get(tool, 0) + _RESEMBLANCE * max(0.0, alike.get(tool, 0.0))
        for tool in classifier.TOOLS
        if tool in scores or _could_ask(tool, part.said)
    }


def _could_ask(tool: str, said: frozenset[str]) -> bool:
    """Whether a part names what a tool is about, so that mere resemblance may bring it in."""
    if tool in JOB_TOOLS or tool == "knowledge":
        return "JOBREF" in said
    if tool == "stream_status":
        return "STREAMN" in said
    if tool == "workstation_status":
        return "WKSN" in said
    return not said & {"JOBREF", "STREAMN", "WKSN", "PATTERN"}


def _best_about_last(turn: Turn, whole: Part) -> Ask | None:
    """A question that lacks its job, read as one about the last job: `terminou?`."""
    if not turn.memory.job or turn.reading.mentions or "CONTENT" not in whole.said:
        return None
    ask = _best(turn, replace(whole, said=whole.said | {"JOBREF"}))
    return ask if ask and ask.tool in JOB_TOOLS and ask.weight >= _STRONG - 1 else None


def guess(turn: Turn) -> Ask | None:
    """The classifier's reading of a text that no rule fits, where it speaks of the plan at all."""
    if "CONTENT" not in turn.reading.whole.said:
        return None
    tool, margin = classifier.winner(turn.alike)
    return (
        Ask(tool, 3, round(4 * margin), turn.reading.whole)
        if margin >= classifier.SURE and tool in classifier.TOOLS
        else None
    )
