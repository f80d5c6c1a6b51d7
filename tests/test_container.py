"""The container's two files, as far as they can be judged without a Docker engine."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib

import pytest
import yaml

from bot.settings import Settings, documented
from tests.benchmarks.processes import ROOT, free_port

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
RESYNC = COMPOSE["services"]["resync"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETTINGS = {name for name, _, _ in documented()}


def instructions() -> list[tuple[str, str]]:
    """Name and arguments of each Dockerfile instruction, in order; continued lines are one."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if line and not line.startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in whole.splitlines()]


def last_stage() -> dict[str, str]:
    """The instructions of the stage that runs."""
    all_of_them = instructions()
    begins = max(index for index, (name, _) in enumerate(all_of_them) if name == "FROM")
    return dict(all_of_them[begins:])


def ignored(path: str) -> bool:
    """Whether .dockerignore, which names what is let in, keeps a path out."""
    rules = (ROOT / ".dockerignore").read_text().splitlines()
    assert rules[0] == "*"
    return f"!{path}" not in rules


def test_compose_starts_resync_alone():
    """Without a profile there is Resync; each server comes with a profile of its own name."""
    profiles = {name: service.get("profiles", []) for name, service in COMPOSE["services"].items()}
    assert profiles == {"resync": [], "chroma": ["chroma"], "postgres": ["postgres"]}


@pytest.mark.parametrize("readme", ["README.md", "README.pt-BR.md"])
def test_the_readme_names_the_profiles(readme):
    """Whoever reads the container's chapter learns of each profile and of the token."""
    chapter = (ROOT / readme).read_text(encoding="utf-8").partition("docker compose up")[2].partition("\n#")[0]
    assert [word for word in ("RESYNC_WEB_TOKEN", "`chroma`", "`postgres`") if word not in chapter] == []


def test_no_port_is_published_beyond_this_machine():
    """Every published port is bound to loopback, and only Resync has one."""
    ports = {name: service.get("ports", []) for name, service in COMPOSE["services"].items()}
    published = ports.pop("resync")
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []
    assert (list(ports.values()), published[0].rpartition(":")[2]) == ([[], []], RESYNC["environment"]["RESYNC_PORT"])


def test_no_service_takes_the_host_s_network_or_rights():
    """Nothing is privileged, shares the host's namespaces or mounts a path of the host."""
    for service in COMPOSE["services"].values():
        assert not {"privileged", "network_mode", "pid", "ipc", "devices", "user"} & set(service)
        assert [mount for mount in service["volumes"] if mount.startswith(("/", ".", "~"))] == []


def test_resync_writes_to_its_data_alone():
    """The container is read-only but for its volume, has no capabilities and gains none."""
    rights = (RESYNC["read_only"], RESYNC["cap_drop"], RESYNC["security_opt"], RESYNC["tmpfs"])
    assert rights == (True, ["ALL"], ["no-new-privileges:true"], ["/tmp"])  # noqa: S108 (the container's)
    assert RESYNC["volumes"] == [f"data:{RESYNC['environment']['RESYNC_DATA_DIR']}"]


def test_compose_does_not_start_without_a_token():
    """It listens on every address of the container, so a missing token stops compose with a sentence."""
    assert re.match(r"\$\{RESYNC_WEB_TOKEN:\?.*RESYNC_WEB_TOKEN.*\}$", RESYNC["environment"]["RESYNC_WEB_TOKEN"])


def test_what_is_set_are_settings():
    """Each variable in compose and Dockerfile that looks like ours is one of ours."""
    named = set(RESYNC["environment"]) | set(re.findall(r"\b(?:RESYNC|TWS)_[A-Z_]+(?==)", last_stage()["ENV"]))
    assert sorted(named - SETTINGS) == []


def test_every_volume_is_declared():
    """No service names a volume that compose does not know."""
    used = {mount.partition(":")[0] for service in COMPOSE["services"].values() for mount in service["volumes"]}
    assert used == set(COMPOSE["volumes"])


def test_images_have_a_version():
    """No image is whatever is latest; Resync's is this version, and Chroma's server is our client's."""
    versions = {name: service["image"].rpartition(":")[2] for name, service in COMPOSE["services"].items()}
    client = re.search(r"^chromadb==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)[1]
    assert (versions["resync"], versions["chroma"]) == (PROJECT["project"]["version"], client)
    assert re.match(r"\d", versions["postgres"])


def test_it_runs_as_an_ordinary_user():
    """USER stands before what is run, and is the user who was made and owns the data."""
    names = [name for name, _ in instructions()]
    stage = last_stage()
    user = stage["USER"]
    assert names.index("USER") < names.index("ENTRYPOINT") < names.index("CMD")
    assert (user != "root", f"chown {user} {stage['VOLUME']}" in stage["RUN"], "useradd" in stage["RUN"]) == (True,) * 3


def test_it_runs_the_command_that_is_installed():
    """The entry point is a script of the project, and `run` one of its commands."""
    entry, argument = json.loads(last_stage()["ENTRYPOINT"]), json.loads(last_stage()["CMD"])
    assert (entry[0] in PROJECT["project"]["scripts"], argument) == (True, ["run"])


def test_it_copies_what_is_there():
    """Each path that is copied exists and is let in; the packages are those of the wheel."""
    sources = [
        source
        for name, arguments in instructions()
        if name == "COPY" and "--from" not in arguments
        for source in shlex.split(arguments)[:-1]
    ]
    assert [source for source in sources if not (ROOT / source).exists() or ignored(source)] == []
    assert set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= set(sources)


def test_what_is_installed_has_hashes_and_asks_no_index_for_the_build():
    """The lock is the only list, with hashes; building our own package fetches nothing."""
    commands = " && ".join(arguments for name, arguments in instructions() if name == "RUN")
    installs = re.findall(r"pip install ([^&]*)", commands)
    assert ["--require-hashes -r requirements.lock" in one or "--no-build-isolation" in one for one in installs] == [
        True
    ] * 2
    assert "--no-deps" in installs[-1]


def test_its_python_is_one_that_we_support():
    """Both stages have the same image, a Python that the tests run on."""
    images = {arguments.split()[0] for name, arguments in instructions() if name == "FROM"}
    assert images == {"python:3.13-slim"}


def test_the_health_check_asks_the_port_that_is_served():
    """It asks /healthz on the default port, which is also the one that is exposed."""
    port = str(Settings.model_fields["resync_port"].default)
    assert (f"http://127.0.0.1:{port}/healthz" in last_stage()["HEALTHCHECK"], last_stage()["EXPOSE"]) == (True, port)


def test_the_health_check_fails_where_nobody_answers():
    """Its program runs, and ends with another status than 0."""
    check = json.loads(last_stage()["HEALTHCHECK"].partition("CMD ")[2])
    program = check[-1].replace(":8000", f":{free_port()}")
    done = subprocess.run([sys.executable, *check[1:-1], program], capture_output=True, check=False, timeout=30)
    assert (done.returncode, b"URLError" in done.stderr) == (1, True)
