"""What a question means, without a language model: intent, names, times and follow-ups by lexicon and grammar."""

from bot.agent.understanding.language import detect_language
from bot.agent.understanding.mentions import candidate_tokens
from bot.agent.understanding.planner import next_memory, prepare, understand
from bot.agent.understanding.records import Memory, Names, Understanding, Window

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
