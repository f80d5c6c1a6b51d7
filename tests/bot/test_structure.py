"""resync.toml: what it may hold, and the sentence about what it may not."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.alerts.routing.configured import alert_settings, handover_settings, route_settings
from bot.alerts.routing.windows import Span, Weekly
from bot.alerts.settings import AlertSettings, KindSettings
from bot.errors import SettingsError
from bot.reports import IncidentKind
from bot.structure import Structure
from bot.structure_file import read, structure_of

ROUTE = '[[route]]\nname = "ops"\nchannels = "web:alerts"\n'


SAO_PAULO = ZoneInfo("America/Sao_Paulo")


def structure(toml: str) -> Structure:
    """What a text means."""
    return structure_of(tomllib.loads(toml))


def refusal(toml: str) -> str:
    """The sentence about a text that is refused."""
    with pytest.raises(SettingsError) as caught:
        structure(toml)
    return str(caught.value)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('colour = "red"', ["there is no key 'colour'"]),
        ('[[rout]]\nchannels = "web:alerts"', ["'rout'", "did you mean route?"]),
        ('[[route]]\nchanels = "web:alerts"', ["[[route]] 1", "'chanels'", "did you mean channels?"]),
        (ROUTE + ROUTE.replace("channels", "also = 7\nchannels"), ["[[route]] 2 'ops'", "also=7"]),
        ('[[route]]\nname = "ops"', ["[[route]] 1 'ops'", "channels is missing"]),
        ('[[route]]\nchannels = "slak:#ops"', ["channels=slak:#ops", "slack, teams, web, terminal", "slack:#ops?"]),
        ('[[route]]\nchannels = "#ops"', ["platform:target"]),
        ('[[route]]\nchannels = "slack:"', ["platform:target"]),
        ("[[route]]\nchannels = []", ["channels"]),
        (ROUTE + 'kind = "abended"', ["kind=abended is wrong: it takes one of abend, fail", "did you mean abend?"]),
        (ROUTE + 'severity = "urgent"', ["severity=urgent", "critical, high, normal, low"]),
        (ROUTE + 'language = "fr"', ["language=fr", "one of pt, en"]),
        ('[[mute]]\npattern = "A*"\nreason = "x"', ["[[mute]] 1", "until is missing"]),
        ('[[mute]]\npattern = "A*"\nreason = "x"\nuntil = "soon"', ["until=soon", "2026-11-22T22:00:00"]),
        ('[[mute]]\npattern = "A*"\nreason = "x"\nuntil = 0001-01-01', ["until"]),
        ('[[maintenance]]\nfrom = "22:00"', ["[[maintenance]] 1", "takes to"]),
        ('[[maintenance]]\nfrom = 2026-11-22T22:00:00\nto = "23:00"', ["takes until"]),
        ('[[maintenance]]\nfrom = "22:00"\nto = "23:00"\ndays = ["someday"]', ["days", '["mon", "tue"]']),
        ('[quiet_hours]\nfrom = "25:00"\nto = "06:00"', ["[quiet_hours]", "from=25:00", '"22:00"']),
        ('[quiet_hours]\nfrom = "22:00"\nto = "06:00"\nunless = "high"', ["'unless'", "from"]),
        ("[[escalation]]\nafter_minutes = 10", ["[[escalation]] 1", "a channel, a mention, or both"]),
        (
            '[[escalation]]\nafter_minutes = 0\nmention = "@a"',
            ["[[escalation]] 1: after_minutes=0 is wrong: it takes at least 1."],
        ),
        ('[[escalation]]\nafter_minutes = "soon"\nmention = "@a"', ["after_minutes=soon is wrong: it takes a number."]),
        ('[[escalation]]\nafter_minutes = nan\nmention = "@a"', ["after_minutes"]),
        ("[handover]\nat = []", ["[handover]", "at"]),
        ("[alerts]\noverrun_facto = 3", ["[alerts]", "did you mean overrun_factor?"]),
        ("[alerts]\noverrun_factor = inf", ["overrun_factor"]),
        ("[alerts.kinds.stuk]\non = false", ["[alerts.kinds]", "did you mean stuck?"]),
        ("[alerts.kinds.stuck]\nafter = 5", ["[alerts.kinds.stuck]", "did you mean after_minutes?"]),
        ("[alerts.kinds.stuck]\nafter_minutes = -5", ["after_minutes=-5"]),
        ('[[environment]]\nname = "a b"\nurl = "https://a:1"', ["[[environment]] 1 'a b'", "name=a b"]),
        ('[[environment]]\nname = "a"\nurl = "https://u:secret@h"', ["[[environment]] 1 'a'", "user or password"]),
        ('[[access]]\nuser = "U1"', ["[[access]] 1", "'user'", "did you mean users?"]),
        ('[[access]]\nplatform = "slak"', ["[[access]] 1", "platform=slak", "did you mean slack?"]),
        ('[[access]]\nname = "ops"\njobs = "W#S.J"', ["[[access]] 1 'ops'", "jobs=W#S.J", "PAY_*"]),
        ('[owners]\n"Folha" = "@folha"', ["[owners", "platform:target"]),
        ("[board]\nseconds = 1", ["[board]", "seconds=1"]),
        ("route = 3", ["[[route]]", "takes a list"]),
        ("route = [3]", ["[[route]] 1", "takes a table"]),
        ("alerts = 3", ["alerts=3", "takes a table"]),
        (ROUTE + "job = 7", ["takes a list"]),
    ],
)
def test_what_is_wrong_is_one_sentence_with_file_and_key(toml, says):
    """It names the file, the table with its number, the key, and what would be right; never a password."""
    sentence = refusal(toml)
    missing = [part for part in ("resync.toml: ", *says) if part not in sentence]
    assert (missing, sentence.count("\n"), "secret" in sentence) == ([], 0, False), sentence


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (
            '[[escalation]]\nafter_minutes = "soon"\nmention = "@a"',
            "resync.toml: [[escalation]] 1: after_minutes=soon está errado: deve ser um número.",
        ),
        (
            ROUTE + 'kind = "abended"',
            (
                "resync.toml: [[route]] 1 'ops': kind=abended está errado: deve ser um destes: abend, fail, stuck, late, "
                "at_risk, overrun, workstation, prompt, plan, hwa; você quis dizer abend?"
            ),
        ),
        (
            '[[route]]\nchannels = "slak:#ops"',
            (
                "resync.toml: [[route]] 1: channels=slak:#ops está errado: deve ser plataforma:destino, e as plataformas "
                "são slack, teams, web, terminal; você quis dizer slack:#ops?"
            ),
        ),
        ('[[route]]\nname = "ops"', "resync.toml: [[route]] 1 'ops': falta channels."),
        (
            '[[route]]\nchanels = "web:alerts"',
            "resync.toml: [[route]] 1: a chave 'chanels' não existe; você quis dizer channels?",
        ),
    ],
)
def test_the_sentence_is_in_the_language_of_the_settings(toml, says):
    """In Portuguese nothing of it is English, and nothing is the library's own."""
    with pytest.raises(SettingsError) as caught:
        structure_of(tomllib.loads(toml), language="pt")
    assert says == str(caught.value)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[[route]\n", "at line 1, column 8"),
        ("[alerts]\nwindow_minutes =\n", "at line 2"),
        ('x = """a', "ends in the middle"),
        ("x = 1\nx = 2\n", "line 2"),
        ("a = {a = {a = 1}, a.b = 1}", "not valid TOML"),
    ],
)
def test_what_is_no_toml_says_where(tmp_path, toml, says):
    """File, line and column, so that its owner finds the place."""
    (tmp_path / "resync.toml").write_text(toml)
    with pytest.raises(SettingsError) as caught:
        read(tmp_path / "resync.toml")
    assert ("resync.toml is not valid TOML" in str(caught.value), says in str(caught.value)) == (True, True)


