"""The configuration: every wrong value is one sentence, no secret is shown, every setting is documented."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import documented, example, is_loopback, load, near, secret_of, unknown_variables

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch):
    for name in os.environ:
        if name.startswith(("TWS_", "RESYNC_", "SLACK_", "TEAMS_")):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("RESYNC_LANGUAGE", "fr", "um destes: pt, en"),
        ("RESYNC_PORT", "99999", "65535"),
        ("RESYNC_PORT", "http", "whole number"),
        ("RESYNC_HOST", "0.0.0.0", "RESYNC_WEB_TOKEN"),
        ("TWS_URL", "hwa:31116", "https://"),
        ("TWS_URL", "https://tws:secret@hwa:31116", "user or password"),
        ("RESYNC_TIMEZONE", "Mars/Olympus", "America/Sao_Paulo."),
        ("RESYNC_TIMEZONE", "america/sao_paolo", "did you mean America/Sao_Paulo?"),
        ("SLACK_API_URL", "slack.com", "https://"),
        ("TWS_CA_FILE", "/no/such/ca.pem", "does not exist"),
        ("RESYNC_MODEL", "gpt", "RESYNC_MODEL"),
        ("RESYNC_EMBEDDINGS", "ada", "RESYNC_EMBEDDINGS"),
        ("RESYNC_CHROMA_URL", "chroma:8000", "https://"),
        ("TWS_VERIFY", "maybe", "TWS_VERIFY"),
        ("RESYNC_POLL_SECONDS", "0", "RESYNC_POLL_SECONDS"),
        ("RESYNC_CONFIG", "/no/such/resync.toml", "RESYNC_CONFIG"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_it(monkeypatch, tmp_path, name, value, says):
    """A wrong value raises one sentence with the setting's name and the way out."""
    monkeypatch.setenv("RESYNC_LANGUAGE", "en")
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    sentence = str(caught.value)
    assert (name in sentence, says in sentence, sentence.count("\n")) == (True, True, 0)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("RESYNC_PORT", "http", "RESYNC_PORT=http está errado: deve ser um número inteiro."),
        ("TWS_VERIFY", "maybe", "TWS_VERIFY=maybe está errado: deve ser true ou false."),
        ("RESYNC_POLL_SECONDS", "0", "RESYNC_POLL_SECONDS=0 está errado: deve ser no mínimo 1."),
        (
            "RESYNC_TIMEZONE",
            "America/Sao_Paolo",
            (
                "RESYNC_TIMEZONE=America/Sao_Paolo está errado: deve ser um fuso horário IANA como America/Sao_Paulo; "
                "você quis dizer America/Sao_Paulo?"
            ),
        ),
    ],
)
def test_it_is_said_in_portuguese_where_nothing_else_is_set(monkeypatch, tmp_path, name, value, says):
    """Nothing of it is English, and nothing is the library's own."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert says == str(caught.value)


def test_the_language_may_stand_in_the_file(tmp_path):
    """A wrong value is told in the language of `.env` too."""
    (tmp_path / ".env").write_text("RESYNC_LANGUAGE=en\nRESYNC_PORT=http\n")
    with pytest.raises(SettingsError, match="RESYNC_PORT=http is wrong: it takes a whole number"):
        load(tmp_path)


def test_a_password_in_the_address_is_not_repeated(monkeypatch, tmp_path):
    """The sentence about a password inside TWS_URL does not carry the password."""
    monkeypatch.setenv("TWS_URL", "https://tws:hunter2@hwa:31116")
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert "hunter2" not in str(caught.value)


def test_secrets_are_not_shown(monkeypatch, tmp_path):
    """The settings' repr hides passwords and tokens."""
    for name in ("TWS_PASSWORD", "TWS_API_KEY", "RESYNC_WEB_TOKEN", "SLACK_BOT_TOKEN", "RESYNC_DATABASE_URL"):
        monkeypatch.setenv(name, "hunter2")
    assert "hunter2" not in repr(load(tmp_path))


def test_the_environment_wins_over_the_file(monkeypatch, tmp_path):
    """A variable that is set and stands in .env too has the variable's value."""
    (tmp_path / ".env").write_text("RESYNC_PORT=1234\nRESYNC_LANGUAGE=en\n")
    monkeypatch.setenv("RESYNC_PORT", "4321")
    settings = load(tmp_path)
    assert (settings.resync_port, settings.resync_language) == (4321, "en")


def test_several_masters_are_tried_in_the_order_given(monkeypatch, tmp_path):
    """TWS_URL may name several masters."""
    monkeypatch.setenv("TWS_URL", "https://one:31116, https://two:31116/")
    assert load(tmp_path).tws_url == ("https://one:31116", "https://two:31116")


