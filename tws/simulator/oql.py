"""Orchestration Query Language: text to a tree of conditions. Field names are checked by whoever searches."""

from __future__ import annotations

import re
from dataclasses import dataclass

Value = str | float | bool | None


class OqlError(ValueError):
    """The filter cannot be read; the message is the vendor's error code and what is wrong."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"OQL_FILTER_SYNTAX_ERROR: {reason}")


@dataclass(frozen=True, slots=True)
class Condition:
    """`field operator value`; the value is a tuple where the operator is IN or NOT IN."""

    field: str
    operator: str
    value: Value | tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions joined by AND or OR."""

    joined_by: str
    parts: tuple[Node, ...]


Node = Condition | Group


@dataclass(frozen=True, slots=True)
class Query:
    """A filter, None where everything matches, and the order: pairs of a field and whether it descends."""

    where: Node | None = None
    order: tuple[tuple[str, bool], ...] = ()


_TOKEN = re.compile(
    r"\s*(?:(?P<string>'[^']*')|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])|(?P<word>[A-Za-z_][\w.\[\]]*?(?![\w.]))"
    r"|(?P<operator><=|>=|!=|=|<|>)|(?P<mark>[()\[\],]))"
)
_KEYWORDS = frozenset({"AND", "OR", "IN", "NOT", "LIKE", "ORDER", "BY", "ASC", "DESC", "TRUE", "FALSE", "NULL"})
_MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def parse(text: str) -> Query:
    """The query in this text; an empty text matches everything.

    Raises:
        OqlError: The text is not a filter.
    """
    reader = _Reader(_tokens(text))
    where = None if reader.at_end or reader.word() == "ORDER" else reader.either(0)
    order = reader.order()
    if not reader.at_end:
        raise OqlError(f"unexpected '{reader.peek().text}'")
    return Query(where, order)


def _tokens(text: str) -> list[_Token]:
    found, place, end = [], 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise OqlError(f"unexpected character at position {place}")
        found.append(_Token(match.lastgroup, match.group(match.lastgroup)))
        place = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def at_end(self) -> bool:
        return self._place >= len(self._tokens)

    def peek(self) -> _Token:
        return _Token("end", "end of filter") if self.at_end else self._tokens[self._place]

    def take(self) -> _Token:
        token = self.peek()
        self._place += 1
        return token

    def word(self) -> str:
        token = self.peek()
        return token.text.upper() if token.kind == "word" else ""

    def accept(self, *words: str) -> bool:
        if self.word() in words:
            self._place += 1
            return True
        return False

    def mark(self, text: str) -> bool:
        if self.peek() == _Token("mark", text):
            self._place += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.mark(text):
            raise OqlError(f"'{text}' expected instead of '{self.peek().text}'")

    def either(self, depth: int) -> Node:
        return self._joined("OR", depth)

    def _joined(self, word: str, depth: int) -> Node:
        read = self._single if word == "AND" else lambda level: self._joined("AND", level)
        parts = [read(depth)]
        while self.accept(word):
            parts.append(read(depth))
        return parts[0] if len(parts) == 1 else Group(word, tuple(parts))

    def _single(self, depth: int) -> Node:
        if depth > _MAX_DEPTH:
            raise OqlError("too many parentheses")
        if self.mark("("):
            inner = self.either(depth + 1)
            self.need(")")
            return inner
        return self._condition()

    def _field(self) -> str:
        token = self.take()
        if token.kind != "word" or token.text.upper() in _KEYWORDS:
            raise OqlError(f"field expected instead of '{token.text}'")
        return token.text

    def _condition(self) -> Condition:
        field = self._field()
        negated = self.accept("NOT")
        if self.accept("IN"):
            return Condition(field, "NOT IN" if negated else "IN", self._list())
        if self.accept("LIKE"):
            value = self.value()
            if not isinstance(value, str):
                raise OqlError("LIKE needs a string")
            return Condition(field, "NOT LIKE" if negated else "LIKE", value)
        token = self.take()
        if negated or token.kind != "operator":
            raise OqlError(f"operator expected instead of '{token.text}'")
        return Condition(field, token.text, self.value())

    def _list(self) -> tuple[Value, ...]:
        self.need("[")
        values = [self.value()]
        while self.mark(","):
            values.append(self.value())
        self.need("]")
        return tuple(values)

    def value(self) -> Value:
        token = self.take()
        if token.kind == "string":
            return token.text[1:-1]
        if token.kind == "number":
            return float(token.text)
        constants: dict[str, Value] = {"TRUE": True, "FALSE": False, "NULL": None}
        if token.kind == "word" and token.text.upper() in constants:
            return constants[token.text.upper()]
        raise OqlError(f"value expected instead of '{token.text}'")

    def order(self) -> tuple[tuple[str, bool], ...]:
        if not self.accept("ORDER"):
            return ()
        if not self.accept("BY"):
            raise OqlError("'BY' expected after 'ORDER'")
        found = [self._sorter()]
        while self.mark(","):
            found.append(self._sorter())
        return tuple(found)

    def _sorter(self) -> tuple[str, bool]:
        field = self._field()
        descends = self.accept("DESC")
        if not descends:
            self.accept("ASC")
        return field, descends
