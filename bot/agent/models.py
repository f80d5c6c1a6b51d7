"""The model that answers: the embedded one, or the LLM that was asked for with the embedded one behind it."""

from __future__ import annotations

import os
import re
import sys

from langchain_core.language_models import BaseChatModel
from pydantic import ValidationError

from bot.agent.embedded import EmbeddedModel, KeyOf, LookUp
from bot.errors import SettingsError

REQUEST_SECONDS = 25


def keep_at_home() -> None:
    """Switch LangSmith's tracing off, whatever the environment says: nothing leaves that nobody asked for."""
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"


def embedded_model(look_up: LookUp, key_of: KeyOf) -> EmbeddedModel:
    """The model that needs no key and no network."""
    return EmbeddedModel(look_up=look_up, key_of=key_of)


def language_model(name: str) -> BaseChatModel:
    """The LLM of `provider:model`, one attempt per call: another attempt is the embedded model's.

    Raises: SettingsError where the provider's package, key or name is missing.
    """
    from langchain.chat_models import init_chat_model

    try:
        model = init_chat_model(name, max_retries=0, timeout=REQUEST_SECONDS)
    except ImportError as error:
        raise SettingsError.saying("start.model_package", model=name, package=_package(name, error)) from error
    except model_errors() as error:
        raise SettingsError.saying("start.model", model=name, reason=_first_line(error)) from error
    if not isinstance(model, BaseChatModel):
        raise SettingsError.saying("start.no_chat_model", model=name)
    return model


def _package(name: str, error: ImportError) -> str:
    # azure_openai lives in langchain-openai, bedrock in langchain-aws: LangChain's own words know.
    named = re.search(r"langchain[-_][a-z_-]*[a-z]", str(error))
    provider = name.partition(":")[0]
    return (named[0] if named else f"langchain-{provider}").replace("_", "-")


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(fault["msg"] for fault in error.errors(include_input=False))
    return next(iter(str(error).splitlines()), type(error).__name__)


def model_errors() -> tuple[type[Exception], ...]:
    """What a model may raise: the usual errors, those of reading an answer that is no chat completion, and the roots of
    the providers' packages that are loaded."""
    roots = (
        ("openai", "OpenAIError"),
        ("anthropic", "AnthropicError"),
        ("httpx", "HTTPError"),
        ("httpx2", "HTTPError"),
    )
    loaded = tuple(getattr(sys.modules[module], name) for module, name in roots if module in sys.modules)
    return (OSError, ValueError, RuntimeError, TypeError, LookupError, AttributeError, *loaded)
