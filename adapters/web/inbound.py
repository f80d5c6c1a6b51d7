"""The JSON of `POST /api/ask` -> a question, or a sentence that says what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from adapters.web.texts import text
from bot.messages import Question

MAX_TEXT = 100 * 1024  # bytes of UTF-8
MAX_BODY = 1024 * 1024  # JSON escapes can make a text six times as long
MAX_CONVERSATION = 200
CONVERSATION = "web:local:chat:"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request is not served: an HTTP status and a sentence in the asker's language."""

    status: int
    sentence: str


def question_from(body: bytes, *, language: str, fresh: str) -> Question | Refusal:
    """The question in a request's body, or why it cannot be asked, in `language`.

    `fresh` names the conversation of a question that names none, so that it stands by itself.
    """
    values = _object(body)
    if values is None:
        return Refusal(status=400, sentence=text(language, "bad_json"))
    wrong = _wrong(values, language)
    if wrong is not None:
        return wrong
    return Question(
        text=clean(values["text"]),
        conversation=conversation(values.get("conversation") or fresh),
        language=_language(values),
    )


def conversation(name: str) -> str:
    """The core's name of a conversation of this console: nothing in `name` can pose as another platform's."""
    return CONVERSATION + quote(name.encode("utf-8", "replace"), safe="")


def clean(words: str) -> str:
    """The words without control characters and unpaired surrogates; line ends and tabs stay."""
    paired = words.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub(" ", paired.replace("\r\n", "\n").replace("\r", "\n")).strip()


def too_long(language: str) -> Refusal:
    """The refusal of a text or body beyond the limit."""
    return Refusal(status=413, sentence=text(language, "too_long"))


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _wrong(values: Mapping[str, Any], language: str) -> Refusal | None:
    words = values.get("text")
    if not isinstance(words, str):
        return Refusal(status=400, sentence=text(language, "no_text"))
    if len(words.encode("utf-8", "replace")) > MAX_TEXT:
        return too_long(language)
    if not clean(words):
        return Refusal(status=400, sentence=text(language, "empty_text"))
    return _wrong_options(values, language)


def _wrong_options(values: Mapping[str, Any], language: str) -> Refusal | None:
    named = values.get("conversation")
    if named is not None and not (isinstance(named, str) and len(named) <= MAX_CONVERSATION):
        return Refusal(status=400, sentence=text(language, "bad_conversation"))
    asked = values.get("language")
    if asked not in (None, "") and _language(values) is None:
        return Refusal(status=400, sentence=text(language, "bad_language"))
    return None


def _language(values: Mapping[str, Any]) -> str | None:
    asked = values.get("language")
    short = asked[:2].lower() if isinstance(asked, str) else ""
    return short if short in ("pt", "en") else None
