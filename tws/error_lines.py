"""Finds the lines of a job log that say what went wrong, in English, Portuguese and Spanish.

Three steps, the cheap one first: plain words that every error line has one of; then the expressions that make sure;
then what only looks like an error (counts of nothing, settings, thresholds).
"""

from __future__ import annotations

import re

MOST_LINES = 12
_LONGEST = 400

# Read in lower case: a pattern that need not ignore case is several times as fast.
_HINTS = tuple(
    re.split(
        r"\s*\|\s*",
        "err|fatal|severe|critic|crític|grave|exception|traceback|panic|abend|abort|fail|falh|fallo|falló|fallido"
        "|cannot|can't|could not|unable|não|nao|no se|such|found|encontrad|existe|denied|negad|refused|recusad"
        "|rechazad|reject|rejeitad|timeout|timed out|unreachable|memory|space|quota|excedid|exceeded|insufficient"
        "|insuficiente|overflow|deadlock|segmentation|dumped|killed|terminated|invalid|inválid|unauthori|forbidden"
        "|expired|expirad|vencid|mismatch|divergen|duplica|corrupt|violat|viola|reset|broken|host key|unexpected"
        "|inesperad|pkix|ora-|pls-|tns-|rman-|sp2-|ude-|kup-|lrm-|imp-|exp-|sql|dsn|msg |aws|awkr|eqq|amq|mqrc"
        "|reason code|ief|iec|iea|igz|cee|s0c|37|s322|s806|s913|jcl|ldap|http|status|53|550|errno|exit|rc",
    )
)

