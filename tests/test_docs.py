"""The documents say what the product does: commands, tools, settings, errors, dependencies; and tell on nobody."""

from __future__ import annotations

import inspect
import json
import re
import shlex
import subprocess
import tomllib
from datetime import UTC
from types import ModuleType
from typing import Any

import httpx
import pytest
import pytest_asyncio
from packaging.requirements import Requirement

import bot.errors
import rag.errors
import tws.errors
from bot.agent.tools import Rooms
from bot.agent.tools import tools as own_tools
from bot.alerts.routing.severity import MANY_BLOCKED
from bot.alerts.settings import AlertSettings
from bot.app import resync
from bot.cli import app
from bot.messages import Question
from bot.settings import Settings, documented
from bot.structure import (
    Access,
    Alerts,
    Board,
    Escalation,
    Handover,
    KindAlerts,
    Maintenance,
    Mute,
    QuietHours,
    Route,
    Structure,
)
from bot.structure_file import structure_of
from tests.benchmarks.processes import ROOT
from tws.simulator.controls import POSTED, READ
from tws.simulator.options import SimulatorOptions
from tws.simulator.scenario import load_scenario
from tws.simulator.server import start
from tws.tools import tools as hwa_tools

READMES = ("README.md", "README.pt-BR.md")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")

in_both = pytest.mark.parametrize("readme", READMES)


def text_of(name: str) -> str:
    """A file of the root."""
    return (ROOT / name).read_text(encoding="utf-8")


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


def declared() -> list[str]:
    """Every requirement of pyproject.toml."""
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    return [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
        *(one for group in groups.values() for one in group),
    ]


def test_every_dependency_says_why():
    """Each requirement in pyproject.toml has a comment beside it."""
    lines = text_of("pyproject.toml").splitlines()
    silent = [one for one in declared() if not any(f'"{one}"' in line and "# " in line for line in lines)]
    assert silent == []


def test_the_licence_is_an_spdx_expression():
    """Tools can read it; the classifier of old is not used beside it."""
    assert (PROJECT["project"]["license"], "classifiers" in PROJECT["project"]) == ("Apache-2.0", False)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry(name):
    """Where packages come from is the machine's business: no address, index or path stands in a lock."""
    found = re.findall(r"://|--(?!hash=sha256:[0-9a-f]{64}\b)\S+|\S+ @ \S+", text_of(name))
    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_has_a_version_and_hashes(name):
    """Nothing is installed that was not seen when the lock was made."""
    entries = re.split(r"\n(?=\S)", text_of(name).strip())
    assert [
        entry[:40] for entry in entries if not re.match(r"[\w.\[\]-]+==\S+.*--hash=sha256:", entry, re.DOTALL)
    ] == []


def test_the_two_locks_do_not_contradict_each_other():
    """What both name has one version: the tests run on what is served."""
    ours, tests = ({one.name: str(one.specifier) for one in locked(name)} for name in LOCKS)
    assert {name: version for name, version in tests.items() if ours.get(name, version) != version} == {}


def test_what_is_declared_is_locked():
    """Each direct dependency is in a lock, at a version that pyproject.toml allows."""
    versions = {one.name: str(one.specifier).removeprefix("==") for name in LOCKS for one in locked(name)}
    wanted = [Requirement(one) for one in declared()]
    assert [str(one) for one in wanted if not one.specifier.contains(versions.get(one.name, "0.dev0"))] == []


def locked(name: str) -> list[Requirement]:
    """The requirements of a lock."""
    lines = re.findall(r"^([\w.\[\]-]+==[^\\\n]+)", text_of(name), re.MULTILINE)
    return [Requirement(line.strip()) for line in lines]


