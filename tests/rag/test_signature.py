"""What makes an error recognisable in a log."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.families import code_of_cell, codes_in, is_weak
from rag.phrases import phrase_of, phrases_in
from rag.signature import signature_of


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ORA-1555: snapshot too old", "ORA-01555"),
        ("TNS-12541: no listener", "ORA-12541"),
        ("DSNT408I SQLCODE = -911, ERROR:  THE CURRENT UNIT", "SQLCODE -911"),
        ("SQL0904N  Unsuccessful execution", "SQLCODE -904"),
        ("IEF450I JOBX STEP020 - ABEND=S0C7 U0000 REASON=00000007", "S0C7"),
        ("o que é abend 806?", "S806"),
        ("IEC030I B37-04,IFG0554A,JOBX", "SB37"),
        ("ABEND=S000 U4038", "U4038"),
        ("AWSBHT001E The job has failed", "AWSBHT001E"),
        ("awsbht", "AWSBHT"),
        ("MQRC_Q_FULL (2053)", "MQRC 2053"),
        ("MQCONN ended with reason code 2059", "MQRC 2059"),
        ("AMQ9202E: Remote host not available", "AMQ9202"),
        ("HTTP/1.1 503 Service Unavailable", "HTTP 503"),
        ("curl: (22) The requested URL returned error: 401", "HTTP 401"),
        ("530 Login incorrect.", "REPLY 530"),
        ("LDAP: error code 49 - 80090308", "LDAP 49"),
        ("java.lang.OutOfMemoryError: Java heap space", "OutOfMemoryError"),
        ("kafka.errors.NoBrokersAvailable: NoBrokersAvailable", "NoBrokersAvailable"),
        ("Msg 1205, Level 13, State 51", "MSSQL 1205"),
        ("RFC_ERROR_COMMUNICATION: connect failed", "RFC_ERROR_COMMUNICATION"),
        ("ICE007A 1 SYNTAX ERROR", "ICE007A"),
        ("exit code 127", "RC 127"),
        ("código de retorno: 8", "RC 8"),
        ("CPF4131 on AS/400", "CPF4131"),
    ],
)
def test_a_code_has_one_form_however_it_is_written(line, code):
    """Each family of codes is found in its vendor's spellings and compared under one."""
    assert code in list(codes_in(line))


@pytest.mark.parametrize(
    "line",
    [
        "PAY_W_RPT_240 started",
        "encoding UTF-8 and ISO-8859-1",
        "see KB-0129 or INC-12345",
        "processed 530 records of 0911",
        "using AES-256 and SHA-512",
        "2024-01-27 02:28:36,247 connection to host db01 established",
        "U0000 on host S001A",
    ],
)
def test_what_only_looks_like_a_code_is_none(line):
    """Job names, articles, encodings and counts are no error codes."""
    assert list(codes_in(line)) == []


@pytest.mark.parametrize(
    "code", ["RC 1", "RC 2", "RC 4", "RC 8", "RC 255", "SQLSTATE 40001", "ORA-06512", "AWSBIS308I"]
)
def test_what_every_failure_carries_is_weak(code):
    """Return codes of any script, wrappers and end-of-job messages are no signature alone."""
    assert is_weak(code)


@pytest.mark.parametrize("code", ["RC 127", "RC 137", "ORA-01555", "AWSBHT057W", "S0C7", "NullPointerException"])
def test_what_tells_something_is_not_weak(code):
    """Codes that name one error count in full."""
    assert not is_weak(code)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("cp: error writing '/x': no space left on device", "no-space"),
        ("disco cheio", "no-space"),
        ("ssh: connect to host x port 22: connection timed out", "connection-timeout"),
        ("pkix path building failed", "certificate"),
        ("arquivo de entrada vazio: /x (0 bytes)", "empty-file"),
        ("flexlm error -10: license for feature x has expired", "licence"),
    ],
)
def test_a_phrase_names_an_error_in_both_languages(text, phrase):
    """Where no code is, the words that programs use are the signature."""
    assert phrase in phrases_in(text)


def test_a_code_and_its_phrase_are_the_same_error():
    """ORA-00060 is a deadlock, in whatever case it is compared."""
    assert [phrase_of("ORA-00060"), phrase_of("ora-00060")] == ["deadlock", "deadlock"]


@pytest.mark.parametrize(("cell", "code"), [("-911", "SQLCODE -911"), ("2059", "#2059"), ("12", ""), ("ORA-1", "")])
def test_a_bare_number_in_a_sheet_is_a_code(cell, code):
    """Excel gives -911 and 2059 as numbers; a short one says nothing."""
    assert code_of_cell(cell) == code


def _log(*lines: str) -> str:
    head = ("=" * 40, "= JOB       : WKS#STREAM[(2000 01/15/24),(S)].JOB", "=" * 40)
    return "\n".join((*head, *lines, "=" * 40, "= Exit Status           : 8"))


def test_noise_that_says_error_is_none():
    """Counters at zero, retries, shell traces, settings and stack frames are no error lines."""
    log = _log(
        "0 errors so far",
        "Errors: 0",
        "sem erros",
        "WARN  retry 1 of 3",
        "+ set -e",
        "error_log=/var/log/x",
        "\tat com.acme.http.createSSLException(Alert.java:131)",
        "Error file handler ready",
        "2024-01-27 02:28:36,247 INFO  password file loaded",
    )
    assert (signature_of(log).codes, signature_of(log).phrases, signature_of(log).lines) == (("RC 8",), (), ())


