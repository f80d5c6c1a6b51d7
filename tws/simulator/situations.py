"""The situations of the default scenario that end or run badly; no name gives the fault away."""

from __future__ import annotations

from tws.simulator.builder import Builder
from tws.simulator.records import Fate, Job

MINUTE = 60.0
HOUR = 3600.0


def ran(minutes: float) -> tuple[Fate, ...]:
    """One run of this length that ends well."""
    return (Fate(seconds=minutes * MINUTE),)


def broke(signature: str, minutes: float, hours: float | None = 6) -> tuple[Fate, ...]:
    """One run that ends in ABEND after so many minutes; an operator reruns it so many hours later."""
    after = None if hours is None else hours * HOUR
    return (Fate(end="ABEND", signature=signature, seconds=minutes * MINUTE, acted_on_after=after), Fate())


def _card_close(build: Builder, around: float) -> None:
    stream = build.stream("CARTAO_FECHA", "AGT_CARD01", around - 70 * MINUTE, priority=20)
    jobs = build.chain(
        stream,
        ("CAR_LE_MOVTO", 10 * MINUTE, {"kind": "java", "script": ran(12)}),
        ("CAR_CALC_FATURA", 20 * MINUTE, {"kind": "java", "script": broke("java_null", 23)}),
        ("CAR_GERA_FATURA", 25 * MINUTE, {"kind": "java"}),
        ("CAR_ENVIA_GRAFICA", 5 * MINUTE, {"kind": "sftp", "deadline": around - 5 * MINUTE}),
    )
    after = build.stream("CARTAO_CONCILIA", "AGT_CARD01", around - 30 * MINUTE, follows=[stream])
    build.chain(after, ("CAR_CONC_BANDEIRA", 15 * MINUTE, {}), ("CAR_CONC_REPORT", 4 * MINUTE, {}))
    build.note("abend_with_log", jobs[1])
    build.note("stuck_stream", stream)
    build.note("waiting_for_predecessor", jobs[2], after.jobs[0])
    build.note("late", jobs[3])


def _not_launched(build: Builder, around: float) -> None:
    stream = build.stream("AP_RETORNO", "FTA_FIN01", around - 60 * MINUTE, folder="/FINANCE/")
    fail = (Fate(end="FAIL", signature="logon_user", acted_on_after=5 * HOUR), Fate())
    jobs = build.chain(
        stream,
        ("AP_RET_VALIDA", 8 * MINUTE, {"kind": "shell", "script": ran(8)}),
        ("AP_RET_BAIXA", 15 * MINUTE, {"kind": "oracle", "script": fail, "user": "batch2"}),
        ("AP_RET_REPORT", 3 * MINUTE, {"kind": "shell"}),
    )
    build.note("fail_without_log", jobs[1])


def _single(build: Builder, stream: str, place: str, at: float, name: str, **more: object) -> Job:
    return build.job(build.stream(stream, place, at), name, 20 * MINUTE, **more)


def _logs(build: Builder, around: float) -> None:
    at = around - 50 * MINUTE
    big = _single(build, "DWH_HISTORICO", "POOL_ETL", at, "DWH_HIST_CLIENTE", kind="spark", log="big")
    big.script = broke("spark_executor", 30)
    garbled = _single(build, "CARTAO_EMBOSSA", "ZOS_SYSA", at, "CAREMB20", kind="zos", log="garbled")
    garbled.script = broke("zos_data_exception", 11)
    secrets = _single(build, "WEB_CATALOGO", "AGT_BATCH01", at, "WEB_SYNC_PRECO", kind="java", log="secrets")
    secrets.script = broke("ssl_path", 6, 3)
    hostile = _single(build, "EDI-FORNEC", "AGT_BATCH02", at, "EDI-RECV-PEDIDO", kind="sftp", log="hostile")
    hostile.script = broke("file_empty", 9, 4)
    for situation, job in (
        ("big_log", big),
        ("garbled_log", garbled),
        ("secrets_in_log", secrets),
        ("hostile_log", hostile),
    ):
        build.note(situation, job)


