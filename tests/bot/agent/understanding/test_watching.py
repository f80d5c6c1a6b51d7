"""Wishes about watches that stand: listing them, taking them back, and what is no such wish."""

import pytest

from bot.agent.understanding import Memory, Understanding, understand
from tests.bot.agent.understanding.made_up_plan import names_in
from tests.bot.agent.understanding.questions import NOW

DROPS = (
    "pare de avisar sobre o PIX_RECON",
    "para de me avisar do PIX_RECON",
    "cancel my watch on PIX_RECON",
    "não precisa mais avisar do PIX_RECON",
    "nao quero mais aviso do PIX_RECON",
    "stop watching PIX_RECON",
    "no need to notify me about PIX_RECON anymore",
    "remove the reminder for PIX_RECON",
    "desfaz o aviso do PIX_RECON",
    "chega de avisar sobre o PIX_RECON",
    "you can stop watching PIX_RECON",
)
LISTS = (
    "quais avisos eu tenho?",
    "meus avisos",
    "what am i watching?",
    "show my watches",
    "tenho algum aviso ativo? lista os avisos",
    "which jobs are you watching for me",
    "o que eu tô acompanhando?",
)
SETS = (
    "avise quando o PIX_RECON terminar",
    "me avisa se o PIX_RECON não terminar até as 6h",
    "watch PIX_RECON",
    "quero um aviso quando o PIX_RECON acabar",
    "tell me when PIX_RECON ends",
    "fica de olho no PIX_RECON",
    "não esquece de me avisar quando o PIX_RECON terminar",
)
OTHERS = (
    "por que ninguém me avisou do PIX_RECON?",
    "cancela o PIX_RECON",
    "para o PIX_RECON",
    "quem avisar do PIX_RECON?",
)


def meant(text: str, memory: Memory | None = None) -> Understanding:
    """What a text means on the made-up plan."""
    return understand(text, names=names_in(text), memory=memory or Memory(), now=NOW)


def called(text: str, memory: Memory | None = None) -> list[tuple[str, dict[str, object]]]:
    """The calls that a text leads to."""
    return [(call.tool, call.args) for call in meant(text, memory).calls]


@pytest.mark.parametrize("text", DROPS)
def test_a_watch_is_taken_back(text: str) -> None:
    """To take a watch back is no request to act on the plan: it drops the watch on that job."""
    assert [("watch", {"action": "drop", "job": "PIX_RECON"})] == called(text)


@pytest.mark.parametrize("text", LISTS)
def test_watches_are_listed(text: str) -> None:
    """Asking what is watched lists the watches."""
    assert [("watch", {"action": "list"})] == called(text)


@pytest.mark.parametrize("text", SETS)
def test_a_wish_to_be_told_sets_a_watch(text: str) -> None:
    """A wish to hear of an end sets a watch, though it holds a negation or the word for one."""
    ((tool, args),) = called(text)
    assert ("watch", "PIX_RECON", None) == (tool, args["job"], args.get("action"))


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_sounds_alike_touches_no_watch(text: str) -> None:
    """Acts on jobs, owners and complaints drop nothing."""
    assert [] == [args for tool, args in called(text) if tool == "watch" and args.get("action") == "drop"]


def test_the_last_watch_is_meant_where_no_job_is_named() -> None:
    """Right after a watch was set, `desfaz o aviso` and `deixa pra lá` take that one back."""
    memory = Memory(tool="watch", args={"job": "PIX_RECON"}, job="PIX_RECON")
    expected = [("watch", {"action": "drop", "job": "PIX_RECON"})]
    assert [expected, expected] == [called("desfaz o aviso", memory), called("deixa pra lá", memory)]


def test_all_are_dropped_only_where_all_are_meant() -> None:
    """`todos` drops every watch; a watch that nobody named is shown in the list instead."""
    assert [("watch", {"action": "drop"})] == called("cancela todos os meus avisos")
    assert [("watch", {"action": "list"})] == called("cancela o aviso")
