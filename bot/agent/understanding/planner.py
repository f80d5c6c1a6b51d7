"""From a text to what it was taken to mean: which tools with which arguments, or what to say instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.agent.understanding import classifier
from bot.agent.understanding.act_words import COMMANDING
from bot.agent.understanding.acts import Act, commanded_verb, requested_act
from bot.agent.understanding.arguments import TIMED, named
from bot.agent.understanding.asks import asks_of, guess, scores_of
from bot.agent.understanding.aspects import aspect_of, with_incidents
from bot.agent.understanding.calls import calls_for
from bot.agent.understanding.comparing import compared
from bot.agent.understanding.followups import omitted
from bot.agent.understanding.guards import orders_the_bot, pasted_error_line
from bot.agent.understanding.handovers import narrowed_deadlines
from bot.agent.understanding.language import detect_language
from bot.agent.understanding.lexicon import lexicon
from bot.agent.understanding.ordinals import with_ordinals
from bot.agent.understanding.paging import asks_for_the_rest
from bot.agent.understanding.reading import read
from bot.agent.understanding.records import (
    ANSWER,
    CLARIFY,
    DECLINE,
    HELP,
    JOB,
    OUT_OF_SCOPE,
    WORKSTATION,
    Memory,
    Names,
    Understanding,
)
from bot.agent.understanding.remembering import chosen
from bot.agent.understanding.rules import rulebook
from bot.agent.understanding.suggestions import openers, timely
from bot.agent.understanding.tables import one_of
from bot.agent.understanding.turn import RESEMBLES, SHORT, Turn
from bot.agent.understanding.watching import watches_meant
from bot.messages import Call

MAX_CALLS = 4
_ON_WORKSTATIONS = one_of("limit fence link stop")
_ASKS_SOMETHING = 4  # weight from which a text asks for something, so that resemblance must be surer
_SURER = 1.3
_SURELY_AN_ACT = 0.3  # lead from which mere resemblance to requests makes one


def prepare() -> None:
    """Read the tables and train the classifier, once: a moment that the first question need not wait for."""
    lexicon()
    rulebook()
    classifier.prepare()


def understand(text: str, *, names: Names, memory: Memory, now: datetime, language: str | None = None) -> Understanding:
    """What a text means, given the plan's names, the conversation so far and an aware `now` in the user's zone."""
    picked = chosen(text, memory)
    if picked is not None:
        text, memory = picked, replace(memory, offered=())
    spoken = detect_language(text, language or "pt")
    text = with_ordinals(text, memory.listed)
    turn = Turn(read(text, names, now), memory, now, spoken)
    for step in (_order, _log, _watches, _rest, _request, _comparison, _omission, _question):
        meant = step(turn, text)
        if meant:
            return _with_real_time(turn, meant)
    return _with_real_time(turn, _small_talk(turn))


def _with_real_time(turn: Turn, meant: Understanding) -> Understanding:
    """What was meant; where it hangs on a time that is none, which time is meant is asked back."""
    strange = turn.reading.impossible
    timed = [call.tool for call in meant.calls if call.tool in TIMED]
    if strange is None or not (timed or (meant.kind == CLARIFY and turn.memory.tool in TIMED)):
        return meant
    tool = timed[0] if timed else str(turn.memory.tool)
    return Understanding(
        kind=CLARIFY,
        language=turn.language,
        topic="time",
        target=strange,
        pending=tool,
        suggestions=timely(tool, turn.language),
        margin=0.0,
    )


def _order(turn: Turn, text: str) -> Understanding | None:
    if not orders_the_bot(text):
        return None
    act = requested_act(turn.reading)
    verb = act if act and act.action != "other" else commanded_verb(turn.reading)
    if verb:
        return _declined(turn, verb)
    return Understanding(kind=OUT_OF_SCOPE, language=turn.language, topic="orders", suggestions=openers(turn.language))


def _log(turn: Turn, text: str) -> Understanding | None:
    line = pasted_error_line(text)
    if line is None:
        return None
    jobs = [m for m in named(turn.reading.mentions, JOB) if m.known and not m.is_pattern and not m.choices]
    if jobs and jobs[0].at < 12:
        return None
    return answered(turn, [Call(tool="knowledge", args={"query": line})])


def _watches(turn: Turn, _: str) -> Understanding | None:
    call = watches_meant(turn.reading, turn.memory)
    return answered(turn, [call]) if call else None


def _rest(turn: Turn, _: str) -> Understanding | None:
    page = turn.memory.page
    if not asks_for_the_rest(turn.reading, turn.memory):
        return None
    return replace(answered(turn, [Call(tool=page["tool"], args=dict(page["args"]))]), after=page["shown"])


def _request(turn: Turn, _: str) -> Understanding | None:
    act = requested_act(turn.reading)
    if act:
        return _declined(turn, act)
    if turn.reading.size > RESEMBLES or not turn.reading.size:
        return None
    label, margin = classifier.winner(turn.alike)
    if label != DECLINE or margin < _SURELY_AN_ACT:
        return None
    asked = max(scores_of(turn, turn.reading.whole).values(), default=0) >= _ASKS_SOMETHING
    sure = margin >= _SURER * _SURELY_AN_ACT and not COMMANDING.isdisjoint(turn.reading.words)
    return None if asked and not sure else _declined(turn, Act("other", 0))


def _declined(turn: Turn, act: Act) -> Understanding:
    action = _action_meant(turn, act)
    if action == "reply":
        return Understanding(kind=DECLINE, language=turn.language, topic=action, target=_prompt_named(turn))
    of_kind = named(turn.reading.mentions, WORKSTATION if action in _ON_WORKSTATIONS else JOB)
    target = of_kind[0].name if of_kind else None
    if target is None and not turn.reading.mentions:
        target = turn.memory.job
    return Understanding(kind=DECLINE, language=turn.language, topic=action, target=target)


def _prompt_named(turn: Turn) -> str | None:
    """The name that a prompt is called by, as typed: one that is no job's."""
    named_so = [m for m in named(turn.reading.mentions, JOB) if m.typed or not m.known]
    return turn.reading.pieces[named_so[0].at].raw.upper() if named_so else None


