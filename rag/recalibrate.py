"""`python -m rag.recalibrate SHEET QUESTIONS.jsonl [provider:model]`: measures the numbers of a Calibration.

QUESTIONS are lines {"text","job","relevant":[procedure links]}, `relevant` empty where the sheet has no answer.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag.calibration import calibration_for
from rag.cases import case_text
from rag.embed import Embedder
from rag.knowledge import SheetKnowledge
from rag.langchain_embedder import embedder_for
from rag.models import Found

_BANDS = (0.0, 0.2, 0.32, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_KNOWN = 0.98  # share of what is shown as known, and of all that is shown, that must be right in the top 3
_SHOWN = 0.93
_WORST_QUANTILE = 18  # of 20: nearly all that have nothing to do with each other are below


async def measure(sheet: Path, questions: Sequence[dict[str, Any]], embedder: Embedder) -> list[str]:
    """Lines that tell cosines of right and wrong rows, and how often each band of confidence is right."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        knowledge = await SheetKnowledge.open([sheet], Path(folder), embedder=embedder)
        found = [await knowledge.search(q["text"], job=q.get("job") or None) for q in questions]
        await knowledge.close()
    right, wrong = _cosines(questions, found, embedder)
    known, possible = _thresholds(questions, found)
    current = calibration_for(embedder.name)
    return [
        f"{embedder.name}: {len(questions)} questions, now {current}",
        *_bands(questions, found),
        f"cosine of a right row: median {statistics.median(right):.2f}",
        f"cosine of a wrong row: {statistics.quantiles(wrong, n=20)[_WORST_QUANTILE]:.2f} or less in 95 of 100",
        f"proposed: unrelated={statistics.median(wrong):.2f}, same={statistics.quantiles(right, n=4)[2]:.2f}",
        f"proposed: known={known:.2f}, possible={possible:.2f} (never lower than what strangers reach)",
    ]


def _cosines(
    questions: Sequence[dict[str, Any]], found: Sequence[Found], embedder: Embedder
) -> tuple[list[float], list[float]]:
    right, wrong = [0.0], [0.0, 0.0]
    for question, answer in zip(questions, found, strict=True):
        rows = [match.entry for match in answer.candidates]
        vectors = embedder.embed([question["text"], *(case_text(entry) for entry in rows)])
        for entry, vector in zip(rows, vectors[1:], strict=True):
            (right if entry.procedure in question["relevant"] else wrong).append(float(vectors[0] @ vector))
    return right, wrong


def _hits(questions: Sequence[dict[str, Any]], found: Sequence[Found]) -> list[tuple[float, bool]]:
    return [
        (answer.confidence, any(match.entry.procedure in question["relevant"] for match in answer.candidates[:3]))
        for question, answer in zip(questions, found, strict=True)
    ]


def _bands(questions: Sequence[dict[str, Any]], found: Sequence[Found]) -> list[str]:
    hits = _hits(questions, found)
    lines = []
    for low, high in zip(_BANDS, (*_BANDS[1:], 1.01), strict=True):
        band = [hit for confidence, hit in hits if low <= confidence < high]
        if band:
            lines.append(f"confidence {low:.2f} to {high:.2f}: {sum(band)} of {len(band)} right in the top 3")
    return lines


def _thresholds(questions: Sequence[dict[str, Any]], found: Sequence[Found]) -> tuple[float, float]:
    """The lowest confidences above which nearly all, and most, are right."""
    hits = sorted(_hits(questions, found), reverse=True)
    known = possible = 1.0
    for count, (confidence, _) in enumerate(hits, 1):
        share = sum(hit for _, hit in hits[:count]) / count
        known = confidence if share >= _KNOWN else known
        possible = confidence if share >= _SHOWN else possible
    return known, min(known, possible)


def main(arguments: Sequence[str]) -> int:
    """Print what was measured; 2 where it is not called as it should be."""
    if len(arguments) not in {2, 3}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    sheet, bank, name = Path(arguments[0]), Path(arguments[1]), (*arguments, "")[2]
    questions = [json.loads(line) for line in bank.read_text(encoding="utf-8").splitlines() if line.strip()]
    sys.stdout.write("\n".join(asyncio.run(measure(sheet, questions, embedder_for(name)))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
