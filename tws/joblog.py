"""Reads a job log: header, body, trailer, exit status and the lines that say what went wrong."""

from __future__ import annotations

import re

from tws.error_lines import error_lines
from tws.models import JobLog
from tws.redaction import redact

KEPT_BYTES = 256 * 1024

__all__ = ["KEPT_BYTES", "parse", "redact"]

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
_RULE = re.compile(r"={20,}\s*")
_LABEL = re.compile(r"=\s?(?P<label>[^:]{1,40}?)\s*:\s?(?P<value>.*)")


def parse(log: str | bytes, *, run_id: str = "", truncated: bool = False) -> JobLog:
    """The log as a record: the last 256 KB, control characters removed, secrets masked.

    Header and trailer are the blocks between lines of `=` that HWA writes around what the job printed; a log cut at
    its beginning has a trailer only. Never fails, whatever the bytes.
    """
    content, cut = _kept(log)
    plain = redact(_printable(content))
    header, body, trailer = _blocks(plain)
    labels = {**_labels(header), **_labels(trailer)}
    return JobLog(
        text=plain,
        body=body,
        header=labels or None,
        exit_status=_exit_status(labels),
        error_lines=error_lines(body),
        truncated=truncated or cut,
        run_id=run_id,
    )


def _kept(log: str | bytes) -> tuple[str, bool]:
    raw = log.encode("utf-8", errors="replace") if isinstance(log, str) else log
    if len(raw) <= KEPT_BYTES:
        return raw.decode("utf-8", errors="replace"), False
    tail = raw[-KEPT_BYTES:]
    _, newline, rest = tail.partition(b"\n")
    # The first line is very probably half a line; a secret cut in its middle would not be recognised.
    return (rest if newline else tail).decode("utf-8", errors="replace"), True


def _printable(content: str) -> str:
    plain = content.replace("\r\n", "\n").replace("\r", "\n")
    if "\x1b" in plain:
        plain = _ANSI.sub("", plain)
    return _CONTROL.sub("", plain)


def _blocks(plain: str) -> tuple[list[str], str, list[str]]:
    lines = plain.split("\n")
    rules = [number for number, line in enumerate(lines) if _RULE.fullmatch(line)]
    start, head = _header(lines, rules)
    end, tail = _trailer(lines, rules, start)
    return head, "\n".join(lines[start:end]).strip("\n"), tail


def _header(lines: list[str], rules: list[int]) -> tuple[int, list[str]]:
    if len(rules) >= 2 and not any(line.strip() for line in lines[: rules[0]]):
        block = lines[rules[0] + 1 : rules[1]]
        if block and all(line.startswith("=") for line in block):
            return rules[1] + 1, block
    return 0, []


def _trailer(lines: list[str], rules: list[int], start: int) -> tuple[int, list[str]]:
    later = [rule for rule in rules if rule >= start]
    for first, last in zip(reversed(later[:-1]), reversed(later[1:]), strict=True):
        block = lines[first + 1 : last]
        if block and all(line.startswith("=") for line in block) and "Exit Status" in "".join(block):
            return first, block
    return len(lines), []


def _labels(block: list[str]) -> dict[str, str]:
    matches = (_LABEL.fullmatch(line) for line in block)
    # A date line (`= Sun Sep 24 17:06:27 CEST 2023`) reads as a label too; no label has digits before its colon.
    return {
        match["label"].strip(): match["value"].strip()
        for match in matches
        if match and not re.search(r"\d\s*$", match["label"])
    }


def _exit_status(labels: dict[str, str]) -> int | None:
    match = re.match(r"-?\d{1,10}", labels.get("Exit Status", ""))
    return int(match[0]) if match else None
