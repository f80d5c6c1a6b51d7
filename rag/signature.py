"""Job log or text to error signature: codes, phrases and the lines that carry them; deterministic."""

from __future__ import annotations

import re

from rag.families import codes_in, is_weak
from rag.models import Signature
from rag.phrases import phrases_in
from rag.words import folded

_WINDOW = 256 * 1024  # characters looked at from the end; older ones only where the end tells nothing
_LOOK_BACK = 4 * _WINDOW
_SHOWN_LINES = 8
_LONGEST_LINE = 600
_MOST_LINES = 80  # different lines examined closely; noise repeats itself, errors seldom do

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_STAMP = re.compile(
    r"^\W{0,3}(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.]\d{2,4}|(?=\d\d[:.]\d\d[:.]\d\d))"
    r"[T ]?(?:\d\d[:.]\d\d[:.]\d\d(?:[.,]\d{1,9})?)?\s*(?:Z\b|[+-]\d\d:?\d\d\b|UTC|GMT|BRT)?\]?\s*"
)
_WITHOUT_DIGITS = str.maketrans("123456789", "000000000")
# Cheap marks of a line worth a closer look; each is searched in the whole text at once, which is fast.
_WORDS = (
    *(
        "err",
        "fail",
        "falh",
        "exception",
        "abend",
        "fatal",
        "severe",
        "critical",
        "denied",
        "negad",
        "refused",
        "recusad",
    ),
    *("not ", "encontrad", "unable", "invalid", "expir", "vencid", "timed out", "timeout", "reason", "killed", "space"),
    *("sem espa", "full", "cheia", "cheio", "exceed", "excedid", "duplic", "mismatch", "diferen", "diverg", "corrupt"),
    *(
        "missing",
        "no such",
        "unreachable",
        "unknown",
        "lock",
        "bloquead",
        "return code",
        "exit ",
        "unlinked",
        "traceback",
    ),
    *("unavailable", "indispon", "unauthori", "certificate", "overflow", "limit", "empty", "vazi", "segmentation"),
    *("out of memory", "too many", "too old", "reject", "rejeitad", "violat", "already", "licen", "quota", "stale"),
    *("read-only", "lost", "panic", "reset", "broken pipe", "closed by", "abort", "cancel", "terminated"),
)
_CODES = (
    *(
        "ora-",
        "tns-",
        "sqlcode",
        "sqlstate",
        "sql0",
        "mqrc",
        "amq",
        "aws",
        "ief",
        "iec",
        "igd",
        "ikj",
        "ice",
        "wer",
        "cee",
    ),
    *(
        "csv0",
        "dsn",
        "idc",
        "igz",
        "ans",
        "anr",
        "eqq",
        "http",
        "pkix",
        "ldap",
        "rfc_",
        "caused by",
        "b37",
        "d37",
        "e37",
    ),
    *(
        "s0c",
        " s8",
        "=s",
        "=u",
        " u0",
        " u4",
        "0x",
        "rc=",
        "maxcc",
        "msg ",
        "530 ",
        "publickey",
        "verification",
        "login",
    ),
)
# Stack frames, shell traces and rulers: whatever they say, the error is told elsewhere.
_FRAME = re.compile(r"^\s+at [\w.$/@]+\(|^\s*\+{1,3} |^=+$")
_NOISE = re.compile(
    r"(?<![\w.])(?:0|no|zero|nenhum|sem|without) "
    r"(?:errors?|erros?|fail(?:ed|ures?)|falhas?|exceptions?|warnings?|rejected)\b"
    r"|\b(?:errors?|erros?|failed|failures?|falhas?|rejeitados|rejected|invalid|duplicate[sd]?|missing)\s*[=:]\s*0\b"
    r"|\bset -e\b|\bon[_ ]error|\berror[_ ]?(?:log|file|handler|handling|page|mail|email|limit|threshold)"
    r"|\bretry(?:ing)? \d+ (?:of|de) \d+|\bdeprecated\b"
    r"|(?:error|erro)s? (?:checking|recovery) (?:is )?(?:enabled|on|ativ)"
)
_QUIET_LEVEL = re.compile(
    r"^\W*(?:\w{3} )?(?:INFO|DEBUG|TRACE|FINE(?:R|ST)?|NOTICE|VERBOSE|INFORMA\w*)\b[\s:\]|-]", re.IGNORECASE
)
_HEADER_OR_TRAILER = re.compile(r"^= [a-z][\w ()]*\s*:")
_EXIT_STATUS = re.compile(r"^= Exit Status\s*:\s*(\d+)", re.MULTILINE)