def test_an_information_line_tells_only_where_nothing_else_does():
    """A code in an INFO line gives way to the one that ended the job."""
    both = _log("2024-01-27 02:28:36 INFO  ORA-00001 ignored as expected", "ORA-01555: snapshot too old")
    alone = _log("2024-01-27 02:28:36 INFO  ORA-00001 rejected")
    assert (signature_of(both).codes, signature_of(alone).codes) == (("ORA-01555", "RC 8"), ("ORA-00001", "RC 8"))


def test_lines_lose_time_stamps_colours_and_control_characters():
    """What is shown of a log is text and nothing that a terminal would obey."""
    signature = signature_of(_log("\x1b[31m2024-01-27T02:28:36.247Z ERROR ORA-01555:\x07 too old\x1b[0m", "done"))
    assert signature.lines == ("ERROR ORA-01555:  too old",)


def test_the_last_eight_telling_lines_are_shown():
    """A log full of errors shows the end of them."""
    names = ("alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett")
    signature = signature_of(_log(*(f"ERROR in {name}" for name in names)))
    assert signature.lines == tuple(f"ERROR in {name}" for name in names[2:])


def test_strong_codes_come_first():
    """The return code never stands before the error that caused it."""
    assert signature_of(_log("RC=8", "ORA-06512: at line 1", "ORA-01555: x")).codes[0] == "ORA-01555"


def test_an_error_far_from_the_end_is_found():
    """A megabyte of quiet lines after the error does not hide it."""
    quiet = "\n".join(f"line {n} " + "x" * 60 for n in range(9_000))
    assert signature_of(f"ORA-01555: snapshot too old\n{quiet}").codes == ("ORA-01555",)


def test_the_same_log_gives_the_same_signature():
    """Nothing depends on chance or on what was read before."""
    chance = random.Random(1)
    lines = [
        f"ERROR {chance.choice(('ORA-01555', 'S0C7', 'disk full', 'killed'))} {chance.random()}" for _ in range(300)
    ]
    assert signature_of(_log(*lines)) == signature_of(_log(*lines))


def _cost(text: str) -> float:
    best = 1e9
    for _ in range(5):
        before = time.process_time()
        signature_of(text)
        best = min(best, time.process_time() - before)
    return best


def test_the_cost_of_a_log_grows_with_its_length_only():
    """Four times the log costs about four times the time, for typical, one-line, hostile and all-different logs."""
    chance = random.Random(1)
    letters = "abcdefghij "
    logs = {
        "typical": "\n".join(
            f"2024-01-01 10:00:{n % 60:02d} INFO  processed {n} records of {n * 7}" for n in range(5_000)
        ),
        "one line": "a" * 262_144,
        "almost codes": "A1-" * 87_000,
        "errors": "\n".join(f"ERROR record {n} failed: value {chance.random()}" for n in range(5_000)),
        "different": "\n".join("ERROR " + "".join(chance.choices(letters, k=60)) for _ in range(3_900)),
    }
    growth = {name: _cost(text[-262_144:]) / _cost(text[-65_536:]) for name, text in logs.items()}
    assert {name: times for name, times in growth.items() if times > 10} == {}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_no_text_crashes_the_signature(text):
    """Whatever a log holds, it gives a signature of at most eight lines."""
    assert len(signature_of(text).lines) <= 8


@pytest.mark.parametrize(
    "noise",
    [
        "ERROR_COUNT=0",
        "see /var/log/batch/error.log for details",
        "validation finished, no error found",
        "Nenhum erro encontrado na etapa",
        "retry 2 of 3 succeeded after 4 s",
        "total de erros: 0",
        "FAILOVER is configured",
    ],
)
def test_what_says_error_and_is_none_is_no_line_of_a_log(noise):
    """Beside a real error such a line is not told."""
    told = signature_of(f"{noise}\nFILE STATUS 93 ON OPEN OF X.KSDS\n{noise}").lines
    assert ("FILE STATUS 93 ON OPEN OF X.KSDS",) == told


def test_the_line_beside_an_error_is_told_too():
    """The sentence that follows a message number is what a person recognises."""
    log = "Msg 9002, Level 17\nThe transaction log for database 'X' is full.\n" + "processed 7 records\n" * 20
    assert "The transaction log for database 'X' is full." in signature_of(log).lines


def test_the_first_cause_is_found_fifteen_megabytes_before_the_end():
    """Where the end only says that something failed, the first error is looked for in all that is older."""
    quiet = "\n".join(f"2024-01-01 10:00:{n % 60:02d} INFO  processed {n} records of {n * 7}" for n in range(290_000))
    told = signature_of(f"connecting\nORA-01555: snapshot too old\n{quiet}\nERROR step failed\n")
    assert (("ORA-01555",), "ERROR step failed") == (told.codes, told.lines[-1])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ora 1652", "ORA-01652"),
        ("Error: 9002, Severity: 17, State: 2.", "MSSQL 9002"),
        ("sql server 1205", "MSSQL 1205"),
        ("default-scheduler ready", ""),
        ("index [logs-2026] created", ""),
    ],
)
def test_codes_are_read_as_they_are_typed_and_words_are_no_codes(line, code):
    """A number with its product is a code; a word that ends like an error and a name with a year are none."""
    assert code == next(iter(signature_of(line).codes), "")
