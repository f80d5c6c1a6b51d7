"""Figures of the sheet: index, one changed row, searches and memory by size; quality beside plain Chroma and plain BM25.

`python -m tests.benchmarks.retrieval 10000` measures one size in a process of its own and prints it as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rag.knowledge import SheetKnowledge
from rag.signature import signature_of
from rag.workbook import read_file
from tests.benchmarks.generated_sheet import questions, write
from tests.benchmarks.plain import PlainBm25, PlainChroma
from tests.benchmarks.processes import ROOT, resident

Row = tuple[str, str, str]
EVALUATION = ROOT.parent / "shared" / "eval"
_TARGETS = {10_000: ("≤ 60 s / ≤ 1 s", "≤ 25 ms (p95)")}


def retrieval() -> Iterator[Row]:
    """The sheet at 300 and 10,000 rows, quality on the development set, and the signature of a log."""
    yield from _sizes((300, 10_000))
    yield from _quality()
    yield from _signatures()


def retrieval_large() -> Iterator[Row]:
    """The sheet at 100,000 rows; takes minutes."""
    yield from _sizes((100_000,))


def _sizes(counts: Sequence[int]) -> Iterator[Row]:
    for count in counts:
        command = (sys.executable, "-m", "tests.benchmarks.retrieval", str(count))
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        got = json.loads(told.splitlines()[-1])
        indexing, searching = _TARGETS.get(count, ("–", "–"))
        yield (
            f"sheet of {count:,} rows: first index / one changed row",
            f"{got['index']:.1f} s / {got['changed']:.2f} s",
            indexing,
        )
        yield f"search, {count:,} rows, p50 / p95", f"{got['p50']:.1f} / {got['p95']:.1f} ms", searching
        yield (
            f"search by a job log, {count:,} rows, p50 / p95",
            f"{got['log50']:.1f} / {got['log95']:.1f} ms",
            searching,
        )
        yield f"memory with {count:,} rows in service", f"{got['memory']:.0f} MB", "–"


async def measured(count: int) -> dict[str, float]:
    """Seconds to index and to take up a changed row, milliseconds of searches, megabytes in the end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sheet = write(Path(folder) / "sheet.xlsx", count)
        began = time.perf_counter()
        knowledge = await SheetKnowledge.open([sheet], Path(folder) / "index")
        indexed = time.perf_counter() - began
        write(sheet, count, changed="outra causa")
        began = time.perf_counter()
        await knowledge.refresh()
        changed = time.perf_counter() - began
        spent = [await _searched(knowledge, text, job) for _ in range(2) for text, job in questions(count)]
        spent = spent[len(spent) // 2 :]  # the first round fills caches
        memory = resident(os.getpid())
        await knowledge.close()
    named = {"p50": spent, "p95": spent, "log50": spent[::4], "log95": spent[::4]}
    searches = {name: statistics.quantiles(values, n=100)[int(name[-2:]) - 1] for name, values in named.items()}
    return {"index": indexed, "changed": changed, "memory": memory, **searches}


async def _searched(knowledge: SheetKnowledge, text: str, job: str | None) -> float:
    began = time.perf_counter()
    await knowledge.search(text, job=job)
    return 1000 * (time.perf_counter() - began)


def _quality() -> Iterator[Row]:
    bank = EVALUATION / "retrieval.dev.jsonl"
    if not bank.is_file():
        yield "retrieval, development set", "not at hand", "R@1 ≥ .85"
        return
    asked = [json.loads(line) for line in bank.read_text(encoding="utf-8").splitlines()]
    sheet = EVALUATION / "knowledge.dev.xlsx"
    ours = asyncio.run(_ours(sheet, asked))
    right = [q for q in asked if q["relevant"]]
    shown = [q for q in asked if ours[q["qid"]][1]]
    refused = [not ours[q["qid"]][1] for q in asked if not q["relevant"]]
    yield "retrieval, development set: R@1 / R@3", _ranks(right, lambda q: ours[q["qid"]][0]), "R@1 ≥ .85"
    yield "  right in the top 3 when shown", f"{_share(_hit(q, ours[q['qid']][0], 3) for q in shown):.2f}", "≥ .93"
    yield "  unanswerable refused", f"{_share(refused):.2f}", "≥ .90"
    yield from _baselines(sheet, right)


async def _ours(sheet: Path, asked: Sequence[dict[str, Any]]) -> dict[str, tuple[list[str], bool]]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        knowledge = await SheetKnowledge.open([sheet], Path(folder))
        answers = {}
        for q in asked:
            found = await knowledge.search(q["text"], job=q["job"])
            answers[q["qid"]] = [match.entry.procedure for match in found.candidates], found.verdict != "none"
        await knowledge.close()
    return answers


def _baselines(sheet: Path, right: Sequence[dict[str, Any]]) -> Iterator[Row]:
    entries = read_file(sheet).entries
    texts = [f"{e.job} {e.error} {e.symptom} {e.cause} {e.solution}" for e in entries]
    words = PlainBm25(texts)

    def links(best: list[int]) -> list[str]:
        return [entries[number].procedure for number in best]

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        vectors = PlainChroma(texts, Path(folder))
        plain = _ranks(right, lambda q: links(vectors.best(f"{q['job'] or ''} {q['text']}")))
        vectors.close()
    yield "  plain Chroma, hashed 4-grams of the raw text: R@1 / R@3", plain, "–"
    yield (
        "  plain BM25, raw words: R@1 / R@3",
        _ranks(right, lambda q: links(words.best(f"{q['job'] or ''} {q['text']}"))),
        "–",
    )


def _ranks(right: Sequence[dict[str, Any]], links: Callable[[dict[str, Any]], list[str]]) -> str:
    return " / ".join(f"{_share(_hit(q, links(q), top) for q in right):.2f}" for top in (1, 3))


def _hit(question: dict[str, Any], links: list[str], top: int) -> bool:
    return any(link in question["relevant"] for link in links[:top])


def _share(values: Any) -> float:
    return statistics.mean(map(float, values))


def _signatures() -> Iterator[Row]:
    lines = (f"2026-03-02 03:00:{n % 60:02d} INFO  record {n} of {n * 7} retry {n % 3} ok" for n in range(290_000))
    whole = "ORA-01555: snapshot too old\n" + "\n".join(lines)
    yield "signature of a log of 256 KB", f"{_milliseconds(whole[: 256 * 1024]):.1f} ms", "≤ 30 ms"
    yield f"signature of a log of {len(whole) >> 20} MB, cause at its beginning", f"{_milliseconds(whole):.0f} ms", "–"


def _milliseconds(text: str) -> float:
    took = []
    for _ in range(5):
        began = time.perf_counter()
        signature_of(text)
        took.append(time.perf_counter() - began)
    return 1000 * min(took)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(measured(int(sys.argv[1])))) + "\n")
