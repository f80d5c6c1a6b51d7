"""Nothing found, and could not ask."""

from __future__ import annotations

import re

from bot.cards import Card, Tone
from bot.phrases import Phrases
from bot.presenters.pieces import Draft, bullets, code, facts, freshness, line, row, where
from bot.presenters.refusals import refusal_text
from bot.presenters.teller import Teller, statement
from rag.errors import KnowledgeError
from tws.errors import TwsError
from tws.reports import NotFound, Trouble

_OF_KNOWLEDGE = frozenset({"KnowledgeError", "StoreError", "WorkbookError"})
_UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"  # what OpenSSL says of a certificate of no known authority
_BEGINNING = re.compile(r"[A-Za-z][A-Za-z0-9]{2}")
_ASK = {"job": "ask.status", "job_stream": "ask.stream", "workstation": "ask.workstation"}


def not_found(report: NotFound, teller: Teller) -> Draft:
    """The plan holds no such name; the names that are near it."""
    what = report.what if report.what in _ASK else "job"
    teller.note(statement("not_found", what=what, name=report.name, similar=list(report.similar)))
    if report.similar:
        blocks = bullets(report.similar, teller.say("notfound.similar"))
    else:
        blocks = line(teller.say("notfound.none"))
    card = Card(
        title=teller.say(f"notfound.{what}", name=report.name),
        tone=Tone.WARNING,
        blocks=blocks,
        footer=freshness(report, teller),
    )
    offered = tuple(teller.phrases.say(_ASK[what], name=name) for name in report.similar)
    return card, offered or _next_best(what, report.name, teller)


def _next_best(what: str, name: str, teller: Teller) -> tuple[str, ...]:
    """What may be asked where no name is near: jobs that begin alike, what is in error, the workstations."""
    if what == "workstation":
        return tuple(teller.phrases.say(key) for key in ("ask.workstations", "ask.health"))
    begins = _BEGINNING.match(name.rpartition("#")[2].rpartition(".")[2]) if what == "job" else None
    alike = (teller.phrases.say("notfound.ask_alike", name=f"{begins[0].upper()}*"),) if begins else ()
    return (*alike, *(teller.phrases.say(key) for key in ("ask.errors", "ask.health")))


def error_card(report: Trouble, teller: Teller) -> Card:
    """HWA could not be asked: what went wrong in one sentence, where, what to do, how old the last answer is."""
    teller.note(statement("trouble", error=report.error, host=report.host or None, status=report.status))
    blocks = (
        *line(_remedy(report.error, _why(report), teller.phrases)),
        *facts(row(teller, "host", report.host), row(teller, "last_answer", _last_answer(report, teller))),
        *code(teller, report.detail.splitlines()[:5], teller.say("trouble.detail")),
    )
    return Card(
        title=_sentence(report.error, _why(report), teller.phrases),
        tone=Tone.WARNING if report.error in {"TwsPlanError", "TwsNameError"} else Tone.BAD,
        blocks=blocks,
        footer=teller.say("trouble.footer", where=where(report.environment, teller)),
    )


def trouble(report: Trouble, teller: Teller) -> Draft:
    """The error card as an answer."""
    return error_card(report, teller), (teller.phrases.say("ask.health"),)


def unanswered_card(reason: str, teller: Teller) -> Card:
    """That a question was not asked for this reason, or, without one, that a tool of ours went wrong."""
    if not reason:
        return Card(title=teller.say("talk.broken"), tone=Tone.BAD, blocks=line(teller.say("talk.broken.text")))
    told = refusal_text(reason, teller)
    teller.note({"kind": "not_asked", "reason": told})
    title = teller.say("notasked.title", reason=told)
    return Card(title=title, tone=Tone.WARNING, blocks=line(teller.say("notasked.text")))


def error_sentence(error: TwsError | KnowledgeError, phrases: Phrases) -> tuple[str, str]:
    """What went wrong in one sentence, and what to do, for an error that no report carries."""
    why = _why(error) if isinstance(error, TwsError) else ""
    return _sentence(type(error).__name__, why, phrases), _remedy(type(error).__name__, why, phrases)


def _why(trouble: Trouble | TwsError) -> str:
    """The HTTP status, or that TLS is the matter; empty where there is no more to know."""
    return "tls" if _UNTRUSTED in trouble.detail else str(trouble.status or "")


def _words(error: str, why: str) -> tuple[str, ...]:
    # the most precise first
    name = "KnowledgeError" if error in _OF_KNOWLEDGE else error
    return (f"{name}.{why}", name, "other")


def _sentence(error: str, why: str, phrases: Phrases) -> str:
    # an HTTP status is a code, not a quantity: no thousands
    text = phrases.say("error.status", status=why) if error == "TwsResponseError" and why else why
    key = next(filter(phrases.knows, (f"error.{word}" for word in _words(error, why))))
    return phrases.say(key, status=text, error=error)


def _remedy(error: str, why: str, phrases: Phrases) -> str:
    return phrases.say(next(filter(phrases.knows, (f"remedy.{word}" for word in _words(error, why)))))


def _last_answer(report: Trouble, teller: Teller) -> str | None:
    if report.error in _OF_KNOWLEDGE:
        return None
    if report.last_answer_at is None:
        return teller.say("trouble.never")
    age = teller.now - report.last_answer_at
    return teller.say("trouble.answered", moment=report.last_answer_at, zone=teller.zone(), age=age)
