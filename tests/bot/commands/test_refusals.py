"""What a setting names and cannot be used is one sentence on the terminal and status 2, told by the command itself."""

from __future__ import annotations

import gc
import os
import sys

import pytest

from bot.cli import main
from tests.scenarios.processes import OURS

# A master that is named spares the simulator's start; whether it answers is not looked at before the settings.
NAMED = {"TWS_URL": "http://127.0.0.1:9", "TWS_USER": "tws", "TWS_PASSWORD": "tws"}


@pytest.fixture
def refused(tmp_path, monkeypatch, capsys):
    """Exit status and last line on stderr of `resync run` with these settings."""

    def told(**settings: str) -> tuple[object, str]:
        for name in [name for name in os.environ if name.startswith(OURS)]:
            monkeypatch.delenv(name)
        for name, value in {"RESYNC_DATA_DIR": str(tmp_path), "RESYNC_PORT": "0", **NAMED, **settings}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["resync", "run"])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capsys.readouterr().err.splitlines()[-1]

    yield told
    gc.enable()  # the command switches it off while it imports


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("RESYNC_DATABASE_URL", "nonsense", "RESYNC_DATABASE_URL takes"),
        ("RESYNC_DATABASE_URL", "sqlite:////proc/no/such.db", "The folder /proc/no"),
        ("RESYNC_DATA_DIR", "/proc/no", "RESYNC_DATA_DIR=/proc/no cannot be made"),
        ("RESYNC_KNOWLEDGE", "/no/such.xlsx", "RESYNC_KNOWLEDGE names /no/such.xlsx"),
    ],
)
def test_a_setting_that_names_what_cannot_be_used(refused, setting, value, says):
    """One sentence with the setting's name, and status 2."""
    status, said = refused(RESYNC_LANGUAGE="en", **{setting: value})
    assert (status, said.startswith("resync: "), says in said) == (2, True, True), said


def test_it_is_said_in_portuguese_where_that_is_the_language(refused):
    """The same refusal in the other language."""
    _, said = refused(RESYNC_KNOWLEDGE="/no/such.xlsx", RESYNC_LANGUAGE="pt")
    assert said == "resync: RESYNC_KNOWLEDGE informa /no/such.xlsx, que não existe: corrija o caminho."
