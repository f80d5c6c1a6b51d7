"""Job logs, from the vendor's samples to broken bytes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tws.joblog import KEPT_BYTES, parse

RULE = "=" * 63
LOG = f"""{RULE}
= JOB       : CPUA#JS25[(0600 09/24/23),(0AAAAAAAAAAABQM)].JOBC
= USER      : mdm93mdm
= JCLFILE   : /etl/run.sh --mode full
= TWSRCMAP  :
= AGENT     : CPUA
= Job Number: 987278608
= Sun Sep 24 17:06:27 CEST 2023
{RULE}
connect app password=S3cret
0 errors so far
ORA-01653: unable to extend table FOLHA.CALC by 128 in tablespace USERS
done
{RULE}
= Exit Status           : 12
= SC STATUS_OK          : false
= System Time (Seconds) : 0     Elapsed Time (hh:mm:ss) : 00:00:01
= Job CPU usage (ms)    : 20
= Sun Sep 24 15:16:25 CEST 2023
{RULE}
"""


def test_header_and_trailer_are_read() -> None:
    """Labels of both blocks, the exit status, and a body without them."""
    log = parse(LOG, run_id="r1")
    assert log.header is not None
    assert ("mdm93mdm", "CPUA", "/etl/run.sh --mode full") == (
        log.header["USER"],
        log.header["AGENT"],
        log.header["JCLFILE"],
    )
    assert (12, "r1", False) == (log.exit_status, log.run_id, log.truncated)
    assert log.body.startswith("connect app")
    assert log.body.endswith("done")


def test_secrets_are_masked_everywhere() -> None:
    """Neither text nor body nor error lines carry a password."""
    log = parse(LOG)
    assert "S3cret" not in log.text + log.body + "".join(log.error_lines)


def test_the_error_lines_tell_the_error() -> None:
    """A count of no errors is not one of them."""
    assert ("ORA-01653: unable to extend table FOLHA.CALC by 128 in tablespace USERS",) == parse(LOG).error_lines


@pytest.mark.parametrize(
    "line",
    [
        "ERROR: connection refused",
        "java.lang.OutOfMemoryError: Java heap space",
        "Caused by: java.sql.SQLException: x",
        "cp: cannot create regular file: No space left on device",
        "run.sh: line 4: sqlldr: command not found",
        'SQL0911N The current transaction has been rolled back. Reason code "2".',
        "SQLCODE=-904, SQLSTATE=57011",
        "IEF450I PAYSTEP - ABEND=S0C7 U0000 REASON=00000000",
        "IEC030I B37-04,IFG0554A,PAYSTEP",
        "530 Login incorrect",
        "HTTP/1.1 503 Service Unavailable",
        "AMQ9999E: Channel ended abnormally",
        "MQRC_NOT_AUTHORIZED",
        "AWSBHT001E job cannot be launched",
        "Falha ao abrir o arquivo /in/pix.csv",
        "Arquivo não encontrado: /in/pix.csv",
        "Total divergente: esperado 10, lido 9",
        "Permissão negada",
        "El archivo no se pudo abrir",
        "Segmentation fault (core dumped)",
        "return code 0, but 3 errors found",
        "errors: 3",
        "PKIX path building failed",
    ],
)
def test_a_line_that_tells_an_error_is_found(line: str) -> None:
    """Words and ids of the usual tools, in three languages."""
    assert (line,) == parse(f"start\n{line}\nend").error_lines


@pytest.mark.parametrize(
    "line",
    [
        "0 errors so far",
        "no errors found",
        "Errors: 0",
        "error=0",
        "rejected: 0",
        "Sem erros",
        "nenhum erro encontrado",
        "password file loaded",
        "WHENEVER SQLERROR EXIT 4",
        "max errors = 50",
        "timeout = 30",
        "connect_timeout: 10",
        "on_error: continue",
        "0 rows failed",
        "exit code 0",
        "finished with rc=0",
        "reading terror_list.csv",
        "error log: /var/log/x.log",
        "2026-11-22 19:39:30,550 INFO  commit interval 1000",
    ],
)
def test_a_line_that_only_looks_like_an_error_is_not(line: str) -> None:
    """Counts of nothing and settings are no errors."""
    assert () == parse(f"start\n{line}\nend").error_lines


def test_the_decisive_lines_are_the_last() -> None:
    """Of many different errors the last twelve are told, oldest first."""
    names = [f"{chr(65 + n)}{chr(65 + n)}" for n in range(20)]
    lines = [f"ERROR {name}" for name in names]
    assert tuple(lines[-12:]) == parse("\n".join(lines)).error_lines


def test_a_repeated_error_is_told_once() -> None:
    """Lines that differ in numbers only are one, the last of them."""
    assert ("attempt 3: connection refused",) == parse(
        "\n".join(f"attempt {n}: connection refused" for n in (1, 2, 3))
    ).error_lines


def test_a_stack_trace_is_told_by_its_head_and_causes() -> None:
    """Frames are left out."""
    trace = "java.lang.IllegalStateException: x\n\tat a.FailedError.b(C.java:1)\nCaused by: java.io.IOException: y\n\t... 3 more"
    assert ("java.lang.IllegalStateException: x", "Caused by: java.io.IOException: y") == parse(trace).error_lines


def test_only_the_end_of_a_long_log_is_kept() -> None:
    """The last 256 KB from a line's beginning, marked as cut."""
    log = parse(("password=" + "x" * 40 + "\n") * 20_000 + LOG)
    assert log.truncated
    assert len(log.text.encode()) <= KEPT_BYTES
    assert "xxxx" not in log.text
    assert 12 == log.exit_status


def test_control_characters_and_colours_are_removed() -> None:
    """Escape sequences, bells and direction marks do not reach a screen."""
    assert "a red b" == parse("a \x1b[31mred\x1b[0m\x07\u202e b").text


def test_broken_bytes_survive() -> None:
    """Bytes that are no UTF-8 are replaced, the rest is read."""
    assert "caf\ufffd falhou" == parse(b"caf\xe9 falhou").text


def test_an_empty_log_is_empty() -> None:
    """Nothing is made up."""
    log = parse("")
    assert ("", None, None, ()) == (log.body, log.header, log.exit_status, log.error_lines)


def test_a_log_that_runs_still_has_no_trailer() -> None:
    """Without a trailer there is no exit status, and the body goes to the end."""
    log = parse(LOG.partition("= Exit Status")[0])
    assert (None, True) == (log.exit_status, log.body.startswith("connect app"))


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(raw: bytes) -> None:
    """Whatever stands in a log, a record comes out without control characters."""
    log = parse(raw)
    assert not set(log.text) & {chr(n) for n in range(32)} - {"\t", "\n"}


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-22 03:12:09 INFO  [worker-3] row 1234567 of table FOLHA.CALC loaded in 12 ms, 0 errors so far\n",
        "2026-11-22 03:12:09 ERROR connection refused for user=app password=S3cret key=1\n",
        "a" * 5000 + "\n",
        "=" * 63 + "\n",
        "password" * 500 + "\n",
    ],
)
def test_the_cost_of_a_log_grows_with_its_length_only(line: str) -> None:
    """Four times the log costs about four times the time, whatever its lines; a quadratic reader would need sixteen."""
    assert _cost(line * (KEPT_BYTES // len(line))) / _cost(line * (KEPT_BYTES // 4 // len(line))) < 10


def _cost(raw: str) -> float:
    taken = []
    for _ in range(3):
        begun = time.process_time()
        parse(raw)
        taken.append(time.process_time() - begun)
    return min(taken)
