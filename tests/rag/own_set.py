"""A sheet and questions of our own for the retrieval gate: other errors than the reference's, in both languages."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

from bank import Query, blocks

WIKI = "https://wiki.example.com/proc/"
NOISE = (
    "2024-01-27 02:28:36,247 INFO  Reading parameters from /opt/batch/conf/{job}.cfg",
    "2024-01-19 08:53:21,205 INFO  processed 77231 records",
    "2024-01-21 01:45:55,164 INFO  connection to host db01 established",
    "2024-01-14 07:36:12,784 INFO  0 errors so far",
    "2024-01-23 08:27:55,525 WARN  retry 1 of 3",
    "2024-01-26 02:44:19,636 WARN  deprecated option -Xincgc ignored",
    "+ export NLS_LANG=AMERICAN_AMERICA.WE8ISO8859P1",
)
AREAS = ("FIN", "GL", "PAY", "BIL", "CRM", "DWH", "TAX", "AP")
STEPS = ("LOAD", "CALC", "SEND", "RECV", "RPT", "CLOSE", "VALID")


def job_log(job: str, line: str, chance: random.Random) -> str:
    noise = [text.format(job=job) for text in chance.choices(NOISE, k=10)]
    noise.insert(chance.randrange(10), line)
    head = ("=" * 63, f"= JOB       : MASTER#SCHED[(2000 01/15/24),(SCHED)].{job}", "= USER      : batch", "=" * 63)
    return "\n".join((*head, *noise, "=" * 63, "= Exit Status           : 1"))


def build(folder: Path) -> tuple[Path, list[Query]]:
    """Write the sheet as a CSV file and give it with the questions about it."""
    chance = random.Random(7)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("Job / Padrão", "Erro", "Sintoma", "Causa", "Solução", "Responsável", "Procedimento"))
    queries: list[Query] = []
    number = 0
    known = [block for block in blocks(Path(__file__).parent / "own_cases.txt") if block.first("E") != "NONE"]
    job_of: dict[int, str] = {}
    for place, block in enumerate(known):
        links = []
        job = f"{AREAS[place % 8]}_D_{STEPS[place % 7]}_{100 + 10 * place}"
        job_of[place] = job
        scopes = [job, f"{AREAS[(place + 3) % 8]}_M_{STEPS[(place + 2) % 7]}_{105 + 10 * place}"]
        generic = place % 3 != 0
        for scope in [*scopes, "*"] if generic else scopes:
            number += 1
            links.append(f"{WIKI}KB-{number:04d}")
            texts = (block.first(mark) for mark in "ESCF")
            writer.writerow((scope, *texts, f"Equipe {scope[:3]}", links[-1]))
        own, wide = (links[0],), ((links[-1],) if generic else tuple(links))
        log = block.first("L")
        queries += [
            Query("job_name", f"{job} abendou", None, own),
            Query("joblog_exact", job_log(job, log, chance), job, own),
            Query("joblog_newjob", job_log(f"ZZ_D_NEW_{place}", log, chance), f"ZZ_D_NEW_{place}", wide),
            Query("para_same", block.first("P"), None, tuple(links)),
            Query("para_cross", block.first("X"), None, tuple(links)),
            Query("para_cross_job", f"{job}: {block.first('X')}", None, own),
        ]
        if place:
            queries.append(Query("joblog_conflict", job_log(job_of[place - 1], log, chance), job_of[place - 1], wide))
    for place, line in enumerate(
        block
        for none in blocks(Path(__file__).parent / "own_cases.txt")
        if none.first("E") == "NONE"
        for block in none.texts["L"]
    ):
        for job in (job_of[place], f"ZZ_D_NEW_{place}"):
            queries.append(Query("none_joblog", job_log(job, line, chance), job, ()))
    texts = [
        text
        for none in blocks(Path(__file__).parent / "own_cases.txt")
        if none.first("E") == "NONE"
        for text in none.texts["T"]
    ]
    queries += [Query("none_text", text, None, ()) for text in texts]
    path = folder / "own.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path, queries
