"""The core: questions, answers, alerts; no chat SDK, no wire format, no Chroma."""
