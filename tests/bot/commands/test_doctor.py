"""`resync doctor`: every configured thing is looked at, and what is wrong comes with what to do."""

import socket

import pytest
from rich.console import Console

from bot.commands.check import Check, Printed
from bot.commands.doctor import examine
from bot.phrases import Phrases
from bot.structure import Structure
from tests.benchmarks.processes import free_port
from tests.bot.commands.conftest import TLS


async def test_all_is_well(hwa, configure, capsys):
    """With everything in order, each thing is named, nothing is crossed out, and the status is 0."""
    status = await examine(configure(hwa.url))
    said = capsys.readouterr().out
    named = (
        "Python",
        "HWA default: release",
        "the plan has",
        "knowledge.xlsx",
        "Model: the embedded one",
        "Everything is in order",
    )
    assert (status, [word for word in named if word not in said], "✗" in said) == (0, [], False)


async def test_a_dead_master_is_told_with_what_to_do(configure, capsys):
    """Where nobody listens at TWS_URL, the status is 1 and the line below says what to check."""
    status = await examine(configure(f"http://127.0.0.1:{free_port()}"))
    bad, remedy = _bad(capsys)
    assert (status, bad.startswith("✗ HWA default:"), bool(remedy)) == (1, True, True)


async def test_a_wrong_password_is_told_from_a_dead_master(hwa, configure, capsys):
    """HWA that refuses the credentials is a matter of TWS_USER and TWS_PASSWORD."""
    status = await examine(configure(hwa.url, tws_password="wrong"))
    bad, remedy = _bad(capsys)
    assert (status, "TWS_USER" in bad + remedy) == (1, True)


async def test_a_certificate_that_is_not_trusted_names_the_setting(secure_hwa, configure, capsys):
    """A certificate of no known authority is refused, and TWS_CA_FILE is the way out."""
    status = await examine(configure(secure_hwa.url))
    assert (status, "TWS_CA_FILE" in "".join(_bad(capsys))) == (1, True)


async def test_the_authority_s_file_makes_it_trusted(secure_hwa, configure, capsys):
    """With TWS_CA_FILE the same master is asked."""
    status = await examine(configure(secure_hwa.url, tws_ca_file=TLS / "loopback.pem"))
    assert (status, "HWA default: release" in capsys.readouterr().out) == (0, True)


async def test_no_verification_works_and_is_warned_of(secure_hwa, configure, capsys):
    """TWS_VERIFY=false asks the master, but the doctor does not call that well."""
    status = await examine(configure(secure_hwa.url, tws_verify=False))
    said = capsys.readouterr().out
    assert (status, "! HWA default: the certificate is not verified" in said) == (0, True)


async def test_a_port_that_is_taken_is_bad(hwa, configure, capsys):
    """Another program on RESYNC_PORT is found before `resync run` stumbles over it."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        status = await examine(configure(hwa.url, resync_port=other.getsockname()[1]))
    bad, remedy = _bad(capsys)
    assert (status, "RESYNC_PORT" in bad + remedy) == (1, True)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cut.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("list.xlsx", b"%PDF-1.7", "PDF"),
        ("empty.csv", b"", "empty"),
    ],
)
async def test_a_broken_sheet_is_bad_and_says_what_to_do(hwa, configure, capsys, tmp_path, name, content, says):
    """A file that is no sheet is named, with what is wrong and what its owner can do."""
    (tmp_path / name).write_bytes(content)
    status = await examine(configure(hwa.url, resync_knowledge=str(tmp_path / name)))
    bad, remedy = _bad(capsys)
    assert (status, name in bad, says in bad, bool(remedy)) == (1, True, True, True)


async def test_a_sheet_that_does_not_exist_is_bad(hwa, configure, capsys):
    """RESYNC_KNOWLEDGE that names no file is told with its path."""
    status = await examine(configure(hwa.url, resync_knowledge="/no/such.xlsx"))
    assert (status, "/no/such.xlsx" in _bad(capsys)[0]) == (1, True)


async def test_a_mistyped_variable_is_warned_of(hwa, configure, capsys, monkeypatch):
    """A RESYNC_ variable that is no setting is pointed at; it is no reason to fail."""
    monkeypatch.setenv("RESYNC_LANGUGE", "en")
    status = await examine(configure(hwa.url))
    said = capsys.readouterr().out
    assert (status, "! RESYNC_LANGUGE" in said, "1 warning to look at" in said, "in order" in said) == (
        *(0, True, True, False),
    )


async def test_what_a_mistyped_variable_may_mean_is_said(hwa, configure, capsys, monkeypatch):
    """The nearest setting stands below it."""
    monkeypatch.setenv("RESYNC_LANGUGE", "en")
    await examine(configure(hwa.url))
    assert "Did you mean RESYNC_LANGUAGE?" in capsys.readouterr().out


async def test_what_was_not_looked_at_is_not_called_good(configure, capsys):
    """Without a master there is none to ask: another mark and a word say so, and the last line counts it."""
    status = await examine(configure())
    said = capsys.readouterr().out
    parts = ("– HWA: none is configured, the simulated one will be used (not checked)", "1 thing was not checked")
    assert (status, [part for part in parts if part not in said], "in order" in said) == (0, [], False)


async def test_a_silent_chroma_is_bad(hwa, configure, capsys):
    """Where nobody listens at RESYNC_CHROMA_URL, the setting is named below."""
    status = await examine(configure(hwa.url, resync_chroma_url=f"http://127.0.0.1:{free_port()}"))
    bad, remedy = _bad(capsys)
    assert (status, "Chroma" in bad, "RESYNC_CHROMA_URL" in remedy) == (1, True, True)


async def test_an_empty_secret_is_named(hwa, configure, capsys):
    """A variable that resync.toml names and nobody set is found before HWA refuses."""
    prod = {"name": "prod", "url": hwa.url, "user": "tws", "password_variable": "HWA_PROD_PASSWORD"}
    settings = configure(structure=Structure.model_validate({"environment": [prod]}), tws_user="", tws_password="")
    await examine(settings)
    assert "! HWA prod: the variable HWA_PROD_PASSWORD" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("given", [{"slack_app_token": "xapp-1"}, {"teams_app_password": "secret"}])
async def test_half_a_platform_is_warned_of(hwa, configure, capsys, given):
    """A secret without the setting that switches its platform on."""
    status = await examine(configure(hwa.url, **given))
    assert (status, "off, as" in capsys.readouterr().out) == (0, True)


def test_a_thing_is_said_once(capsys):
    """Two looks that find the same are one line, and one to count."""
    printed = Printed(Console(), Phrases("en"))
    for _ in range(2):
        printed.show(Check(state="bad", text="Slack does not answer."))
    status = printed.conclude()
    said = capsys.readouterr().out
    assert (status, said.count("Slack does not answer."), "1 problem" in said) == (1, 1, True)


def _bad(capsys):
    """The first line that is crossed out, and the one below it."""
    lines = " ".join(capsys.readouterr().out.split("\n")).split("✗")
    text, _, remedy = ("✗" + lines[1]).partition("     ")
    return text, remedy
