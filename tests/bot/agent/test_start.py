"""A command starts at once: what is heavy is loaded by the commands that need it."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("langchain", "langchain_core", "langgraph", "chromadb", "openpyxl", "sqlalchemy", "aiohttp", "numpy", "httpx")


def loaded_by(statement: str) -> set[str]:
    """The top-level names of the modules that a statement loads in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_command_line_loads_nothing_heavy():
    """Importing the command line loads no model library, no database, no HTTP."""
    assert set() == loaded_by("import bot.cli") & set(HEAVY)


def test_the_settings_load_nothing_heavy():
    """A wrong setting is told before anything heavy is loaded."""
    assert set() == loaded_by("import bot.settings") & set(HEAVY)


def test_the_agent_loads_no_provider():
    """The agent with the embedded model loads no package of an LLM's provider."""
    assert set() == loaded_by("import bot.agent.assistant") & {"openai", "langchain_openai", "anthropic", "tiktoken"}
