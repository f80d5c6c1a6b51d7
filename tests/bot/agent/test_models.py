"""A model that cannot be had is a wrong setting with a sentence; nothing is told to anyone unasked."""

from __future__ import annotations

import os
import sys

import pytest

from bot.agent.models import keep_at_home, language_model
from bot.errors import SettingsError

KEYS = ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "ANTHROPIC_API_KEY", "AZURE_OPENAI_API_KEY")
TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")


@pytest.fixture
def keyless(monkeypatch):
    """An environment without keys."""
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nonsense:model", "RESYNC_MODEL=nonsense:model cannot be used: .*nonsense"),
        ("openai:gpt-4.1-mini", "RESYNC_MODEL=openai:gpt-4.1-mini cannot be used: .*OPENAI_API_KEY"),
        ("azure_openai:gpt-4.1", "RESYNC_MODEL=azure_openai:gpt-4.1 cannot be used: "),
    ],
)
def test_a_model_that_cannot_be_used_is_a_wrong_setting(keyless, name, sentence):
    """An unknown provider and a missing key each give one sentence that names the setting."""
    with pytest.raises(SettingsError, match=sentence) as caught:
        language_model(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "module", "package"),
    [
        ("anthropic:claude", "langchain_anthropic", "langchain-anthropic"),
        ("google_genai:gemini", "langchain_google_genai", "langchain-google-genai"),
        ("bedrock:titan", "langchain_aws", "langchain-aws"),
    ],
)
def test_a_package_that_is_not_there_is_named(keyless, monkeypatch, name, module, package):
    """The sentence names the package to install, which is not always the provider's name."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SettingsError, match=f"RESYNC_MODEL={name} needs the package {package}: install it"):
        language_model(name)


def test_a_key_is_enough(keyless, monkeypatch):
    """With its key set the provider's model is had, and tries once a call: the rest is the embedded model's."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    assert 0 == language_model("openai:gpt-4.1-mini").max_retries


def test_nothing_is_traced(monkeypatch):
    """LangSmith's tracing is off, whatever the environment says."""
    from langsmith import utils

    for name in TRACING:
        monkeypatch.setenv(name, "true")
    keep_at_home()
    utils.get_env_var.cache_clear()
    try:
        assert (False, {"false"}) == (utils.tracing_is_enabled(), {os.environ[name] for name in TRACING})
    finally:
        utils.get_env_var.cache_clear()
