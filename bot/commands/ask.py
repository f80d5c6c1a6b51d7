"""`resync ask` and `resync chat`: by the Resync that already serves here, else by one of their own."""

from __future__ import annotations

import asyncio
import getpass
import json
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from rich.console import Console

from adapters.terminal.adapter import TerminalChat
from adapters.terminal.prompt import Prompt
from adapters.terminal.remote import RemoteAssistant
from adapters.terminal.render import render_answer
from adapters.terminal.talk import ask_once as first_answer
from adapters.terminal.talk import chat as talk
from adapters.terminal.texts import text as phrase
from bot.answer_json import answer_as_dict
from bot.commands.logs import log_to_stderr
from bot.commands.serving import served_by
from bot.errors import ResyncError
from bot.messages import Answer, Question, Step
from bot.places import data_folder
from bot.ports import Assistant, Chat
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.app import Resync

NOT_ASKED = 1
_AGAIN_SECONDS = 5


async def ask_once(settings: Settings, text: str, *, as_json: bool, conversation: str = "") -> int:
    """Print the answer to one question; gives the exit status, 1 where HWA could not be asked."""
    log_to_stderr(logging.ERROR)
    screen = Console(stderr=True)
    async with assistant(settings) as answers:
        with screen.status("") as spinner:

            def show(step: Step) -> None:
                spinner.update(step.text)

            question = Question(text=text, conversation=_conversation(conversation))
            answer = await first_answer(answers, question, on_step=show)
    if as_json:
        sys.stdout.write(json.dumps(answer_as_dict(answer), ensure_ascii=False, indent=2) + "\n")
    else:
        Console().print(render_answer(answer))
        if any(call.tool == "watch" and "job" in call.args and "action" not in call.args for call in answer.calls):
            Console().print(phrase(answer.language, "nobody_stays"), style="yellow", markup=False)
    return NOT_ASKED if could_not_ask(answer) else 0


async def chat(settings: Settings) -> None:
    """Talk in the terminal; alerts, and what this conversation is told, are shown as they come."""
    log_to_stderr(logging.ERROR)
    console, language = Console(), settings.resync_language
    prompt = Prompt(phrase(language, "prompt"))
    conversation = _conversation("chat")
    remote = await served_by(settings)
    screen = TerminalChat(console, language=language, prompt=prompt)

    async def converse(answers: Assistant) -> None:
        await talk(answers, console=console, language=language, prompt=prompt, conversation=conversation)

    if not remote:
        await alone(settings, screen, converse)
        return
    listening = asyncio.create_task(_follow(remote, screen, conversation))
    try:
        await converse(remote)
    finally:
        listening.cancel()


async def alone(settings: Settings, screen: TerminalChat, converse: Callable[[Assistant], Awaitable[None]]) -> None:
    """Talk to a Resync of one's own, which looks at the plan meanwhile."""
    # Heavy, and not needed where another Resync answers.
    from bot.app import resync
    from bot.commands.only_one import only_one

    with only_one(data_folder(settings)):
        async with resync(settings, [(screen, "terminal")]) as running, AsyncExitStack() as looking:
            for environment in running.masters:
                await looking.enter_async_context(_looked_at(running, environment))
            await converse(running.channels.terminal)


@asynccontextmanager
async def _looked_at(running: Resync, environment: str) -> AsyncIterator[None]:
    """Looks at an environment's plan and delivers its alerts until the talk is over."""
    from bot.scheduler import Scheduler

    scheduler = Scheduler(
        look=lambda: running.look(environment),
        deliver=running.alerts[environment].deliver_once,
        poll_seconds=running.settings.resync_poll_seconds,
    )
    await scheduler.start()
    try:
        yield
    finally:
        await scheduler.stop()


async def _follow(remote: RemoteAssistant, screen: TerminalChat, conversation: str) -> None:
    """Show what the Resync that serves tells; where it went away it is looked for again, as it may be restarted."""
    is_first = True
    while True:
        with suppress(ResyncError):
            async for reference, message, is_news in remote.told(conversation):
                if is_first and not is_news:
                    screen.know(reference, message)
                else:
                    await screen.edit(reference, message)
            is_first = False
        await asyncio.sleep(_AGAIN_SECONDS)


@asynccontextmanager
async def assistant(settings: Settings) -> AsyncIterator[Assistant]:
    """Whoever answers: the Resync that serves with the same settings, else one that is opened for this question."""
    remote = await served_by(settings)
    if remote:
        yield remote
        return
    from bot.app import resync
    from bot.commands.only_one import only_one

    nobody: list[tuple[Chat, str]] = []
    with only_one(data_folder(settings)):
        async with resync(settings, nobody) as running:
            yield running.channels.terminal


def could_not_ask(answer: Answer) -> bool:
    """Whether the answer says that HWA could not be asked."""
    return any(fact.get("kind") == "trouble" for fact in answer.facts)


def _conversation(name: str) -> str:
    return f"terminal:local:{getpass.getuser()}:{name or uuid4().hex}"
