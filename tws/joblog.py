"""Reads a job log: header, body, trailer, exit status and the lines that say what went wrong."""

from __future__ import annotations

import re

from tws.models import JobLog
from tws.redaction import redact

KEPT_BYTES = 256 * 1024
MOST_ERROR_LINES = 12
_LONGEST_LINE = 400

__all__ = ["KEPT_BYTES", "parse", "redact"]

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
_RULE = re.compile(r"={20,}\s*")
_LABEL = re.compile(r"=\s?(?P<label>[^:]{1,40}?)\s*:\s?(?P<value>.*)")

# Ids with which the usual tools say that something went wrong. Case matters in them.
_CODES = re.compile(
    r"""\b(?:
    (?:ORA|PLS|TNS|RMAN|SP2|IMP|EXP|UDE|KUP|LRM)-\d{3,5}
    | SQLCODE\s*[=:]?\s*-\d+ | SQL\d{4,5}[NCE]\b | SQLSTATE | DSN\w{3,5}E | Msg\ \d+,\ Level\ 1[1-9]
    | AWS[A-Z]{3}\d{3}E | AWKR\w{2}\d{3}E | EQQ\w\d{3}E | AMQ\d{4}E? | MQRC[_ ]\w+ | [Rr]eason\ code\D{0,4}2\d{3}
    | IE[A-Z]\d{3}[EI] | IGZ\d{4}\w | CEE\d{4}\w | ABEND\s*=?\s*[SU]?\w{3,5} | JCL\ ERROR
    | S0C[0-9A-F] | S[A-F0-9]?[0-9A-F]37 | S(?:322|806|913) | U\d{4}
    | LDAP:\ error\ code | (?:HTTP(?:/\d(?:\.\d)?)?|[Ss]tatus(?:\ code)?)[ :=]*[45]\d\d | 53[05]\ \w | 550\ \w
    | E\d{3,5}: | ERR[-_]?\d+ | [A-Z]{2,6}-\d{3,5}E
    | errno[ =:]*[1-9]\d* | exit(?:\ code|\ status)?[ :=]*[1-9]\d* | (?:rc|RC)\s*=\s*[1-9]\d*
    )""",
    re.VERBOSE,
)
_WORDS = re.compile(
    r"""\b(?:
    errors? | erros? | errores | fatal | severe | critical | cr[ií]tico | grave | exception | traceback | panic
    | abend(?:ed)? | abort(?:ed|ing|ado)? | fail(?:ed|ure|s)? | falh(?:a|as|ou) | fall[oó] | fallido
    | cannot | can't | could\ not | unable\ to | n[ãa]o\ foi\ poss[íi]vel | no\ se\ pudo
    | no\ such\ file | not\ found | n[ãa]o\ (?:encontrad[oa]|existe) | denied | negad[oa]
    | refused | recusad[oa] | rechazad[oa] | rejected | rejeitad[oa] | timed?\ ?out | timeout | unreachable
    | out\ of\ memory | outofmemory\w* | no\ space\ left | disk\ quota | excedid[oa] | exceeded | insufficient
    | insuficiente | overflow | deadlock | segmentation\ fault | core\ dumped | killed | terminated
    | invalid | inv[áa]lid[oa] | unauthori[sz]ed | forbidden | expired | expirad[oa] | vencid[oa]
    | mismatch | divergen(?:te|cia|ência|t) | duplicate\ key | duplicad[oa] | corrupt\w* | violat\w+ | viola[çc][ãa]o
    | connection\ reset | broken\ pipe | host\ key | unexpected | inesperad[oa]
    )\b
    | \w+(?:Error|Exception)\b | \bERR\b | \[E\] | ^E\s""",
    re.IGNORECASE | re.VERBOSE,
)
# What only looks like an error: counts of nothing, settings, thresholds.
_INNOCENT = re.compile(
    r"""\b(?:0|no|none|zero|without|sem|sin|nenhum|ning[uú]n|n[ãa]o\ h[áa])\s+(?:any\s+|\w+\s+)?
      (?:errors?|erros?|errores|failures?|falhas?|exceptions?|warnings?|rejected|rejeitad\w+|failed|invalid\w*
      |inv[áa]lid\w+)\b
    | \b(?:errors?|erros?|errores|failures?|failed|falhas?|rejected|rejeitad\w+|rejects?|invalid\w*|exceptions?
      |mismatch\w*|divergen\w+|duplicad\w+|duplicates?|expired|killed|terminated|rc|return\ ?code|errno
      |exit(?:\ code|\ status)?)\s*(?:count|total|so\ far)?\s*[=:(]\s*(?:0+|none|nenhum|no|null|false|\[\])(?![\d.])
    | \bon[ _-]?error\b | \bwhenever\s+(?:sql|os)error\b | \bif\ (?:it\ )?(?:fails|errors?)\b
    | \berror[_ -]?(?:log|file|handler|handling|threshold|limit|rate|level)\b\s*[=:]?
    | \b(?:max|allowed|tolerat\w+|permitid\w+)\ ?_?(?:errors?|erros?|failures?|rejects?)\b
    | \b(?:\w+[_ .-]?)?timeout\s*(?:=|:|set\ to|de)\s*\d
    | \bpassword\ file\ loaded\b | \bexpired\ (?:rows|records|sessions)\ (?:purged|removed)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MILD = re.compile(
    r"\b(?:WARN(?:ING)?|AVISO|INFO|DEBUG|TRACE|NOTICE)\b|\bretry(?:ing)?\b|\btentativa \d", re.IGNORECASE
)
_STACK = re.compile(r"^\s+(?:at |\.\.\. \d+ more|File \")")
_CAUSE = re.compile(r"^\s*Caused by:", re.IGNORECASE)


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
        error_lines=_error_lines(body),
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


def _error_lines(body: str) -> tuple[str, ...]:
    """Lines that tell the failure, without repetition, in their order.

    Of too many the last ones: the first failure is often retried, and the last one decides.
    """
    found: dict[str, str] = {}
    for line in body.split("\n"):
        if _tells_an_error(line):
            key = re.sub(r"\d+", "0", line)
            found.pop(key, None)
            found[key] = line.strip()[:_LONGEST_LINE]
    lines = list(found.values())
    strong = [line for line in lines if not _MILD.search(line)] or lines
    return tuple(strong[-MOST_ERROR_LINES:])


def _tells_an_error(line: str) -> bool:
    if not line.strip() or (_STACK.match(line) and not _CAUSE.match(line)):
        return False
    if not (_WORDS.search(line) or _CODES.search(line)):
        return False
    return not _INNOCENT.search(line) or bool(_CODES.search(_INNOCENT.sub("", line)))
