"""From a text to what it was taken to mean: which tools with which arguments, or what to say instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from bot.agent.understanding import classifier
from bot.agent.understanding.acts import Act, commanded_verb, requested_act
from bot.agent.understanding.arguments import (
    JOB_TOOLS,
    LIST_TOOLS,
    arguments,
    iso,
    named,
    query_of,
)
from bot.agent.understanding.followups import (
    focus,
    omitted,
    opens_like_a_followup,
    with_pronoun,
)
from bot.agent.understanding.guards import names_an_error, orders_the_bot, pasted_error_line, quotes
from bot.agent.understanding.language import detect_language
from bot.agent.understanding.mentions import Mention
from bot.agent.understanding.reading import Part, Reading, read
from bot.agent.understanding.records import (
    ANSWER,
    CLARIFY,
    DECLINE,
    HELP,
    JOB,
    OUT_OF_SCOPE,
    Memory,
    Names,
    Understanding,
    Window,
)
from bot.agent.understanding.rules import rulebook
from bot.agent.understanding.suggestions import openers, questions_about
from bot.agent.understanding.tables import one_of
from bot.messages import Call

MAX_CALLS = 4
_STRONG = 5  # weight from which a part of a sentence asks something of its own
_SURELY_AN_ACT = 0.3  # lead from which mere resemblance to requests makes one
_RESEMBLES = 25  # words up to which a text is compared with the corpus
_RESEMBLANCE = 6.0  # what full resemblance weighs beside a rule
_SHORT = 12  # words up to which a text is read as a whole
_YES = one_of("sim yes s y ok isso yep yeah claro pode si exato isso_mesmo sure")
_ORDINALS = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "primeiro": 0, "primeira": 0, "first": 0, "segundo": 1, "segunda": 1, "second": 1, "terceiro": 2, "third": 2, "ultimo": -1, "last": -1}  # fmt: skip


@dataclass(frozen=True)  # no slots: what is computed once is kept
class _Turn:
    """One text with everything that is needed to understand it."""

    reading: Reading
    memory: Memory
    now: datetime
    language: str

    @cached_property
    def alike(self) -> dict[str, float]:
        return classifier.resemblances(self.reading)

    @property
    def window(self) -> Window | None:
        return self.reading.found.window if self.reading.found else None


@dataclass(frozen=True, slots=True)
class _Ask:
    """A tool that a part of the text asks for, how strongly, and how far before the next one."""

    tool: str
    weight: float
    lead: float
    part: Part


def understand(text: str, *, names: Names, memory: Memory, now: datetime, language: str | None = None) -> Understanding:
    """What a text means, given the plan's names, the conversation so far and an aware `now` in the user's zone."""
    chosen = _chosen(text, memory)
    if chosen is not None:
        text, memory = chosen, replace(memory, offered=())
    spoken = detect_language(text, language or "pt")
    turn = _Turn(read(text, names, now), memory, now, spoken)
    for step in (_order, _log, _request, _omission, _question):
        meant = step(turn, text)
        if meant:
            return meant
    return _small_talk(turn)


def next_memory(memory: Memory, understanding: Understanding) -> Memory:
    """What to remember after a turn: the last call's tool and arguments, the last name of each kind, what was offered."""
    if understanding.kind == CLARIFY:
        tool = understanding.topic.partition(":")[2] or None
        return replace(
            memory, offered=understanding.suggestions, tool=tool or memory.tool, args={} if tool else memory.args
        )
    if not understanding.calls:
        return replace(memory, offered=())
    last = understanding.calls[0]
    kept: dict[str, Any] = {"job": memory.job, "job_stream": memory.job_stream, "workstation": memory.workstation}
    for call in understanding.calls:
        kept |= {k: str(call.args[k]) for k in kept if call.args.get(k) and "*" not in str(call.args[k])}
    return Memory(tool=last.tool, args=dict(last.args), offered=(), **kept)


def _chosen(text: str, memory: Memory) -> str | None:
    """The offered question that a person picked by number or by a plain yes."""
    words = re.findall(r"\w+", text.lower())
    if not memory.offered or not words or len(words) > 3:
        return None
    if len(memory.offered) == 1 and words[0] in _YES:
        return memory.offered[0]
    at = next((_ORDINALS[w] for w in words if w in _ORDINALS), None)
    return memory.offered[at] if at is not None and at < len(memory.offered) else None