def _rerun_chain(build: Builder, around: float) -> None:
    stream = build.stream("ESTOQ_INTERFACE", "AS400_01", around - 80 * MINUTE)
    script = (
        Fate(end="ABEND", signature="db2_deadlock", seconds=240, acted_on_after=600),
        Fate(end="ABEND", signature="db2_deadlock", seconds=300, acted_on_after=900),
        Fate(seconds=620),
    )
    jobs = build.chain(
        stream,
        ("EST_INT_WMS", 10 * MINUTE, {"kind": "db2", "script": script}),
        ("EST_INT_CONFERE", 10 * MINUTE, {"kind": "db2", "script": ran(1), "min_duration": 5 * MINUTE}),
        ("EST_INT_PUBLICA", 5 * MINUTE, {"kind": "rest", "starts_after": around + 5 * HOUR}),
    )
    build.note("rerun_chain", jobs[0])
    build.note("min_duration_not_reached", jobs[1])
    build.note("waiting_for_time", jobs[2])


def _recovery_job(build: Builder, around: float) -> None:
    stream = build.stream("DWH_CARGA_VENDA", "POOL_ETL", around - 75 * MINUTE, folder="/ANALYTICS/")
    recovering = {
        "kind": "oracle",
        "recovery": "RERUN",
        "recovery_job": "DWH_CLEAN_STAGE",
        "recovery_attempts": 1,
        "script": (Fate(end="ABEND", signature="oracle_unique", seconds=400), Fate(seconds=900)),
    }
    jobs = build.chain(
        stream,
        ("DWH_LOAD_VENDAS", 15 * MINUTE, recovering),
        ("DWH_CALC_MARGEM", 10 * MINUTE, {"kind": "spark", "starts_after": around + 3 * HOUR}),
    )
    build.note("recovery_job", jobs[0])


def _restart_prompt(build: Builder, around: float) -> None:
    prompt = build.prompt("", "Restart?", "FTA_FIN02", type="Restart Prompt")
    stream = build.stream("TREAS_SWIFT_IN", "FTA_FIN02", around - 40 * MINUTE, folder="/FINANCE/")
    more = {"kind": "mq", "recovery": "RERUN", "restart_prompt": prompt, "script": broke("mq_queue_full", 5)}
    jobs = build.chain(
        stream, ("TRE_SWIFT_MT940", 8 * MINUTE, more), ("TRE_SWIFT_POST", 6 * MINUTE, {"kind": "oracle"})
    )
    prompt.name = f"{jobs[0].name}_RESTART"
    prompt.waiting.append(jobs[0])
    build.note("recovery_prompt", jobs[0])


def _others(build: Builder, around: float) -> None:
    """The rest of a normal shift's open errors: other technologies, other teams."""
    at = around - 100 * MINUTE
    for stream, place, name, kind, signature, minutes, hours in (
        ("INFRA_BKP_LOGS", "AGT_BATCH01", "INF_BKP_ARCHIVE", "shell", "disk_full", 95, 2.0),
        ("CRM_SYNC_CLOUD", "AGT_CRM01", "CRM_PUSH_CONTAS", "rest", "rest_unauthorized", 70, 5.0),
        ("TAX_NFE_LOTE", "SAP_PRD", "TAX_NFE_TRANSMITE", "sap", "sap_rfc", 48, 4.0),
        ("SEGURO_PREMIO_D", "AGT_BATCH02", "SEG_CALC_PREMIO", "java", "java_heap", 60, 3.0),
    ):
        job = _single(build, stream, place, at, name, kind=kind)
        job.script = broke(signature, minutes, hours)
        build.job(job.stream, f"{name[:3]}_REL_{stream[-4:].strip('_')}", 5 * MINUTE, follows=[job])
        build.note("abend_with_log", job)


ERRORS = (_card_close, _not_launched, _logs, _rerun_chain, _recovery_job, _restart_prompt, _others)
