"""OQL conditions as tests on records: each field is read once and compared by the kind of its value."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tws.simulator import fields
from tws.simulator.clock import parsed
from tws.simulator.oql import Condition, Group, Node, OqlError

Test = Callable[[Any], bool]
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@lru_cache(maxsize=512)
def wildcard(pattern: str) -> re.Pattern[str]:
    """The expression of a pattern with `@` (any string) and `?` (one character)."""
    pieces = {"@": ".*", "?": "."}
    return re.compile("".join(pieces.get(char, re.escape(char)) for char in pattern), re.DOTALL)


def plain_place(name: Any) -> Any:
    """A workstation without the slash of the root folder."""
    return name[1:] if isinstance(name, str) and name.startswith("/") and name.count("/") == 1 else name


def is_time(field: str) -> bool:
    """Whether a field holds times."""
    return field.endswith(fields.TIMES)


def checked_value(field: str, value: Any) -> Any:
    """A condition's value in the kind of its field.

    Raises:
        OqlError: A time that is none.
    """
    if value is not None and is_time(field):
        time = parsed(value) if isinstance(value, str) else None
        if time is None:
            raise OqlError(f"{field} needs a time such as '2025-12-01T23:00:00.000Z'")
        return time
    return plain_place(value) if field.endswith(fields.PLACES) else value


def value_test(condition: Condition) -> Test:
    """The test on the field's value."""
    name, sign = condition.field, condition.operator
    if isinstance(condition.value, tuple):
        wanted = [checked_value(name, value) for value in condition.value]
        inside = sign == "IN"
        return lambda value: (_same_any(value, wanted)) is inside
    if sign.endswith("LIKE"):
        expression, likes = (
            wildcard(str(plain_place(condition.value) if name.endswith(fields.PLACES) else condition.value)),
            sign == "LIKE",
        )
        return lambda value: isinstance(value, str) and (expression.fullmatch(value) is not None) is likes
    target = checked_value(name, condition.value)
    if sign in {"=", "!="}:
        equal = sign == "="
        return lambda value: _same(value, target) is equal
    compare = _COMPARE[sign]
    return lambda value: _comparable(value, target) and compare(value, target)


def _same(value: Any, target: Any) -> bool:
    if isinstance(value, bool) or isinstance(target, bool):
        return value is target
    return bool(value == target)


def _same_any(value: Any, wanted: list[Any]) -> bool:
    return any(_same(value, target) for target in wanted)


def _comparable(value: Any, target: Any) -> bool:
    if isinstance(value, str) or isinstance(target, str):
        return isinstance(value, str) and isinstance(target, str)
    return value is not None and target is not None


def compiled(node: Node | None, known: dict[str, fields.Reader], *, runs: bool = False) -> Test:
    """The test of a whole filter on a record; with `runs`, on some one run of a job.

    Raises:
        OqlError: A field that this kind of object does not have.
    """
    if node is None:
        return lambda _record: True
    pair_test = _compiled(node, known, runs=runs)
    if not runs or not _names_runs(node):
        return lambda record: pair_test((record, None))
    return lambda job: any(pair_test((job, run)) for run in fields.runs_of(job))


def _names_runs(node: Node) -> bool:
    if isinstance(node, Condition):
        return node.field.startswith("jobruns.")
    return any(_names_runs(part) for part in node.parts)


def _compiled(node: Node, known: dict[str, fields.Reader], *, runs: bool) -> Test:
    if isinstance(node, Condition):
        return _condition(node, known, runs=runs)
    parts = [_compiled(part, known, runs=runs) for part in node.parts]
    joined = all if node.joined_by == "AND" else any
    return lambda pair: joined(part(pair) for part in parts)


def _condition(condition: Condition, known: dict[str, fields.Reader], *, runs: bool) -> Test:
    test, name = value_test(condition), condition.field
    places = name.endswith(fields.PLACES)
    if runs and name in fields.RUN:
        read_run = fields.RUN[name]
        return lambda pair: test(plain_place(read_run(*pair)) if places else read_run(*pair))
    if name not in known:
        raise OqlError(f"unknown field {name}")
    read = known[name]
    if name.startswith("dependencies.") or name == "activeStates":
        return lambda pair: any(test(plain_place(value) if places else value) for value in read(pair[0]))
    return lambda pair: test(plain_place(read(pair[0])) if places else read(pair[0]))


def sort_key(name: str, known: dict[str, fields.Reader]) -> Callable[[Any], Any]:
    """What to order records by; nothing comes before something.

    Raises:
        OqlError: A field that this kind of object does not have.
    """
    read = known.get("name" if name == "key.name" else name)
    if read is None and name in fields.RUN and known is fields.JOB:
        by_run = fields.RUN[name]
        return lambda job: _ranked(by_run(job, fields.runs_of(job)[-1]))
    if read is None:
        raise OqlError(f"unknown field {name}")
    return lambda record: _ranked(read(record))


def _ranked(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)


def group(*parts: Node) -> Node | None:
    """All of these conditions together, None where there are none."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return Group("AND", parts)
