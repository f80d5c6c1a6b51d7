"""The payroll net of the default scenario: five job streams that lead to FINAL_BATCH_PAYROLL and what follows it."""

from __future__ import annotations

from tws.simulator.builder import Builder
from tws.simulator.records import Fate, Job

MINUTE = 60.0
RH = "FTA_RH01"


def add_payroll(build: Builder, around: float) -> None:
    """Add the payroll net, so that around this time it is computing the net pay, and soon in trouble."""
    extract = _extract(build, around)
    computed = _compute(build, around, extract)
    tax = build.stream("PAYROLL_TAX", RH, around - 30 * MINUTE, follows=[computed])
    inss = build.job(tax, "PAY_TAX_INSS", 6 * MINUTE, kind="oracle")
    irrf = build.job(tax, "PAY_TAX_IRRF", 8 * MINUTE, kind="oracle")
    build.job(tax, "PAY_TAX_FGTS", 4 * MINUTE, kind="oracle", follows=[inss, irrf])
    bank = build.stream("PAYROLL_BANK", RH, around + 40 * MINUTE, follows=[tax])
    sent = build.chain(
        bank,
        ("PAY_BANK_FILE", 10 * MINUTE, {"kind": "java"}),
        ("PAY_BANK_SIGN", 2 * MINUTE, {"kind": "shell"}),
        ("PAY_BANK_SEND", 5 * MINUTE, {"kind": "sftp", "user": "paysftp"}),
    )[-1]
    final = _final(build, around, sent)
    _followers(build, around, final)
    build.note("payroll", final)


def _extract(build: Builder, around: float) -> Job:
    stream = build.stream("PAYROLL_EXTRACT", RH, around - 110 * MINUTE)
    time = build.job(stream, "PAY_EXTRACT_TIME", 10 * MINUTE, kind="oracle")
    benefits = build.job(stream, "PAY_EXTRACT_BENEF", 8 * MINUTE, kind="oracle", follows=[time])
    adjust = build.job(stream, "PAY_EXTRACT_ADJUST", 6 * MINUTE, kind="oracle", follows=[time])
    return build.job(stream, "PAY_EXTRACT_CHECK", 3 * MINUTE, kind="shell", follows=[benefits, adjust])


def _compute(build: Builder, around: float, extract: Job) -> Job:
    stream = build.stream("PAYROLL_CALC", RH, around - 60 * MINUTE, follows=[extract], priority=50)
    trouble = Fate(
        end="ABEND",
        signature="oracle_snapshot_too_old",
        seconds=26.5 * MINUTE,  # a minute and a half from now: somebody who just started sees it happen
        acted_on_after=15 * MINUTE,
    )
    jobs = build.chain(
        stream,
        ("PAY_LOAD_INPUT", 10 * MINUTE, {"kind": "oracle", "script": (Fate(seconds=600),)}),
        ("PAY_CALC_GROSS", 25 * MINUTE, {"kind": "oracle", "script": (Fate(seconds=1500),)}),
        ("PAY_CALC_NET", 25 * MINUTE, {"kind": "oracle", "script": (trouble, Fate()), "log": "secrets"}),
        ("PAY_CALC", 10 * MINUTE, {"kind": "oracle"}),
    )
    build.note("about_to_abend", jobs[2])
    return jobs[-1]


def _final(build: Builder, around: float, sent: Job) -> Job:
    deadline = around + 150 * MINUTE
    stream = build.stream("PAYROLL_FINAL", RH, around + 60 * MINUTE, deadline=deadline, monitored=True)
    final, *_ = build.chain(
        stream,
        (
            "FINAL_BATCH_PAYROLL",
            12 * MINUTE,
            {
                "kind": "java",
                "critical": True,
                "deadline": deadline,
                "priority": 60,
                "follows": [sent],
                "max_duration": 45 * MINUTE,
                "description": "Fecha a folha e libera o pagamento. Closes payroll and releases the payment.",
            },
        ),
        ("PAY_PAYSLIP_PRINT", 15 * MINUTE, {"kind": "java"}),
        ("PAY_PAYSLIP_MAIL", 6 * MINUTE, {"kind": "rest"}),
    )
    return final


def _followers(build: Builder, around: float, final: Job) -> None:
    ledger = build.stream("GL_PAYROLL_POST", "FTA_FIN01", around + 90 * MINUTE, folder="/FINANCE/", follows=[final])
    build.chain(
        ledger,
        ("GL_PAY_JOURNAL", 8 * MINUTE, {"kind": "db2"}),
        ("GL_PAY_BALANCE", 5 * MINUTE, {"kind": "db2", "deadline": around + 210 * MINUTE}),
    )
    warehouse = build.stream("DWH_PAYROLL", "POOL_ETL", around + 100 * MINUTE, folder="/ANALYTICS/", follows=[final])
    build.chain(
        warehouse,
        ("DWH_PAY_STAGE", 12 * MINUTE, {"kind": "spark"}),
        ("DWH_PAY_FACT", 20 * MINUTE, {"kind": "spark"}),
    )