def test_no_tracked_text_tells_of_a_machine():
    """Nothing names a directory of the machine it was written on."""
    places = re.compile(r"(?<![\w.])/(?:work/(?:main|shared)|root|Users)/")
    tracked = subprocess.run(("git", "ls-files", "-z"), cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    found = [
        (path.decode(), hit[0])
        for path in filter(None, tracked)
        if (hit := places.search((ROOT / path.decode()).read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory):
    """The simulator and the Resync that a newcomer has after `make run`."""
    hwa = await start(SimulatorOptions(port=0))
    folder = tmp_path_factory.mktemp("newcomer")
    async with resync(Settings(tws_url=hwa.url, tws_user="tws", tws_password="tws", resync_data_dir=folder)) as running:
        yield hwa, running
    await hwa.stop()


@in_both
@pytest.mark.asyncio(loop_scope="module")
async def test_the_controls_shown_work(readme, house):
    """Each curl to the simulator is understood by it."""
    shown = re.findall(r"localhost:31116(/\S+)\s+-d '([^']+)'", text_of(readme))
    async with httpx.AsyncClient(base_url=house[0].url) as http:
        answers = [(path, (await http.post(path, content=body)).status_code) for path, body in shown]
    assert answers == [("/simulator/abend", 200), ("/simulator/recover", 200)]


@in_both
@pytest.mark.asyncio(loop_scope="module")
async def test_the_questions_shown_are_understood(readme, house):
    """Each question of the table calls one of the tools of its row, the questions of a row following each other."""
    rows = re.findall(
        r"^\| [^|]+ \| (`[^|]+) \| ([^|]+) \|$", text_of(readme).partition("|---|---|---|")[2], re.MULTILINE
    )
    wrong = []
    for tools, examples in rows[:5]:
        for text in re.findall(r'"([^"]+)"', examples):
            question = Question(text=text, conversation=f"web:local:chat:{readme}{tools}")
            *_, answer = [part async for part in house[1].agent.ask(question)]
            wrong += [] if any(call.tool in tools for call in answer.calls) else [(text, answer.text)]
    assert (len(rows) >= 5, wrong) == (True, [])


@pytest.mark.asyncio(loop_scope="module")
async def test_every_control_in_the_book_of_the_simulator_works(house):
    """Each curl is understood, in the order of the book, and each control has one."""
    book = text_of("docs/simulator.md")
    shown = re.findall(r"^curl (?:-X (POST) )?http://localhost:31116(/\S+)(?: -d '([^']+)')?$", book, re.MULTILINE)
    async with httpx.AsyncClient(base_url=house[0].url) as http:
        answers = [(path, await http.request(method or "GET", path, content=body)) for method, path, body in shown]
    assert [(path, answer.text) for path, answer in answers if answer.status_code != 200] == []
    assert {path for path, _ in answers} == {f"/simulator/{name}" for name in (*POSTED, *READ)}


def test_the_scenario_in_the_book_of_the_simulator_is_accepted(tmp_path):
    """A newcomer may copy it."""
    (shown,) = re.findall(r"^```toml\n(.*?)^```", text_of("docs/simulator.md"), re.MULTILINE | re.DOTALL)
    (tmp_path / "night.toml").write_text(shown, encoding="utf-8")
    scenario = load_scenario(tmp_path / "night.toml")
    assert (scenario.jobs, [stream["name"] for stream in scenario.streams]) == (2000, ["NIGHT_LOAD"])


def alerts_book() -> str:
    """The reference of resync.toml's alert rules."""
    return text_of("docs/alerts.md")


def complete_example() -> Structure:
    """The example of that reference, read as Resync reads it."""
    (shown,) = re.findall(r"^```toml\n(.*?)^```", alerts_book(), re.MULTILINE | re.DOTALL)
    return structure_of(tomllib.loads(shown))


def test_the_complete_example_is_accepted_and_leaves_no_rule_out():
    """The resync.toml of docs/alerts.md parses, and shows each table of alert rules."""
    example = complete_example()
    shown = {"route", "mute", "maintenance", "quiet_hours", "escalation", "handover", "alerts"}
    assert (
        example.model_fields_set
        == shown
        == set(Structure.model_fields)
        - {
            "environment",
            "knowledge",
            "access",
            "owners",
            "board",
        }
    )


def test_every_key_of_the_alert_rules_is_in_the_book():
    """No key can be set that docs/alerts.md does not name."""
    tables = (Route, Mute, Maintenance, QuietHours, Escalation, Handover, Alerts, KindAlerts)
    keys = {field.alias or name for table in tables for name, field in table.model_fields.items()}
    assert {key for key in keys if not re.search(rf"\b{key}\b", alerts_book())} == set()


def test_the_defaults_in_the_book_are_those_of_the_code():
    """The tables of [alerts] and of the kinds say what holds where nothing is set."""
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", alerts_book(), re.MULTILINE))
    have = AlertSettings()
    minutes = {kind.value: one.after.total_seconds() / 60 for kind, one in have.kinds.items()}
    minutes |= {
        f"{name}_minutes": getattr(have, name).total_seconds() / 60
        for name in ("window", "reopen_within", "flapping", "recovery_wait", "cause_window", "conditions_every")
    }
    minutes |= {f"{name}_days": getattr(have, name).days for name in ("kept", "messages_kept")}
    minutes |= {
        name: getattr(have, name) for name in ("cards_in_window", "flapping_from", "overrun_factor", "looks_until_down")
    }
    assert {name: float(value) for name, value in told.items()} == minutes


def test_the_severities_in_the_book_are_those_of_the_code():
    """Many blocked jobs are as many as docs/alerts.md says."""
    assert f"blocks {MANY_BLOCKED} jobs or more" in alerts_book()


def test_the_command_of_the_event_rule_is_what_a_shell_and_the_hook_understand():
    """Its quotes close, its body is JSON once the variables are filled in, and it goes to the hook."""
    (line,) = [line for line in alerts_book().splitlines() if line.startswith("/usr/bin/curl")]
    words = shlex.split(line.replace("%{event1.JobName}", "PAY_CALC"))
    body = json.loads(words[words.index("--data") + 1])
    assert (body["job"], words[-1].endswith("/hooks/hwa"), words[words.index("--request") + 1]) == (
        "PAY_CALC",
        True,
        "POST",
    )


def test_the_book_of_access_is_accepted_and_names_every_key():
    """The resync.toml of docs/access.md parses, shows each table, and no key can be set that it does not name."""
    book = text_of("docs/access.md")
    (shown,) = re.findall(r"^```toml\n(.*?)^```", book, re.MULTILINE | re.DOTALL)
    example = structure_of(tomllib.loads(shown))
    assert example.model_fields_set == {"access", "owners", "board"}
    keys = {name for table in (Access, Board) for name in table.model_fields}
    assert {key for key in keys if not re.search(rf"\b{key}\b", book)} == set()
