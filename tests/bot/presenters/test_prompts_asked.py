"""What a card says of a prompt that waits for a reply: its number, its question, what a person types."""

from dataclasses import replace

import pytest

from bot.presenters import Teller, alert_card, group_card, plain_text, progress_card, unsupported
from bot.reports import Evidence
from tests.bot.presenters.incident_samples import CONDITIONS
from tests.bot.presenters.plan_samples import INCIDENT, NOW, ZONE
from tests.bot.presenters.test_golden import LANGUAGES

ASKING = replace(INCIDENT, evidence=Evidence(prompt="12", text="Restart?", states=("ASKED", "Restart Prompt")))
COMMAND = 'conman "reply 12;yes"'


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_job_in_error_says_what_it_asks(language: str) -> None:
    """The ABEND's card has number, question and command, each a fact; once it is over none of them."""
    teller = Teller(language, ZONE, NOW)
    presented = teller.present(alert_card(ASKING, None, teller))
    text = plain_text(presented.card)
    assert [True] * 3 == [word in text for word in ("12", "Restart?", COMMAND)]
    assert [] == unsupported(text, presented.facts)
    over = alert_card(replace(ASKING, state="recovered", closed_at=NOW), None, teller)
    assert "Restart?" not in plain_text(over)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_thread_says_it_too(language: str) -> None:
    """The reply in the thread holds the same, facts included."""
    teller = Teller(language, ZONE, NOW)
    presented = teller.present(progress_card(ASKING, "asked", teller, text="12:Restart?"))
    text = plain_text(presented.card)
    assert [True] * 2 == [word in text for word in ("Restart?", COMMAND)]
    assert [] == unsupported(text, presented.facts)


def test_a_row_says_which_prompt() -> None:
    """Among many incidents, the one that waits for a reply names its prompt."""
    teller = Teller("en", ZONE, NOW)
    card = group_card([ASKING], 1, "storm", teller)
    assert "ABEND, prompt 12" in plain_text(card)


def test_a_prompt_of_its_own_shows_the_command() -> None:
    """The card of a prompt that a job waits for before it starts says what a person types."""
    incident = CONDITIONS["prompt"]
    asked = replace(incident, evidence=replace(incident.evidence, prompt="12"))
    teller = Teller("pt", ZONE, NOW)
    assert COMMAND in plain_text(alert_card(asked, None, teller))


@pytest.mark.parametrize("name", ["$(reboot)", 'x";rm -rf /', "A B", "*"])
def test_a_name_that_no_shell_should_see_is_in_no_command(name: str) -> None:
    """A prompt with such a name is shown without a command to paste."""
    teller = Teller("en", ZONE, NOW)
    hostile = replace(ASKING, evidence=Evidence(prompt=name, text="Go?"))
    assert "conman" not in plain_text(alert_card(hostile, None, teller))
