"""What needs somebody although no job ended badly: one module for each kind, and the look that asks them all."""

from bot.alerts.conditions.beside import Beside
from bot.alerts.conditions.look import Conditions
from bot.alerts.conditions.records import Condition, ConditionsSeen

__all__ = ["Beside", "Condition", "Conditions", "ConditionsSeen"]
