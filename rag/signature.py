"""Job log or text to error signature: codes, phrases and the lines that carry them; deterministic."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, islice

from rag.families import codes_in, is_weak
from rag.lexicon import words_under
from rag.models import Signature
from rag.phrases import phrases_in
from rag.words import folded

_WINDOW = 256 * 1024  # characters looked at closely, from the end
_SHOWN_LINES = 8
_LONGEST_LINE = 600
_MOST_LINES = 40  # lines examined closely, of those with a code and of those with an error word
_MOST_HITS = 60  # lines looked at for one mark, from the end
_NEIGHBOURS = 4  # lines shown beside those that name an error
_OLDER_HITS = 12  # lines of one kind taken from the beginning, and from the end, of what is older
# Searched as they are written: fifteen megabytes must not be folded to be looked through.
_ERROR_BEGINNINGS = (
    *(
        "ORA-",
        "SQLCODE",
        "SQL0",
        "SQL1",
        "SQLSTATE",
        "Msg ",
        "MQRC",
        "AMQ",
        "ABEND",
        "IEF",
        "IGD",
        "IEC",
        "AWS",
        "CEE3",
    ),
    *("Exception", "Error:", "ERROR", "ERRO", "FATAL", "SEVERE", "CRITICAL", "Traceback", "rror: ", "failed", "Failed"),
    *("denied", "No space", "refused", "timed out", "cannot", "Cannot", "Killed", "not found", "falhou", "Falha"),
)

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]")
_CONTROL = str.maketrans(dict.fromkeys((*range(9), 11, 12, 13, *range(14, 32), 127), " "))
_STAMP = re.compile(
    r"^\W{0,3}(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.]\d{2,4}|(?=\d\d[:.]\d\d[:.]\d\d))"
    r"[T ]?(?:\d\d[:.]\d\d[:.]\d\d(?:[.,]\d{1,9})?)?\s*(?:Z\b|[+-]\d\d:?\d\d\b|UTC|GMT|BRT)?\]?\s*"
)
_WITHOUT_DIGITS = str.maketrans("123456789", "000000000")


# Stack frames, shell traces and rulers: whatever they say, the error is told elsewhere.
_FRAME = re.compile(r"^\s+at [\w.$/@]+\(|^\s*\+{1,3} |^=+$")
_NOISE = re.compile(
    r"(?<![\w.])(?:0|no|zero|nenhum|sem|without) "
    r"(?:errors?|erros?|fail(?:ed|ures?)|falhas?|exceptions?|warnings?|rejected)\b"
    r"(?: (?:was |were |foi |foram )?(?:found|detected|encontrad\w+|detectad\w+))?"
    r"|\b(?:errors?|erros?|failed|failures?|falhas?|rejeitados|rejected|invalid|duplicate[sd]?|missing)"
    r"(?:[_ ](?:count|rows|records|registros))?\s*[=:]\s*0\b"
    r"|\bset -[eo] ?(?:errexit)?|\bon[_ ]error"
    r"|\berrors?\.(?:log|txt|out|err|csv)|\berror[_ -]?(?:log|file|handler|handling|page|mail|email|limit|threshold)"
    r"|\bretry(?:ing)? \d+ (?:of|de) \d+|\bdeprecated\b|\bfail-?(?:over|safe|fast)\b"
    r"|\b(?:retry|attempt|retentativa|tentativa)\b.{0,40}\b(?:succeeded|successful|ok|sucesso)\b"
    r"|(?:error|erro)s? (?:checking|recovery) (?:is )?(?:enabled|on|ativ)"
)
_QUIET_LEVEL = re.compile(
    r"^\W*(?:\w{3} )?(?:INFO|DEBUG|TRACE|FINE(?:R|ST)?|NOTICE|VERBOSE|INFORMA\w*)\b[\s:\]|-]", re.IGNORECASE
)
_HEADER_OR_TRAILER = re.compile(r"^= [a-z][\w ()]*\s*:")
_EXIT_STATUS = re.compile(r"= Exit Status\s*:\s*(\d+)")


def signature_of(text: str) -> Signature:
    """The signature of a job log or of anything typed.

    `codes` come strong ones first, `lines` are the eight that tell most, without time stamps. Looks closely at the last
    256 Ki characters; where those name no error, at the first and last lines before them that begin like one.
    """
    signature = _signature(text[-_WINDOW:])
    if len(text) <= _WINDOW or signature.phrases or any(not is_weak(code) for code in signature.codes):
        return signature
    older = _signature("\n".join(_older_lines(text, len(text) - _WINDOW)))
    if not older.phrases and all(map(is_weak, older.codes)):
        return signature
    codes = sorted(dict.fromkeys((*older.codes, *signature.codes)), key=is_weak)
    lines = (*older.lines, *signature.lines)[:_SHOWN_LINES]
    return Signature(codes=tuple(codes), phrases=older.phrases, lines=lines)


def _older_lines(text: str, end: int) -> list[str]:
    """Lines before a place that begin like an error: of each kind the first few and the last few, in order."""
    starts: set[int] = set()
    for mark in _ERROR_BEGINNINGS:
        starts.update(_line_starts(text, mark, end))
    return [text[start : start + _LONGEST_LINE].partition("\n")[0] for start in sorted(starts)]


def _line_starts(text: str, mark: str, end: int) -> Iterator[int]:
    at = 0
    for _ in range(_OLDER_HITS):
        at = text.find(mark, at, end)
        if at < 0:
            return
        yield text.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1
        at = text.find("\n", at, end)
        if at < 0:
            return
    last = end
    for _ in range(_OLDER_HITS):
        last = text.rfind(mark, at, last)
        if last < 0:
            return
        yield (last := text.rfind("\n", max(0, last - _LONGEST_LINE), last) + 1)


def _signature(window: str) -> Signature:
    lines = _telling_lines(_clean(window))
    loud = [line for line in lines if not _QUIET_LEVEL.match(line)]
    codes, phrases, levels = _read(loud)
    if not any(levels):  # an INFO line tells only where nothing else does
        loud = lines
        codes, phrases, levels = _read(lines)
    codes += [code for code in _exit_codes(window) if code not in codes]
    ranked = sorted(dict.fromkeys(codes), key=is_weak)
    return Signature(
        codes=tuple(ranked), phrases=tuple(dict.fromkeys(phrases)), lines=tuple(_most_telling(loud, levels))
    )


def _most_telling(lines: list[str], levels: list[int]) -> list[str]:
    """The last lines that carry an error, and of those that might belong to it the nearest."""
    carrying = [number for number, level in enumerate(levels) if level][-_SHOWN_LINES:]
    silent = [number for number, level in enumerate(levels) if not level]
    if not carrying:
        return [lines[number] for number in silent[-_SHOWN_LINES:]]
    silent.sort(key=lambda number: min(abs(number - other) for other in carrying))
    room = min(_NEIGHBOURS, _SHOWN_LINES - len(carrying))
    return [lines[number] for number in sorted((*carrying, *silent[:room]))]


def _clean(text: str) -> str:
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    return text.translate(_CONTROL)


def _telling_lines(text: str) -> list[str]:
    if "\n" not in text.strip():
        return [_stripped(text.strip())]
    lines = _last_of_each_kind(text)
    lowered = [line.lower() for line in lines]
    marked = _marked(lowered, "code marks", _FRAME) | _marked(lowered, "word marks", _NOISE)
    return [stripped for number in sorted(marked) if (stripped := _stripped(lines[number]))]


def _last_of_each_kind(text: str) -> list[str]:
    """The different lines of a text in order; of those that differ in their digits only, the last."""
    pairs = zip(text.translate(_WITHOUT_DIGITS).split("\n"), text.split("\n"), strict=True)
    kinds: dict[str, str] = {}
    for kind, line in pairs:
        kinds.pop(kind, None)
        kinds[kind] = line
    return list(kinds.values())


def _marked(lowered: list[str], marks: str, noise: re.Pattern[str]) -> set[int]:
    """Numbers of the last lines that hold a mark and are no noise."""
    whole = "\n".join(lowered)
    starts = list(accumulate((len(line) + 1 for line in lowered), initial=0))
    numbers: set[int] = set()
    for mark in words_under(marks):
        numbers.update(_last_hits(whole, starts, mark.replace("~", " ")))
    telling = (n for n in sorted(numbers, reverse=True) if not _is_noise(lowered[n][:_LONGEST_LINE], noise))
    return set(islice(telling, _MOST_LINES))


def _last_hits(whole: str, starts: list[int], mark: str) -> Iterator[int]:
    at = whole.rfind(mark)
    for _ in range(_MOST_HITS):
        if at < 0:
            return
        number = bisect_right(starts, at) - 1
        yield number
        at = whole.rfind(mark, 0, starts[number])


def _is_noise(line: str, noise: re.Pattern[str]) -> bool:
    if _FRAME.match(line) or _HEADER_OR_TRAILER.match(line):
        return True
    return bool(noise.search(line)) and not _is_marked(noise.sub(" ", line))


def _is_marked(line: str) -> bool:
    return any(mark.replace("~", " ") in line for mark in words_under("word marks"))


def _stripped(line: str) -> str:
    return _STAMP.sub("", line[:_LONGEST_LINE].rstrip(), count=1).strip()


def _read(lines: list[str]) -> tuple[list[str], list[str], list[int]]:
    """Codes and phrases of lines, and for each line how much it tells: 2 an error's name, 1 that there is one, 0."""
    codes: list[str] = []
    phrases: list[str] = []
    levels: list[int] = []
    for line in lines:
        here, spoken = list(codes_in(line)), phrases_in(folded(line))
        codes += here
        phrases += spoken
        named = spoken or any(not is_weak(code) for code in here)
        levels.append(2 if named else int(bool(_ERROR_WORD.search(line))))
    return codes, phrases, levels


_ERROR_WORD = re.compile(r"\b(?:ERROR|ERRO|FATAL|SEVERE|CRITICAL|ABEND|FAILED|FALHA|FALHOU|EXCEPTION)\b", re.IGNORECASE)


def _exit_codes(window: str) -> list[str]:
    status = _EXIT_STATUS.match(window, max(0, window.rfind("= Exit Status")))
    return [f"RC {int(status[1])}"] if status and int(status[1]) else []
