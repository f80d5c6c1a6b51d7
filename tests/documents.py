"""The project's documents, and what stands in them."""

from __future__ import annotations

import pytest

from tests.benchmarks.processes import ROOT

READMES = ("README.md", "README.pt-BR.md")


in_both = pytest.mark.parametrize("readme", READMES)


def text_of(name: str) -> str:
    """A file of the root."""
    return (ROOT / name).read_text(encoding="utf-8")