def signature_of(text: str) -> Signature:
    """The signature of a job log or of anything typed.

    `codes` come strong ones first, `lines` are the last eight that tell most, without time stamps. Looks at the last
    256 Ki characters, and further back (1 Mi at most) only where those tell nothing.
    """
    end = len(text)
    oldest = max(0, end - _LOOK_BACK)
    signature = Signature()
    while end > oldest:
        start = max(oldest, end - _WINDOW)
        signature = _signature(text[start:end])
        if signature.phrases or any(not is_weak(code) for code in signature.codes):
            break
        end = start
    return signature


def _signature(window: str) -> Signature:
    lines = _telling_lines(_clean(window))
    loud = [line for line in lines if not _QUIET_LEVEL.match(line)]
    codes, phrases, carrying = _read(loud)
    if not codes and not phrases:  # an INFO line tells only where nothing else does
        loud = lines
        codes, phrases, carrying = _read(lines)
    codes += [code for code in _exit_codes(window) if code not in codes]
    ranked = sorted(dict.fromkeys(codes), key=is_weak)
    shown = carrying or loud
    return Signature(codes=tuple(ranked), phrases=tuple(dict.fromkeys(phrases)), lines=tuple(shown[-_SHOWN_LINES:]))


def _clean(text: str) -> str:
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    return _CONTROL.sub(" ", text)


def _telling_lines(text: str) -> list[str]:
    if "\n" not in text.strip():
        return [_stripped(text.strip())]
    lowered = text.lower()
    spans = _last_of_each_kind(lowered, _marked_spans(lowered, _CODES), _FRAME)
    spans |= _last_of_each_kind(lowered, _marked_spans(lowered, _WORDS), _NOISE)
    return [line for line in (_stripped(text[start:end]) for start, end in sorted(spans)) if line]


def _marked_spans(lowered: str, marks: tuple[str, ...]) -> list[tuple[int, int]]:
    spans: dict[int, int] = {}
    for mark in marks:
        at = lowered.find(mark)
        while at >= 0:
            start = lowered.rfind("\n", 0, at) + 1
            end = lowered.find("\n", at)
            end = len(lowered) if end < 0 else end
            spans[start] = end
            at = lowered.find(mark, end)
    return sorted(spans.items())


def _last_of_each_kind(lowered: str, spans: list[tuple[int, int]], noise: re.Pattern[str]) -> set[tuple[int, int]]:
    """The last lines that are no noise; those that differ in their digits only are of one kind."""
    kept: set[tuple[int, int]] = set()
    kinds: set[str] = set()
    for start, end in reversed(spans):
        line = lowered[start : min(end, start + _LONGEST_LINE)]
        kind = line if _HOLDS_CODE.search(line) else line.translate(_WITHOUT_DIGITS)
        if kind in kinds:
            continue
        kinds.add(kind)
        if not _HEADER_OR_TRAILER.match(line) and not _FRAME.match(line) and not noise.search(line):
            kept.add((start, end))
        if len(kept) >= _MOST_LINES // 2:
            break
    return kept


_HOLDS_CODE = re.compile(r"[a-z]-?\d{3}|code|status|\brc\b|msg")


def _stripped(line: str) -> str:
    return _STAMP.sub("", line[:_LONGEST_LINE].rstrip(), count=1).strip()


def _read(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    codes: list[str] = []
    phrases: list[str] = []
    carrying: list[str] = []
    for line in lines:
        here, spoken = list(codes_in(line)), phrases_in(folded(line))
        codes += here
        phrases += spoken
        if spoken or any(not is_weak(code) for code in here) or _ERROR_WORD.search(line):
            carrying.append(line)
    return codes, phrases, carrying


_ERROR_WORD = re.compile(r"\b(?:ERROR|ERRO|FATAL|SEVERE|CRITICAL|ABEND|FAILED|FALHA|FALHOU|EXCEPTION)\b", re.IGNORECASE)


def _exit_codes(window: str) -> list[str]:
    statuses = _EXIT_STATUS.findall(window)
    return [f"RC {int(statuses[-1])}"] if statuses and int(statuses[-1]) else []
