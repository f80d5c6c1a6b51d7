"""The documents say what the product does: commands, tools, settings, errors, dependencies; and tell on nobody."""

from __future__ import annotations

import inspect
import re
import tomllib
from datetime import UTC
from types import ModuleType
from typing import Any

import pytest

import bot.errors
import rag.errors
import tws.errors
from bot.agent.tools import Rooms
from bot.agent.tools import tools as own_tools
from bot.cli import app
from bot.settings import documented
from bot.structure import (
    Structure,
)
from tests.benchmarks.processes import ROOT
from tests.documents import READMES, in_both, text_of
from tws.tools import tools as hwa_tools


def snippets(readme: str) -> list[str]:
    """What stands between fences."""
    return re.findall(r"^```\w*\n(.*?)^```", text_of(readme), re.MULTILINE | re.DOTALL)


def tool_names() -> set[str]:
    """The tools as the agent has them."""
    unused: Any = None
    rooms = Rooms(
        master=unused,
        choose=unused,
        diagnose=unused,
        knowledge=unused,
        incidents=unused,
        watches=unused,
        zone=lambda: UTC,
    )
    return {tool.name for tool in (*hwa_tools(unused, lambda: UTC), *own_tools(rooms))}


def commands() -> dict[str, list[str]]:
    """Each command of `resync --help` with its long options."""
    from typer.main import get_command

    found = get_command(app).commands
    return {
        name: [option for one in command.params for option in one.opts if option.startswith("--")]
        for name, command in found.items()
    }


@in_both
def test_the_readme_is_short(readme):
    """Under 150 lines."""
    assert len(text_of(readme).splitlines()) < 150


@in_both
def test_every_tool_stands_in_the_readme(readme):
    """Whoever reads it knows all that can be asked; no tool is promised that is not there."""
    named = set(
        re.findall(r"`([a-z]+(?:_[a-z]+)*)`", text_of(readme).partition("|---|---|---|")[2].partition("\n\n")[0])
    )
    assert named == tool_names()


@in_both
def test_every_command_stands_in_the_readme(readme):
    """Each command of `resync --help` is named, and none that does not exist."""
    assert set(re.findall(r"`resync ([a-z]+)", text_of(readme))) == set(commands())


@in_both
def test_no_option_is_promised_that_a_command_lacks(readme):
    """The options shown beside a command are the command's."""
    shown = re.findall(r"`resync ([a-z]+)([^`]*)`", text_of(readme))
    wrong = [
        (name, option)
        for name, rest in shown
        for option in re.findall(r"--[a-z]+", rest)
        if option not in commands()[name]
    ]
    assert wrong == []


@in_both
def test_every_link_leads_somewhere(readme):
    """Files and pictures that are linked exist."""
    linked = [link for link in re.findall(r"\]\(([^)#]+)", text_of(readme)) if "://" not in link]
    assert [link for link in linked if not (ROOT / link).exists()] == []


@in_both
def test_the_settings_shown_are_settings(readme):
    """What a newcomer copies into .env is read."""
    known = {name for name, _, _ in documented()}
    shown = re.findall(r"^([A-Z]+_[A-Z_]+)=", "\n".join(snippets(readme)), re.MULTILINE)
    assert (len(shown) > 0, [name for name in shown if name not in known]) == (True, [])


@in_both
def test_the_configuration_shown_is_accepted(readme):
    """The resync.toml of the README is one."""
    (shown,) = [snippet for snippet in snippets(readme) if "[[environment]]" in snippet]
    assert Structure.model_validate(tomllib.loads(shown)).environment[0].name == "prod"


def test_both_readmes_show_the_same():
    """Headings, fences, tables and pictures come in the same order in both languages."""
    marks = [
        [line[:2] for line in text_of(readme).splitlines() if line[:1] in ("#", "`", "|", "!")] for readme in READMES
    ]
    assert marks[0] == marks[1]


def test_every_target_of_make_is_told_by_make_help():
    """`make help` names each target but itself."""
    targets = set(re.search(r"^\.PHONY: (.*)$", text_of("Makefile"), re.MULTILINE)[1].split())
    assert set(re.findall(r'"make ([a-z-]+) ', text_of("Makefile"))) == targets - {"help"}


@pytest.mark.parametrize("errors", [tws.errors, rag.errors, bot.errors], ids=lambda module: module.__name__)
def test_the_error_tree_that_is_drawn_is_the_one_that_is_raised(errors):
    """The docstring's tree has each class below its base, and every class of the module."""
    own = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]
    (root,) = [kind for kind in own if kind.__base__ is Exception]
    expected = {kind.__name__: kind.__base__.__name__ for kind in own if kind is not root}
    assert drawn(errors) == {root.__name__: "", **expected}


def drawn(errors: ModuleType) -> dict[str, str]:
    """Each class of the tree in a docstring with the one it hangs from."""
    found: dict[str, str] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        branch = re.match(r"^((?:[│ ]   )*(?:[├└]── )?)([A-Z]\w+Error)\b", line)
        if branch:
            depth = len(branch[1]) // 4
            above[depth:] = [branch[2]]
            found[branch[2]] = above[depth - 1] if depth else ""
    return found
