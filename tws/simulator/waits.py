"""The situations of the default scenario in which jobs wait, are held back, or are out of the ordinary."""

from __future__ import annotations

from tws.simulator.builder import Builder
from tws.simulator.records import Fate
from tws.simulator.situations import HOUR, MINUTE, ran


def _times(build: Builder, around: float) -> None:
    stream = build.stream("BILL_CUT_DAILY", "AGT_BATCH02", around - 90 * MINUTE)
    first = build.job(stream, "BIL_CUT_SELECT", 3 * HOUR, kind="db2", script=ran(400))
    until = {"follows": [first], "until": around - 40 * MINUTE}
    suppressed = build.job(stream, "BIL_CUT_NOTIFY", 5 * MINUTE, **until, until_action="doNotRun")
    waiting = build.job(stream, "BIL_CUT_EXEC", 10 * MINUTE, **until, until_action="continue")
    build.note("suppressed", suppressed)
    build.note("until_passed", waiting)
    daily = build.stream("GL_DAILY_MAIN", "FTA_FIN01", around - 120 * MINUTE, folder="/FINANCE/")
    late = build.job(daily, "GL_POST_DAILY", 70 * MINUTE, kind="db2", script=ran(300), deadline=around - 20 * MINUTE)
    build.job(daily, "GL_POST_REPORT", 5 * MINUTE, kind="db2", follows=[late])
    build.note("late", late)


def _prompt(build: Builder, around: float) -> None:
    prompt = build.prompt("PROMPT_REMESSA", "Confirma o envio da remessa ao banco?", "FTA_FIN02")
    stream = build.stream("AR_REMESSA_BCO", "FTA_FIN02", around - 60 * MINUTE, folder="/FINANCE/", prompts=(prompt,))
    jobs = build.chain(
        stream,
        ("AR_GERA_REMESSA", 10 * MINUTE, {"kind": "oracle"}),
        ("AR_ENVIA_REMESSA", 5 * MINUTE, {"kind": "sftp"}),
    )
    build.note("prompt_asked", jobs[0])
    build.prompt("PROMPT_BALANCO", "Liberar o fechamento mensal do balanco?", "FTA_FIN01")


def _file(build: Builder, around: float) -> None:
    file = build.file("/data/in/CNAB240_RETORNO.TXT", "FTA_FIN02", around + 4 * HOUR)
    stream = build.stream("AR_LE_RETORNO", "FTA_FIN02", around - 45 * MINUTE, folder="/FINANCE/")
    jobs = build.chain(
        stream,
        ("AR_RET_IMPORTA", 10 * MINUTE, {"kind": "oracle", "files": (file,)}),
        ("AR_RET_BAIXA", 15 * MINUTE, {"kind": "oracle"}),
    )
    build.note("file_dependency", jobs[0])


def _resource(build: Builder, around: float) -> None:
    link = build.landscape.resources["BUREAU_LINK"]
    stream = build.stream("CREDIT_BUREAU", "AGT_BATCH02", around - 50 * MINUTE)
    holder = build.job(stream, "CRE_BUREAU_LOTE", 3 * HOUR, kind="rest", script=ran(240), resources=((link, 1),))
    waiting = build.job(stream, "CRE_BUREAU_ONLINE", 10 * MINUTE, kind="rest", resources=((link, 1),))
    build.note("resource_shortage", waiting, link)
    build.note("resource_holder", holder)


def _agents(build: Builder, around: float) -> None:
    at = around - 35 * MINUTE
    for situation, stream, place, name in (
        ("limit_zero_agent", "CRM_EMAIL_MKT", "AGT_CRM02", "CRM_EMAIL_DISPARO"),
        ("unlinked_agent", "LOJA07_CAIXA", "FTA_LOJA07", "LJ7_FECHA_CAIXA"),
        ("fence", "REL_GERENCIAL", "AGT_REL01", "REL_MONTA_MAPA"),
    ):
        job = build.job(build.stream(stream, place, at), name, 10 * MINUTE)
        build.job(job.stream, f"{name[:4]}RESUMO", 2 * MINUTE, follows=[job])
        build.note(situation, job, job.workstation)
    stream_of_two = build.stream("INFRA_BKP_FULL", "AGT_BATCH01", at, limit=1, folder="/OPERATIONS/")
    build.job(stream_of_two, "INF_BKP_ORAPRD", 3 * HOUR, kind="oracle", script=ran(200))
    build.note("stream_limit", build.job(stream_of_two, "INF_BKP_DBFIN", 2 * HOUR, kind="db2"))


def _confirmation(build: Builder, around: float) -> None:
    stream = build.stream("TREAS_FUNDS_OK", "FTA_FIN02", around - 55 * MINUTE, folder="/FINANCE/")
    pending = (Fate(end="PEND", seconds=500, acted_on_after=6 * HOUR),)
    jobs = build.chain(
        stream,
        ("TRE_APURA_SALDO", 8 * MINUTE, {"kind": "oracle", "confirm": True, "script": pending}),
        ("TRE_LIBERA_FUNDO", 4 * MINUTE, {"kind": "oracle"}),
    )
    build.note("pending_confirmation", jobs[0])


def _every(build: Builder, around: float) -> None:
    stream = build.stream("MONIT_FILAS", "MDM", around - 2 * HOUR, folder="/OPERATIONS/")
    job = build.job(stream, "MON_DEPTH_MQ", 20, kind="mq", every=15 * MINUTE, every_until=around + 20 * HOUR)
    build.note("every", job)


