"""docs/slack.md says what is so, in both languages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from adapters.slack.checks import SCOPES
from adapters.slack.endpoint import PATH
from bot.channel.commands import NAMES, understood
from bot.settings import Settings
from bot.structure_file import structure_of

ROOT = Path(__file__).parents[3]
DOCS = ("docs/slack.md", "docs/slack.pt-BR.md")

in_both = pytest.mark.parametrize("doc", DOCS)


def text_of(doc: str) -> str:
    return (ROOT / doc).read_text(encoding="utf-8")


@in_both
def test_the_example_of_resync_toml_is_one(doc):
    """What is shown can be pasted: Resync reads every table of it."""
    (shown,) = re.findall(r"^```toml\n(.*?)^```", text_of(doc), re.MULTILINE | re.DOTALL)
    assert {"route", "owners", "access", "board"} == structure_of(tomllib.loads(shown)).model_fields_set


@in_both
def test_every_command_shown_is_understood(doc):
    """Each `/tws …` of the text is a command, not a question that happens to be answered."""
    shown = set(re.findall(r"`/tws ([^`]+)`", text_of(doc)))
    assert [] == [words for words in shown if understood(words, "pt").name not in NAMES]
    assert len(shown) >= 3


@in_both
def test_settings_and_address_are_the_products_own(doc):
    """Each SLACK_ setting exists, or is one of `make slack-manifest`; the path is the endpoint's."""
    own = {name.upper() for name in Settings.model_fields}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    shown = set(re.findall(r"\b(?:SLACK|RESYNC)_[A-Z_]+\b", text_of(doc)))
    assert [] == [
        name for name in shown if name not in own and f"$({name})" not in makefile and f"$(or $({name})" not in makefile
    ]
    assert f"POST {PATH}" in text_of(doc)


def test_every_scope_is_explained():
    """Who installs the app reads what each scope is for."""
    assert [] == [scope for scope in SCOPES if f"`{scope}`" not in text_of("docs/slack.md")]


@in_both
def test_what_is_linked_is_there(doc):
    """Each link to a file of the project leads to one."""
    linked = re.findall(r"\]\(([^)#]+)\)", text_of(doc))
    assert [] == [link for link in linked if not link.startswith("http") and not (ROOT / "docs" / link).exists()]
