"""The Teams package: what its manifest says is what Resync is, within Teams' own limits, and the zip is as Teams wants it."""

from __future__ import annotations

import importlib.util
import json
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from bot.channel.commands import NAMES, spelling, understood

ROOT = Path(__file__).parents[3]
APP_ID = "00000000-1111-2222-3333-444444444444"
HOST = "resync.example.com"
# Source: the manifest schema 1.29; the most characters of each text.
LENGTHS = {
    ("name", "short"): 30,
    ("name", "full"): 100,
    ("description", "short"): 80,
    ("description", "full"): 4_000,
    ("developer", "name"): 32,
}


def _script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PACKAGE, ICONS = _script("teams_package"), _script("make_teams_icons")


@pytest.fixture(params=["pt", "en"])
def manifest(request):
    """The manifest in each language."""
    return PACKAGE.filled(app_id=APP_ID, host=HOST, language=request.param)


def test_nothing_is_left_to_fill_in(manifest):
    """Every placeholder has its value, and the bot is the app that was named."""
    assert ("{{" not in json.dumps(manifest), APP_ID) == (True, manifest["bots"][0]["botId"])
    assert [HOST] == manifest["validDomains"]


def test_texts_are_within_what_teams_takes(manifest):
    """No text is longer than the schema of the manifest allows."""
    too_long = [path for path, most in LENGTHS.items() if not 1 <= len(manifest[path[0]][path[1]]) <= most]
    query = manifest["composeExtensions"][0]["commands"][0]
    told = [query["description"], *(each["description"] for each in query["parameters"])]
    titles = [query["title"], *(each["title"] for each in query["parameters"])]
    assert ([], [], []) == (too_long, [x for x in told if len(x) > 128], [x for x in titles if len(x) > 32])


def test_it_asks_for_no_more_than_is_used(manifest):
    """A bot in teams, group chats and personal chats that hears mentions alone: no right to read every message."""
    bot = manifest["bots"][0]
    assert {"personal", "team", "groupChat"} == set(bot["scopes"])
    assert ("authorization" in manifest, "webApplicationInfo" in manifest) == (False, False)
    assert (False, False, False) == (bot["supportsFiles"], bot["supportsCalling"], bot["supportsVideo"])


def test_the_menu_holds_words_that_are_understood(manifest):
    """Each title is the spelling that help names, is understood as its command, and 10 at most stand in the menu."""
    commands = manifest["bots"][0]["commandLists"][0]["commands"]
    language = "en" if "health" in {each["title"] for each in commands} else "pt"
    spelt = {spelling(name, language) for name in NAMES}
    assert [] == [each["title"] for each in commands if each["title"] not in spelt]
    lost = [
        each["title"] for each in commands if understood(f"{each['title']} X 2h", language).question == each["title"]
    ]
    assert ([], True) == (lost, 1 <= len(commands) <= 10)


def test_each_command_is_named_in_both_languages():
    """Both spellings of a row mean the same command."""
    for portuguese, english, *told in PACKAGE.COMMANDS:
        names = {name for name in NAMES if spelling(name, "pt") == portuguese and spelling(name, "en") == english}
        assert (1, True) == (len(names), all(told))


@pytest.mark.parametrize(("language", "tags"), [("pt", ("pt-br", "en")), ("en", ("en", "pt-br"))])
def test_each_reader_gets_their_language(language, tags):
    """The file beside the manifest holds what the manifest in the other language says, and nothing that is the same."""
    given = {"app_id": APP_ID, "host": HOST, "language": language}
    own, texts = PACKAGE.filled(**given), PACKAGE.translated(**given)
    other = PACKAGE.filled(**{**given, "language": "en" if language == "pt" else "pt"})
    info = own["localizationInfo"]
    assert tags == (info["defaultLanguageTag"], info["additionalLanguages"][0]["languageTag"])
    assert texts.pop("$schema").endswith(f"/v{own['manifestVersion']}/MicrosoftTeams.Localization.schema.json")
    assert texts == {path: _at(other, path) for path in texts}
    assert {"name.short", "name.full", "description.short", "description.full"} <= set(texts)
    menu = own["bots"][0]["commandLists"][0]["commands"]
    assert len(menu) == sum(path.startswith("bots[0].") and path.endswith(".description") for path in texts)
    told = own["composeExtensions"][0]["commands"][0]["title"]
    assert told != texts["composeExtensions[0].commands[0].title"]