def _order(turn: _Turn, text: str) -> Understanding | None:
    if not orders_the_bot(text):
        return None
    act = requested_act(turn.reading)
    verb = act if act and act.action != "other" else commanded_verb(turn.reading)
    if verb:
        return _declined(turn, verb)
    return Understanding(kind=OUT_OF_SCOPE, language=turn.language, topic="orders", suggestions=openers(turn.language))


def _log(turn: _Turn, text: str) -> Understanding | None:
    line = pasted_error_line(text)
    if line is None:
        return None
    jobs = [m for m in named(turn.reading.mentions, JOB) if m.known and not m.is_pattern and not m.choices]
    if jobs and jobs[0].at < 12:
        return None
    return _answer(turn, [Call(tool="knowledge", args={"query": line})])


def _request(turn: _Turn, _: str) -> Understanding | None:
    act = requested_act(turn.reading)
    if act:
        return _declined(turn, act)
    if turn.reading.size > _RESEMBLES or not turn.reading.size:
        return None
    label, margin = classifier.winner(turn.alike)
    return _declined(turn, Act("other", 0)) if label == DECLINE and margin >= _SURELY_AN_ACT else None


def _declined(turn: _Turn, act: Act) -> Understanding:
    jobs = named(turn.reading.mentions, JOB)
    target = jobs[0].name if jobs else None
    if target is None and not turn.reading.mentions:
        target = turn.memory.job
    return Understanding(kind=DECLINE, language=turn.language, topic=act.action, target=target)


def _omission(turn: _Turn, _: str) -> Understanding | None:
    found = omitted(turn.reading, turn.memory, turn.window)
    return _answer(turn, [Call(tool=found[0], args=found[1])]) if found else None


def _question(turn: _Turn, _: str) -> Understanding | None:
    if _is_off_topic(turn):
        return None
    asks = _asks(turn)
    if not asks:
        guess = _guess(turn)
        asks = [guess] if guess else []
    calls: list[Call] = []
    unclear: Understanding | None = None
    for ask in asks:
        made = _calls(turn, ask)
        if isinstance(made, Understanding):
            unclear = unclear or made
            continue
        calls.extend(c for c in made if c not in calls)
    if not calls:
        return unclear
    return replace(_answer(turn, calls[:MAX_CALLS]), margin=min(1.0, asks[0].lead / 4))


def _is_off_topic(turn: _Turn) -> bool:
    said = turn.reading.whole.said
    if turn.reading.mentions and not said & {"OOS"}:
        return False
    if "OOS" in said:
        return not any(m.known for m in turn.reading.mentions) and not said & {"CODE", "FIX", "QUOTED"}
    if {"GREET", "NICETY"} <= said and not said & {"ENV", "HEALTH", "STATUS", "JOBW"}:
        return True
    best = max(_scores(turn, turn.reading.whole).values(), default=0)
    if best < 6 and not turn.reading.mentions and turn.reading.size <= _RESEMBLES:
        label, margin = classifier.winner(turn.alike)
        if label == OUT_OF_SCOPE and margin > classifier.SURE:
            return True
    return bool(said & {"HELPW"}) and best < 6


def _scores(turn: _Turn, part: Part) -> dict[str, int]:
    said = set(part.said)
    if "OWNER" in said and "NOTIFY" in said and part.mentions:
        said.discard("NOTIFY")
    text = turn.reading.text
    if names_an_error(text):
        said.add("ERRORTEXT")
    if quotes(text):
        said.add("QUOTED")
    return rulebook().scores(said)


def _asks(turn: _Turn) -> list[_Ask]:
    """The tools that a text asks for, the main one first."""
    parts = [with_pronoun(p, turn.memory, turn.reading) for p in turn.reading.parts]
    whole = with_pronoun(turn.reading.whole, turn.memory, turn.reading)
    best = [a for a in (_best(turn, p) for p in parts) if a]
    overall = _best(turn, whole) or _best_about_last(turn, whole)
    own = [a for a in best if a.weight >= _STRONG and _stands_alone(turn, a)]
    if len({a.tool for a in own}) > 1:
        return _several(turn, own)
    if turn.reading.size <= _SHORT or not best:
        return [overall] if overall else []
    main = max(best, key=lambda a: a.weight + 3 * bool(a.part.mentions))
    if overall and (main.weight < _STRONG or overall.weight >= main.weight + 2):
        main = overall
    return [main]


