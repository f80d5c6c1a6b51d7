"""Watches: one that was set, those that a conversation has, those that were taken back."""

from __future__ import annotations

from bot.cards import Block, Card, Table, Tone
from bot.presenters.pieces import LISTED, Draft, bullets, facts, freshness, line, row, verdict
from bot.presenters.teller import Teller, statement
from bot.reports import KeptWatch, WatchReport


def watch_answer(report: WatchReport, teller: Teller) -> Draft:
    """What became of the wish: a watch stands, or is taken back, or all are listed, or nobody could be told."""
    if report.action == "list":
        return _list(report, teller)
    if report.action == "drop":
        return _drop(report, teller)
    if report.cannot_tell:
        return _untold(report, teller)
    return _set(report, teller)


def _set(report: WatchReport, teller: Teller) -> Draft:
    kind = "not_watched" if report.already_ended else "watch"
    teller.note(statement(kind, jobs=list(report.job_keys), until=report.until))
    name = report.job.name if report.job else ", ".join(report.job_keys[:1])
    if report.already_ended:
        title = _ended(report, name, teller)
    elif len(report.job_keys) > 1:
        title = teller.say("watch.many", n=len(report.job_keys))
    else:
        title = teller.say("watch.set", name=name)
    card = Card(
        title=title,
        blocks=(
            *(() if report.already_ended else bullets(report.job_keys[:LISTED], teller.say("watch.jobs"))),
            *facts(row(teller, "until", report.until)),
            *(() if report.already_ended else line(teller.say("watch.ours"), "muted")),
        ),
        footer=freshness(report, teller),
    )
    if report.already_ended:
        return card, tuple(teller.phrases.say(key, name=name) for key in ("ask.log", "ask.history"))
    told = tuple(teller.phrases.say(key, name=name) for key in ("ask.when_ends", "ask.status"))
    return card, (*told, teller.phrases.say("ask.watches"))


def _untold(report: WatchReport, teller: Teller) -> Draft:
    keys = report.job_keys[:LISTED]
    teller.note(statement("not_watched", jobs=list(keys)))
    name = report.job.name if report.job else ", ".join(keys[:1])
    card = Card(
        title=teller.say("watch.untold", name=name),
        tone=Tone.WARNING,
        blocks=line(teller.say("watch.elsewhere")),
        footer=freshness(report, teller),
    )
    return card, tuple(teller.phrases.say(key, name=name) for key in ("ask.when_ends", "ask.status"))


def _ended(report: WatchReport, name: str, teller: Teller) -> str:
    if report.job is None:
        return teller.say("watch.over", name=name)
    return teller.say("watch.ended", verdict=verdict(report.job, teller, report.as_of))


def _list(report: WatchReport, teller: Teller) -> Draft:
    kept = report.kept
    title = teller.say("watch.list", n=len(kept)) if kept else teller.say("watch.none")
    blocks = (*_table(kept, teller), *line(teller.say("watch.others"), "muted"))
    return Card(title=title, blocks=blocks, footer=freshness(report, teller)), _next(kept, teller)


def _drop(report: WatchReport, teller: Teller) -> Draft:
    dropped = report.dropped
    for watch in dropped:
        _note(watch, teller)
    if dropped:
        names = ", ".join(dict.fromkeys(watch.job_name for watch in dropped))
        few = len(dropped) <= _NAMED
        title = teller.say("watch.dropped", names=names) if few else teller.say("watch.dropped_many", n=len(dropped))
    elif report.asked:
        teller.note(statement("not_watched", jobs=[report.asked]))
        title = teller.say("watch.not_kept", name=report.asked)
    else:
        title = teller.say("watch.none")
    left = (*line(teller.say("watch.left"), "strong"), *_table(report.kept, teller)) if report.kept else ()
    tone = Tone.NEUTRAL if dropped else Tone.WARNING
    return Card(title=title, tone=tone, blocks=left, footer=freshness(report, teller)), _next(report.kept, teller)


_NAMED = 3  # names in a title


def _table(kept: tuple[KeptWatch, ...], teller: Teller) -> tuple[Block, ...]:
    shown = kept[:LISTED]
    if not shown:
        return ()
    if len(kept) > len(shown):
        teller.count(len(kept) - len(shown))
    zone = teller.zone()
    columns = (teller.say("column.job"), *(teller.say(f"watch.{each}", zone=zone) for each in ("asked_at", "until")))
    rows = tuple(_row(watch, teller) for watch in shown)
    return (Table(columns=columns, rows=rows, more=len(kept) - len(shown)),)


def _row(watch: KeptWatch, teller: Teller) -> tuple[str, ...]:
    _note(watch, teller)
    until = teller.tell(watch.until) if watch.until else teller.say("watch.until_end")
    return (watch.job, teller.tell(watch.asked_at), until)


def _note(watch: KeptWatch, teller: Teller) -> None:
    teller.note(statement("watch", jobs=[watch.job], name=watch.job_name, asked_at=watch.asked_at, until=watch.until))


def _next(kept: tuple[KeptWatch, ...], teller: Teller) -> tuple[str, ...]:
    drops = tuple(teller.phrases.say("ask.watch_drop", name=watch.job_name) for watch in kept[:2])
    return (*drops, teller.phrases.say("ask.running"))
