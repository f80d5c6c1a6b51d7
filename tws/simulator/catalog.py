"""The business whose night is simulated: areas, their processes, and the steps of which job streams are made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """One business area: the stream and job prefix, its folder, its workstations, its kinds of job, its processes."""

    stream: str
    job: str
    folder: str
    workstations: tuple[str, ...]
    kinds: tuple[str, ...]
    owner: str
    processes: tuple[str, ...]


def _area(line: str, processes: str) -> Area:
    stream, job, folder, places, kinds, owner = line.split(" ", 5)
    return Area(stream, job, folder, tuple(places.split(",")), tuple(kinds.split(",")), owner, tuple(processes.split()))


AREAS = (
    _area("FOLHA FOL / FTA_RH01 oracle,java,shell Folha de Pagamento",
          "PONTO FERIAS RESCIS BENEF ESOC HOLER FGTS INSS IRRF VTRANS PENSAO PROVIS"),
    _area("BILL BIL / AGT_BATCH01,AGT_BATCH02 java,db2,shell Billing",
          "INVOIC DUNNIN TARIFF RATING CDR TAXES PRINT EMAIL BOLETO ROAMIN DISPUT REFUND"),
    _area("GL GL /FINANCE/ FTA_FIN01,FTA_FIN02 db2,oracle,shell General Ledger",
          "CLOSE POST FX ALLOC CONSOL TRIAL ACCRUE AUDIT SPED ECD BALANC LEDGER"),
    _area("AP AP /FINANCE/ FTA_FIN01,SAP_PRD oracle,sap,shell Contas a Pagar",
          "PAYMT VENDOR INVRCV WHTAX RECON CHECKS BANK AGING DDA EDI REPORT PROVIS"),
    _area("AR AR /FINANCE/ FTA_FIN02,SAP_PRD oracle,sap,shell Contas a Receber",
          "CASH APPLY LOCKBX AGING CREDIT COBRAN BAIXA REMESS RETORN PROTES SERASA REPORT"),
    _area("CARTAO CAR / AGT_CARD01,ZOS_SYSA zos,java,mq Cartoes",
          "FATURA AUTORZ CHARGE LIMITE EMBOSS PONTOS FRAUDE CONCIL ANTEC BANDEI TARIFA CLEAR"),
    _area("PIX PIX / AGT_CARD01 java,mq,rest PIX",
          "LIQUID CONCIL DEVOL CHAVES EXTRAT LIMITE MED SPI DICT TARIFA REGUL ARQUIV"),
    _area("ESTOQ EST / AS400_01,AGT_BATCH02 db2,shell,sftp Estoque",
          "SALDO INVENT PEDIDO COMPRA TRANSF CUSTO CURVA RUPT RECEB EXPED ETIQ LOTE"),
    _area("DWH DWH /ANALYTICS/ POOL_ETL,AGT_DWH01 spark,python,oracle Data Warehouse",
          "EXTR STAGE DIM FACT CUBE MART QUAL HIST PUBL SNAP AGG META"),
    _area("CRM CRM / AGT_CRM01 java,rest,python CRM",
          "LEADS CAMPGN SEGMT CHURN NPS CONTAT SYNC CASES LOYAL OPTIN SCORE EXPORT"),
    _area("CREDIT CRE / AGT_BATCH01,ZOS_SYSA zos,oracle,rest Credito",
          "SCORE PROPOS CONTR BUREAU PARCEL JUROS RENEG COBR GARANT SCR PROVIS CEDENT"),
    _area("SEGURO SEG / AGT_BATCH02 java,oracle,shell Seguros",
          "APOLIC SINIST PREMIO RENOV COMISS ENDOSS RESSEG ATUAR CORRET VISTOR BOLET SUSEP"),
    _area("TREAS TRE /FINANCE/ FTA_FIN02 oracle,mq,sftp Tesouraria",
          "CASHFL FX POSN BANKST SWIFT INVEST HEDGE LOANS LIQUID RATES FUNDS RECON"),
    _area("TAX TAX /FINANCE/ FTA_FIN01,SAP_PRD sap,java,sftp Fiscal",
          "ICMS PIS ISS NFE SPEDF DCTF REINF GIA CTE IPI DIFAL REPORT"),
    _area("LOGIS LOG / AGT_BATCH02 rest,python,db2 Logistica",
          "ROTAS FRETE ENTREG COLETA CTE FROTA RASTR DOCAS WMS TMS CUSTO SLA"),
    _area("RISK RSK /ANALYTICS/ POOL_ETL,AGT_BATCH01 spark,python,db2 Risk",
          "VAR STRESS LIMITS BASEL IFRS9 MARKET COUNTP FRTB ALM MODEL SCENAR REPORT"),
    _area("WEB WEB / AGT_BATCH01 rest,java,shell E-commerce",
          "CATALG PRICE SEARCH SITEMP IMAGE FEED CACHE ORDERS REVIEW COUPON STOCK STATS"),
    _area("INFRA INF /OPERATIONS/ AGT_BATCH01,FTA_FIN01 shell,oracle,sftp Infraestrutura",
          "BACKUP PURGE STATS REORG MONIT CERTS LOGROT INVENT REPLIC ARCHIV PATCH CHECK"),
)  # fmt: skip
STEPS = (
    "EXTRACT", "LOAD", "VALID", "CALC", "RECON", "REPORT", "CONVERT", "SORT", "MERGE", "CHECK", "UPDATE", "INDEX",
    "EXTRAI", "CARGA", "VALIDA", "CALCULA", "CONCIL", "GERA", "ATUALIZA", "IMPORTA", "ORDENA", "BACKUP", "PURGE",
)  # fmt: skip
TRANSFERS = ("SEND", "RECV", "ENVIA", "RECEBE")
TRANSFER_KINDS = ("sftp", "sftp", "mq", "rest")
ESTIMATES = (15, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1500, 2400)  # seconds
UNITS = (
    "", "SP", "RJ", "MG", "RS", "PR", "SC", "BA", "PE", "CE", "GO", "DF", "ES", "PA", "AM", "MT", "MS", "RN", "PB",
    "AL", "SE", "PI", "MA", "TO", "RO", "AC", "AP", "RR",
)  # fmt: skip
