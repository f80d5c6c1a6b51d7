"""`resync index`: reads the operators' sheet, says what is to be mended in it, and indexes it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.commands.only_one import only_one
from bot.commands.serving import served_by
from bot.phrases import Phrases
from bot.places import data_folder, knowledge_files
from bot.settings import Settings
from rag.errors import WorkbookError
from rag.knowledge import SheetKnowledge
from rag.models import Entry, Finding
from rag.workbook import read_file, sheet_files

TO_MEND = 1


async def index(settings: Settings, files: Sequence[Path], *, check: bool) -> int:
    """Print findings and, unless `check`, index; gives the exit status: 1 where a file cannot be read, or, with
    `check`, where anything is to be mended.
    """
    phrases, console = Phrases(settings.resync_language), Console()
    paths = list(files) or knowledge_files(settings)
    entries, findings, broken = await asyncio.to_thread(_read, paths, console, phrases)
    _report(console, phrases, findings)
    console.print(
        phrases.say("index.read", files=len(sheet_files(paths)), entries=len(entries), findings=len(findings)),
        markup=False,
    )
    if check or broken:
        return TO_MEND if findings or broken else 0
    if await served_by(settings):
        own = {path.resolve() for path in knowledge_files(settings)}
        served = own >= {path.resolve() for path in paths}
        console.print(phrases.say("index.serving" if served else "index.not_served"))
        return 0 if served else TO_MEND
    await _index(settings, paths, console, phrases)
    return 0


def _read(paths: Sequence[Path], console: Console, phrases: Phrases) -> tuple[list[Entry], list[Finding], int]:
    entries: list[Entry] = []
    findings: list[Finding] = []
    broken = 0
    for path in sheet_files(paths):
        with console.status(phrases.say("index.reading", file=path.name)):
            try:
                reading = read_file(path)
            except WorkbookError as error:
                console.print(Text(f"✗ {error} {error.remedy}", style="red"))
                broken += 1
                continue
        entries += reading.entries
        findings += reading.findings
    return entries, findings, broken


def _report(console: Console, phrases: Phrases, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    table = Table(phrases.say("index.where"), phrases.say("index.what"), phrases.say("index.how"))
    for finding in findings:
        place = "!".join(filter(None, (finding.sheet, finding.cell)))
        table.add_row(Text(f"{finding.file} {place}"), Text(finding.problem), Text(finding.remedy))
    console.print(table)


async def _index(settings: Settings, paths: Sequence[Path], console: Console, phrases: Phrases) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with only_one(data_folder(settings)), Progress(*columns, console=console) as bar:
        task = bar.add_task(phrases.say("index.progress"), total=None)
        knowledge = await SheetKnowledge.open(
            paths,
            data_folder(settings) / "index",
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        await knowledge.close()
    console.print(phrases.say("index.done"))
