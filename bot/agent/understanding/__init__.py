"""What a question means, without a language model: intent, names, times and follow-ups by lexicon and grammar."""

from bot.agent.understanding.language import detect_language
from bot.agent.understanding.mentions import candidate_tokens
from bot.agent.understanding.planner import prepare, understand
from bot.agent.understanding.records import Memory, Names, Understanding, Window
from bot.agent.understanding.remembering import next_memory

__all__ = [
    "Memory",
    "Names",
    "Understanding",
    "Window",
    "candidate_tokens",
    "detect_language",
    "next_memory",
    "prepare",
    "understand",
]
