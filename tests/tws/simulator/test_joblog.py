"""Job logs: the vendor's layout, the same at every reading, with all that a log may hold."""

from __future__ import annotations

import re

import pytest

from tws.simulator.joblog import JobLog


@pytest.fixture
def log(make_world):
    world = make_world()

    def read(name: str, **how: bool) -> bytes:
        (job,) = world.plan.by_name[name]
        return JobLog(job.runs[-1], world.now()).text(**how)

    return read


def test_a_log_has_the_vendor_s_header_and_trailer(log):
    """Header and trailer name the job, its stream instance, its number, its exit status and its length."""
    text = log("CAR_CALC_FATURA").decode()
    assert re.search(
        r"^=+\n= JOB       : AGT_CARD01#CARTAO_FECHA\[\(0202 11/22/26\),\(0[A-Z]{15}\)\]\.CAR_CALC_FATURA\n", text
    )
    assert re.search(r"\n= Job Number: \d{9}\n= Sun Nov 22 02:14:00 -03 2026\n=+\n", text)
    assert re.search(r"\n= Exit Status           : 1\n", text)
    assert re.search(r"Elapsed Time \(hh:mm:ss\) : 00:23:00\n", text)


def test_an_agent_of_unix_writes_the_jobmanrc_lines(log):
    """On an FTA the body stands between AWSBIS307I and AWSBIS308I."""
    text = log("PAY_CALC_GROSS").decode()
    assert "= JCLFILE   : sqlplus -s /@ORAPRD @/opt/batch/sql/pay_calc_gross.sql\n" in text
    assert text.index("AWSBIS307I Starting") < text.index("AWSBIS308I End of job\nExit Status : 0\n")


def test_content_only_leaves_header_and_trailer_out(log):
    """The body alone holds no line that begins with `= `."""
    text = log("CAR_CALC_FATURA", content_only=True).decode()
    assert [line for line in text.splitlines() if line.startswith(("= ", "==="))] == []
    assert "NullPointerException" in text


def test_a_log_reads_the_same_twice(log):
    """Nothing in a finished log depends on when it is read."""
    assert log("CAR_CALC_FATURA") == log("CAR_CALC_FATURA")


def test_a_running_job_s_log_has_no_trailer_yet(log):
    """PAY_CALC_NET still runs: its log has a header and no exit status."""
    text = log("PAY_CALC_NET").decode()
    assert "Exit Status" not in text
    assert "= JOB       : FTA_RH01#PAYROLL_CALC" in text


def test_one_log_has_megabytes_and_its_error_at_the_end(log):
    """The big log is over two megabytes, and its last kilobytes say what happened."""
    content = log("DWH_HIST_CLIENTE")
    assert len(content) > 2_000_000
    assert b"Job aborted due to stage failure" in content[-3000:]


def test_one_log_is_not_utf_8(log):
    """The garbled log cannot be decoded strictly, and still names its abend."""
    content = log("CAREMB20")
    with pytest.raises(UnicodeDecodeError):
        content.decode()
    assert b"ABEND=S0C7" in content


def test_one_log_holds_secrets_and_one_holds_orders_to_the_reader(log):
    """Passwords, tokens and connection strings stand in one log; instructions and markup in another."""
    secrets, hostile = log("WEB_SYNC_PRECO").decode(), log("EDI-RECV-PEDIDO").decode()
    assert all(piece in secrets for piece in ("Verao#2026", "S3cretPay", "Bearer ey", "Tr0ub4dor"))
    assert all(piece in hostile for piece in ("IGNORE ALL PREVIOUS INSTRUCTIONS", "<script>", "<!channel>", "\x1b["))


async def test_lines_of_a_log_can_be_asked_for(http, running):
    """`from_line` and `to_line` count from one and include both ends."""
    run = running.plan.by_name["CAR_CALC_FATURA"][0].runs[0].id
    path = f"/twsd/api/v2/plan/job/run/{run}/joblog"
    whole = (await http.get(path)).text.splitlines()
    part = await http.get(path, params={"from_line": 3, "to_line": 5})
    assert whole[2:5] == part.text.splitlines()
    assert part.headers["Content-Type"] == "text/plain; charset=utf-8"
