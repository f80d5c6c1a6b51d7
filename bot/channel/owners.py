"""From an owner as the sheet names it to whom a platform calls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from bot.reports import DiagnosisReport


class Owners:
    """`[owners]` of resync.toml: an owner's words to `platform:mention`. Case, accents and signs do not count."""

    def __init__(self, table: Mapping[str, Sequence[str]]) -> None:
        self._table = {_folded(owner): tuple(mentions) for owner, mentions in table.items()}

    def mentions_for(self, owner: str, platform: str) -> tuple[str, ...]:
        """Whom to call on a platform for an owner: those of the same words, else of words that stand in it."""
        asked = _folded(owner)
        if not asked:
            return ()
        exact = self._table.get(asked)
        inside = (mentions for words, mentions in self._table.items() if f" {words} " in f" {asked} " and words)
        found = exact if exact is not None else tuple(each for mentions in inside for each in mentions)
        wanted = (each.partition(":") for each in found)
        return tuple(dict.fromkeys(target for chat, _, target in wanted if chat == platform))

    def of_diagnosis(self, report: DiagnosisReport | None, platform: str) -> tuple[str, ...]:
        """Whom to call on a platform for a job in error: its owner, as the sheet names it."""
        owner = owner_of(report)
        return self.mentions_for(owner, platform) if owner else ()


def owner_of(report: DiagnosisReport | None) -> str:
    """The owner that the sheet names: of the job, else of the error where its solution is known."""
    found = report.found if report else None
    if found is None:
        return ""
    solutions = [match.entry for match in found.solutions] if found.verdict == "known" else []
    return next((entry.owner for entry in (*found.facts, *solutions) if entry.owner.strip()), "")


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(re.findall(r"\w+", letters))
