"""Records to cards: what an answer and an alert say, decided once for all platforms."""

from bot.presenters.alerts import alert_card, delayed
from bot.presenters.buttons import ACTIONS, Pressed, pressed
from bot.presenters.closure import unsupported
from bot.presenters.dispatch import compose, present, report_of
from bot.presenters.groups import group_card
from bot.presenters.notices import back_card, unreachable_card, watch_card
from bot.presenters.plain import plain_text
from bot.presenters.progress import progress_card
from bot.presenters.talk import clarify_card, conman_command, decline_card, help_card, say_kind, step_text
from bot.presenters.teller import Presented, Teller
from bot.presenters.troubles import error_card, error_sentence

__all__ = [
    "ACTIONS",
    "Presented",
    "Pressed",
    "Teller",
    "alert_card",
    "back_card",
    "clarify_card",
    "compose",
    "conman_command",
    "decline_card",
    "delayed",
    "error_card",
    "error_sentence",
    "group_card",
    "help_card",
    "plain_text",
    "present",
    "pressed",
    "progress_card",
    "report_of",
    "say_kind",
    "step_text",
    "unreachable_card",
    "unsupported",
    "watch_card",
]