def test_a_file_that_is_not_there_is_an_empty_one(tmp_path):
    """Everything in it is optional, so is the file."""
    assert read(tmp_path / "resync.toml") == Structure()


def test_a_mark_of_a_windows_editor_is_no_harm(tmp_path):
    """A file that begins with a byte order mark is read."""
    (tmp_path / "resync.toml").write_bytes(b"\xef\xbb\xbf" + ROUTE.encode())
    assert read(tmp_path / "resync.toml").route[0].name == "ops"


def test_a_value_that_may_be_several_may_be_one():
    """A single channel, pattern, kind and mention need no brackets."""
    one = structure('[[route]]\nchannels = "web:alerts"\njob = "A*"\nkind = "abend"\nmention = "@a"').route[0]
    several = structure('[[route]]\nchannels = ["web:alerts"]\njob = ["A*"]\nkind = ["abend"]\nmention = ["@a"]').route[
        0
    ]
    assert one == several


@pytest.mark.parametrize(
    ("days", "expected"),
    [('["mon", "fri"]', {0, 4}), ('["Segunda", "sábado"]', {0, 5}), ('"dom"', {6}), ('["sexta-feira"]', {4})],
)
def test_days_are_understood_in_both_languages(days, expected):
    """Short or in full, with their accents or without."""
    quiet = structure(f'[quiet_hours]\nfrom = "22:00"\nto = "06:00"\ndays = {days}').quiet_hours
    assert expected == quiet.days


