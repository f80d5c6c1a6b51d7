"""What is kept silent: the mutes in force, the alerts that are held back and why, and how a mute is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.cards import Block, Card, Table, Tone
from bot.presenters.incidents import held_reason
from bot.presenters.pieces import LISTED, NOTHING, Draft, bullets, excerpt, freshness, line
from bot.presenters.records import incident_fact
from bot.presenters.teller import Presented, Teller, statement
from bot.reports import HandoverReport, Incident, KeptMute

_COMMAND = "resync mute --list"
_TEXT = 120
_REASONS = frozenset({"mute", "maintenance", "quiet_hours", "recovery", "snooze"})


def silence_answer(report: HandoverReport, teller: Teller) -> Draft:
    """The mutes in force and the alerts held back; that the mutes cannot be seen, where they cannot."""
    held = held_back(report.open)
    card = Card(
        title=_title(report, len(held), teller),
        tone=Tone.WARNING if held or report.mutes else Tone.NEUTRAL,
        blocks=(
            *_mutes(report.mutes, teller),
            *bullets(_held_lines(held, teller), teller.say("silence.held") if held else ""),
        ),
        footer=freshness(report, teller),
    )
    return card, (teller.phrases.say("ask.handover"), teller.phrases.say("ask.health"))


def held_back(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """The incidents of which no message goes out for now."""
    return tuple(one for one in incidents if one.held_until is not None)


def held_counts(incidents: Iterable[Incident], teller: Teller) -> tuple[Block, ...]:
    """How many alerts are held back, by reason, the most frequent first; nothing where none is."""
    held = held_back(incidents)
    if not held:
        return ()
    counts = Counter(_reason(one) for one in held)
    reasons = [teller.say("held.many", n=n, why=teller.say(f"held.why.{word}")) for word, n in counts.most_common()]
    return line(teller.say("held.counted", n=len(held), reasons=", ".join(reasons)), "muted")


def how_to_mute(target: str | None, teller: Teller) -> Presented:
    """That a mute is asked for by a command, and how it is typed."""
    pattern = (target or "PAY_*").rpartition(".")[2]
    channel, terminal = f"/tws mute {pattern} 1h", f'resync mute "{pattern}" --for 1h'
    teller.note({"kind": "command", "texts": [channel, terminal]})
    text = teller.say("silence.how_text", channel=channel, terminal=terminal)
    card = Card(title=teller.say("silence.how"), blocks=line(text))
    return teller.present(card, (teller.phrases.say("ask.mutes"),))


def no_tickets(target: str | None, teller: Teller) -> Presented:
    """That tickets are neither opened nor seen here, and what can be told instead."""
    card = Card(title=teller.say("lead.no_tickets"), tone=Tone.WARNING, blocks=line(teller.say("lead.no_tickets_text")))
    name = target.rpartition(".")[2] if target else ""
    keys = ("ask.diagnose", "ask.owner") if name else ("ask.errors", "ask.handover")
    return teller.present(card, tuple(teller.phrases.say(key, name=name) for key in keys))


def _title(report: HandoverReport, held: int, teller: Teller) -> str:
    if report.mutes is None:
        return teller.say("silence.held_only", n=held) if held else teller.say("silence.no_held")
    if not report.mutes and not held:
        return teller.say("silence.none")
    return teller.say("silence.title", mutes=len(report.mutes), held=held)


def _mutes(mutes: tuple[KeptMute, ...] | None, teller: Teller) -> tuple[Block, ...]:
    if mutes is None:
        teller.note({"kind": "command", "text": _COMMAND})
        return line(teller.say("silence.unread", command=_COMMAND), "muted")
    shown = mutes[:LISTED]
    if not shown:
        return ()
    if len(mutes) > len(shown):
        teller.count(len(mutes) - len(shown))
    titles = ("pattern", "until", "who", "why")
    table = Table(
        columns=tuple(teller.say(f"silence.{each}", zone=teller.zone()) for each in titles),
        rows=tuple(_mute_row(one, teller) for one in shown),
        more=len(mutes) - len(shown),
    )
    return (*line(teller.say("silence.mutes"), "strong"), table)


def _mute_row(mute: KeptMute, teller: Teller) -> tuple[str, ...]:
    teller.note(statement("mute", pattern=mute.pattern, until=mute.until, who=mute.who, reason=mute.reason))
    cells = (excerpt(text, _TEXT, teller) or NOTHING for text in (mute.pattern, mute.who, mute.reason))
    pattern, who, reason = cells
    return (pattern, teller.tell(mute.until), who, reason)


def _held_lines(held: tuple[Incident, ...], teller: Teller) -> list[str]:
    told = []
    for one in held[:LISTED]:
        teller.note(incident_fact(one))
        told.append(f"{one.job_name or one.job}: {held_reason(one.held_why, teller)}")
    if len(held) > LISTED:
        told.append(teller.say("list.more", n=len(held) - LISTED))
    return told


def _reason(incident: Incident) -> str:
    word = incident.held_why.partition(":")[0]
    return word if word in _REASONS else "other"