def _at(manifest, path):
    held = manifest
    for step in re.findall(r"\w+", path):
        held = held[int(step) if step.isdigit() else step]
    return held


def test_the_package_has_its_files_at_its_root(tmp_path, manifest):
    """The manifest, its texts in the other language and both icons, nothing else and in no folder; the same input
    gives the same bytes."""
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    other = manifest["localizationInfo"]["additionalLanguages"][0]["file"]
    PACKAGE.packed(manifest, {"name.short": "Resync"}, first)
    PACKAGE.packed(manifest, {"name.short": "Resync"}, second)
    with zipfile.ZipFile(first) as package:
        assert sorted(["color.png", "manifest.json", "outline.png", other]) == sorted(package.namelist())
        assert manifest == json.loads(package.read("manifest.json"))
        assert {"name.short": "Resync"} == json.loads(package.read(other))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("app_id", "host", "named"),
    [
        ("", HOST, "TEAMS_APP_ID"),
        ("1234", HOST, "TEAMS_APP_ID"),
        (APP_ID, "", "HOST"),
        (APP_ID, "https://resync.example.com", "HOST"),
        (APP_ID, 'x.example.com", "id": "y', "HOST"),
        (APP_ID, "localhost", "HOST"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_it(tmp_path, capsys, app_id, host, named):
    """Nothing is written for a value that Teams would refuse."""
    file = tmp_path / "package.zip"
    assert 2 == PACKAGE.main([str(file), "--app-id", app_id, "--host", host])
    told = capsys.readouterr().err
    assert (True, 1, False) == (named in told, told.count("\n"), file.exists())


@pytest.mark.parametrize(("name", "size", "channels"), [("color.png", 192, 3), ("outline.png", 32, 4)])
def test_the_icons_are_those_that_the_script_draws(name, size, channels):
    """The files in the repository are the script's own, at the sizes that Teams wants."""
    held = (ROOT / "manifests" / "teams" / name).read_bytes()
    width, height, _, kind = struct.unpack(">IIBB", held[16:26])
    assert ((size, size), {2: 3, 6: 4}[kind]) == ((width, height), channels)
    drawn = ICONS.color() if name == "color.png" else ICONS.outline()
    assert _pixels(drawn) == _pixels(held)


def test_the_outline_is_white_on_nothing():
    """Teams refuses an outline of another colour; something is drawn, and its corners are empty."""
    rows = _pixels(ICONS.outline())
    dots = [rows[at : at + 4] for row in range(32) for at in range(row * 129 + 1, (row + 1) * 129, 4)]
    assert {b"\xff\xff\xff"} == {dot[:3] for dot in dots}
    assert (0, 0, True) == (dots[0][3], dots[-1][3], max(dot[3] for dot in dots) == 255)


def test_the_accent_colour_is_that_of_the_icon(manifest):
    """One colour in both places."""
    assert manifest["accentColor"] == "#" + "".join(f"{part:02X}" for part in ICONS.GROUND)


def test_the_schema_that_is_named_is_the_version_that_is_used(manifest):
    """`$schema` and `manifestVersion` say the same, as Teams demands."""
    assert re.search(r"/v(\d+\.\d+)/", manifest["$schema"])[1] == manifest["manifestVersion"]


def _pixels(png):
    at, held = 8, b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            held += png[at + 8 : at + 8 + length]
        at += length + 12
    return zlib.decompress(held)