def _no_operation(build: Builder, around: float) -> None:
    stream = build.stream("INFRA_VERIFICA", "AGT_BATCH01", around - 30 * MINUTE, folder="/OPERATIONS/")
    nop = {"no_operation": True, "cancel_pending": True}
    done = build.job(stream, "INF_SYNC_RELOGIO", 60, **nop)
    running = build.job(stream, "INF_SCAN_PORTAS", 2 * HOUR, script=ran(180), follows=[done])
    pending = build.job(stream, "INF_SCAN_VIRUS", 30 * MINUTE, **nop, follows=[running])
    build.note("no_operation", done, pending)


def _carried_forward(build: Builder, around: float) -> None:
    before = build.starts - 3 * HOUR
    stream = build.stream("FISCAL_MENSAL", "SAP_PRD", before, folder="/FINANCE/", carried_forward=True)
    jobs = build.chain(
        stream,
        ("TAX_APURA_MENSAL", 2 * HOUR, {"kind": "sap", "script": ran(90)}),
        ("TAX_FECHA_MENSAL", 1 * HOUR, {"kind": "sap", "starts_after": around + 7 * HOUR}),
    )
    build.note("carried_forward", stream, jobs[0])


def _risk(build: Builder, around: float) -> None:
    deadline = around + 15 * MINUTE
    stream = build.stream("TREAS_SPB", "FTA_FIN02", around - 20 * MINUTE, folder="/FINANCE/", deadline=deadline)
    jobs = build.chain(
        stream,
        ("TRE_SPB_COLETA", 45 * MINUTE, {"kind": "mq", "script": ran(50)}),
        ("TRE_SPB_LIQUIDA", 20 * MINUTE, {"kind": "mq", "critical": True, "deadline": deadline, "priority": 60}),
    )
    build.note("critical_high_risk", jobs[1])


def _ad_hoc(build: Builder, around: float) -> None:
    at = around - 25 * MINUTE
    stream = build.stream("JOBS", "AGT_BATCH01", at, identifier="JOBS", submitter="operador")
    build.job(stream, "CHECK_DISCO", 30)
    build.job(stream, "COPIA_PARAMETROS", 45)
    build.job(stream, "RELOAD_CLIENTES", 2 * HOUR, kind="oracle", script=ran(150))
    build.note("ad_hoc", *stream.jobs)


def _held(build: Builder, around: float) -> None:
    stream = build.stream("TAX_GIA_MENSAL", "FTA_FIN01", around - 40 * MINUTE, folder="/FINANCE/")
    jobs = build.chain(stream, ("TAX_GIA_MONTA", 10 * MINUTE, {}), ("TAX_GIA_ENVIO", 5 * MINUTE, {"priority": 0}))
    build.note("held", jobs[1])


def _canceled(build: Builder, around: float) -> None:
    stream = build.stream("SEGURO_LOTE_D", "AGT_BATCH02", around - 40 * MINUTE)
    job = build.job(stream, "SEG_RENOVA_LOTE", 10 * MINUTE, canceled=True)
    build.job(stream, "SEG_RENOVA_AVISO", 3 * HOUR, script=ran(200))
    build.note("canceled", job)


def _elsewhere(build: Builder, around: float) -> None:
    stream = build.stream("LOGIS_PARCEIRO", "AGT_BATCH02", around - 40 * MINUTE)
    job = build.job(stream, "LOG_EDI_PARCEIRO", 10 * MINUTE, status="ERROR", internetwork="REDE2::EDI#CARGA.FINALIZA")
    build.job(stream, "LOG_EDI_RETORNO", 5 * MINUTE, follows=[job])
    build.note("undecided", job)


def _suspended(build: Builder, around: float) -> None:
    stream = build.stream("ESTOQ_FECHA_LJ", "AS400_01", around - 40 * MINUTE)
    script = (Fate(end="SUSP", seconds=700, acted_on_after=7 * HOUR),)
    job = build.job(stream, "EST_FECHA_LOJAS", 15 * MINUTE, kind="db2", script=script)
    build.note("blocked", job)


def _long(build: Builder, around: float) -> None:
    stream = build.stream("BILL_RATING_M", "AGT_BATCH01", around - 150 * MINUTE)
    job = build.job(stream, "BIL_RATING_MES", 50 * MINUTE, kind="java", script=ran(420), max_duration=80 * MINUTE)
    build.job(stream, "BIL_RATING_REL", 5 * MINUTE, follows=[job])
    build.note("long_running", job)


def _same_name(build: Builder, around: float) -> None:
    for hours, stream, place in (
        (-1, "GL_PARAM", "FTA_FIN01"),
        (-1, "CRM_PARAM", "AGT_CRM01"),
        (6, "WEB_PARAM", "AGT_BATCH01"),
    ):
        job = build.job(build.stream(stream, place, around + hours * HOUR), "CARGA_PARAMETROS", 5 * MINUTE)
        build.job(job.stream, f"{stream[:3].strip('_')}_APLICA_PARAM", 3 * HOUR, follows=[job], script=ran(200))
        build.note("same_name", job)


WAITS = (
    _times,
    _prompt,
    _file,
    _resource,
    _agents,
    _confirmation,
    _every,
    _no_operation,
    _carried_forward,
    _risk,
    _ad_hoc,
    _held,
    _canceled,
    _elsewhere,
    _suspended,
    _long,
    _same_name,
)
