"""A command as it was given: by whom, where, in which language, with what they see; and what it is answered with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.cards import Card
from bot.channel.commands import Command, spelling
from bot.channel.scope import Scope
from bot.messages import Told, Visitor
from bot.presenters import Teller
from bot.presenters.home import Usage, refusal_card

# How a command begins where it is not typed alone.
PREFIXES: Mapping[str, str] = {"slack": "/tws ", "teams": "@Resync "}

TellerIn = Callable[[str], Teller]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command with who gave it, and what they see."""

    command: Command
    visitor: Visitor
    scope: Scope

    @property
    def language(self) -> str:
        """pt or en."""
        return self.command.language

    def private(self, card: Card) -> Told:
        """For whoever asked."""
        return Told(card=card, language=self.language)

    def public(self, card: Card) -> Told:
        """For all of the channel."""
        return Told(card=card, language=self.language, public=True)

    def refused(self, sentence: str) -> Told:
        """Nothing was done."""
        return Told(card=refusal_card(sentence), language=self.language, refused=True)

    def person(self, teller: Teller) -> str:
        """What whoever asked is called."""
        return self.visitor.name or self.visitor.user or teller.say("press.somebody")

    def by(self, teller: Teller, reason: str = "") -> str:
        """Who asked for what all of the channel is told: a platform may show a command to nobody else."""
        key = "channel.by_why" if reason else "channel.by"
        return teller.say(key, who=self.person(teller), reason=reason)


def typed(name: str, visitor: Visitor, language: str, *arguments: str) -> str:
    """A command as a person types it there."""
    # In a talk alone with Resync in Teams nobody has to mention it.
    prefix = "" if visitor.private and visitor.platform == "teams" else PREFIXES.get(visitor.platform, "")
    words = (f"{prefix}{spelling(name, language)}", *arguments)
    return " ".join(word for word in words if word)


def usage(name: str, visitor: Visitor, teller: Teller) -> Usage:
    """A command with the arguments that it takes."""
    key = f"usage.{name}"
    arguments = (teller.say(key),) if teller.phrases.knows(key) else ()
    return Usage(name=name, typed=typed(name, visitor, teller.language, *arguments))
