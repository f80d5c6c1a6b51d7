"""A sheet of any size with questions about it: every row its own error, job and solution, in two languages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

HEADINGS = ("Job", "Erro", "Sintoma", "Causa", "Solução", "Responsável", "Procedimento")
_FAMILIES = ("ORA-{n:05d}", "SQLCODE -{m}", "APP-{n:05d}", "AMQ{k}", "MQRC {q}", "JOBLOG{n}E", "ERP_{n}", "FIN-{n:05d}")
_THINGS = (
    *("tabela de saldos", "arquivo de remessa", "fila de pagamentos", "disco do servidor", "certificado do parceiro"),
    *("customer table", "tax file", "payment queue", "backup server", "partner certificate", "report step", "plan"),
)
_TROUBLES = (
    *("cheia", "não encontrada", "bloqueada por outro processo", "com registro duplicado", "fora do ar", "vencido"),
    *("is full", "was not found", "locked by another job", "has a duplicate record", "is down", "has expired"),
)
_CURES = ("Fazer rerun", "Acionar a DBA", "Limpar e reiniciar", "Ask the owner and rerun", "Restart at the step")
_SYSTEMS = ("PAY", "BIL", "CRM", "DWH", "TAX", "FIN", "RIS", "LOG", "COB", "SEG")


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Rows under HEADINGS; the same for the same count."""
    chance = random.Random(count)
    for n in range(count):
        system = _SYSTEMS[n % len(_SYSTEMS)]
        thing, trouble = chance.choice(_THINGS), chance.choice(_TROUBLES)
        about = f"{thing} {trouble} no sistema {system}{n % 211}"
        job = f"{system}_STEP_{n:06d}" if n % 4 else ("*" if n % 8 else f"{system}_{n % 97}_*")
        link = f"https://wiki.example.com/proc/{n:06d}"
        yield (job, code(n), about, f"lote {n}", f"{chance.choice(_CURES)} ({n})", f"Equipe {system}", link)


def code(n: int) -> str:
    """The error code of a row."""
    family = _FAMILIES[n % len(_FAMILIES)]
    return family.format(n=n % 90_000 + 10, m=100 + n % 899, k=1000 + n % 8999, q=2000 + n % 500)


def write(path: Path, count: int, changed: str = "") -> Path:
    """Write the workbook; `changed` replaces the cause of the row in the middle."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Incidentes")
    sheet.append(HEADINGS)
    for n, row in enumerate(rows(count)):
        sheet.append((*row[:3], changed, *row[4:]) if changed and n == count // 2 else row)
    book.save(path)
    return path


def questions(count: int) -> Iterator[tuple[str, str | None]]:
    """Texts with the job that the scheduler names: job logs, codes, everyday words, and jobs by name."""
    chance = random.Random(3)
    quiet = "\n".join(f"2026-03-02 03:00:{n % 60:02d} INFO  processed {n * 7} records of {n}" for n in range(900))
    for row in chance.sample(list(rows(count)), 60):
        job = row[0] if "*" not in row[0] else "ZZ_NEW_STEP"
        yield f"= JOB       : W#S.{job}\n{quiet}\nERROR {row[1]}: {row[2]}\n= Exit Status           : 8", job
        yield row[1], None
        yield row[2], None
        yield f"{job} abendou", None
