"""Records to cards."""

from bot.presenters.dispatch import compose, present, report_of
from bot.presenters.plain import plain_text
from bot.presenters.talk import clarify_card, conman_command, decline_card, help_card, say_kind, step_text
from bot.presenters.teller import Presented, Teller
from bot.presenters.troubles import error_card

__all__ = [
    "Presented",
    "Teller",
    "clarify_card",
    "compose",
    "conman_command",
    "decline_card",
    "error_card",
    "help_card",
    "plain_text",
    "present",
    "report_of",
    "say_kind",
    "step_text",
]
