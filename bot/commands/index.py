"""`resync index`: reads the operators' sheet, says what is to be mended in it, and indexes it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.commands.only_one import only_one
from bot.commands.serving import served_by
from bot.commands.sheet_report import Sheets, as_json, problems_said, remarks_of, sheets_of, show
from bot.errors import ResyncError, because, reason_in
from bot.phrases import Phrases
from bot.places import data_folder, knowledge_files
from bot.settings import Settings
from rag.annotate import write_annotated
from rag.errors import WorkbookError
from rag.knowledge import SheetKnowledge
from rag.langchain_embedder import embedder_for
from rag.rows import Reading
from rag.workbook import read_file, sheet_files

TO_MEND = 1
_COPIES = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """The exit status, whether the files are in service, and what stands in the way."""

    status: int
    indexed: bool = False
    problems: tuple[str, ...] = ()


async def index(
    settings: Settings,
    files: Sequence[Path],
    *,
    check: bool,
    in_json: bool = False,
    annotated: Path | None = None,
    force: bool = False,
) -> int:
    """Print findings, write them into a copy where one is wanted, and, unless `check`, index.

    Gives the exit status: 1 where a file cannot be read or nothing can be indexed, or, with `check`, where anything is
    to be mended. Raises: ResyncError where there is nothing to read, or the copy cannot be written.
    """
    phrases, console = Phrases(settings.resync_language), Console(quiet=in_json)
    paths = list(files) or knowledge_files(settings)
    sources = sheet_files(paths)
    if not sources:
        raise ResyncError(phrases.say("index.no_files", place=", ".join(map(str, paths))))
    if annotated:
        _check_copy(annotated, sources, phrases, force=force)
    sheets = await asyncio.to_thread(_read, sources, console, phrases)
    show(console, phrases, sheets)
    if annotated and not sheets.broken:
        await asyncio.to_thread(_annotate, sources[0], sheets, annotated, phrases)
        console.print(phrases.say("index.annotated", copy=str(annotated)), markup=False)
    outcome = _Outcome(status=TO_MEND if sheets.to_mend or sheets.broken else 0)
    if not check and not sheets.broken:
        outcome = await _indexed(settings, paths, console, phrases)
    if in_json:
        report = as_json(sheets, phrases, indexed=outcome.indexed, problems=outcome.problems)
        print(json.dumps(report, ensure_ascii=False, indent=2))  # noqa: T201 (the command's answer)
    return outcome.status


def _check_copy(copy: Path, sources: Sequence[Path], phrases: Phrases, *, force: bool) -> None:
    """Raises: ResyncError where the copy would replace what must stay."""
    if len(sources) > 1:
        raise ResyncError(phrases.say("index.one_file", n=len(sources)))
    if copy.suffix.lower() not in _COPIES:
        raise ResyncError(phrases.say("index.copy_name", copy=copy.name))
    if copy.resolve() in {source.resolve() for source in sources}:
        raise ResyncError(phrases.say("index.own_copy", copy=copy.name))
    if copy.exists() and not force:
        raise ResyncError(phrases.say("index.copy_exists", copy=copy.name))


def _annotate(source: Path, sheets: Sheets, copy: Path, phrases: Phrases) -> None:
    headings = [phrases.say(f"index.column.{name}") for name in ("sheet", "cell", "problem", "remedy")]
    remarks = remarks_of(sheets, source.name, phrases)
    try:
        write_annotated(source, remarks, copy, title=phrases.say("index.findings"), headings=headings)
    except OSError as error:
        reason = reason_in(because(error), phrases.language)
        raise ResyncError(phrases.say("index.copy_refused", copy=str(copy), reason=reason)) from error


def _read(sources: Sequence[Path], console: Console, phrases: Phrases) -> Sheets:
    read: list[tuple[Path, Reading | WorkbookError]] = []
    with _bar(console) as bar:
        task = bar.add_task("", total=len(sources) if len(sources) > 1 else None)
        for path in sources:
            bar.update(task, description=phrases.say("index.reading", file=path.name))
            try:
                read.append((path, read_file(path)))
            except WorkbookError as error:
                read.append((path, error))
            bar.advance(task)
    return sheets_of(read, datetime.now(UTC).date())


def _bar(console: Console) -> Progress:
    """A bar for people who watch; nothing where the output is a file or another program."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


async def _indexed(settings: Settings, paths: Sequence[Path], console: Console, phrases: Phrases) -> _Outcome:
    if await served_by(settings):
        own = {path.resolve() for path in knowledge_files(settings)}
        served = own >= {path.resolve() for path in paths}
        said = phrases.say("index.serving" if served else "index.not_served")
        console.print(said, markup=False)
        return _Outcome(status=0, indexed=True) if served else _Outcome(status=TO_MEND, problems=(said,))
    problems = await _index(settings, paths, console, phrases)
    for problem in problems:
        console.print(Text(f"✗ {problem}", style="red"))
    if not problems:
        console.print(phrases.say("index.done"), markup=False)
    return _Outcome(status=TO_MEND if problems else 0, indexed=not problems, problems=problems)


async def _index(settings: Settings, paths: Sequence[Path], console: Console, phrases: Phrases) -> tuple[str, ...]:
    with only_one(data_folder(settings)), _bar(console) as bar:
        task = bar.add_task(phrases.say("index.progress"), total=None)
        knowledge = await SheetKnowledge.open(
            paths,
            data_folder(settings) / "index",
            progress=lambda done, total: bar.update(task, completed=done, total=total),
            embedder=embedder_for(settings.resync_embeddings),
            chroma_url=settings.resync_chroma_url,
        )
        problems = tuple(problems_said(knowledge.problems, paths, phrases))
        await knowledge.close()
    return problems
