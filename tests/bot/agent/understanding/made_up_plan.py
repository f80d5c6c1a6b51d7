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
    TAX_IRRF TAX_ISS XFER_NIGHT SAPBW01 ACC010 JNEXTDAY CHECKSYNC MAKEPLAN SWITCHPLAN UPDATESTATS STARTAPPSERVER CAREMB20
    EDI-RECV-PEDIDO EDI-SEND-1 LJ7_FECHA_CAIXA PJ01
"""
_STREAMS = """
    PAYROLL_MONTHLY BILLING_DAILY LEDGER_NIGHT STOCK_HOURLY CRM_DAILY DWH_NIGHTLY RISK_EOD FRAUD_RT CARD_DAILY PIX_DAILY
    TED_DAY NFE_DAILY SPED_MONTHLY BACKUP_NIGHT RATES_MORNING LOAN_EOD INS_WEEKLY HR_DAILY STMT_MONTHLY GL_CLOSE FINAL
    FINALPOSTREPORTS ACC010 EDI-FORNEC EDI-IN CARTAO_EMBOSSA FECHAMENTO
"""
_WORKSTATIONS = (
    "MDM_SP01 AGT_FIN01 AGT_FIN02 AGT_DWH01 AGT_CARD01 AGT_LNX07 WINSRV03 ZOS_PRD1 POOL_ETL XAGENT9 MDM CPU1 PRD-APP-01"
)
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
# the same places with names that are harder to tell from words: hyphens, no separator, digits, a vendor's own
OTHER_PLACEHOLDERS = {
    "hyphens": {
        "JOB1": "EDI-RECV-PEDIDO", "JOB2": "CAREMB20", "JOB_ABEND": "LJ7_FECHA_CAIXA", "JOB_WAITING": "EDI-SEND-1",
        "JOB_RUNNING": "PJ01", "JOB_TYPO": "EDI-RECVPEDIDO", "PREFIX1": "EDI", "STREAM1": "EDI-FORNEC",
        "WKS1": "PRD-APP-01", "KEY1": "PRD-APP-01#EDI-FORNEC.EDI-RECV-PEDIDO",
    },
    "words": {
        "JOB1": "MAKEPLAN", "JOB2": "UPDATESTATS", "JOB_ABEND": "CHECKSYNC", "JOB_WAITING": "SWITCHPLAN",
        "JOB_RUNNING": "STARTAPPSERVER", "JOB_TYPO": "MAKELAN", "PREFIX1": "MAK", "STREAM1": "FINAL", "WKS1": "MDM",
        "KEY1": "MDM#FINAL.MAKEPLAN",
    },
    "digits": {
        "JOB1": "CAREMB20", "JOB2": "PJ01", "JOB_ABEND": "EDI-SEND-1", "JOB_WAITING": "ACC010",
        "JOB_RUNNING": "SAPBW01", "JOB_TYPO": "CARMB20", "PREFIX1": "CAR", "STREAM1": "FECHAMENTO", "WKS1": "CPU1",
        "KEY1": "CPU1#FECHAMENTO.CAREMB20",
    },
}  # fmt: skip


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
