"""What an incident takes from its diagnosis."""

import pytest

from bot.alerts.lifecycle import decisive_line
from bot.reports import DiagnosisReport
from rag.models import Found, Signature
from tests.fakes import NIGHT, fake_job

STARTS = "AWSBIS307I Starting /opt/hwa/TWS/jobmanrc /opt/batch/bin/run_java.sh"
DISK = "cp: error writing '/data/out': No space left on device"
ORACLE = ("ERROR at line 1:", "ORA-01555: snapshot too old", "ORA-06512: at line 1")


@pytest.mark.parametrize(
    ("lines", "signature", "line"),
    [
        (ORACLE, Signature(codes=("ORA-01555", "ORA-06512"), lines=ORACLE), "ORA-01555: snapshot too old"),
        (ORACLE, Signature(codes=("RC 8",), lines=ORACLE[:1]), "ORA-06512: at line 1"),
        (ORACLE, None, "ORA-06512: at line 1"),
        ((), Signature(), ""),
        ((DISK,), Signature(codes=("AWSBIS307I",), lines=(STARTS, DISK)), DISK),
        ((), Signature(codes=("AWSBIS307I",), lines=(STARTS,)), ""),
    ],
)
def test_the_decisive_line_carries_the_first_code(lines, signature, line):
    """A line with the signature's first code is chosen before later ones; without a code, the last line; else none. What HWA
    informs of is no error."""
    found = Found(verdict="none", signature=signature) if signature else None
    report = DiagnosisReport(environment="default", as_of=NIGHT, job=fake_job(), error_lines=lines, found=found)
    assert line == decisive_line(report)