def _stands_alone(turn: _Turn, ask: _Ask) -> bool:
    """Whether a part's question is more than a by-word: it has a name, or needs none, or the text says one elsewhere."""
    if ask.tool not in JOB_TOOLS or ask.part.mentions:
        return True
    first = turn.reading.words[ask.part.first] if ask.part.first < len(turn.reading.words) else ""
    joined = first in ("e", "and", "y", "&")
    return (joined or ask.part.first == 0) and bool(turn.reading.mentions or turn.memory.job)


def _several(turn: _Turn, own: list[_Ask]) -> list[_Ask]:
    """Each different tool once; a long text keeps to the parts that name something, and one more."""
    kept: dict[str, _Ask] = {}
    ordered = (
        own if turn.reading.size <= 2 * _SHORT else sorted(own, key=lambda a: -(a.weight + 3 * bool(a.part.mentions)))
    )
    for ask in ordered:
        kept.setdefault(ask.tool, ask)
    return list(kept.values())[:3]


def _best(turn: _Turn, part: Part) -> _Ask | None:
    scores: dict[str, float] = dict(_scores(turn, part))
    if not scores:
        return None
    if len(part.mentions) == len(turn.reading.mentions) and turn.reading.size <= _RESEMBLES:
        scores = _with_resemblance(turn, part, scores)
    ranked = sorted(scores.items(), key=lambda s: (-s[1], s[0]))
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0)
    return _Ask(ranked[0][0], ranked[0][1], lead, part)


