"""Retrieval measured: what stands first, what is shown, what is refused; `python tests/rag/measure.py CASES` prints it."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rag.knowledge import SheetKnowledge


async def measured(
    sheet: Path, questions: Iterable[Any], data: Path, tell: Any = None, **opened: Any
) -> dict[str, float]:
    """Shares: first place right, right among three, right among three where shown, answerable shown, refused where
    there is no answer."""
    knowledge = await SheetKnowledge.open([sheet], data, **opened)
    marks: dict[str, list[bool]] = defaultdict(list)
    for question in questions:
        found = await knowledge.search(question.text, job=question.job)
        links = [match.entry.procedure for match in found.candidates]
        shown, right = found.verdict != "none", any(link in question.relevant for link in links[:3])
        if shown:
            marks["shown"].append(right)
        if question.relevant:
            marks["first"].append(bool(links) and links[0] in question.relevant)
            marks["three"].append(right)
            marks["answered"].append(shown)
        else:
            marks["refused"].append(not shown)
        if tell:
            tell(question, found, links)
    await knowledge.close()
    return {name: sum(values) / len(values) for name, values in marks.items()}


def main(cases: Path) -> None:
    """Print the figures of a file of cases by kind, and every question that went wrong."""
    from unseen_set import build

    kinds: dict[str, list[bool]] = defaultdict(list)

    def tell(question: Any, found: Any, links: list[str]) -> None:
        right = links[:1] and links[0] in question.relevant if question.relevant else found.verdict == "none"
        kinds[question.kind].append(bool(right))
        hidden = question.relevant and found.verdict == "none"
        if not right or hidden:
            place = next((n for n, link in enumerate(links, 1) if link in question.relevant), 0)
            best = found.candidates[0] if found.candidates else None
            got = f"{best.entry.error!r} {best.confidence} {best.parts}" if best else "nothing"
            head = question.text if len(question.text) < 300 else next(iter(found.signature.lines), "")
            print(f"{question.kind:15}{'hidden ' if hidden else ''}{place} {head!r} {found.signature.codes} -> {got}")

    with tempfile.TemporaryDirectory() as folder:
        sheet, questions = build(cases, Path(folder))
        figures = asyncio.run(measured(sheet, questions, Path(folder) / "data", tell))
    for kind, values in kinds.items():
        print(f"{kind:16}{sum(values) / len(values):.3f}  n={len(values)}")
    print({name: round(value, 3) for name, value in figures.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
