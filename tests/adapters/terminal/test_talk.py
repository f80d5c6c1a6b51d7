"""A conversation in the terminal, with the keyboard scripted."""

from __future__ import annotations

import asyncio
import io
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from rich.console import Console

from adapters.terminal.adapter import TerminalChat, ask_once, chat
from adapters.terminal.prompt import Prompt
from bot.cards import Card, Code, Text, Tone
from bot.errors import ResyncError, ToolError
from bot.messages import Question, Step
from bot.ports import Chat
from tests.browser.scripted import PAYROLL, ScriptedAssistant, alert, answer

QUESTION = Question(text="status?", conversation="terminal:local:chat:session")


class Keyboard(Prompt):
    """Types what it is given; KeyboardInterrupt stands for Ctrl-C, None for Ctrl-D."""

    def __init__(self, *lines: str | type[KeyboardInterrupt] | None) -> None:
        super().__init__("> ")
        self._lines = iter(lines)

    async def read(self, _interrupted: asyncio.Event) -> str | None:
        line = next(self._lines)
        if line is KeyboardInterrupt:
            raise KeyboardInterrupt
        return line

    @contextmanager
    def kept_terminal(self) -> Iterator[None]:
        yield


@pytest.fixture
def screen() -> Console:
    return Console(file=io.StringIO(), width=110, force_terminal=False, color_system=None)


async def said(screen: Console, assistant: ScriptedAssistant, *lines, language: str = "pt") -> str:
    await chat(assistant, console=screen, language=language, prompt=Keyboard(*lines))
    return screen.file.getvalue()


async def test_questions_are_answered_until_the_person_leaves(screen):
    """Two questions get two cards in one conversation; an empty line asks nothing; `sair` ends."""
    assistant = ScriptedAssistant()
    shown = await said(screen, assistant, "um", "  ", "dois", "sair", "três")
    assert [question.text for question in assistant.asked] == ["um", "dois"]
    assert len({question.conversation for question in assistant.asked}) == 1
    assert shown.count(PAYROLL.title) == 2
    assert shown.endswith("Até logo.\n")


@pytest.mark.parametrize("leave", [None, "exit", " QUIT "])
async def test_there_are_several_ways_out(screen, leave):
    """The end of input and each leaving word end the conversation without a question."""
    assistant = ScriptedAssistant()
    assert "Goodbye." in await said(screen, assistant, leave, language="en")
    assert assistant.asked == []


async def test_only_the_second_interrupt_at_the_prompt_leaves(screen):
    """Ctrl-C once says how to leave, and a question in between forgives it."""
    assistant = ScriptedAssistant()
    shown = await said(screen, assistant, KeyboardInterrupt, "um", KeyboardInterrupt, KeyboardInterrupt)
    assert shown.count("Ctrl-C de novo encerra.") == 2
    assert len(assistant.asked) == 1


async def test_ctrl_c_cancels_the_question_and_not_the_conversation(screen):
    """The signal ends the agent's work; the next question is answered."""
    hold = asyncio.Event()
    assistant = ScriptedAssistant(Step(text="lendo…"), answer(), hold=hold)
    talking = asyncio.create_task(said(screen, assistant, "um", "dois", None))
    async with asyncio.timeout(5):
        while not assistant.asked:  # noqa: ASYNC110 - nobody tells that a question was put
            await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGINT)
        await assistant.left.wait()
        hold.set()
        shown = await talking
    assert "Pergunta cancelada." in shown
    assert shown.count(PAYROLL.title) == 1


async def test_being_stopped_from_outside_is_not_taken_for_ctrl_c(screen):
    """When the program itself ends, so does the conversation."""
    assistant = ScriptedAssistant(answer(), hold=asyncio.Event())
    talking = asyncio.create_task(said(screen, assistant, "um", None))
    async with asyncio.timeout(5):
        while not assistant.asked:  # noqa: ASYNC110 - nobody tells that a question was put
            await asyncio.sleep(0)
        talking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await talking


async def test_trouble_is_a_sentence_and_the_conversation_goes_on(screen):
    """An error of Resync is printed as text, without markup, and the next line is read."""
    assistant = ScriptedAssistant(ToolError("o modelo [x] não respondeu"))
    shown = await said(screen, assistant, "um", "dois", None)
    assert shown.count("o modelo [x] não respondeu") == 2


async def test_ask_once_gives_the_answer_and_tells_the_steps():
    """Steps are heard in order, and the answer is given."""
    steps: list[str] = []
    given = await ask_once(ScriptedAssistant(), QUESTION, on_step=lambda step: steps.append(step.text))
    assert given == answer()
    assert steps == ["lendo o plano…", "lendo o log do job…"]


async def test_ask_once_says_when_there_is_no_answer():
    """Silence of the assistant is an error with a sentence, not None."""
    with pytest.raises(ResyncError, match="Não consegui concluir"):
        await ask_once(ScriptedAssistant(Step(text="lendo…")), QUESTION)


async def test_a_message_is_printed_once(screen):
    """An edit that changes only details is not printed again; a recovery is."""
    terminal: Chat = TerminalChat(screen)
    reference = await terminal.post(alert())
    await terminal.edit(reference, alert())
    await terminal.edit(reference, alert(Card(title="recuperado", tone=Tone.GOOD), state="recovered"))
    shown = screen.file.getvalue()
    assert shown.count(PAYROLL.title) == 1
    assert "✓ recuperado" in shown


async def test_a_diagnosis_that_comes_later_is_printed(screen):
    """The same title with other parts is news, as a terminal shows no edit in place."""
    terminal = TerminalChat(screen)
    bare = Card(title="ABEND: PAY", blocks=(Text(text="ainda sem diagnóstico"),))
    reference = await terminal.post(alert(bare))
    await terminal.edit(reference, alert(replace(bare, blocks=(Code(text="ORA-01653"),))))
    assert "ORA-01653" in screen.file.getvalue()


async def test_what_stood_before_anybody_looked_is_not_printed(screen):
    """What is known is printed once it has changed."""
    terminal = TerminalChat(screen)
    terminal.know("i1", alert())
    await terminal.edit("i1", alert())
    assert "" == screen.file.getvalue()
    await terminal.edit("i1", alert(Card(title="recuperado"), state="recovered"))
    assert "recuperado" in screen.file.getvalue()


async def test_an_edit_of_before_a_restart_is_printed(screen):
    """A reference that this process never gave is no error."""
    await TerminalChat(screen).edit("i1~4", alert())
    assert PAYROLL.title in screen.file.getvalue()


async def test_references_differ():
    """Two messages of one incident can be edited apart."""
    terminal = TerminalChat(Console(file=io.StringIO()))
    assert await terminal.post(alert()) != await terminal.post(alert())
