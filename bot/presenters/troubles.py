"""Nothing found, and could not ask."""

from __future__ import annotations

from bot.cards import Card, Tone
from bot.presenters.pieces import Draft, bullets, code, facts, freshness, line, row
from bot.presenters.teller import Teller, statement
from tws.reports import NotFound, Trouble

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
    return card, tuple(teller.phrases.say(_ASK[what], name=name) for name in report.similar)


def error_card(report: Trouble, teller: Teller) -> Card:
    """HWA could not be asked: what went wrong in one sentence, where, what to do, how old the last answer is."""
    teller.note(statement("trouble", error=report.error, host=report.host or None, status=report.status))
    teller.note({"kind": "environment", "name": report.environment})
    blocks = (
        *line(_remedy(report, teller)),
        *facts(row(teller, "host", report.host), row(teller, "last_answer", _last_answer(report, teller))),
        *code(teller, report.detail.splitlines()[:5], teller.say("trouble.detail")),
    )
    return Card(
        title=_sentence(report, teller),
        tone=Tone.WARNING if report.error in {"TwsPlanError", "TwsNameError"} else Tone.BAD,
        blocks=blocks,
        footer=teller.say("trouble.footer", environment=report.environment),
    )


def trouble(report: Trouble, teller: Teller) -> Draft:
    """The error card as an answer."""
    return error_card(report, teller), (teller.phrases.say("ask.health"),)


def _key(report: Trouble, family: str, teller: Teller) -> str:
    exact = f"{family}.{report.error}.{report.status}"
    known = f"{family}.{report.error}"
    if teller.phrases.knows(exact):
        return exact
    return known if teller.phrases.knows(known) else f"{family}.other"


def _sentence(report: Trouble, teller: Teller) -> str:
    key = _key(report, "error", teller)
    # an HTTP status is a code, not a quantity: no thousands
    status = str(report.status or "")
    if report.error == "TwsResponseError" and status:
        status = teller.say("error.status", status=status)
    return teller.say(key, status=status, error=report.error)


def _remedy(report: Trouble, teller: Teller) -> str:
    return teller.say(_key(report, "remedy", teller))


def _last_answer(report: Trouble, teller: Teller) -> str:
    if report.last_answer_at is None:
        return teller.say("trouble.never")
    age = teller.now - report.last_answer_at
    return teller.say("trouble.answered", moment=report.last_answer_at, zone=teller.zone(), age=age)
