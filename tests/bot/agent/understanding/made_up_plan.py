"""A made-up plan and the look-up of names in it, as the master would answer."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.agent.understanding import Names, candidate_tokens

_JOBS = """
    PAYROLL_CALC PAYROLL_LOAD PAYROLL_CLOSE FINAL_BATCH_PAYROLL PAY_TAX_SPLIT PAY_EXPORT_BANK BILLING_RUN BILLING_PRINT
    BILL_EXTRACT_01 BILL_EXTRACT_02 LEDGER_POST LEDGER_BALANCE LEDGER_EOD STOCK_SYNC STOCK_RECON STOCK_REPRICE CRM_FEED_IN
    CRM_FEED_OUT DWH_STAGE_010 DWH_STAGE_020 DWH_FACT_SALES DWH_DIM_CLIENT RISK_VAR_CALC RISK_SCENARIO FRAUD_SCORE
    FRAUD_ALERTS CARD_SETTLE CARD_AUTH_DUMP PIX_SETTLE PIX_RECON TED_SEND TED_RETURN NFE_ISSUE NFE_CANCEL_SYNC SPED_BUILD
    SPED_SIGN BKP_DB2_FULL BKP_ORA_INC ARCHIVE_LOGS PURGE_TEMP FTP_GET_RATES FTP_PUT_BACEN RATES_LOAD CURVE_BUILD
    LOAN_ACCRUAL LOAN_BOOK INS_CLAIMS INS_PREMIUM HR_SYNC HR_BADGES MAIL_STATEMENTS STMT_RENDER GL_TRIAL GL_REPORT
    TAX_IRRF TAX_ISS XFER_NIGHT SAPBW01 ACC010 JNEXTDAY CHECKSYNC
"""
_STREAMS = """
    PAYROLL_MONTHLY BILLING_DAILY LEDGER_NIGHT STOCK_HOURLY CRM_DAILY DWH_NIGHTLY RISK_EOD FRAUD_RT CARD_DAILY PIX_DAILY
    TED_DAY NFE_DAILY SPED_MONTHLY BACKUP_NIGHT RATES_MORNING LOAN_EOD INS_WEEKLY HR_DAILY STMT_MONTHLY GL_CLOSE FINAL
    FINALPOSTREPORTS ACC010
"""
_WORKSTATIONS = "MDM_SP01 AGT_FIN01 AGT_FIN02 AGT_DWH01 AGT_CARD01 AGT_LNX07 WINSRV03 ZOS_PRD1 POOL_ETL XAGENT9"
JOBS, STREAMS, WORKSTATIONS = tuple(_JOBS.split()), tuple(_STREAMS.split()), tuple(_WORKSTATIONS.split())
PLACEHOLDERS = {
    "JOB1": "DWH_FACT_SALES",
    "JOB2": "PIX_RECON",
    "JOB_ABEND": "LEDGER_EOD",
    "JOB_WAITING": "PAYROLL_CLOSE",
    "JOB_RUNNING": "RISK_SCENARIO",
    "JOB_TYPO": "DWH_FAC_SALES",
    "PREFIX1": "DWH_",
    "STREAM1": "DWH_NIGHTLY",
    "WKS1": "AGT_DWH01",
    "KEY1": "AGT_DWH01#DWH_NIGHTLY.DWH_FACT_SALES",
}


def names_in(text: str) -> Names:
    """What the made-up plan says about a text's tokens: exact names first, else the nearest five."""
    asked = [t.upper() for t in candidate_tokens(text)]
    exact = {
        (kind, token)
        for kind, plan in (("job", JOBS), ("stream", STREAMS), ("workstation", WORKSTATIONS))
        for token in asked
        if token in plan
    }
    return Names(
        jobs={t: _found(t, JOBS) for t in asked},
        streams={t: _found(t, STREAMS) for t in asked},
        workstations={t: _found(t, WORKSTATIONS) for t in asked},
        exact=frozenset(exact),
    )


def _found(token: str, plan: tuple[str, ...]) -> tuple[str, ...]:
    if token in plan:
        return (token,)
    near = process.extract(token, plan, scorer=OSA.normalized_similarity, score_cutoff=0.6, limit=5)
    holding = [name for name in plan if len(token) > 3 and token in name]
    return tuple(dict.fromkeys([*(n for n, _, _ in near), *holding]))[:8]
