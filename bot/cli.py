"""The `resync` command line. Imports nothing heavy before a command needs it."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Coroutine
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from bot.errors import ResyncError, SettingsError
from rag.errors import KnowledgeError, WorkbookError

USAGE = 2
FAILED = 1
INTERRUPTED = 130

ResultT = TypeVar("ResultT")

app = typer.Typer(
    name="resync",
    help="The on-call teammate of an HCL Workload Automation team. It only reads from HWA.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run a command; a wrong setting, or one that names what cannot be used, ends with one sentence and status 2."""
    try:
        app()
    except (ResyncError, KnowledgeError) as error:
        _stop(_sentence(error), USAGE if isinstance(error, SettingsError | WorkbookError) else FAILED)
    except KeyboardInterrupt:
        _stop("", INTERRUPTED)


def _sentence(error: ResyncError | KnowledgeError) -> str:
    """What is wrong and what to do, in the language that the settings seem to ask for."""
    from bot.commands.sheet_report import sentence_of
    from bot.phrases import Phrases
    from bot.settings import language_of

    language = language_of()
    if isinstance(error, ResyncError):
        return error.said(language)
    if isinstance(error, WorkbookError):
        return " ".join(sentence_of(error, Phrases(language)))
    return Phrases(language).say("start.index", reason=str(error))


def _stop(sentence: str, status: int) -> None:
    if sentence:
        print(f"resync: {sentence}", file=sys.stderr)  # noqa: T201 (the command's last word)
    sys.exit(status)


def _run(work: Coroutine[Any, Any, ResultT]) -> ResultT:
    return asyncio.run(work)


@app.command()
def run() -> None:
    """Start Resync: web console, alerts and every platform that is configured."""
    # Importing makes thousands of classes and no garbage; `serve` switches the collector on again.
    gc.disable()
    from bot import settings
    from bot.simulated import launched

    wanted = settings.load()
    # The simulator starts while the rest is still being imported.
    with nullcontext() if wanted.names_a_master else launched() as simulator:
        from bot.commands.serve import serve

        _run(serve(wanted, simulator))


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="The question, in Portuguese or English")],
    json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON")] = False,
    conversation: Annotated[str, typer.Option(help="Questions of one conversation follow each other")] = "",
) -> None:
    """Ask one question. Exit status 1 where HWA could not be asked."""
    from bot import settings
    from bot.commands.ask import ask_once

    sys.exit(_run(ask_once(settings.load(), text, as_json=json, conversation=conversation)))


@app.command()
def chat() -> None:
    """Talk in the terminal; alerts appear as they come."""
    from bot import settings
    from bot.commands.ask import chat as talk

    _run(talk(settings.load()))


@app.command()
def index(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Excel or CSV files or folders (default: RESYNC_KNOWLEDGE)")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only read; exit status 1 where something is to be mended")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON")] = False,
    annotated: Annotated[
        Path | None, typer.Option(metavar="COPY.xlsx", help="Write a copy of the workbook with every finding in it")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the annotated copy where it exists")] = False,
) -> None:
    """Read the operators' sheet, say what is to be mended in it, and index it."""
    from bot import settings
    from bot.commands.index import index as read

    given = tuple(files or ())
    sys.exit(_run(read(settings.load(), given, check=check, in_json=json, annotated=annotated, force=force)))


@app.command()
def doctor() -> None:
    """Check every configured thing and say what to do. Exit status 1 where something is wrong."""
    from bot import settings
    from bot.commands.doctor import examine

    sys.exit(_run(examine(settings.load())))


@app.command()
def simulate(
    *,
    port: Annotated[int, typer.Option(help="Port to listen on; 0 picks one")] = 31116,
    scenario: Annotated[Path | None, typer.Option(help="TOML or JSON file that changes the plan")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="About how many jobs the plan has")] = 5000,
    seed: Annotated[int, typer.Option(help="Same seed, same plan")] = 1,
    speed: Annotated[float, typer.Option(min=0.0, help="How fast the plan's clock runs")] = 1.0,
    dialect: Annotated[str, typer.Option(help="Which release's paths it has: all, 10.1, 10.2.8 or 9.5")] = "all",
) -> None:
    """Start a simulated HWA master (user tws, password tws)."""
    from bot.commands.simulate import simulate as start

    start(port=port, scenario=scenario, jobs=jobs, seed=seed, speed=speed, dialect=dialect)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="An error, a job, or what happened, in any words")] = "",
    *,
    job: Annotated[str, typer.Option(help="The job that it is about, name or full key")] = "",
    log: Annotated[Path | None, typer.Option(help="A job log; - reads the standard input")] = None,
    environment: Annotated[str, typer.Option(help="Where it happened: prod, hml, dev …")] = "",
    knowledge: Annotated[
        Path | None, typer.Option(help="Sheet or folder to search (default: RESYNC_KNOWLEDGE)")
    ] = None,
    batch: Annotated[
        Path | None, typer.Option(help="JSON lines with qid, text and job; one line of JSON out for each")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON")] = False,
) -> None:
    """Show what the operators' sheet says, and every part of why. The index that serves is not touched."""
    from bot import settings
    from bot.commands.search import Wanted
    from bot.commands.search import search as look

    wanted = Wanted(
        text=text, job=job, log=log, environment=environment, knowledge=knowledge, batch=batch, as_json=json
    )
    sys.exit(_run(look(settings.load(), wanted)))


@app.command()
def routes(
    job: Annotated[str, typer.Argument(help="A job's name or full key; for other kinds what they are about")],
    *,
    kind: Annotated[str, typer.Option(help="abend, fail, stuck, late, at_risk, overrun, workstation …")] = "abend",
    severity: Annotated[str, typer.Option(help="critical, high, normal or low; default: what it would have")] = "",
    at: Annotated[str, typer.Option(help="When it happens: 03:12, or 2026-11-22T03:12; default: now")] = "",
    environment: Annotated[str, typer.Option(help="Which HWA environment of resync.toml")] = "",
) -> None:
    """Say where an alert about a job would go, what would hold it back, and why."""
    from bot import settings
    from bot.commands.asked_alert import Wanted
    from bot.commands.routes import routes as explain

    wanted = Wanted(job=job, kind=kind, severity=severity, at=at, environment=environment)
    sys.exit(_run(explain(settings.load(), wanted)))


@app.command()
def mute(
    pattern: Annotated[str, typer.Argument(help="Job names or keys, @ and * wild")] = "",
    *,
    lasting: Annotated[str, typer.Option("--for", help="How long: 30m, 2h, 1d")] = "",
    reason: Annotated[str, typer.Option(help="Why, for those who wonder")] = "",
    environment: Annotated[str, typer.Option(help="Only in this HWA environment")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Show the mutes in force")] = False,
    ended: Annotated[str, typer.Option("--end", help="End the mute of this id or pattern")] = "",
) -> None:
    """Keep silent about jobs for a while; a Resync that serves follows from its next look on."""
    from bot import settings
    from bot.commands.mute import Wanted
    from bot.commands.mute import mute as silence

    wanted = Wanted(
        pattern=pattern, lasting=lasting, reason=reason, environment=environment, listed=listed, ended=ended
    )
    sys.exit(_run(silence(settings.load(), wanted)))
