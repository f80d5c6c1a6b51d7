"""Every sentence said to a person, in Portuguese and English."""

from bot.phrases.speech import LANGUAGES, PHRASES, Phrases, number_text, placeholders

__all__ = ["LANGUAGES", "PHRASES", "Phrases", "number_text", "placeholders"]
