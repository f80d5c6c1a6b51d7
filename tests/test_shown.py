"""What the documents show works: controls, questions and scenarios, at the simulator that a newcomer has."""

from __future__ import annotations

import re

import httpx
import pytest
import pytest_asyncio

from bot.app import resync
from bot.messages import Question
from bot.settings import Settings
from tests.documents import in_both, text_of
from tws.simulator.controls import POSTED, READ
from tws.simulator.options import SimulatorOptions
from tws.simulator.scenario import load_scenario
from tws.simulator.server import start


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