def test_several_environments_come_from_the_file(tmp_path):
    """resync.toml may name several HWA environments."""
    (tmp_path / "resync.toml").write_text(
        '[[environment]]\nname = "prod"\nurl = "https://a:31116"\n[[environment]]\nname = "dr"\nurl = "https://b:31116"\n'
    )
    assert [e.name for e in load(tmp_path).structure.environment] == ["prod", "dr"]


def test_an_address_of_chroma_may_be_left_out_or_given(monkeypatch, tmp_path):
    """Empty is the embedded one; a slash at the end means nothing."""
    embedded = load(tmp_path).resync_chroma_url
    monkeypatch.setenv("RESYNC_CHROMA_URL", "http://chroma:8000/")
    assert (embedded, load(tmp_path).resync_chroma_url) == ("", "http://chroma:8000")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, {"web", "terminal"}),
        ({"SLACK_BOT_TOKEN": "xoxb"}, {"web", "terminal", "slack"}),
        ({"TEAMS_APP_ID": "id"}, {"web", "terminal"}),
        ({"TEAMS_APP_ID": "id", "TEAMS_APP_PASSWORD": "secret"}, {"web", "terminal", "teams"}),
    ],
)
def test_a_platform_is_switched_on_by_its_secrets(monkeypatch, tmp_path, variables, expected):
    """The console always, Slack by its token, Teams by id and password together."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert expected == load(tmp_path).platforms


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[environment]\n", "não é TOML válido"),
        ('[[environment]]\nname = "a b"\nurl = "https://a:1"\n', "name"),
        ('colour = "red"\n', "colour"),
    ],
)
def test_a_wrong_file_is_named(tmp_path, text, says):
    """A resync.toml that cannot be used raises a sentence that names the file and the key."""
    (tmp_path / "resync.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert ("resync.toml" in str(caught.value), says in str(caught.value)) == (True, True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("RESYNC_LANGUGE", ("RESYNC_LANGUGE",)),
        ("RESYNC_COLOUR", ("RESYNC_COLOUR",)),
        ("SLACK_BOT_TOKN", ("SLACK_BOT_TOKN",)),
        ("RESYNC_PORT", ()),
        ("TWS_TISDIR", ()),
        ("SLACK_WEBHOOK", ()),
        ("PATH", ()),
    ],
)
def test_a_mistyped_variable_is_noticed(name, expected):
    """What begins with RESYNC_, or resembles a setting, is reported; what other programs use is not."""
    assert expected == unknown_variables({name: "x"})


def test_a_variable_that_the_file_names_is_no_mistake():
    """A secret of an environment may begin as our settings do."""
    assert unknown_variables({"RESYNC_PROD_PASSWORD": "x"}, ["RESYNC_PROD_PASSWORD"]) == ()


def test_what_a_mistyped_name_may_mean_is_known():
    """The nearest setting, or none."""
    assert (near("RESYNC_LANGUGE"), near("RESYNC_COLOUR")) == ("RESYNC_LANGUAGE", "")


def test_a_secret_of_an_environment_may_stand_in_the_file(monkeypatch, tmp_path):
    """The variable that resync.toml names is read from `.env` as well, and the environment wins."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("HWA_PROD_PASSWORD=hunter2\nHWA_DR_PASSWORD=file\n")
    monkeypatch.setenv("HWA_DR_PASSWORD", "set")
    assert [secret_of(name) for name in ("HWA_PROD_PASSWORD", "HWA_DR_PASSWORD", "HWA_X", "")] == [
        "hunter2",
        "set",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("10.0.0.1", False), ("hwa", False)],
)
def test_only_this_machine_reaches_loopback(host, expected):
    """Loopback addresses are told from those that others can reach."""
    assert is_loopback(host) is expected


def test_the_example_file_is_current():
    """.env.example is what the settings class gives."""
    assert (ROOT / ".env.example").read_text() == example() + "\n"


@pytest.mark.parametrize("readme", ["README.md", "README.pt-BR.md"])
def test_every_setting_stands_in_the_readme(readme):
    """Each setting has a row in the README's table, with its default, in both languages."""
    text = (ROOT / readme).read_text()
    missing = [
        name for name, default, _ in documented() if f"| `{name}` | {f'`{default}`' if default else '–'} |" not in text
    ]
    assert missing == []


def test_a_wrong_setting_ends_the_command_with_status_2(tmp_path):
    """`resync run` with a wrong setting prints one line and exits 2."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={**os.environ, "RESYNC_LANGUAGE": "fr", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr.count("\n"), "RESYNC_LANGUAGE" in done.stderr) == (2, 1, True)
