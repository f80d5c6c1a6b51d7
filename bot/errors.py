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
    """A platform did not take a message."""


class CardTooLargeError(ChatError):
    """A card does not fit the platform, even cut."""