@pytest.mark.parametrize("clock", ['"22:00"', "22:00:00"])
def test_a_time_is_text_or_tomls_own(clock):
    """Both ways of writing 22:00 are one."""
    assert structure(f'[quiet_hours]\nfrom = {clock}\nto = "24:00"').quiet_hours.begins == time(22)


def test_maintenance_is_once_or_each_week():
    """A moment makes it once, a time of day each week."""
    toml = (
        "[[maintenance]]\nfrom = 2026-11-22T22:00:00\nuntil = 2026-11-23T04:00:00-03:00\n"
        '[[maintenance]]\nfrom = "22:00"\nto = "04:00"\ndays = ["sun"]\n'
    )
    windows = [one.window for one in route_settings(structure(toml), "pt").maintenance]
    assert windows == [
        Span(start=datetime(2026, 11, 22, 22), end=datetime(2026, 11, 23, 7, tzinfo=UTC)),
        Weekly(start=time(22), end=time(4), days=frozenset({6})),
    ]


def test_nothing_said_about_alerts_changes_nothing():
    """An empty file leaves every default."""
    assert alert_settings(Structure()) == AlertSettings()


def test_alerts_take_what_is_said_and_keep_the_rest():
    """A kind that is switched off keeps its time; one with a time stays on; others are as they were."""
    told = alert_settings(
        structure(
            "[alerts]\nwindow_minutes = 2\noverrun_factor = 3\nrecovery_wait_minutes = 0\nkept_days = 30\n"
            "[alerts.kinds.stuck]\non = false\n[alerts.kinds.prompt]\nafter_minutes = 2.5\n"
        )
    )
    defaults = AlertSettings()
    assert (told.window, told.overrun_factor, told.recovery_wait, told.kept) == (
        timedelta(minutes=2),
        3,
        timedelta(0),
        timedelta(days=30),
    )
    assert dict(defaults.kinds) | {
        IncidentKind.STUCK: KindSettings(on=False, after=defaults.kinds[IncidentKind.STUCK].after),
        IncidentKind.PROMPT: KindSettings(on=True, after=timedelta(seconds=150)),
    } == dict(told.kinds)


def test_every_kind_can_be_set():
    """No kind of incident is refused as a table of its own."""
    toml = "".join(f"[alerts.kinds.{kind.value}]\non = false\n" for kind in IncidentKind)
    assert [kind.on for kind in alert_settings(structure(toml)).kinds.values()] == [False] * len(IncidentKind)


def test_the_handover_has_times_and_places():
    """Times are in order; without [handover] there is none."""
    toml = '[handover]\nat = ["22:00", "06:00"]\nchannels = ["slack:#shift"]\nlanguage = "en"\n'
    told = handover_settings(structure(toml), lambda: SAO_PAULO, "pt")
    assert handover_settings(Structure(), lambda: SAO_PAULO, "pt") is None
    assert (told.times.at, [place.target for place in told.places], told.places[0].language) == (
        (time(6), time(22)),
        ["#shift"],
        "en",
    )
