"""What is declared and locked: every dependency with a reason, every lock without a registry, no machine's name."""

from __future__ import annotations

import re
import runpy
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.benchmarks.processes import ROOT
from tests.documents import text_of

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


LOCKS = ("requirements.lock", "requirements-dev.lock")


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


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").glob("*.py")), ids=lambda path: path.stem)
def test_a_script_finds_what_it_imports(path):
    """What only a person starts by hand does not rot unseen."""
    assert runpy.run_path(str(path), run_name="imported")["__doc__"]
