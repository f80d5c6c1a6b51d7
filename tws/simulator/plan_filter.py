"""`plan_filter`: selections as conman takes them, read into the same conditions as OQL."""

from __future__ import annotations

import re

from tws.simulator.oql import Condition, Node, OqlError

_QUALIFIER = re.compile(r"[+~]state=(?P<states>[A-Za-z,]+)$", re.IGNORECASE)
_STATES = {"FAILED": "FAIL", "CANCEL": "CANCL", "SUPPRESS": "SUPPR"}


def job_conditions(text: str) -> list[Node]:
    """What a selection of jobs asks for: `/folder/WKS#/folder/STREAM.JOB+state=abend`, with `@` and `?`.

    Raises:
        OqlError: The selection has another form.
    """
    selection, states = _split(text)
    place, _, path = selection.rpartition("#")
    folder, stream = _folder(path)
    stream, _, job = stream.partition(".")
    found = _likes({"jobStreamWorkstation": _last(place), "folder": folder, "jobStreamName": stream, "name": job})
    return found + ([Condition("jobruns.compositeStatus.status", "IN", states)] if states else [])


def stream_conditions(text: str) -> list[Node]:
    """What a selection of job streams asks for: `/folder/WKS#/folder/STREAM+state=stuck`.

    Raises:
        OqlError: The selection has another form.
    """
    selection, states = _split(text)
    place, _, path = selection.rpartition("#")
    folder, stream = _folder(path)
    found = _likes({"workstation": _last(place), "folder": folder, "name": stream})
    return found + ([Condition("compositeStatus.status", "IN", states)] if states else [])


def name_conditions(text: str) -> list[Node]:
    """What a selection of workstations, resources, prompts or files asks for: the name behind the last slash."""
    selection, _ = _split(text)
    return _likes({"name": _last(selection.rpartition("#")[2])})


def _split(text: str) -> tuple[str, tuple[str, ...]]:
    match = _QUALIFIER.search(text)
    selection = text[: match.start()] if match else text
    if "+" in selection or "~" in selection:
        raise OqlError(f"plan filter qualifier not known in '{text}'")
    states = match.group("states").upper().split(",") if match else []
    return selection.strip(), tuple(_STATES.get(state, state) for state in states)


def _folder(path: str) -> tuple[str, str]:
    folder, slash, name = path.rpartition("/")
    return (f"{folder}/" if slash else ""), name


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _likes(wanted: dict[str, str]) -> list[Node]:
    free = {"", "@", "/@/", "@/"}
    return [Condition(field, "LIKE", pattern) for field, pattern in wanted.items() if pattern not in free]
