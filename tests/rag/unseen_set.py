"""A bilingual sheet and questions made from a file of cases: logs with noise, short texts, paraphrases, slips, strangers."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from pathlib import Path

from bank import Block, Query, blocks

WIKI = "https://wiki.example.com/kb/"
HEADINGS = ("Job name", "Mensagem / Error", "Sintoma", "Causa", "Solution", "Owner", "Link do procedimento")
NOISE = (
    "[{clock}] INFO  - starting step 2 of 5",
    "{clock} DEBUG com.acme.batch.Pool - 12 connections open, 0 failed",
    "2026-03-0{digit} {clock},118 INFO  wrote 18233 lines to /data/out/{job}.txt",
    "Errors: 0   Warnings: 0",
    "ERROR_COUNT=0",
    "see /var/log/batch/{job}/error.log for details",
    "validation finished, no error found",
    "retry 2 of 3 succeeded after 4 s",
    "+ set -o errexit",
    "Nenhum erro encontrado na etapa anterior",
    "{clock} WARN  o parâmetro FAILOVER está obsoleto",
    "\x1b[32mOK\x1b[0m parameters loaded",
    "total de erros: 0",
)
SYSTEMS = ("CRM", "EST", "FOL", "LOG", "RIS", "CAM", "SEG", "COB")
DEEDS = ("IMPORT", "EXPORT", "MATCH", "SPLIT", "PURGE", "SYNC")


def job_log(job: str, lines: list[str], chance: random.Random) -> str:
    clock = f"0{chance.randrange(10)}:{chance.randrange(10, 60)}:{chance.randrange(10, 60)}"
    noise = [text.format(job=job, clock=clock, digit=chance.randrange(1, 9)) for text in chance.choices(NOISE, k=12)]
    place = chance.randrange(3, 12)
    noise[place:place] = lines
    head = ("=" * 63, f"= JOB       : NODE1#DAILY[(0300 03/02/26),(DAILY)].{job}", "= USER      : batch", "=" * 63)
    return "\n".join((*head, *noise, "=" * 63, "= Exit Status           : 1"))


def slipped(text: str, chance: random.Random) -> str:
    """The text with two letters of one or two of its long words exchanged."""
    words = text.split()
    long = [n for n, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    for number in chance.sample(long, min(2, len(long))):
        word = words[number]
        at = chance.randrange(1, len(word) - 2)
        words[number] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def slipped_job(job: str, chance: random.Random) -> str:
    at = chance.randrange(5, 8)
    return job[:at] + job[at + 1] + job[at] + job[at + 2 :] if job[at] != job[at + 1] else job[:at] + job[at + 1 :]


def build(cases: Path, folder: Path) -> tuple[Path, list[Query]]:
    """Write the sheet as a CSV file and give it with the questions about it."""
    chance = random.Random(23)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADINGS)
    every = blocks(cases)
    known = [block for block in every if block.first("E") != "NONE"]
    jobs = [f"{SYSTEMS[n % 8]}_{DEEDS[n % 6]}_{chr(65 + n % 26)}{chr(65 + n // 7 % 26)}" for n in range(len(known))]
    queries: list[Query] = []
    number = 0
    for place, (block, job) in enumerate(zip(known, jobs, strict=True)):
        scopes = [job, f"{job[:3]}_{place}_*"][: 1 + (place % 4 == 1)] + (["*"] if place % 3 else [])
        links = []
        for scope in scopes:
            number += 1
            links.append(f"{WIKI}{number:05d}")
            writer.writerow((scope, *(block.first(mark) for mark in "ESCF"), f"Time {job[:3]}", links[-1]))
        wide = (links[-1],) if place % 3 else tuple(links)
        queries += _about(block, job, jobs[place - 1], tuple(links), wide, chance)
    queries += _strangers(every, jobs, chance)
    path = folder / f"{cases.stem}.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path, queries


def _about(
    block: Block, job: str, other: str, links: tuple[str, ...], wide: tuple[str, ...], chance: random.Random
) -> Iterator[Query]:
    lines, own = block.texts["L"], links[:1]
    yield Query("job_name", f"{job} abendou, o que faço?", None, own)
    yield Query("job_typo", f"{slipped_job(job, chance)} abendou", None, own)
    yield Query("short", block.first("Q"), None, links)
    yield Query("log_own_job", job_log(job, lines, chance), job, own)
    yield Query("log_new_job", job_log("ZZ_NEW_STEP", lines, chance), "ZZ_NEW_STEP", wide)
    yield Query("log_pasted", "\n".join(lines), None, links)
    yield Query("log_other_job", job_log(other, lines, chance), other, wide)
    yield Query("para_same", block.first("P"), None, links)
    yield Query("para_cross", block.first("X"), None, links)
    yield Query("para_cross_job", f"{job}: {block.first('X')}", None, own)
    yield Query("para_typo", slipped(block.first("P"), chance), None, links)


def _strangers(every: list[Block], jobs: list[str], chance: random.Random) -> Iterator[Query]:
    for block in every:
        if block.first("E") == "NONE":
            for place, line in enumerate(block.texts["L"]):
                for job in (jobs[place % len(jobs)], "ZZ_NEW_STEP"):
                    yield Query("none_log", job_log(job, [line], chance), job, ())
            for text in block.texts["T"]:
                yield Query("none_text", text, None, ())
