"""A console whose assistant, feed and health are scripted, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from adapters.web.adapter import WebConsole, routes
from bot.cards import (
    Actions,
    Button,
    Card,
    Code,
    Divider,
    Fact,
    Facts,
    Steps,
    Table,
    Text,
    Tone,
)
from bot.messages import Answer, Call, Outgoing, Question, Step
from bot.reports import Incident

NOW = datetime(2026, 11, 22, 3, 12, 9, tzinfo=UTC)
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"

PAYROLL = Card(
    title="FINAL_BATCH_PAYROLL terminou em ABEND às 00:11 BRT (RC 8)",
    tone=Tone.BAD,
    blocks=(
        Text(text="Faltou espaço no tablespace PAY_TS; três streams esperam por este job."),
        Facts(
            items=(
                Fact(label="Job", value="PAYWKS#PAYROLL.FINAL_BATCH_PAYROLL"),
                Fact(label="Estado", value="ABEND", tone=Tone.BAD),
                Fact(label="Código de retorno", value="8"),
                Fact(label="Duração", value="14 min (costuma levar 22 min)"),
                Fact(label="Responsável", value="Banco de Dados, plantão"),
                Fact(label="Procedimento", value="PRC-0142", link="https://wiki.example.com/PRC-0142"),
            )
        ),
        Code(
            title="Linhas de erro do log",
            text="ORA-01653: unable to extend table PAY.LEDGER by 8192 in tablespace PAY_TS\nAWSBHT001E The job ended with return code 8.",
        ),
        Steps(
            title="O que resolveu da última vez (knowledge.xlsx, linha 12)",
            items=(
                "Pedir ao plantão de Banco de Dados um datafile novo em PAY_TS.",
                "Confirmar com dba_free_space.",
                "Reexecutar o job no HWA.",
            ),
        ),
        Divider(),
        Actions(
            buttons=(
                Button(text="Estou vendo", action="acknowledge", value="i1"),
                Button(text="Ver o log", action="ask", value="log de FINAL_BATCH_PAYROLL"),
                Button(text="O que está bloqueado?", action="ask"),
            )
        ),
    ),
    footer="Lido do HWA às 00:12:09 BRT · fonte: knowledge.xlsx › Incidentes › linha 12",
)

JOBS = Card(
    title="3 jobs em erro entre 21 nov 21:12 e 22 nov 00:12 BRT",
    tone=Tone.BAD,
    blocks=(
        Table(
            columns=("Job", "Job stream", "Workstation", "Estado", "RC", "Fim"),
            rows=(
                ("FINAL_BATCH_PAYROLL", "PAYROLL", "PAYWKS", "ABEND", "8", "00:11"),
                ("LOAD_LEDGER", "LEDGER_DAILY", "DWHWKS", "ABEND", "127", "23:40"),
                ("SEND_EDI_ORDERS_TO_PARTNERS", "EDI", "EDIWKS", "FAIL", "", "22:58"),
            ),
            tones=(Tone.BAD, Tone.BAD, Tone.WARNING),
            more=12,
        ),
    ),
    footer="Lido do HWA às 00:12:09 BRT",
)

HEALTH: dict[str, Any] = {
    "report": "HealthReport",
    "environment": "default",
    "mode": "simulator",
    "zone": "America/Sao_Paulo",
    "zone_letters": "BRT",
    "as_of": NOW.isoformat(),
    "verdict": "bad",
    "engine": {"version": "10.2.5", "api": 2, "time_zone": "America/Sao_Paulo", "host": ""},
    "counts": [
        {"name": "SUCCESSFUL", "count": 3204},
        {"name": "WAITING", "count": 1688},
        {"name": "RUNNING", "count": 57},
        {"name": "ERROR", "count": 3},
    ],
    "in_error_total": 3,
    "late": [{"name": "PAY_CALC"}, {"name": "LOAD_LEDGER"}],
    "workstations_down": [{"name": "EDIWKS"}],
    "workstations_total": 24,
    "prompts_waiting": [],
    "missing": [],
}


def answer(card: Card = PAYROLL, **changes: Any) -> Answer:
    """An answer that shows a card."""
    values: dict[str, Any] = {
        "text": card.title,
        "language": "pt",
        "environment": "default",
        "card": card,
        "as_of": NOW,
        "calls": (Call(tool="diagnose", args={"job": "FINAL_BATCH_PAYROLL", "since": NOW}),),
        "facts": ({"kind": "job", "key": "PAYWKS#PAYROLL.FINAL_BATCH_PAYROLL", "status": "ABEND"},),
        "sources": ({"kind": "knowledge", "file": "knowledge.xlsx", "sheet": "Incidentes", "row": 12},),
        "suggestions": ("O que está bloqueado por ele?", "E o log dele?"),
    }
    return Answer(**{**values, **changes})


def incident(name: str = "i1", state: str = "open", **changes: Any) -> Incident:
    """An incident of the payroll job."""
    values: dict[str, Any] = {
        "id": name,
        "key": f"default/{name}",
        "environment": "default",
        "job": "PAYWKS#PAYROLL.FINAL_BATCH_PAYROLL",
        "job_name": "FINAL_BATCH_PAYROLL",
        "job_stream": "PAYROLL",
        "workstation": "PAYWKS",
        "internal_status": "ABEND",
        "state": state,
        "opened_at": NOW,
        "updated_at": NOW,
    }
    return Incident(**{**values, **changes})


def alert(card: Card = PAYROLL, name: str = "i1", state: str = "open", thread: str | None = None) -> Outgoing:
    """A message of an incident to the console."""
    return Outgoing(target="web", incident=name, card=card, state=state, thread=thread)


class ScriptedAssistant:
    """Says what it was told to say, after `hold` is set where one is given, and remembers what it was asked."""

    def __init__(self, *parts: Step | Answer | Exception, hold: asyncio.Event | None = None) -> None:
        self.parts = parts or (
            Step(text="lendo o plano…", tool="job_status"),
            Step(text="lendo o log do job…", tool="job_log"),
            answer(),
        )
        self.hold = hold
        self.asked: list[Question] = []
        self.left = asyncio.Event()

    async def ask(self, question: Question) -> AsyncIterator[Step | Answer]:
        self.asked.append(question)
        try:
            for part in self.parts:
                if isinstance(part, Exception):
                    raise part
                if self.hold is not None and isinstance(part, Answer):
                    await self.hold.wait()
                yield part
        finally:
            self.left.set()


class ScriptedFeed:
    """Has open what it is given."""

    def __init__(self, *stored: tuple[Incident, Card]) -> None:
        self.stored = list(stored)

    async def open_incidents(self) -> list[tuple[Incident, Card]]:
        return list(self.stored)


class ScriptedHealth:
    """Gives its `values`, or raises `error`."""

    def __init__(self, **changes: Any) -> None:
        self.values = {**HEALTH, **changes}
        self.error: Exception | None = None

    async def __call__(self) -> dict[str, Any]:
        if self.error is not None:
            raise self.error
        return self.values


class Desk:
    """Takes the buttons."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.solutions: list[tuple[str, str]] = []

    async def acknowledge(self, value: str, user: str) -> str:
        self.taken.append((value, user))
        return "Anotado: está com você."

    async def solved(self, value: str, user: str) -> str:
        self.solutions.append((value, user))
        return "Guardado."


class Lists:
    """Has behind each card what it is given, or raises `error`."""

    def __init__(self, **behind: tuple[Incident, ...]) -> None:
        self.behind = behind
        self.error: Exception | None = None

    async def __call__(self, about: str) -> tuple[Incident, ...]:
        if self.error is not None:
            raise self.error
        return self.behind.get(about, ())


class Scripted:
    """A console on loopback and everything behind it."""

    def __init__(self, **options: Any) -> None:
        self.console = WebConsole()
        self.assistant = options.pop("assistant", None) or ScriptedAssistant()
        self.feed = options.pop("feed", None) or ScriptedFeed()
        self.status = options.pop("status", None) or ScriptedHealth()
        self.lists = options.pop("lists", None)
        self.desk = Desk()
        self.app = web.Application()
        self.guard = routes(
            self.app,
            console=self.console,
            assistant=self.assistant,
            feed=self.feed,
            status=self.status,
            actions={"acknowledge": self.desk.acknowledge, "solved": self.desk.solved},
            behind=self.lists,
            **options,
        )