def _with_resemblance(turn: _Turn, part: Part, scores: dict[str, float]) -> dict[str, float]:
    """The weights of the rules, and on top how much the text resembles what each tool is usually asked with."""
    alike = turn.alike
    return {
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


def _best_about_last(turn: _Turn, whole: Part) -> _Ask | None:
    """A question that lacks its job, read as one about the last job: `terminou?`."""
    if not turn.memory.job or turn.reading.mentions or "CONTENT" not in whole.said:
        return None
    ask = _best(turn, replace(whole, said=whole.said | {"JOBREF"}))
    return ask if ask and ask.tool in JOB_TOOLS and ask.weight >= _STRONG - 1 else None


def _guess(turn: _Turn) -> _Ask | None:
    """The classifier's reading of a text that no rule fits, where it speaks of the plan at all."""
    if "CONTENT" not in turn.reading.whole.said:
        return None
    tool, margin = classifier.winner(turn.alike)
    return (
        _Ask(tool, 3, round(4 * margin), turn.reading.whole)
        if margin >= classifier.SURE and tool in classifier.TOOLS
        else None
    )


def _calls(turn: _Turn, ask: _Ask) -> list[Call] | Understanding:
    if ask.tool in JOB_TOOLS:
        return _job_calls(turn, ask)
    if ask.tool == "knowledge":
        return _knowledge_calls(turn, ask)
    unsure = next((m for m in turn.reading.mentions if m.choices and m.kind != JOB), None)
    if unsure and ask.tool not in ("find_jobs", "jobs_in_error"):
        return _which(turn, ask.tool, unsure)
    args = arguments(ask.tool, ask.part, turn.reading, turn.window)
    if (
        ask.tool == "find_jobs"
        and args.get("status") in ("ERROR", "ABEND")
        and not args.keys() & {"job", "late", "critical"}
    ):
        ask, args = replace(ask, tool="jobs_in_error"), {k: v for k, v in args.items() if k != "status"}
    return [Call(tool=ask.tool, args=_kept_filters(turn, ask, args))]


def _kept_filters(turn: _Turn, ask: _Ask, args: dict[str, Any]) -> dict[str, Any]:
    """The stream or workstation that a pronoun means, and the filters that a follow-up leaves unsaid."""
    memory, said = turn.memory, ask.part.said
    if not turn.reading.mentions:
        if "STREAMN" in said and ask.tool in ("stream_status", "jobs_in_error", "find_jobs"):
            args = args | {"job_stream": memory.job_stream}
        if "WKSN" in said and ask.tool in ("workstation_status", "jobs_in_error", "find_jobs"):
            args = args | {"workstation": memory.workstation}
    goes_on = opens_like_a_followup(turn.reading) and memory.tool in LIST_TOOLS and ask.tool in LIST_TOOLS
    if not goes_on or turn.reading.size > _SHORT // 2:
        return args
    takes = {"count_jobs": ("since", "until", "status")}.get(ask.tool, ("since", "until", "job_stream", "workstation"))
    kept = {k: v for k, v in memory.args.items() if k in takes and k not in args}
    if turn.window or turn.reading.mentions:
        return args
    if ask.tool == "count_jobs" and memory.tool == "jobs_in_error":
        kept = {"status": "ERROR"} | kept
    return kept | args


def _job_calls(turn: _Turn, ask: _Ask) -> list[Call] | Understanding:
    jobs = [m for m in named(ask.part.mentions, JOB) if not m.is_pattern] or [
        m for m in named(turn.reading.mentions, JOB) if not m.is_pattern
    ]
    unsure = next((m for m in jobs if m.choices), None)
    if unsure:
        return _which(turn, ask.tool, unsure)
    names = [m.name for m in jobs] or ([turn.memory.job] if turn.memory.job and not turn.reading.mentions else [])
    if not names:
        return _without_job(turn, ask)
    until = turn.window.until if turn.window else None
    until = until + timedelta(days=1) if until and until <= turn.now else until
    extra = {"until": iso(until)} if ask.tool == "watch" and until else {}
    return [Call(tool=ask.tool, args={"job": name, **extra}) for name in dict.fromkeys(names)]


def _without_job(turn: _Turn, ask: _Ask) -> list[Call] | Understanding:
    """A job's question about a pattern, a stream or a workstation goes to the tool that takes one; else ask which job."""
    said = ask.part.said | turn.reading.whole.said
    if "PATTERN" in said:
        return [Call(tool="find_jobs", args=arguments("find_jobs", ask.part, turn.reading, turn.window))]
    for concept, tool in (("STREAMN", "stream_status"), ("WKSN", "workstation_status")):
        if concept in said:
            part = replace(ask.part, said=said)
            return [
                Call(
                    tool=tool,
                    args=_kept_filters(
                        turn, replace(ask, part=part, tool=tool), arguments(tool, part, turn.reading, None)
                    ),
                )
            ]
    return Understanding(
        kind=CLARIFY, language=turn.language, topic=f"job:{ask.tool}", suggestions=openers(turn.language), margin=0.5
    )


def _knowledge_calls(turn: _Turn, ask: _Ask) -> list[Call] | Understanding:
    jobs = [m for m in named(turn.reading.mentions, JOB) if not m.is_pattern]
    unsure = next((m for m in jobs if m.choices), None)
    if unsure:
        return _which(turn, ask.tool, unsure)
    if jobs:
        return [Call(tool="knowledge", args={"job": m.name}) for m in jobs]
    if _says_what(turn, ask.part):
        return [Call(tool="knowledge", args={"query": query_of(turn.reading)})]
    if turn.memory.job and focus(turn.memory) == JOB:
        tool = "diagnose" if "FIX" in ask.part.said and not ask.part.said & {"OWNER", "PROC", "SHEET"} else "knowledge"
        return [Call(tool=tool, args={"job": turn.memory.job})]
    return _without_job(turn, replace(ask, part=replace(ask.part, said=frozenset())))


def _says_what(turn: _Turn, part: Part) -> bool:
    """Whether a question to the sheet says what to look for, beside its frame."""
    if part.said & {"CODE", "MEAN", "RC"} or turn.reading.mentions or quotes(turn.reading.text):
        return True
    return names_an_error(turn.reading.text) or bool(classifier.unspoken_words(turn.reading.words))


def _which(turn: _Turn, tool: str, mention: Mention) -> Understanding:
    offered = questions_about(tool, mention.kind, mention.choices[:6], turn.language)
    return Understanding(kind=CLARIFY, language=turn.language, topic="name", suggestions=offered, margin=0.0)


def _answer(turn: _Turn, calls: list[Call]) -> Understanding:
    used = any(k in c.args for c in calls for k in ("since", "until"))
    return Understanding(kind=ANSWER, language=turn.language, calls=tuple(calls), window=turn.window if used else None)


def _small_talk(turn: _Turn) -> Understanding:
    said, language = turn.reading.whole.said, turn.language
    topics = (("HELPW", "help"), ("THANKS", "thanks"), ("OK", "thanks"), ("BYE", "bye"), ("GREET", "greeting"))
    topic = next((t for concept, t in topics if concept in said), None)
    if topic and "OOS" not in said and turn.reading.size <= 2 * _SHORT:
        return Understanding(kind=HELP, language=language, topic=topic, suggestions=openers(language))
    if not turn.reading.size:
        return Understanding(kind=HELP, language=language, topic="help", suggestions=openers(language))
    if "CONTENT" in said and "OOS" not in said:
        return Understanding(kind=CLARIFY, language=language, topic="tool", suggestions=openers(language), margin=0.0)
    return Understanding(kind=OUT_OF_SCOPE, language=language, suggestions=openers(language))
