"""Which tool a set of concepts asks for: a table of rules, the weightiest that fits decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.agent.understanding import tables


@dataclass(frozen=True, slots=True)
class Rule:
    """`needs` are bit masks of which each must share a bit with the text; `bars` is a mask that must not."""

    tool: str
    weight: int
    needs: tuple[int, ...]
    bars: int


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules, the weightiest first, and the bit of each concept that they know."""

    rules: tuple[Rule, ...]
    bits: dict[str, int]

    def scores(self, concepts: Iterable[str]) -> dict[str, int]:
        """The greatest weight of a fitting rule for each tool that has one."""
        text = 0
        for concept in concepts:
            text |= self.bits.get(concept, 0)
        best: dict[str, int] = {}
        for rule in self.rules:
            if text & rule.bars or rule.tool in best:
                continue
            for need in rule.needs:
                if not text & need:
                    break
            else:
                best[rule.tool] = rule.weight
        return best


@cache
def rulebook() -> Rulebook:
    """The table, read once."""
    bits: dict[str, int] = {}
    rules = [_rule(line, bits) for line in tables.lines("rules")]
    return Rulebook(tuple(sorted(rules, key=lambda r: -r.weight)), bits)


def _rule(line: str, bits: dict[str, int]) -> Rule:
    head, _, terms = line.partition(":")
    tool, weight = head.split()
    needs, bars = [], 0
    for term in terms.split():
        mask = 0
        for concept in term.lstrip("!").split("|"):
            mask |= bits.setdefault(concept, 1 << len(bits))
        if term.startswith("!"):
            bars |= mask
        else:
            needs.append(mask)
    return Rule(tool, int(weight), tuple(needs), bars)
