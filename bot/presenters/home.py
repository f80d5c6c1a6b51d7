"""What a channel and a person are shown beside answers: greeting, commands, refusal, alerts of a channel, home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Actions, Block, Button, Card, Tone
from bot.presenters.board import Status, open_incidents, status_card
from bot.presenters.pieces import bullets, facts, line
from bot.presenters.teller import Teller, statement
from bot.presenters.words import count_rows
from bot.reports import KeptWatch

_WATCHES = 10
_WORST = (Tone.NEUTRAL, Tone.GOOD, Tone.WARNING, Tone.BAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """A command as a person types it here, and what it gives (a phrase's key)."""

    name: str
    typed: str


def note_card(sentence: str, tone: Tone = Tone.NEUTRAL, *more: str) -> Card:
    """One sentence, and perhaps others below it, muted; an empty one is left out."""
    return Card(title=sentence, tone=tone, blocks=tuple(block for each in more for block in line(each, "muted")))


def refusal_card(sentence: str) -> Card:
    """Why a person may not ask here."""
    return Card(title=sentence, tone=Tone.WARNING)


def commands_card(usages: Sequence[Usage], teller: Teller) -> Card:
    """Every command, as it is typed here, with what it gives."""
    lines = [
        teller.say("commands.line", usage=usage.typed, meaning=teller.say(f"command.{usage.name}")) for usage in usages
    ]
    return Card(title=teller.say("commands.title"), blocks=(*line(teller.say("commands.text")), *bullets(lines)))


def greeting_card(*, alerts: str, some: str, help_: str, private: bool, teller: Teller) -> Card:
    """Who this is, how to switch alerts on here, and where all commands stand."""
    switch = teller.say("greet.alone") if private else teller.say("greet.alerts", usage=alerts, some=some)
    asked = ("ask.health", "ask.errors")
    buttons = tuple(Button(text=q, action="ask", value=q) for q in (teller.phrases.say(key) for key in asked))
    return Card(
        title=teller.say("greet.title"),
        blocks=(
            *line(teller.say("greet.text")),
            *line(switch, "strong"),
            *line(teller.say("greet.help", usage=help_)),
            Actions(buttons=buttons),
        ),
    )


def hears_card(asked: Sequence[tuple[str, str]], routes: Sequence[str], usage: str, teller: Teller) -> Card:
    """What a channel hears: patterns with who asked for them, and routes that lead here."""
    if not (asked or routes):
        return note_card(teller.say("hears.none"), Tone.NEUTRAL, teller.say("hears.how", usage=usage))
    lines = [teller.say("hears.line", pattern=pattern_text(pattern, teller), who=who) for pattern, who in asked]
    return Card(
        title=teller.say("hears.title"),
        blocks=(*bullets(lines, teller.say("hears.asked")), *bullets(routes, teller.say("hears.routes"))),
    )


def pattern_text(pattern: str, teller: Teller) -> str:
    """A pattern as a person reads it."""
    return teller.say("hears.all") if pattern in {"*", "@"} else pattern


def home_card(status: Sequence[Status], watches: Sequence[KeptWatch], teller: Teller) -> Card:
    """Health of each environment with its open incidents, the person's watches, and their language.

    A platform adds its own way to choose the other language.
    """
    cards = [status_card(each, teller) for each in status]
    blocks: tuple[Block, ...] = ()
    for each, card in zip(status, cards, strict=True):
        several = line(f"{each.environment}: {card.title}", "strong") if len(status) > 1 else ()
        counts = facts(*count_rows(each.report.counts, teller)) if each.report else card.blocks
        blocks = (*blocks, *several, *counts, *open_incidents(each.incidents, teller))
    worst = max((card.tone for card in cards), key=_WORST.index, default=Tone.NEUTRAL)
    return Card(
        title=next((card.title for card in cards if card.tone is worst), teller.say("greet.title")),
        tone=worst,
        blocks=(*blocks, *_watches(watches, teller), *_language(teller)),
        footer=cards[0].footer if cards else "",
    )


def _watches(watches: Sequence[KeptWatch], teller: Teller) -> tuple[Block, ...]:
    if not watches:
        return line(teller.say("home.no_watches"), "muted")
    told = [_watch(watch, teller) for watch in watches[:_WATCHES]]
    if len(watches) > _WATCHES:
        told.append(teller.say("list.more", n=len(watches) - _WATCHES))
    return bullets(told, teller.say("home.watches"))


def _watch(watch: KeptWatch, teller: Teller) -> str:
    teller.note(statement("watch", jobs=[watch.job], until=watch.until))
    if watch.until is None:
        return teller.say("home.watch", job=watch.job, asked=watch.asked_at)
    return teller.say("home.watch_until", job=watch.job, asked=watch.asked_at, until=watch.until)


def _language(teller: Teller) -> tuple[Block, ...]:
    return line(teller.say("home.language"), "muted")
