"""The way of console and terminal to the teammate: the same words do the same there as in a channel."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from bot.channel.teammate import ChannelTeammate
from bot.messages import Answer, Question, Step, Visitor


class ConsoleAssistant:
    """Implements bot.ports.Assistant for whoever sits there; `name` is what others are told of them, `platform` web or
    terminal: whose rules of access hold."""

    def __init__(self, teammate: ChannelTeammate, name: str, platform: str) -> None:
        self._teammate = teammate
        self._name = name
        self._platform = platform

    async def ask(self, question: Question) -> AsyncGenerator[Step | Answer, None]:
        """Steps, then one Answer, last."""
        visitor = Visitor(platform=self._platform, name=self._name, language=question.language, private=True)
        said = self._teammate.ask(question.text, visitor, conversation=question.conversation)
        async with aclosing(said) as events:
            async for event in events:
                yield event
