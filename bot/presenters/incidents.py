"""What the cards of every kind of incident share: its name, its tone, why it is grouped or held, its life so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.cards import Block, Fact, Tone
from bot.presenters.pieces import bullets, excerpt, line, row, where
from bot.presenters.records import incident_fact
from bot.presenters.teller import Teller, statement
from bot.reports import BAD_END_KINDS, Happening, Incident, IncidentKind, Severity

ENDED = frozenset({"recovered", "cancelled", "gone"})
LIVED = 5  # newest happenings on a card
# A maintenance window that suppresses holds back until long after anybody cares.
_FOR_GOOD = timedelta(days=90)
_TEXT = 160  # characters of what a person said
# What may stand in a command that somebody pastes into a shell.
_TYPED = re.compile(r"[A-Za-z0-9_/.#-]{1,120}")
# Two incidents that share no more than this need not have one cause.
_GUESSES = frozenset({"same_stream", "same_workstation"})
_BECAUSE = _GUESSES | {"same_error", "workstation_down", "follows", "blocked_by"}
_URGENT = frozenset({Severity.CRITICAL, Severity.HIGH})
OF_A_JOB = BAD_END_KINDS | {IncidentKind.LATE, IncidentKind.AT_RISK, IncidentKind.OVERRUN}
# What has not gone wrong yet, or may be meant: a warning unless it is urgent.
_MILD = frozenset({IncidentKind.AT_RISK, IncidentKind.OVERRUN, IncidentKind.PROMPT})


def incident_name(incident: Incident) -> str:
    """What a person calls it: the job's name, or the job stream, workstation or prompt that it is about."""
    return (incident.job_name if incident.kind in OF_A_JOB else "") or incident.job


def is_bad_end(incident: Incident) -> bool:
    """Whether a job ended badly or could not be launched."""
    return incident.kind in BAD_END_KINDS


def incident_tone(incident: Incident) -> Tone:
    """How an incident is to be seen: by its state first, then by how soon somebody must act."""
    if incident.state in ENDED:
        return Tone.GOOD if incident.state == "recovered" else Tone.NEUTRAL
    if incident.state in {"acknowledged", "rerunning"} or incident.severity is Severity.LOW:
        return Tone.WARNING
    mild = incident.kind in _MILD and incident.severity not in _URGENT
    return Tone.WARNING if mild else Tone.BAD


def status_word(incident: Incident, teller: Teller) -> str:
    """The engine's word for what it is about; of a deadline, which no word of the engine names, ours."""
    if incident.kind in {IncidentKind.LATE, IncidentKind.AT_RISK}:
        return teller.say(f"row.{incident.kind}")
    return incident.internal_status


def severity_row(incident: Incident, teller: Teller) -> Fact | None:
    """How soon somebody must act, in words; nothing once it is over, or where the title says it."""
    if incident.state in ENDED or incident.severity is Severity.CRITICAL:
        return None
    tone = Tone.WARNING if incident.severity is Severity.HIGH else Tone.NEUTRAL
    return row(teller, "severity", teller.say(f"severity.{incident.severity}"), tone)


def titled(title: str, incident: Incident, teller: Teller) -> str:
    """The title with what must be seen at first glance: that it is critical."""
    if incident.state in ENDED or incident.severity is not Severity.CRITICAL:
        return title
    return teller.say("alert.critical", title=title)


def return_code(incident: Incident, teller: Teller) -> str:
    """` (rc 8)`, empty where there is none."""
    if incident.return_code is None:
        return ""
    return teller.say("said.rc", code=str(incident.return_code))


def footer(environment: str, moment: datetime, teller: Teller) -> str:
    """When it was seen, and in which environment."""
    text = teller.moment(moment, seconds=True)
    return teller.say("alert.footer", moment=text, zone=teller.zone(moment), where=where(environment, teller))


def reason(because: str, teller: Teller) -> str:
    """Why incidents stand together, with what they share; empty where nothing is said."""
    word, _, what = because.partition(":")
    key = f"because.{word}"
    why = teller.say(key) if teller.phrases.knows(key) else excerpt(word, _TEXT, teller)
    shared = excerpt(what, _TEXT, teller)
    return teller.say("because.shared", why=why, what=shared) if shared else why


def reasons(incidents: Iterable[Incident], teller: Teller) -> str:
    """The different reasons why these stand together, the most frequent first."""
    counts: dict[str, int] = {}
    for incident in incidents:
        if incident.because:
            counts[incident.because] = counts.get(incident.because, 0) + 1
    words = [reason(because, teller) for because in sorted(counts, key=lambda each: -counts[each])]
    return ", ".join(words[:3])


def is_guess(because: str) -> bool:
    """Whether incidents stand together for no better reason than where they are."""
    return because.partition(":")[0] in _GUESSES


def follows_text(because: str, teller: Teller, cause: Incident | None = None) -> str:
    """That an incident follows from another, which, and why; a guess is told as one."""
    why = reason(because, teller) or teller.say("effects.unsaid")
    guess = is_guess(because)
    if cause is None:
        return teller.say("effect.of.guess" if guess else "effect.of", why=why)
    teller.note(incident_fact(cause))
    key = "effect.of.guess.named" if guess else "effect.of.named"
    return teller.say(key, why=why, name=incident_name(cause))


