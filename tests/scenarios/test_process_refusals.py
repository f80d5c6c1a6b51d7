"""What keeps Resync from starting is one sentence on the terminal, with the way out, and a status for scripts."""

import socket

import pytest

from tests.scenarios.processes import command, eventually, is_alive, resync

pytestmark = pytest.mark.slow
# A master that is named spares the simulator's start; whether it answers is not looked at before the settings.
NAMED = {"TWS_URL": "http://127.0.0.1:9", "TWS_USER": "tws", "TWS_PASSWORD": "tws"}


def sentence(done):
    """Exit status, and the last line on stderr; a traceback fails the test."""
    *_, last = done.stderr.splitlines()
    assert (last.startswith("resync: "), "Traceback" in done.stderr) == (True, False), done.stderr
    return done.returncode, last


def test_a_port_that_is_taken(tmp_path):
    """`resync run` names RESYNC_PORT and ends with status 2."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        status, said = sentence(command(tmp_path, "run", RESYNC_PORT=other.getsockname()[1], **NAMED))
    assert (status, "RESYNC_PORT" in said) == (2, True)


def test_a_sheet_that_never_was_good(tmp_path):
    """`resync run` names the file and what its owner can do, ends with status 2, and leaves no simulator behind."""
    (tmp_path / "cut.xlsx").write_bytes(b"PK\x03\x04 and no more")
    with resync(tmp_path, RESYNC_KNOWLEDGE=tmp_path / "cut.xlsx") as running:
        (child,) = eventually(lambda: running.children)
        status = running.popen.wait(timeout=60)
    assert (status, "cut.xlsx is damaged" in running.said, "Copy it again" in running.said) == (2, True, True)
    assert (is_alive(child), "Traceback" in running.said) == (False, False)


def test_a_setting_that_is_wrong(tmp_path):
    """One sentence with the setting's name, and status 2."""
    status, said = sentence(command(tmp_path, "run", RESYNC_MODEL="gpt"))
    assert (status, "RESYNC_MODEL=gpt is wrong: it takes provider:model" in said) == (2, True), said


def test_a_scenario_that_does_not_exist(tmp_path):
    """`resync simulate` ends with status 2 and one sentence."""
    status, said = sentence(command(tmp_path, "simulate", "--port", "0", "--scenario", "/no/such.toml"))
    assert (status, "/no/such.toml" in said) == (2, True)
