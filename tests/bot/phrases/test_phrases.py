"""Both languages say the same thing, and nothing is said that is not written down."""

import ast
from pathlib import Path

import pytest

from bot import phrases as package
from bot.phrases import LANGUAGES, PHRASES, Phrases, number_text, placeholders

ROOT = Path(package.__file__).parents[2]
THEMES = sorted(Path(package.__file__).parent.glob("*.py"))
SPEAKERS = [
    path
    for room in ("bot", "adapters")
    for path in (ROOT / room).rglob("*.py")
    if path.parent != Path(package.__file__).parent
]


def strings(source: str) -> tuple[set[str], set[str]]:
    """Every string constant, and the fixed beginning of every f-string."""
    whole: set[str] = set()
    begun: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            begun.add(str(node.values[0].value))
    return whole, begun


def said(source: str) -> set[str]:
    """The keys that are given to `say` as they stand."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "say"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_phrase_stands_in_both_languages() -> None:
    """No phrase lacks a language."""
    assert [key for key, texts in PHRASES.items() if len(texts) != 2 or not all(map(str.strip, texts))] == []


def test_both_languages_need_the_same_values() -> None:
    """No phrase says a number or a name in one language only."""
    different = [key for key, (pt, en) in PHRASES.items() if placeholders(pt) != placeholders(en)]
    assert different == []


def test_no_key_is_given_twice() -> None:
    """The themes do not overwrite each other."""
    keys = [
        key.value
        for theme in THEMES
        for node in ast.walk(ast.parse(theme.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and key.value in PHRASES
    ]
    assert len(PHRASES) == len(keys)
    assert set(PHRASES) == set(keys)


def test_every_key_that_is_said_exists() -> None:
    """No module says a phrase that nobody wrote."""
    keys = {key for path in SPEAKERS for key in said(path.read_text(encoding="utf-8"))}
    assert set() == keys - set(PHRASES)


def test_every_phrase_is_used() -> None:
    """No phrase stands there that no module names, by its key or by a key's fixed beginning."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path in SPEAKERS:
        constants, beginnings = strings(path.read_text(encoding="utf-8"))
        whole |= constants
        begun |= {text for text in beginnings if "." in text.strip(".") or text.endswith(".")}
    unused = {key for key in PHRASES if key not in whole and not key.startswith(tuple(begun))}
    assert set() == unused


def test_abend_and_fail_are_never_both_called_failed() -> None:
    """No phrase says failed or falhou, which would be true of either."""
    texts = {key: " ".join(texts).lower() for key, texts in PHRASES.items()}
    assert [key for key, text in texts.items() if "failed" in text or "falh" in text] == []


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("pt", 1, "1 job espera por X"),
        ("pt", 12345, "12.345 jobs esperam por X"),
        ("en", 1, "1 job waits for X"),
        ("en", 12345, "12,345 jobs wait for X"),
        ("en", 0, "0 jobs wait for X"),
    ],
)
def test_a_number_chooses_singular_or_plural(language: str, number: int, expected: str) -> None:
    """Only one is singular, and thousands are grouped as the language does."""
    assert expected == Phrases(language).say("impact.some", n=number, name="X")


def test_a_value_is_filled_in_as_it_is() -> None:
    """Braces and bars inside a value are not read as places for others."""
    assert Phrases("en").say("notfound.job", name="{n|a|b} {name}") == "There is no job {n|a|b} {name} in the plan."


def test_an_unknown_language_is_portuguese() -> None:
    """A language that we do not speak gets Portuguese, not an error."""
    assert Phrases("pt").say("ask.health") == Phrases("fr").say("ask.health")


def test_a_missing_value_is_an_error() -> None:
    """A phrase is never shown with a hole."""
    with pytest.raises(KeyError):
        Phrases("pt").say("notfound.job")


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_numbers_are_not_grouped(language: str) -> None:
    """Below a thousand a number is the same in both languages, also below zero."""
    assert [number_text(number, language) for number in (999, -8, 0)] == ["999", "-8", "0"]