_CODES = re.compile(
    r"""\b(?:
    (?:ORA|PLS|TNS|RMAN|SP2|IMP|EXP|UDE|KUP|LRM)-\d{3,5}
    | SQLCODE\s*[=:]?\s*-\d+ | SQL\d{4,5}[NCE]\b | SQLSTATE | DSN\w{3,5}E | Msg\ \d+,\ Level\ 1[1-9]
    | AWS[A-Z]{3}\d{3}E | AWKR\w{2}\d{3}E | EQQ\w\d{3}E | AMQ\d{4}E? | MQRC[_ ]\w+ | [Rr]eason\ code\D{0,4}2\d{3}
    | IE[A-Z]\d{3}[EI] | IGZ\d{4}\w | CEE\d{4}\w | ABEND\s*=?\s*[SU]?\w{3,5} | JCL\ ERROR
    | S0C[0-9A-F] | S[A-F0-9]?[0-9A-F]37 | [B-E]37-\d\d | S(?:322|806|913) | PKIX
    | LDAP:\ error\ code | (?:HTTP(?:/\d(?:\.\d)?)?|[Ss]tatus(?:\ code)?)[ :=]*[45]\d\d | (?<![,.])5[35]0[ -][A-Z]
    | ERR[-_]?\d+ | errno[ =:]*[1-9]\d* | exit(?:\ code|\ status)?[ :=]*[1-9]\d* | (?:rc|RC)\s*=\s*[1-9]\d*
    )
    | \w(?:Error|Exception)\b | \bERR\b | \[E\]""",
    re.VERBOSE,
)
_WORDS = re.compile(
    r"""\b(?:
    errors?|erros?|errores|fatal|severe|critical|cr[ií]tico|grave|exception|traceback|panic
    |abend(?:ed)?|abort(?:ed|ing|ado)?|fail(?:ed|ure|s)?|falh(?:a|as|ou)|fall[oó]|fallido
    |cannot|can't|could\ not|unable\ to|n[ãa]o\ foi\ poss[íi]vel|no\ se\ pudo
    |no\ such\ file|not\ found|n[ãa]o\ (?:encontrad[oa]|existe)|denied|negad[oa]
    |refused|recusad[oa]|rechazad[oa]|rejected|rejeitad[oa]|timed?\ ?out|timeout|unreachable
    |out\ of\ memory|outofmemory[a-z]*|no\ space\ left|disk\ quota|excedid[oa]|exceeded|insufficient
    |insuficiente|overflow|deadlock|segmentation\ fault|core\ dumped|killed|terminated
    |invalid|inv[áa]lid[oa]|unauthori[sz]ed|forbidden|expired|expirad[oa]|vencid[oa]
    |mismatch|divergen(?:te|cia|ência|t)|duplicate\ key|duplicad[oa]|corrupt[a-z]*|violat[a-z]+|viola[çc][ãa]o
    |connection\ reset|broken\ pipe|host\ key|unexpected|inesperad[oa]
    )\b""",
    re.VERBOSE,
)
_BAD = (
    r"(?:errors?|erros?|errores|failures?|failed|falhas?|exceptions?|rejects?|rejected|rejeitad\w+|invalid\w*"
    r"|inv[áa]lid\w+)"
)
_INNOCENT = re.compile(
    rf"""\b(?:0|no|none|zero|without|sem|sin|nenhum|ning[uú]n|n[ãa]o\ h[áa])\s+(?:\w+\s+)?(?:{_BAD}|warnings?)\b
    |\b(?:{_BAD}|mismatch\w*|divergen\w+|duplicad\w+|duplicates?|expired|killed|terminated|rc|return\ ?code|errno
      |exit(?:\ code|\ status)?)\s*(?:count|total|so\ far)?\s*[=:(]?\s*
      (?:0+|(?<=[=:(\ ])(?:none|nenhum|null|false))(?![\d.\w])
    |\bon[ _-]?error\b|\bwhenever\s+(?:sql|os)error\b|\bif\ (?:it\ )?(?:fails|errors?)\b
    |\berror[_ -]?(?:log|file|handler|handling|threshold|limit|rate|level)\b
    |\b(?:max|allowed|tolerat\w+|permitid\w+)\ ?_?{_BAD}\b
    |timeout\s*(?:=|:|set\ to|de)\s*\d
    |\bpassword\ file\ loaded\b|\bexpired\ (?:rows|records|sessions)\ (?:purged|removed)\b""",
    re.VERBOSE,
)
_INNOCENT_CASED = re.compile(_INNOCENT.pattern, re.VERBOSE | re.IGNORECASE)
_MILD = re.compile(r"\b(?:warn(?:ing)?|aviso|info|debug|trace|notice|retry(?:ing)?|tentativa \d)\b")
_FRAME = re.compile(r"\s+(?:at |\.\.\. \d+ more|file \")")
# Lines that differ in digits only are one; a zero stays apart, as "errors: 0" and "errors: 3" do.
_DIGITS = str.maketrans("23456789", "11111111")


def error_lines(body: str) -> tuple[str, ...]:
    """At most twelve lines that tell the failure, each once, oldest first.

    Of more the last ones: a first failure is often retried, and the last one decides. Lines that call themselves
    warning or information only count where there are no others.
    """
    strong: dict[str, str] = {}
    mild: dict[str, str] = {}
    seen: set[str] = set()
    for line in reversed(body.split("\n")):
        start = line[:_LONGEST]
        shape = re.sub("[01]*1[01]*", "1", start.translate(_DIGITS)) if _may_tell(start) else ""
        if not shape or shape in seen:
            continue
        seen.add(shape)
        if _tells_an_error(start, start.lower()):
            (mild if _MILD.search(start.lower()) else strong)[shape] = start.strip()
            if len(strong) == MOST_LINES:
                break
    lines = list((strong or mild).values())[:MOST_LINES]
    return tuple(reversed(lines))


def _may_tell(line: str) -> bool:
    low = line.lower()
    return any(hint in low for hint in _HINTS) and not _FRAME.match(line)


def _tells_an_error(line: str, low: str) -> bool:
    if not (_WORDS.search(low) or _CODES.search(line)):
        return False
    rest = _INNOCENT.sub(" ", low)
    return rest == low or bool(_WORDS.search(rest) or _CODES.search(_INNOCENT_CASED.sub(" ", line)))