def held_lines(incident: Incident, teller: Teller) -> tuple[Block, ...]:
    """Until when the message is held back and why; nothing where it is not."""
    until = incident.held_until
    if until is None or incident.state in ENDED or until <= teller.now:
        return ()
    if incident.held_why.startswith("flapping"):
        return line(teller.say("flapping.until", until=until, zone=teller.zone(until)), "strong")
    why = held_reason(incident.held_why, teller)
    if until - teller.now > _FOR_GOOD:
        return line(teller.say("held.for_good", why=why), "strong")
    return line(teller.say("held.until", until=until, zone=teller.zone(until), why=why), "strong")


def held_reason(held_why: str, teller: Teller) -> str:
    """What holds a message back, with the reason that a person gave."""
    word, _, given = held_why.partition(":")
    key = f"held.{word}"
    why = teller.say(key) if teller.phrases.knows(key) else excerpt(word, _TEXT, teller)
    told = excerpt(given, _TEXT, teller)
    return teller.say("because.shared", why=why, what=told) if told else why


def timeline(happenings: Sequence[Happening], teller: Teller) -> tuple[Block, ...]:
    """The newest moments of its life, oldest first, each with who and when."""
    shown = happenings[-LIVED:]
    told = [_moment_line(happening, teller) for happening in shown]
    if len(happenings) > len(shown):
        told.insert(0, teller.say("timeline.earlier", n=len(happenings) - len(shown)))
    return bullets(told, teller.say("timeline.title", zone=teller.zone()) if told else "")


def _moment_line(happening: Happening, teller: Teller) -> str:
    teller.note(
        statement("happening", what=happening.what, at=happening.at, who=happening.who or None, text=happening.text)
    )
    return teller.say("timeline.at", moment=happening.at, what=happened(happening, teller))


def happened(happening: Happening, teller: Teller) -> str:
    """What happened in a few words, with who did it and what more was said."""
    key = f"happened.{happening.what}"
    what = teller.say(key) if teller.phrases.knows(key) else excerpt(happening.what, _TEXT, teller)
    if happening.who:
        what = teller.say("timeline.by", what=what, who=happening.who)
    text = said_text(happening.what, happening.text, teller)
    return teller.say("timeline.text", what=what, text=text) if text else what


def said_text(what: str, text: str, teller: Teller) -> str:
    """What more is said of a moment: a reason in the reader's language, or a person's own words."""
    if not text:
        return ""
    if what == "snoozed":
        return _until_text(text, teller)
    if what == "flapping":
        return flapping_text("flapping.count", text, teller)
    if what == "asked":
        return prompt_text(*text.split(":", 1), teller=teller)
    if what in {"grouped", "released"} and is_because(text):
        return reason(text, teller)
    return held_reason(text, teller) if what in {"held", "released"} else excerpt(text, _TEXT, teller)


def flapping_text(key: str, text: str, teller: Teller) -> str:
    """How often it was in error and in what time; `text` is the happening's: a count and two times in seconds."""
    numbers = text.split(":")
    if len(numbers) != 3 or not all(map(str.isdecimal, numbers)):
        return excerpt(text, _TEXT, teller)
    count, during, stays = map(int, numbers)
    return teller.say(key, n=count, during=timedelta(seconds=during), stays=timedelta(seconds=stays))


def asked_prompt(incident: Incident) -> str:
    """The number of the recovery prompt that a job in error waits for, or its name; empty where there is none."""
    if not is_bad_end(incident) or incident.state in ENDED or incident.evidence is None:
        return ""
    return incident.evidence.prompt


def prompt_text(prompt: str, question: str = "", *, teller: Teller) -> str:
    """What a prompt asks, and how a person replies to it."""
    teller.note({"kind": "prompt", "name": prompt})
    asked = excerpt(question, _TEXT, teller) or teller.say("prompt.unsaid")
    told = teller.say("prompt.asks", prompt=excerpt(prompt, _TEXT, teller), question=asked)
    command = reply_command(prompt, teller)
    return teller.say("prompt.how", told=told, command=command) if command else told


def reply_command(prompt: str, teller: Teller) -> str:
    """What a person types to reply yes (User's Guide, conman "reply"); empty for a name that no shell should see."""
    if not _TYPED.fullmatch(prompt):
        return ""
    command = f'conman "reply {prompt};yes"'
    teller.note({"kind": "command", "text": command})
    return command


def is_because(text: str) -> bool:
    """Whether a text says why incidents stand together."""
    return text.partition(":")[0] in _BECAUSE


def _until_text(text: str, teller: Teller) -> str:
    """The moment that something was put off until; what a person said where it is none."""
    try:
        until = datetime.fromisoformat(text)
    except ValueError:
        return excerpt(text, _TEXT, teller)
    return teller.say("held.till", until=until) if until.tzinfo else excerpt(text, _TEXT, teller)


def first_ones(incidents: Iterable[Incident], *, newest: bool = False) -> list[Incident]:
    """Those that need somebody most come first: open before ended, critical before others, then the oldest, or the
    newest."""
    urgency = {severity: place for place, severity in enumerate(Severity)}
    in_time = sorted(incidents, key=lambda each: each.opened_at, reverse=newest)
    return sorted(in_time, key=lambda each: (each.state in ENDED, not each.critical, urgency[each.severity]))


def note_all(incidents: Iterable[Incident], teller: Teller) -> None:
    """Write down incidents that are shown."""
    for incident in incidents:
        teller.note(incident_fact(incident))
