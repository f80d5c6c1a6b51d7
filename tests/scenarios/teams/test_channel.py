"""What a channel, a team and its rules see in Teams: owners called, storms told, old cards, the compose box."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bot.structure_file import structure_of
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.payloads import GROUP, OPS, TEAM
from tests.scenarios.conftest import sunday
from tests.scenarios.teams.conftest import buttons, opened
from tws.models import JobQuery
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import start

JOB = "PAY_CALC_NET"


async def test_the_owner_whom_the_sheet_names_is_called_once_when_the_thread_opens(hwa, tmp_path, fake):
    """`[owners]` says whom: a mention with the name that the card shows, on the new card and on no edit of it."""
    rules = structure_of({"owners": {"Equipe": "teams:Plantão *Folha* <oncall@example.com>"}})
    async with opened(hwa, tmp_path, fake, {"structure": rules}) as house:
        house.alerts._diagnoses._patience = 30.0  # however busy this machine is: who owns it is known at once
        await house.look()
        root = await house.abend(JOB)
        first = root.activity["attachments"][0]["content"]
        [entity] = first["msteams"]["entities"]
        await house.press(root, "take")
    assert ("oncall@example.com", "<at>Plantão  Folha</at>") == (entity["mentioned"]["id"], entity["text"])
    assert entity["text"] in str(first["body"])
    assert "entities" not in root.card["msteams"]


async def test_a_storm_is_few_posts_within_teams_rate_and_forgets_no_job(teams_house):
    """Sixty ABENDs in a minute: some cards and one for the rest, none too large, and all are known."""
    fake = teams_house.fake
    await teams_house.look()
    before = len(fake.roots(OPS))
    well = await teams_house.running.master.jobs(JobQuery(internal_statuses=("SUCC",)), limit=60)
    names = {job.name for job in well.records}
    for name in names:
        await teams_house.control("abend", job=name)
    await teams_house.pass_time(1)
    for _ in range(3):
        await teams_house.settle()
    opened_now = await teams_house.alerts.book.open_incidents()
    assert set() == names - {incident.job_name for incident in opened_now}
    assert len(fake.roots(OPS)) - before < 30


async def test_the_buttons_of_a_closed_incident_say_that_it_is_over(teams_house):
    """Somebody scrolls up and presses what stood on the card before it turned green."""
    await teams_house.look()
    root = await teams_house.abend(JOB)
    take = next(each["data"]["value"] for each in buttons(root) if each["verb"] == "take")
    await teams_house.control("recover", job=JOB)
    await teams_house.pass_time(60)
    await teams_house.settle()
    green = root.words
    told = await teams_house.press(root, "take", take)
    assert ("✅" in green, green, True) == (True, root.words, bool(told))


async def test_each_board_refreshes_to_its_own_environment(hwa, tmp_path, fake, monkeypatch):
    """Two environments, a board of each in one channel: whoever looks at the second sees the second."""
    monkeypatch.setenv("HWA_PASSWORD", "tws")
    lab = await start(SimulatorOptions(port=0, jobs=700, now=sunday()))
    tables = [
        {"name": name, "url": url, "user": "tws", "password_variable": "HWA_PASSWORD"}
        for name, url in (("prod", hwa.url), ("lab", lab.url))
    ]
    rules = structure_of({"environment": tables})
    async with opened(SimpleNamespace(url=()), tmp_path, fake, {"structure": rules}) as house:
        for name in ("prod", "lab"):
            await house.ask_in(OPS, f"painel {name}")
        boards = [each for each in fake.messages if "refresh" in each.card]
        seen = [await _refreshed(house, board) for board in boards]
    await lab.stop()
    assert ["prod", "lab"] == [
        name for name, card in zip(("prod", "lab"), seen, strict=True) if f"ambiente {name}" in card
    ]


async def _refreshed(house, board) -> str:
    """What Teams is given for somebody who looks at a board."""
    value = board.card["refresh"]["action"]["data"]["value"]
    pressed = payloads.pressed(
        house.fake.url, "refresh", value, board.conversation, on=board.id, trigger="automatic", user="rui"
    )
    return str((await house.fake.deliver(pressed))[1]["value"])


async def test_the_compose_box_shows_what_the_rules_let_a_team_see(hwa, tmp_path, fake):
    """A team with a rule sees its job streams and nothing else; a chat without one is refused in words."""
    rules = structure_of({"access": [{"platform": "teams", "teams": [TEAM], "job_streams": ["PAYROLL*"]}]})
    async with opened(hwa, tmp_path, fake, {"structure": rules}):
        own, other = [await _searched(fake, letters, OPS) for letters in (JOB, "BIL_")]
        stranger = await _searched(fake, JOB, GROUP)
    assert (True, False, False) == (JOB in str(own), "BIL_" in str(other), JOB in str(stranger))
    assert ["message", "message"] == [told["type"] for told in (other, stranger)]
    assert other["text"] != stranger["text"]


async def test_the_compose_box_speaks_the_language_of_who_types(teams_house):
    """The same job, for an English and a Portuguese client."""
    english, portuguese = [await _searched(teams_house.fake, JOB, OPS, locale=locale) for locale in ("en-US", "pt-BR")]
    languages = [told["attachments"][0]["content"]["lang"] for told in (english, portuguese)]
    assert ["en", "pt"] == languages


async def test_the_compose_box_does_not_say_that_nothing_is_there_while_hwa_is_silent(teams_house):
    """*Nothing found* and *could not ask* are two answers."""
    nothing = await _searched(teams_house.fake, "NO_SUCH_JOB_AT_ALL", OPS)
    await teams_house.control("fault", status=503, **{"for": 600})
    teams_house.running.master.forget()
    silent = await _searched(teams_house.fake, JOB, OPS)
    assert "Nenhum job" in nothing["text"]
    assert "Nenhum job" not in str(silent)


async def _searched(fake, letters: str, conversation: str, **more: Any) -> dict[str, Any]:
    status, told = await fake.deliver(payloads.query(fake.url, letters, conversation, **more))
    assert 200 == status
    return told["composeExtension"]
