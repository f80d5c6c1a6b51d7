"""Who may ask, and what they see: the rules of resync.toml's `[[access]]` held against a visitor; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channel.scope import EVERYTHING, Grant, Scope, Sight
from bot.messages import Visitor
from bot.structure import Access as AccessTable
from bot.structure import Structure

# Whoever sits there was let in by other means; rules for channels are not for them.
CONSOLES = frozenset({"web", "terminal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """For whom a rule is, and what they see. What is empty asks nothing; an id is the platform's, whatever its case."""

    grant: Grant
    platform: str = ""
    tenants: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    external: bool = False

    def is_for(self, visitor: Visitor) -> bool:
        """Whether the visitor meets every condition; a person of another company only where the rule says so."""
        return (
            (not visitor.external or self.external)
            and self.platform in {"", visitor.platform}
            and _is_one_of(visitor.tenant, self.tenants)
            and _is_one_of(visitor.team, self.teams)
            and _is_one_of(visitor.channel, self.channels)
            and _is_one_of(visitor.user, self.users)
        )


class Access:
    """The rules at work. Without any, everybody of the own company sees everything, and nobody else sees anything."""

    def __init__(self, rules: Sequence[Rule] = ()) -> None:
        self._rules = tuple(rules)

    def scope(self, visitor: Visitor) -> Scope | None:
        """What the visitor sees, None where they may not ask at all."""
        if not self._rules:
            return None if visitor.external else EVERYTHING
        if visitor.platform in CONSOLES and not any(rule.platform == visitor.platform for rule in self._rules):
            return EVERYTHING
        grants = tuple(rule.grant for rule in self._rules if rule.is_for(visitor))
        return Scope(grants=grants) if grants else None


def access_of(structure: Structure) -> Access:
    """The rules of resync.toml."""
    return Access([_rule(table) for table in structure.access])


def _rule(table: AccessTable) -> Rule:
    return Rule(
        grant=Grant(
            environments=table.environments,
            sight=Sight(jobs=table.jobs, job_streams=table.job_streams),
        ),
        platform=table.platform or "",
        tenants=_ids(table.tenants),
        teams=_ids(table.teams),
        channels=_ids(table.channels),
        users=_ids(table.users),
        external=table.external,
    )


def _ids(written: Sequence[str]) -> frozenset[str]:
    return frozenset(each.casefold() for each in written)


def _is_one_of(value: str, wanted: frozenset[str]) -> bool:
    return not wanted or value.casefold() in wanted
