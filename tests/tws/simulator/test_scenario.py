"""Scenario files: what they change, and what is said about those that cannot be used."""

from __future__ import annotations

from datetime import datetime

import pytest

from tws.simulator.options import SimulatorError
from tws.simulator.scenario import load_scenario
from tws.simulator.world import World

STORY = """
jobs = 20
risk = 0
situations = false

[[workstations]]
name = "AGT_X01"
limit = 0

[[streams]]
name = "NIGHT_LOAD"
workstation = "FTA_FIN01"
at = "-30m"
deadline = "+1h"
[[streams.jobs]]
name = "LOAD_A"
runs_for = "10m"
[[streams.jobs]]
name = "LOAD_B"
signature = "disk_full"
runs_for = "5m"
acted_on_after = "20m"

[[streams]]
name = "AFTER_LOAD"
workstation = "AGT_X01"
at = "-20m"
follows = ["NIGHT_LOAD.LOAD_A"]
jobs = [{ name = "REPORT" }]
"""


def written(tmp_path, text: str, name: str = "story.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scenario_tells_its_own_story(tmp_path, make_world):
    """Its jobs run, end and wait as it says, and the default situations are left out."""
    options = make_world(jobs=1).options
    world = World(options, load_scenario(written(tmp_path, STORY)))
    plan = world.plan
    (first,), (second,), (report,) = (plan.by_name[name] for name in ("LOAD_A", "LOAD_B", "REPORT"))
    assert [first.status, second.status, report.status] == ["SUCC", "ABEND", "READY"]
    assert first.runs[0].ended - first.runs[0].started == 600
    assert plan.by_name.get("FINAL_BATCH_PAYROLL", []) == []
    world.clock.set(advance=20 * 60)
    world.now()
    assert len(second.runs) == 2


def test_json_says_the_same_as_toml(tmp_path):
    """A file that ends in .json is read as JSON."""
    assert load_scenario(written(tmp_path, '{"jobs": 7}', "small.json")).jobs == 7


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("jobs = ", "not valid TOML"),
        ("colour = 1", "a scenario does not know colour"),
        ("jobs = -1", "whole number"),
        ("jobs = true", "whole number"),
        ('speed = "fast"', "speed must be a number"),
        ("situations = 1", "true or false"),
        ("streams = 3", "streams must be a list"),
        ("streams = [3]", "must be a table"),
        ('[[streams]]\nname = "A"', "a stream needs workstation"),
        ('[[streams]]\nname = "A"\nworkstation = "MDM"\nat = "noon"\njobs = [{name = "J"}]', "no length of time"),
        ('[[streams]]\nname = "A"\nworkstation = "MDM"\nat = "-5m"', "has no jobs"),
        (
            '[[streams]]\nname = "A"\nworkstation = "MDM"\nat = "-5m"\njobs = [{name = "J", ends = "BAD"}]',
            "ends in BAD",
        ),
        (
            '[[streams]]\nname = "A"\nworkstation = "MDM"\nat = "-5m"\njobs = [{name = "J", signature = "x"}]',
            "unknown signature",
        ),
        (
            '[[streams]]\nname = "A"\nworkstation = "MDM"\nat = "-5m"\njobs = [{name = "J", follows = ["K"]}]',
            "J follows K",
        ),
    ],
)
def test_a_bad_scenario_is_one_sentence_that_names_the_file(tmp_path, text, reason):
    """The sentence names the file and what is wrong in it."""
    path = written(tmp_path, text)
    with pytest.raises(SimulatorError, match=reason) as raised:
        load_scenario(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_scenario_that_is_not_there_is_said_so(tmp_path):
    """A missing file is named with the system's reason."""
    with pytest.raises(SimulatorError, match=r"nothing\.toml cannot be read: No such file"):
        load_scenario(tmp_path / "nothing.toml")


def test_an_unknown_workstation_is_said_so(tmp_path, make_world):
    """A stream on a workstation that nobody made is refused when the plan is built."""
    path = written(tmp_path, '[[streams]]\nname="A"\nworkstation="NOWHERE"\nat="02:30"\njobs=[{name="J"}]')
    with pytest.raises(SimulatorError, match="no workstation NOWHERE"):
        World(make_world(jobs=1).options, load_scenario(path))


def test_a_time_of_day_is_that_of_the_engine(tmp_path, make_world):
    """`02:30` is half past two in São Paulo."""
    path = written(tmp_path, '[[streams]]\nname="A"\nworkstation="MDM"\nat="02:30"\njobs=[{name="J"}]')
    world = World(make_world(jobs=1).options, load_scenario(path))
    (stream,) = world.plan.by_stream_name["A"]
    assert datetime.fromtimestamp(stream.scheduled, world.zone).strftime("%H:%M") == "02:30"
