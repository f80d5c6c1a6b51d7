"""What can go wrong in Resync itself.

ResyncError
├── SettingsError              a wrong setting; the sentence names it and the way out
├── ToolError                  a tool of the agent cannot answer
└── ChatError                  a platform did not take a message
    └── CardTooLargeError      a card that does not fit the platform, even cut
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

_BECAUSE = {
    errno.ENOENT: "because.missing",
    errno.EACCES: "because.denied",
    errno.EPERM: "because.denied",
    errno.ENOTDIR: "because.no_folder",
    errno.EEXIST: "because.no_folder",
    errno.EISDIR: "because.folder",
    errno.EROFS: "because.read_only",
    errno.ENOSPC: "because.full",
}


class ResyncError(Exception):
    """Something in Resync itself went wrong."""

    phrase: str = ""
    values: Mapping[str, str] = MappingProxyType({})

    @classmethod
    def saying(cls, phrase: str, **values: str) -> Self:
        """The error that a phrase of `bot.phrases` tells; its own message is the English one."""
        error = cls(_said(phrase, values, "en"))
        error.phrase, error.values = phrase, values
        return error

    def said(self, language: str) -> str:
        """The sentence for a person, in a language where it is known in both."""
        return _said(self.phrase, self.values, language) if self.phrase else str(self)


def because(error: OSError) -> str:
    """The reason of an error of the system, as a value for `ResyncError.saying`."""
    return _BECAUSE.get(error.errno or 0) or error.strerror or type(error).__name__


def reason_in(text: str, language: str) -> str:
    """What `because` gave, or the system's own words for such an error, in a language; else as it is."""
    from bot.phrases import Phrases

    phrase = {os.strerror(code): phrase for code, phrase in _BECAUSE.items()}.get(text, text)
    return Phrases(language).say(phrase) if phrase in _BECAUSE.values() else text


def _said(phrase: str, values: Mapping[str, str], language: str) -> str:
    # Who only asks for help needs no phrases.
    from bot.phrases import Phrases

    told = {name: reason_in(value, language) for name, value in values.items()}
    return Phrases(language).say(phrase, **told)


class SettingsError(ResyncError):
    """A setting is wrong; the message names it and says what it takes."""


class ToolError(ResyncError):
    """A tool of the agent cannot answer."""


class ChatError(ResyncError):
    """A platform did not take a message.

    `retry_after` is in how many seconds it may take it, None where it does not say. `gone`: the message, or the place
    that it stood in, is no more.
    """

    def __init__(self, message: str = "", *, retry_after: float | None = None, gone: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.gone = gone


class CardTooLargeError(ChatError):
    """A card does not fit the platform, even cut."""
