"""`resync search`: what retrieval sees in a question, which rows it weighed, and why each stands where it does."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.commands.sheet_report import problems_said
from bot.errors import because, reason_in
from bot.phrases import Phrases
from bot.places import data_folder, knowledge_files
from bot.settings import Settings
from rag.batch import BadLine, batch_answers
from rag.found_json import found_as_dict
from rag.knowledge import SheetKnowledge
from rag.langchain_embedder import embedder_for
from rag.models import Found, Match

UNUSABLE = 2
_MOST_INDEXES = 4  # of sheets that were searched before; older ones are made again when they are wanted
_SHORTENED = 60  # characters of a row's error in the table
STDIN = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for. `log` and `batch` are files, `-` the standard input; `knowledge` replaces the settings'."""

    text: str = ""
    job: str = ""
    log: Path | None = None
    environment: str = ""
    knowledge: Path | None = None
    batch: Path | None = None
    as_json: bool = False


async def search(settings: Settings, wanted: Wanted) -> int:
    """Print what the sheet says and why; gives the exit status: 2 where there is nothing to look for, a file cannot be
    read, or a line of a batch is no question. The other lines of the batch are answered all the same.
    """
    phrases = Phrases(settings.resync_language)
    fault = _fault(wanted)
    if fault:
        return _refused(phrases.say(fault))
    try:
        lines = _read(wanted.batch).splitlines() if wanted.batch else []
        log = _read(wanted.log) if wanted.log else None
        sheet = _sheet(settings, wanted.knowledge)
    except OSError as error:
        return _refused(
            phrases.say(
                "search.unreadable", file=str(error.filename), reason=reason_in(because(error), phrases.language)
            )
        )
    async with _opened(settings, sheet, phrases) as knowledge:
        if wanted.batch:
            return await _batch(knowledge, lines, str(wanted.batch), phrases)
        found = await knowledge.search(
            wanted.text, job=wanted.job or None, log=log, environment=wanted.environment, limit=3
        )
    if wanted.as_json:
        told = found_as_dict(found, datetime.now(UTC).date())
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        _show(Console(), phrases, found)
    return 0


def _sheet(settings: Settings, knowledge: Path | None) -> list[Path]:
    if knowledge is None:
        return knowledge_files(settings)
    knowledge.stat()  # a file that is not there is told as one that cannot be read
    return [knowledge]


def _fault(wanted: Wanted) -> str:
    asked = wanted.text.strip() or wanted.job or wanted.log
    if wanted.batch:
        return "search.batch_alone" if asked or wanted.as_json else ""
    return "" if asked else "search.ask_something"


def _refused(sentence: str) -> int:
    sys.stderr.write(f"resync: {sentence}\n")
    return UNUSABLE


def _read(path: Path) -> str:
    """The end of a file or of the standard input, in whichever encoding its beginning tells."""
    if path == STDIN:
        whole = sys.stdin.buffer.read()
    else:
        with path.open("rb") as file:
            whole = file.read()
    return decoded(whole)


def decoded(written: bytes) -> str:
    """Text of a file that says nowhere how it is encoded: UTF-16 with its mark, UTF-8, else the Windows code page."""
    if written.startswith((b"\xff\xfe", b"\xfe\xff")):
        return written.decode("utf-16", errors="replace")
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        return written.decode("cp1252", errors="replace")


@asynccontextmanager
async def _opened(settings: Settings, sheet: Sequence[Path], phrases: Phrases) -> AsyncIterator[SheetKnowledge]:
    # An index of its own: the one that `resync run` serves from has one writer, and that is not us.
    folder = _index_folder(data_folder(settings) / "search", sheet)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(phrases.say("search.indexing"), total=None)
        knowledge = await SheetKnowledge.open(
            sheet,
            folder,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
            embedder=embedder_for(settings.resync_embeddings),
        )
    try:
        for problem in problems_said(knowledge.problems, sheet, phrases):
            sys.stderr.write(f"resync: {problem}\n")
        yield knowledge
    finally:
        await knowledge.close()


def _index_folder(parent: Path, sheet: Sequence[Path]) -> Path:
    """Where the index of these files is kept from one search to the next; the oldest of the others go."""
    named = "\n".join(str(path.resolve()) for path in sheet)
    folder = parent / hashlib.blake2b(named.encode(), digest_size=8).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    by_age = sorted(parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_age[_MOST_INDEXES:]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


async def _batch(knowledge: SheetKnowledge, lines: Sequence[str], file: str, phrases: Phrases) -> int:
    status = 0
    async for answer in batch_answers(knowledge, lines):
        if isinstance(answer, BadLine):
            problem = phrases.say(f"search.bad.{answer.problem}")
            status = _refused(phrases.say("search.bad_line", file=file, line=str(answer.number), problem=problem))
        else:
            sys.stdout.write(answer + "\n")
            await asyncio.to_thread(sys.stdout.flush)
    return status


def _show(console: Console, phrases: Phrases, found: Found) -> None:
    _say(console, phrases.say(f"search.{found.verdict}", confidence=str(round(100 * found.confidence))), "bold")
    _show_signature(console, phrases, found)
    if not found.candidates:
        _say(console, phrases.say("search.nothing"))
        return
    headings = ("search.row", "search.error", "search.sure", "search.score", "search.why")
    table = Table(*(phrases.say(heading) for heading in headings), show_lines=True)
    shown = {match.entry.id for match in found.solutions}
    for match in found.candidates:
        table.add_row(*_cells(phrases, match, shown=match.entry.id in shown))
    console.print(table)
    if found.facts:
        _say(console, phrases.say("search.facts"))
    for entry in found.facts:
        told = " · ".join(filter(None, (entry.owner, entry.contact, entry.procedure)))
        _say(console, f"  {told} ({entry.file} {entry.sheet}!{entry.row})")


def _show_signature(console: Console, phrases: Phrases, found: Found) -> None:
    signature = found.signature
    if not signature.codes and not signature.phrases:
        _say(console, phrases.say("search.no_signature"))
    if signature.codes:
        _say(console, phrases.say("search.codes", codes=", ".join(signature.codes)))
    if signature.phrases:
        _say(console, phrases.say("search.phrases", phrases=", ".join(signature.phrases)))
    if signature.lines:
        _say(console, phrases.say("search.lines"))
    for line in signature.lines:
        _say(console, f"  {line}", "dim")


def _cells(phrases: Phrases, match: Match, *, shown: bool) -> tuple[Text, ...]:
    entry = match.entry
    about = " · ".join(filter(None, (entry.job, (entry.error or entry.symptom)[:_SHORTENED])))
    parts = (f"{phrases.say(_part(name))} {value:+.2f}" for name, value in match.parts.items())
    sure = f"{round(100 * match.confidence)}%" + (f"\n{phrases.say('search.shown')}" if shown else "")
    where = f"{entry.file}\n{entry.sheet}!{entry.row}"
    return tuple(map(Text, (where, about, sure, f"{match.score:.2f}", "\n".join(parts))))


def _part(name: str) -> str:
    return f"search.part.{name.replace(' ', '_')}"


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style))
