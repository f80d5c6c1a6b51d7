"""The words behind a slash command -> a question for the agent, or something of Resync's own; pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from bot.phrases import Phrases

# The first spelling of each is the one that help names; the others are understood too.
_ALIASES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "health": (("saude", "ambiente", "resumo"), ("health",)),
    "job": (("job",), ("job",)),
    "errors": (("falhas", "erros"), ("errors", "failures")),
    "why": (("porque", "por que", "diagnostico"), ("why", "diagnose")),
    "log": (("log",), ("log",)),
    "stream": (("fluxo",), ("stream", "js")),
    "agents": (("agentes", "workstations"), ("agents",)),
    "board": (("painel", "quadro"), ("board",)),
    "alerts": (("alertas",), ("alerts",)),
    "watch": (("avise", "avisar"), ("watch",)),
    "handover": (("turno", "passagem"), ("handover",)),
    "mute": (("silenciar", "silencie"), ("mute",)),
    "help": (("ajuda",), ("help", "?")),
}
NAMES = tuple(_ALIASES)
# As help writes them; they are understood with and without.
_ACCENTED = {"saude": "saúde"}
_QUESTIONS = {
    "job": "ask.status",
    "why": "ask.diagnose",
    "log": "ask.log",
    "stream": "ask.stream",
    "agents": "ask.workstation",
    "watch": "ask.watch",
}
_ALONE = {
    "health": "ask.health",
    "job": "ask.running",
    "errors": "ask.errors",
    "agents": "ask.workstations",
    "watch": "ask.watches",
    "handover": "help.handover",
}
_SWITCH = {"on": True, "ligar": True, "sim": True, "off": False, "desligar": False, "nao": False}
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}
LONGEST_MUTE = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What was asked for.

    `name` is ask (put `question` to the agent), board, alerts, mute, help or incomplete (`argument` is the command
    that lacks one). `on` is what alerts are to be switched to, None to be told how they are, and False for a mute that
    is to end; `argument` is a pattern of jobs, of a board an environment; `lasting` and `reason` are a mute's.
    """

    name: str
    language: str
    question: str = ""
    argument: str = ""
    on: bool | None = None
    lasting: timedelta | None = None
    reason: str = ""


def spelling(name: str, language: str) -> str:
    """The word that help names for a command."""
    portuguese, english = _ALIASES[name]
    return english[0] if language == "en" else _ACCENTED.get(portuguese[0], portuguese[0])


def understood(text: str, language: str) -> Command:
    """What the words after the command mean; words that are no command are a question.

    `language` is the person's; a word of one language only decides for that one.
    """
    words = text.strip()
    if not words:
        return Command(name="help", language=language)
    name, rest, spoken = _named(words, language)
    if name == "help":
        return Command(name=name, language=spoken)
    if name == "board":
        return Command(name=name, language=spoken, argument=rest)
    if name == "alerts":
        return _alerts(rest, spoken)
    if name == "mute":
        return _mute(rest, spoken)
    return Command(name="ask", language=spoken, question=words) if not name else _question(name, rest, words, spoken)


def _question(name: str, rest: str, words: str, language: str) -> Command:
    phrases = Phrases(language)
    if not rest:
        if name not in _ALONE:
            return Command(name="incomplete", language=language, argument=name)
        return Command(name="ask", language=language, question=phrases.say(_ALONE[name]))
    if name not in _QUESTIONS or " " in rest:
        # "errors last 3 hours", "por que PAY_CALC ainda não iniciou?" are sentences already.
        return Command(name="ask", language=language, question=words)
    return Command(name="ask", language=language, question=phrases.say(_QUESTIONS[name], name=rest))


def _alerts(rest: str, language: str) -> Command:
    first, _, pattern = rest.partition(" ")
    folded = _folded(first)
    if folded in _SWITCH:
        return Command(name="alerts", language=language, on=_SWITCH[folded], argument=pattern.strip())
    return Command(name="alerts", language=language, argument=rest)


def _mute(rest: str, language: str) -> Command:
    pattern, _, more = rest.partition(" ")
    first, _, reason = more.strip().partition(" ")
    if _SWITCH.get(_folded(pattern)) is False and first:
        return Command(name="mute", language=language, argument=first, on=False)
    lasting = duration(first)
    if not pattern or lasting is None:
        return Command(name="incomplete", language=language, argument="mute")
    return Command(name="mute", language=language, argument=pattern, lasting=lasting, reason=reason.strip())


def duration(words: str) -> timedelta | None:
    """A length such as 90m, 2h or 1d, None for what is none or is longer than a month."""
    found = re.fullmatch(r"(\d{1,5})(m|min|h|d)", words.strip().lower())
    if found is None:
        return None
    lasting = timedelta(**{_UNITS[found[2]]: int(found[1])})
    return lasting if timedelta() < lasting <= LONGEST_MUTE else None


def _named(words: str, language: str) -> tuple[str, str, str]:
    """The command's name, the words behind it, and the language that its spelling tells."""
    folded = _folded(words)
    for name, spellings in _ALIASES.items():
        for spoken, spelt in zip(("pt", "en"), spellings, strict=True):
            for each in spelt:
                if folded == each or folded.startswith(each + " "):
                    both = all(each in other for other in spellings)
                    return name, words[len(each) :].strip(), language if both else spoken
    return "", words, language


def _folded(words: str) -> str:
    decomposed = unicodedata.normalize("NFD", words.lower())
    return "".join(each for each in decomposed if not unicodedata.combining(each))
