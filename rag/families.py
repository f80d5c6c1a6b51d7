"""Families of error codes: how each is written in logs, and the one form under which codes are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.lexicon import words_under


@dataclass(frozen=True, slots=True, kw_only=True)
class _Family:
    pattern: re.Pattern[str]
    code: Callable[[re.Match[str]], str]
    numbered: bool  # a line without a digit need not be asked


def _family(pattern: str, code: Callable[[re.Match[str]], str]) -> _Family:
    return _Family(pattern=re.compile(pattern, re.IGNORECASE), code=code, numbered=r"\d" in pattern)


def _sql0(match: re.Match[str]) -> str:
    sign = "-" if match[2].upper() != "W" else ""
    return f"SQLCODE {sign}{int(match[1])}"


def _vendor(match: re.Match[str]) -> str:
    return "" if match[1].upper() in words_under("not a vendor") else f"{match[1].upper()}-{match[2]}"


def _mq_name(match: re.Match[str]) -> str:
    name = match[1].upper()
    reasons = dict(entry.split("=") for entry in words_under("mq reasons"))
    return f"MQRC {reasons[name]}" if name in reasons else f"MQRC_{name}"


def _exception(match: re.Match[str]) -> str:
    name = match[1]
    if name.islower() or name.isupper():  # typed by a person: compare without its capitals
        name = name.lower()
    return "" if name.lower() in {"stderror", "noerror", "perror", "onerror", "terror"} else name


def _return_code(match: re.Match[str]) -> str:
    return f"RC {int(match[1])}"


_FAMILIES = (
    _family(r"\b(?:ORA|TNS)(?:-?0*(\d{1,5})| (\d{3,5}))\b", lambda m: f"ORA-{int(m[1] or m[2]):05d}"),
    _family(
        r"\bSQL\s?CODE\s*(?:[=:]\s*)?(?:IS\s+)?([-+]?)\s?0*(\d{2,5})\b",
        lambda m: f"SQLCODE {m[1].replace('+', '')}{m[2]}",
    ),
    _family(r"\b(?:DB2|SQL)\b[^\d\n-]{0,12}(-\d{3,5})\b", lambda m: f"SQLCODE {m[1]}"),
    _family(r"(?<![\w.:-])(-\d{3,5}) (?:DO |NO |IN |ON |OF |FROM )?(?:DB2|SQL)\b", lambda m: f"SQLCODE {m[1]}"),
    _family(r"\bSQL0*(\d{3,5})([NCW])\b", _sql0),
    _family(r"\bSQLSTATE\s*[=:]?\s*\(?([0-9A-Z]{5})\b", lambda m: f"SQLSTATE {m[1].upper()}"),
    _family(r"(?<![\w@#$.-])S(?=[0-9A-F]{0,2}\d)([0-9A-F]{3})(?![\w@#$-])", lambda m: f"S{m[1].upper()}"),
    _family(
        r"\b(?:ABEND(?:ED)?(?:\s+CODE)?|COMPLETION CODE)\s*[=:]?\s*S?(?=[0-9A-F]{0,2}\d)([0-9A-F]{3})\b",
        lambda m: f"S{m[1].upper()}",
    ),
    _family(r"\b([BDE]37)(?:-\d\d)?\b", lambda m: f"S{m[1].upper()}"),
    _family(r"(?<![\w@#$.-])U(?!0000)(\d{4})\b", lambda m: f"U{m[1]}"),
    _family(
        r"\b(?:RC|RETURN[ _-]?CODE|EXIT[ _-]?(?:CODE|STATUS)|EXIT|MAXCC|COND CODE|RETCODE"
        r"|C[OÓ]D(?:IGO|\.)?(?: DE)? RETORNO|RETORNO|C[OÓ]DIGO DE SA[IÍ]DA"
        r"|SA[IÍ]DA)\s*[=:(]?\s*(\d{1,5})\b",
        _return_code,
    ),
    _family(r"\b(AWS[A-Z]{3}\d{3}[EWIS])", lambda m: m[1].upper()),
    _family(r"\b(AWS[A-Z]{3})(?![A-Z0-9])", lambda m: m[1].upper()),
    _family(r"\b(EQQ[A-Z0-9]{4}[EWIS])\b", lambda m: m[1].upper()),
    _family(r"\bMQRC_([A-Z_]+)\b", _mq_name),
    _family(
        r"\b(?:MQRC|MQ (?:ERROR|ERRO|REASON)|MQRC REASON|REASON(?: CODE)?|RAZ[AÃ]O|MOTIVO MQ"
        r"|MQ)\s*[=:']?\s*(2\d{3})\b",
        lambda m: f"MQRC {m[1]}",
    ),
    _family(r"\b(AMQ\d{4})[A-Z]?\b", lambda m: m[1].upper()),
    _family(
        r"\b((?:IEFC|IEF|IEC|IEA|IGD|IKJ|ICE|WER|CEE|CSV|IDC|DFSH?|DFH[A-Z]{0,2}|DSN[A-Z]?|ICH"
        r"|IGZ|IXG|EDC|BPX[A-Z]?|ARC|CSQ[A-Z]?|ANR|ANS|GIM|HASP|IAT|IOS|IRX|FSUM|EZA|EZY|BRM|CPF"
        r"|MCH|RNX|CPA|CPE)\d{3,5}[A-Z]?)\b",
        lambda m: m[1].upper(),
    ),
    _family(
        r"\bHTTP(?:S|/\d(?:\.\d)?)?[\s_-]*(?:STATUS|CODE|ERROR|ERRO|RESPONSE|RETURN(?:ED)?"
        r"|REQUEST)*(?:[\s_-]*(?:STATUS|CODE|OF|WAS|WITH|IS))*\s*[=:]?\s*([45]\d\d)\b",
        lambda m: f"HTTP {m[1]}",
    ),
    _family(r"\bSTATUS[ _]?(?:CODE)?\s*[=:]?\s*([45]\d\d)\b", lambda m: f"HTTP {m[1]}"),
    _family(
        r"\b(?:RETURNED ERROR|RESPONSE(?: CODE)?|RESPONDEU|RETORNOU)\s*:?\s*(?:O\s+)?([45]\d\d)\b",
        lambda m: f"HTTP {m[1]}",
    ),
    _family(
        r"\b([45]\d\d) (?:SERVICE (?:TEMPORARILY )?UNAVAILABLE|UNAUTHORIZED|FORBIDDEN|BAD GATEWAY"
        r"|GATEWAY TIME-?OUT|INTERNAL SERVER ERROR|TOO MANY REQUESTS|NOT FOUND|BAD REQUEST"
        r"|CONFLICT|PROXY AUTHENTICATION)",
        lambda m: f"HTTP {m[1]}",
    ),
    _family(
        r"(?<![\d.,:-])(?:FTP\w*\s*[:=]?\s*)?(421|425|426|430|450|451|452|530|550|551|552"
        r"|553)[ -](?=[A-Z])(?!(?:REGISTROS|RECORDS|ROWS|BYTES|LINHAS|SECONDS|MS|MB|GB|KB)\b)",
        lambda m: f"REPLY {m[1]}",
    ),
    _family(
        r"\b(?:FTP|SFTP|SMTP)\s*(?:CODE|ERRO|ERROR|STATUS|REPLY)?\s*[=:]?\s*([45]\d\d)\b", lambda m: f"REPLY {m[1]}"
    ),
    _family(r"\bLDAP\D{0,25}(?:ERROR CODE|ERRO|CODE|ERR=?)\s*(\d{1,3})\b", lambda m: f"LDAP {m[1]}"),
    _family(r"\b(?:MSG|(?:MS ?SQL|SQL SERVER)(?: ERROR| ERRO)?|MSSQL)[ :]\s?(\d{3,5})\b", lambda m: f"MSSQL {m[1]}"),
    _family(r"\bERROR:? (\d{3,5}), SEVERITY:? \d+", lambda m: f"MSSQL {m[1]}"),
    _family(r"\bERROR (\d{4}) \([0-9A-Z]{5}\)", lambda m: f"MYSQL {m[1]}"),
    _family(r"\b(?:TERADATA\D{0,20}|\*\*\* |RDBMS )(?:FAILURE|ERROR)\s*:?\s*(\d{4})\b", lambda m: f"TERADATA {m[1]}"),
    _family(
        r"\b(?:NETBACKUP|NBU|BACKUP) (?:EXIT )?(?:STATUS|ERROR|ERRO|CODE)\s*[=:]?\s*(\d{1,4})\b",
        lambda m: f"NBU {m[1]}",
    ),
    _family(r"\b(0x[0-9A-F]{8})\b", lambda m: m[1].lower()),
    _family(
        r"\b(?:SYSTEM ERROR|WIN32 ERROR|WINDOWS ERROR|ERRO DE SISTEMA)\s*:?\s*(\d{1,5})\b", lambda m: f"WIN {m[1]}"
    ),
    _family(r"\b((?:RR|TM|WRT|CMN|LM|REP|TE|BR|FR|DBGR|SF|VAR|TT|PETL|WSC|ODL)_\d{4,5})\b", lambda m: m[1].upper()),
    _family(
        r"\b((?:RFC|TSV|DBIF|CALL_FUNCTION|TIME_OUT|MESSAGE_TYPE_X|STORAGE|SYSTEM_CORE"
        r"|SNAP)_[A-Z_]{4,}|TIME_OUT|MESSAGE_TYPE_X)\b",
        lambda m: m[1].upper(),
    ),
    _family(r"(?<![\w-])(?-i:([A-Z]{2,8}))-(\d{3,6})(?![\w-])", _vendor),
    _family(
        r"\b(?:[a-z_][\w$]*[./])*((?-i:[A-Z]\w*?[a-z0-9](?:Exception|Error|Fault)"
        r"|[a-z]\w*[a-z0-9](?:Exception|Error|Fault|exception|error)|[A-Z]\w+(?:EXCEPTION|ERROR)))\b",
        _exception,
    ),
)
# kafka.errors.NoBrokersAvailable: a class of an `errors` module need not be called Error.
_PYTHON_ERROR = re.compile(r"(?:^|\s)(?:[a-z_]\w*\.)*(?:errors?|exceptions?)\.([A-Z]\w+)(?=[:\s(]|$)")
_ALIASES = {"oome": "OutOfMemoryError", "npe": "NullPointerException"}


def codes_in(line: str) -> Iterator[str]:
    """The canonical codes that a line carries, in the order of the families; may repeat."""
    taken: set[str] = set()
    numbered = any(c in "0123456789" for c in line)
    for family in _FAMILIES:
        if family.numbered and not numbered:
            continue
        for match in family.pattern.finditer(line):
            code = family.code(match)
            if code and not _is_shadowed(code, taken):
                taken.add(code)
                yield code
    for match in _PYTHON_ERROR.finditer(line):
        yield match[1]


def _is_shadowed(code: str, taken: set[str]) -> bool:
    # ORA-00060 and the like are met again by the family of any vendor's numbers.
    vendor, _, number = code.partition("-")
    return bool(number) and any(c.startswith(vendor) and c != code for c in taken)


def code_of_cell(text: str) -> str:
    """The code of a cell that holds nothing but a number, as Excel gives it: -911 is a SQLCODE; "" where it is none."""
    bare = text.strip()
    if re.fullmatch(r"-\d{2,5}", bare):
        return f"SQLCODE {bare}"
    return f"#{int(bare)}" if re.fullmatch(r"0*\d{3,5}", bare) else ""


def comparable(code: str) -> str:
    """The form under which two codes are the same: without case."""
    return _ALIASES.get(code, code).casefold()


def is_weak(code: str) -> bool:
    """Whether a code alone says too little: return codes that every script gives, and wrappers of the real error."""
    folded = comparable(code)
    if folded.startswith("rc "):
        return folded[3:] not in words_under("telling return codes")
    return folded.startswith("sqlstate ") or folded in _weak() or bool(_INFORMATION.match(folded))


_INFORMATION = re.compile(r"(?:aws|eqq)[a-z0-9]{3,4}\d*i$")  # AWSBIS308I: end of job


@lru_cache(maxsize=1)
def _weak() -> frozenset[str]:
    return frozenset(comparable(code) for code in words_under("weak"))
