"""A conversation in the terminal: prompt, spinner with the current step, answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, cast

from rich.console import Console

from adapters.terminal.prompt import Prompt, on_interrupt
from adapters.terminal.render import plain, render_answer
from adapters.terminal.texts import text
from bot.errors import ResyncError
from bot.messages import Answer, Question, Step
from bot.ports import Assistant

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

CONVERSATION = "terminal:local:chat:session"
LEAVE = frozenset({"sair", "exit", "quit", ":q"})


async def ask_once(
    assistant: Assistant, question: Question, *, on_step: Callable[[Step], None] | None = None
) -> Answer:
    """The answer to a question; `on_step` hears of each step on the way.

    Raises: ResyncError where the assistant stops without an answer.
    """
    said = assistant.ask(question)
    async with aclosing(cast("AsyncGenerator[Step | Answer, None]", said)):
        async for part in said:
            if isinstance(part, Answer):
                return part
            if on_step is not None:
                on_step(part)
    raise ResyncError(text(question.language or "pt", "no_answer"))


async def chat(
    assistant: Assistant,
    *,
    console: Console | None = None,
    language: str = "pt",
    prompt: Prompt | None = None,
    conversation: str = CONVERSATION,
) -> None:
    """Talk until the person leaves: Ctrl-D, `sair` or `exit`, or Ctrl-C twice at the prompt.

    Ctrl-C while an answer is on its way cancels the question. A TerminalChat that prints meanwhile takes the same
    `console` and `prompt`.
    """
    console = console or Console()
    prompt = prompt or Prompt(text(language, "prompt"))
    talk = _Talk(assistant, console=console, language=language, conversation=conversation)
    console.print(text(language, "welcome"), style="dim", markup=False)
    with prompt.kept_terminal():
        await talk.run(prompt)
    console.print(text(language, "bye"), style="dim", markup=False)


class _Talk:
    def __init__(self, assistant: Assistant, *, console: Console, language: str, conversation: str) -> None:
        self._assistant = assistant
        self._console = console
        self._language = language
        self._conversation = conversation

    async def run(self, prompt: Prompt) -> None:
        pressed = asyncio.Event()
        with on_interrupt(pressed.set):
            await self._talk(prompt, pressed)

    async def _talk(self, prompt: Prompt, pressed: asyncio.Event) -> None:
        interrupted = False
        while True:
            try:
                line = await prompt.read(pressed)
            except KeyboardInterrupt:
                if interrupted:
                    return
                interrupted = True
                prompt.clear()
                self._say("again_to_leave")
                prompt.redraw()
                continue
            interrupted = False
            if line is None or line.strip().lower() in LEAVE:
                return
            if line.strip():
                await self._converse(line.strip())

    async def _converse(self, line: str) -> None:
        question = Question(text=line, conversation=self._conversation)
        answering = asyncio.ensure_future(self._answer(question))
        with on_interrupt(answering.cancel):
            try:
                answer = await answering
            except asyncio.CancelledError:
                if _is_being_cancelled():
                    raise
                self._say("cancelled")
                return
            except ResyncError as error:
                self._console.print(plain(str(error)), style="yellow", markup=False)
                return
        self._console.print(render_answer(answer))

    async def _answer(self, question: Question) -> Answer:
        with self._console.status(text(self._language, "thinking")) as status:
            return await ask_once(self._assistant, question, on_step=lambda step: status.update(_escaped(step.text)))

    def _say(self, name: str) -> None:
        self._console.print(text(self._language, name), style="dim", markup=False)


def _escaped(words: str) -> str:
    return plain(words).replace("[", r"\[")


def _is_being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
