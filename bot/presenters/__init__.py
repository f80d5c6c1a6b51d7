"""Records to cards: what an answer and an alert say, decided once for all platforms."""

from bot.presenters.alerts import alert_card, back_card, group_card, progress_card, unreachable_card, watch_card
from bot.presenters.closure import unsupported
from bot.presenters.dispatch import compose, present, report_of
from bot.presenters.plain import plain_text
from bot.presenters.talk import clarify_card, conman_command, decline_card, help_card, say_kind, step_text
from bot.presenters.teller import Presented, Teller
from bot.presenters.troubles import error_card, error_sentence

__all__ = [
    "Presented",
    "Teller",
    "alert_card",
    "back_card",
    "clarify_card",
    "compose",
    "conman_command",
    "decline_card",
    "error_card",
    "error_sentence",
    "group_card",
    "help_card",
    "plain_text",
    "present",
    "progress_card",
    "report_of",
    "say_kind",
    "step_text",
    "unreachable_card",
    "unsupported",
    "watch_card",
]
