"""The web console's way to the teammate: the same words do the same there as in a channel."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from bot.channel.teammate import ChannelTeammate
from bot.messages import Answer, Question, Step, Visitor


class ConsoleAssistant:
    """Implements bot.ports.Assistant for whoever sits at the console; `name` is what others are told of them."""

    def __init__(self, teammate: ChannelTeammate, name: str) -> None:
        self._teammate = teammate
        self._name = name

    async def ask(self, question: Question) -> AsyncGenerator[Step | Answer, None]:
        """Steps, then one Answer, last."""
        visitor = Visitor(platform="web", name=self._name, language=question.language, private=True)
        said = self._teammate.ask(question.text, visitor, conversation=question.conversation)
        async with aclosing(said) as events:
            async for event in events:
                yield event