def _action_meant(turn: Turn, act: Act) -> str:
    """The action by what it is to be done to: a prompt is released by a reply, a workstation is stopped, not killed."""
    said = turn.reading.whole.said
    if act.action in {"release", "confirm"} and "PROMPT" in said:
        return "reply"
    if act.action == "kill" and (said & {"WKS", "WKSES"} or named(turn.reading.mentions, WORKSTATION)):
        return "stop"
    return act.action


def _comparison(turn: Turn, _: str) -> Understanding | None:
    calls = compared(turn)
    return answered(turn, calls) if calls else None


def _omission(turn: Turn, _: str) -> Understanding | None:
    narrowed = narrowed_deadlines(turn)
    if narrowed:
        return answered(turn, narrowed)
    found = omitted(turn.reading, turn.memory, turn.window)
    return answered(turn, [Call(tool=found[0], args=found[1])]) if found else None


def _question(turn: Turn, _: str) -> Understanding | None:
    if _is_off_topic(turn):
        return None
    asks = asks_of(turn)
    if not asks:
        likely = guess(turn)
        asks = [likely] if likely else []
    calls: list[Call] = []
    unclear: Understanding | None = None
    for ask in asks:
        made = calls_for(turn, ask)
        if isinstance(made, Understanding):
            unclear = unclear or made
            continue
        calls.extend(c for c in made if c not in calls)
    if not calls:
        return unclear
    said = turn.reading.whole.said
    calls = with_incidents(said, calls)[:MAX_CALLS]
    return replace(answered(turn, calls), topic=aspect_of(said, calls), margin=min(1.0, asks[0].lead / 4))


def _is_off_topic(turn: Turn) -> bool:
    said = turn.reading.whole.said
    if turn.reading.mentions and not said & {"OOS"}:
        return False
    if "OOS" in said:
        return not any(m.known for m in turn.reading.mentions) and not said & {"CODE", "FIX", "QUOTED", "HANDOVER"}
    if {"GREET", "NICETY"} <= said and not said & {"ENV", "HEALTH", "STATUS", "JOBW"}:
        return True
    best = max(scores_of(turn, turn.reading.whole).values(), default=0)
    if best < 6 and not turn.reading.mentions and turn.reading.size <= RESEMBLES:
        label, margin = classifier.winner(turn.alike)
        if label == OUT_OF_SCOPE and margin > classifier.SURE:
            return True
    return bool(said & {"HELPW"}) and best < 6


def answered(turn: Turn, calls: list[Call]) -> Understanding:
    used = any(k in c.args for c in calls for k in ("since", "until"))
    window = turn.window if used else None
    return Understanding(
        kind=ANSWER, language=turn.language, calls=tuple(calls), window=window, read_as=_read_as(turn, calls)
    )


def _read_as(turn: Turn, calls: list[Call]) -> tuple[tuple[str, str], ...]:
    """What was typed and what it was read as, of the names that the calls ask about."""
    asked = {str(value) for call in calls for value in call.args.values()}
    return tuple((m.typed, m.name) for m in turn.reading.mentions if m.typed and m.name in asked)


def _small_talk(turn: Turn) -> Understanding:
    said, language = turn.reading.whole.said, turn.language
    topics = (("HELPW", "help"), ("THANKS", "thanks"), ("OK", "thanks"), ("BYE", "bye"), ("GREET", "greeting"))
    topic = next((t for concept, t in topics if concept in said), None)
    if topic and "OOS" not in said and turn.reading.size <= 2 * SHORT:
        return Understanding(kind=HELP, language=language, topic=topic, suggestions=openers(language))
    if not turn.reading.size:
        return Understanding(kind=HELP, language=language, topic="help", suggestions=openers(language))
    if "CONTENT" in said and "OOS" not in said:
        return Understanding(kind=CLARIFY, language=language, topic="tool", suggestions=openers(language), margin=0.0)
    return Understanding(kind=OUT_OF_SCOPE, language=language, suggestions=openers(language))
