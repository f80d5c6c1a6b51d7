"""The words behind a slash command or a mention -> a question for the agent, or something of Resync's own; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.agent.understanding.windows import find_window
from bot.channel.arguments import folded, length, patterns, switch
from bot.channel.vocabulary import NAMES, OWN, named, near, spelling
from bot.phrases import Phrases

__all__ = ["NAMES", "OWN", "Command", "as_asked", "ordered", "spelling", "understood"]

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
    "handover": "ask.handover",
}
_LISTS = frozenset({"list", "lista", "listar", "status", "show", "mostrar"})
_ENVIRONMENT = frozenset({"de", "do", "da", "of", "in", "for", "ambiente", "environment"})
_WILD = frozenset("@*?")
_WINDOWED = frozenset({"errors", "handover"})
_CHECKED = frozenset({"errors", "agents"})  # one word behind it is a name: whoever answers looks whether there is one
_OVERALL = frozenset({"check", "geral", "overall", "all", "tudo", "please", "status"})  # behind `health`
_ANY_DAY = datetime(2026, 11, 22, 12, tzinfo=UTC)  # whether words speak of time does not hang on the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What was asked for.

    `name` is ask (put `question` to the agent; `unread` is a name in it that `argument` is about); board, alerts, mute
    or help (of one command, where `argument` names it); incomplete, where the command `argument` lacks a name; wrong,
    where `unread` cannot be read in the command `argument` and `problem` says why (length, longest, no_length,
    pattern, switch, window, one_job); unknown, where `unread` is no command and `argument` the one it comes near.

    `on` is what alerts or a board are to be switched to, None to be told how they are, and False for a mute that is
    to end; `patterns` are of jobs, none for all; `argument` of a board is an environment; `lasting` and `reason` are
    a mute's.
    """

    name: str
    language: str
    question: str = ""
    argument: str = ""
    patterns: tuple[str, ...] = ()
    on: bool | None = None
    lasting: timedelta | None = None
    reason: str = ""
    unread: str = ""
    problem: str = ""


def understood(text: str, language: str) -> Command:
    """What the words after the command mean; words that are no command are a question.

    `language` is the person's; a word of one language only decides for that one.
    """
    words = text.strip()
    if not words:
        return Command(name="help", language=language)
    name, rest, spoken = named(words, language)
    if not name:
        meant = near(words)
        if meant:
            return Command(name="unknown", language=language, argument=meant, unread=words)
        return Command(name="ask", language=language, question=words)
    if name not in OWN:
        return _question(name, rest, words, spoken)
    own = {"help": _help, "board": _board, "alerts": _alerts, "mute": _mute, "unmute": _unmute}[name]
    return own(rest.split(), spoken) or Command(name="ask", language=spoken, question=words)


def ordered(text: str, language: str) -> Command | None:
    """What is said in a talk where most is a question: an order to Resync itself, or None for the agent."""
    if text.rstrip().endswith("?") and len(text.split()) > 1:
        return None
    command = understood(text, language)
    about = command.argument if command.name in {"wrong", "unknown"} else command.name
    return command if about in OWN else None


def as_asked(text: str, language: str) -> str:
    """The words of a talk for the agent: a window behind a command is said in full, all else stays as it is."""
    name, rest, spoken = named(text.strip(), language)
    window = _of_the_last(name, rest, spoken) if rest else None
    return window.question if window else text


def _help(rest: list[str], language: str) -> Command | None:
    if len(rest) > 1:
        return None
    name = named(rest[0], language)[0] if rest else ""
    return Command(name="help", language=language, argument={"unmute": "mute"}.get(name, name))


def _board(rest: list[str], language: str) -> Command | None:
    on = switch(rest[0]) if rest else None
    named = [word for word in (rest if on is None else rest[1:]) if folded(word) not in _ENVIRONMENT]
    if len(named) > 1:
        return None
    return Command(name="board", language=language, on=on, argument="".join(named))


def _alerts(rest: list[str], language: str) -> Command | None:
    if not rest or (len(rest) == 1 and folded(rest[0]) in _LISTS):
        return Command(name="alerts", language=language)
    on = switch(rest[0])
    found, unread = patterns(rest if on is None else rest[1:])
    if on is None:
        return None if unread or len(rest) > 1 else _wrong("alerts", "switch", rest[0], language)
    if unread:
        return _wrong("alerts", "pattern", unread, language)
    return Command(name="alerts", language=language, on=on, patterns=found)


