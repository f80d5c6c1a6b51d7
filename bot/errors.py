"""What can go wrong in Resync itself.

ResyncError
├── SettingsError              a wrong setting; the sentence names it and the way out
├── ToolError                  a tool of the agent cannot answer
└── ChatError                  a platform did not take a message
    └── CardTooLargeError      a card that does not fit the platform, even cut
"""

from __future__ import annotations


class ResyncError(Exception):
    """Something in Resync itself went wrong."""


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