def _mute(rest: list[str], language: str) -> Command | None:
    if not rest or (len(rest) == 1 and folded(rest[0]) in _LISTS):
        return Command(name="mute", language=language)
    if switch(rest[0]) is False:
        return _unmute(rest[1:], language)
    read = length(rest)
    if read is None:
        alone = len(patterns(rest)[0]) == len(rest)
        return _wrong("mute", "no_length" if alone else "length", " ".join(rest[0 if alone else 1 :]), language)
    if read.lasting is None:
        return _wrong("mute", "longest", read.words, language)
    about, reason = (read.before, read.behind) if read.before else (read.behind[:1], read.behind[1:])
    found, unread = patterns(about)
    if unread or not about:
        return _wrong("mute", "pattern", unread or read.words, language)
    return Command(
        name="mute",
        language=language,
        on=True,
        patterns=found or ("*",),
        lasting=read.lasting,
        reason=" ".join(reason),
    )


def _unmute(rest: list[str], language: str) -> Command | None:
    found, unread = patterns(rest)
    if unread:
        return _wrong("mute", "pattern", unread, language)
    # Without a name: what is muted is told, with how it ends.
    return Command(name="mute", language=language, on=False if rest else None, patterns=found or ("*",) * bool(rest))


def _question(name: str, rest: str, words: str, language: str) -> Command:
    phrases = Phrases(language)
    if not rest:
        if name not in _ALONE:
            return Command(name="incomplete", language=language, argument=name)
        return Command(name="ask", language=language, question=phrases.say(_ALONE[name]))
    if name == "watch":
        return _watch(rest.split(), words, language)
    window = _of_the_last(name, rest, language)
    if window is not None:
        return window
    alone = " " not in rest
    if name == "handover" and alone and rest.isalpha() and not _speaks_of_time(rest):
        return _wrong("handover", "window", rest, language)
    # "errors last 3 hours", "por que PAY_CALC ainda não iniciou?" are sentences already.
    question = phrases.say(_QUESTIONS[name], name=rest) if name in _QUESTIONS and alone else words
    about = rest if name in _CHECKED and alone and not _speaks_of_time(rest) else ""
    about = _environment_in(rest) if name == "health" else about
    return Command(name="ask", language=language, question=question, argument=name if about else "", unread=about)


def _environment_in(rest: str) -> str:
    """The one word behind `health` that can be an environment's name, empty where there is none."""
    words = [word for word in rest.split() if folded(word) not in _ENVIRONMENT | _OVERALL]
    return words[0] if len(words) == 1 and not _speaks_of_time(words[0]) and "?" not in rest else ""


def _watch(rest: list[str], words: str, language: str) -> Command:
    """`watch off`, `watch off PAY_CALC`, `watch PAY_CALC`: as a person would say it to the agent."""
    phrases = Phrases(language)
    if switch(rest[0]) is False and len(rest) <= len(("off", "PAY_CALC")):
        key = "ask.watch_drop" if rest[1:] else "ask.watches_drop"
        return Command(name="ask", language=language, question=phrases.say(key, name=rest[-1]))
    if len(rest) > 1:
        return Command(name="ask", language=language, question=words)
    if _WILD & set(rest[0]):
        return _wrong("watch", "one_job", rest[0], language)
    return Command(name="ask", language=language, question=phrases.say(_QUESTIONS["watch"], name=rest[0]))


def _of_the_last(name: str, rest: str, language: str) -> Command | None:
    """`errors 3h`, `falhas 30 min`, `handover 8`: of the last so many hours or minutes."""
    if name not in _WINDOWED:
        return None
    read = length(f"{rest}h".split() if rest.isdecimal() else rest.split())
    if read is None or read.lasting is None or read.before or read.behind:
        return None
    minutes = read.lasting // timedelta(minutes=1)
    unit, number = ("minutes", minutes) if minutes % 60 else ("hours", minutes // 60)
    return Command(name="ask", language=language, question=Phrases(language).say(f"ask.{name}_{unit}", n=number))


def _speaks_of_time(word: str) -> bool:
    return find_window((folded(word),), _ANY_DAY) is not None


def _wrong(command: str, problem: str, unread: str, language: str) -> Command:
    return Command(name="wrong", language=language, argument=command, problem=problem, unread=unread)
