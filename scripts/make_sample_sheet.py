"""Write rag/sample/knowledge.xlsx: what a newcomer starts with, and what the simulator's failures are explained by.

Run it again after a change here: python scripts/make_sample_sheet.py
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

TARGET = Path(__file__).resolve().parent.parent / "rag" / "sample" / "knowledge.xlsx"
WIKI = "https://wiki.example.com/proc/"
DBA = ("Equipe DBA", "dba-oncall@example.com")
PAYROLL = ("Equipe Folha", "folha-plantao@example.com")
TRANSFER = ("Equipe Transferências", "transferencias@example.com")
N2 = ("Operação N2", "n2@example.com")
JAVA = ("Sustentação Java", "java-oncall@example.com")
MAINFRAME = ("Mainframe Support", "zos-oncall@example.com")
MIDDLEWARE = ("Middleware Team", "mq-oncall@example.com")
SAP = ("SAP Basis", "sap-basis@example.com")
API = ("API Platform", "api-oncall@example.com")
SECURITY = ("Segurança da Informação", "seguranca@example.com")
STORAGE = ("Infraestrutura", "storage@example.com")
SCHEDULING = ("Scheduling Team", "hwa-admins@example.com")

# job, job stream, error, symptom, cause, solution, team, severity, valid until, procedure
INCIDENTES: tuple[tuple[str, str, str, str, str, str, tuple[str, str], str, date | None, str], ...] = (
    ("PAY_CALC_NET", "PAYROLL_CALC", "ORA-01555", "Cálculo do líquido cai depois de uns 25 minutos com snapshot too old",
     "Consulta longa enquanto a carga de ponto ainda grava; undo pequeno para a janela",
     "1. Confirmar que PAY_LOAD_INPUT terminou. 2. Pedir à DBA para aumentar o undo retention para 3600. "
     "3. Rerun de PAY_CALC_NET a partir do início", PAYROLL, "Alta", None, "KB-1001"),
    ("*", "", "ORA-01555", "Snapshot too old: leitura consistente perdida em consulta longa",
     "Segmento de undo pequeno ou commit dentro do cursor", "Esperar as cargas concorrentes terminarem e fazer rerun; "
     "se repetir, abrir chamado para aumentar o undo", DBA, "Média", None, "KB-1002"),
    ("*", "", "ORA-01653; ORA-01654", "Tablespace cheia, tabela ou índice não consegue crescer",
     "Datafile no limite, sem autoextend", "Acionar a DBA para adicionar datafile e depois fazer rerun do job",
     DBA, "Alta", None, "KB-1003"),
    ("*", "", "ORA-12541", "Sem conexão com o Oracle, listener não responde", "Listener parado depois de manutenção",
     "Pedir à DBA para subir o listener (lsnrctl start), testar com tnsping e fazer rerun", DBA, "Alta", None, "KB-1004"),
    ("*", "", "ORA-00060", "Deadlock no Oracle durante atualização", "Dois jobs atualizam as mesmas linhas em ordem diferente",
     "Aguardar 10 minutos e fazer rerun; se acontecer três vezes, avisar o desenvolvimento", DBA, "Média", None, "KB-1005"),
    ("*", "", "ORA-28001", "Senha do usuário de banco expirada", "Política de troca a cada 90 dias",
     "Abrir chamado para renovar a senha do usuário de serviço, atualizar o cofre e fazer rerun", SECURITY, "Alta", None, "KB-1006"),
    ("*_CARGA*", "", "ORA-00001", "Chave duplicada na carga", "Arquivo do dia carregado duas vezes",
     "Conferir a tabela de controle de cargas; se o arquivo já entrou, cancelar a dependência; senão, limpar o lote e fazer rerun",
     DBA, "Média", None, "KB-1007"),
    ("*", "", "ORA-01722", "Número inválido ao carregar valores", "Campo numérico com letra ou separador decimal trocado",
     "Separar o registro rejeitado (arquivo .bad), corrigir com a área de negócio e recarregar", N2, "Média", None, "KB-1008"),
    ("*", "", "-911", "DB2 desfez a transação por deadlock ou timeout de lock", "Concorrência com o online ou com reorg",
     "Fazer rerun depois que o job concorrente terminar; duas vezes seguidas, acionar a DBA", DBA, "Média", None, "KB-1009"),
    ("*", "", "-904", "Recurso DB2 indisponível", "Tablespace em utilitário (reorg, copy) ou parada",
     "Ver com a DBA qual utilitário segura o tablespace (-DIS DB); rerun quando liberar", DBA, "Alta", None, "KB-1010"),
    ("FINAL_BATCH_PAYROLL", "PAYROLL_FINAL", "OutOfMemoryError: Java heap space", "Fechamento da folha sem memória",
     "13º salário dobra o número de recibos", "Aumentar -Xmx para 8g em final_batch_payroll.cfg e fazer rerun; "
     "avisar a Folha que o pagamento sai depois das 05:00", PAYROLL, "Crítica", None, "KB-1011"),
    ("FINAL_BATCH_PAYROLL", "PAYROLL_FINAL", "", "Fechamento da folha não terminou até 05:30",
     "Qualquer atraso em PAY_CALC ou PAY_BANK_SEND", "Não fazer rerun sem a Folha: ligar para o plantão, que decide se libera o "
     "pagamento em contingência", PAYROLL, "Crítica", None, "KB-1012"),
    ("PAY_*", "", "", "Qualquer falha na cadeia da folha", "", "Avisar o plantão da Folha antes de qualquer rerun; prazo final 05:30",
     PAYROLL, "Alta", None, "KB-1013"),
    ("PAY_BANK_SEND", "PAYROLL_BANK", "SFTP; 530 Login incorrect", "Banco recusou o usuário no envio da remessa da folha",
     "Senha do canal trocada pelo banco", "Pedir a nova credencial ao banco pelo canal de contingência, atualizar o cofre e reenviar",
     PAYROLL, "Crítica", None, "KB-1014"),
    ("*", "", "SFTP; Connection timed out", "SFTP sem resposta do parceiro", "Firewall ou link do parceiro fora",
     "Testar a porta 22 a partir do agente; acionar redes se fechada; rerun quando abrir", TRANSFER, "Média", None, "KB-1015"),
    ("*", "", "SFTP; Connection refused", "Parceiro recusa a conexão SFTP na porta 22", "Serviço SSH do parceiro parado",
     "Contatar o parceiro; o envio pode ser repetido até 06:00", TRANSFER, "Média", None, "KB-1016"),
    ("*", "", "Host key verification failed", "Chave do servidor SFTP mudou", "Parceiro trocou de servidor",
     "Confirmar a nova fingerprint com o parceiro POR TELEFONE, depois atualizar known_hosts e fazer rerun", SECURITY, "Alta", None,
     "KB-1017"),
    ("*", "", "No such file or directory", "Arquivo de entrada não chegou", "Parceiro ou job anterior não gerou o arquivo",
     "Verificar a recepção; cobrar o parceiro; fazer rerun quando o arquivo chegar. Depois das 04:00, escalar", TRANSFER, "Média", None,
     "KB-1018"),
    ("*", "", "arquivo de entrada vazio", "Arquivo chegou com zero bytes", "Extração na origem sem movimento ou interrompida",
     "Perguntar à área se o dia não teve movimento; sem movimento, cancelar a dependência; com movimento, pedir reenvio", TRANSFER,
     "Média", None, "KB-1019"),
    ("*", "", "total de controle divergente", "Soma dos registros difere do trailer", "Arquivo truncado ou registro a mais",
     "Não reprocessar: devolver ao remetente e pedir novo arquivo", N2, "Alta", None, "KB-1020"),
    ("*", "", "registro header invalido", "Cabeçalho do arquivo fora do layout", "Página de erro do portal gravada no lugar da remessa",
     "Baixar o arquivo de novo; se persistir, devolver ao parceiro", TRANSFER, "Média", None, "KB-1021"),
    ("*", "", "checksum nao confere", "MD5 diferente depois da transferência", "Transferência interrompida",
     "Apagar o arquivo parcial e refazer a recepção", TRANSFER, "Baixa", None, "KB-1022"),
    ("*", "", "LDAP; Can't contact LDAP server", "Autenticação corporativa fora do ar", "Controlador de domínio em manutenção",
     "Acionar identidade; rerun depois da normalização", SECURITY, "Alta", None, "KB-1023"),
    ("TAX_*", "", "", "Cadeia fiscal atrasada", "Portal da SEFAZ instável no fim do mês", "Aguardar a janela das 06:00 e avisar o Fiscal",
     ("Equipe Fiscal", "fiscal@example.com"), "Média", date(2030, 12, 31), "KB-1024"),
    ("EST_LEGADO_*", "", "ERRO-7741", "Inventário legado sem resposta", "Emulador 3270 travado", "Reiniciar o emulador do legado",
     N2, "Baixa", date(2023, 12, 31), "KB-1025"),
)  # fmt: skip

# job, error code, symptom, root cause, resolution, team, severity, procedure
KNOWN_ERRORS: tuple[tuple[str, str, str, str, str, tuple[str, str], str, str], ...] = (
    ("", "java.lang.OutOfMemoryError: Java heap space", "Batch JVM ran out of heap", "Chunk size or input grew",
     "Raise -Xmx by 2 GB in the job's cfg and rerun; tell the owners if it happens twice in a week", JAVA, "High", "KB-2001"),
    ("", "NullPointerException", "Step fails on a record with a missing reference", "Customer not in the cache table",
     "Rerun with --skip-unresolved, attach the rejected record to a ticket", JAVA, "Medium", "KB-2002"),
    ("", "No space left on device", "File system full", "Old extracts were not purged",
     "Run INF_PURGE_TMP (or delete /data/out files older than 7 days), then rerun", STORAGE, "High", "KB-2003"),
    ("", "Disk quota exceeded", "The batch user's quota is used up", "Compressed archives kept in the home directory",
     "Ask storage for a temporary quota, move archives to /data/archive, rerun", STORAGE, "Medium", "KB-2004"),
    ("", "RC 126; Permission denied", "Script cannot be executed", "Deployed without the execute bit",
     "chmod 750 on the script (change ticket needed), then rerun", SCHEDULING, "Medium", "KB-2005"),
    ("", "RC 127; command not found", "A tool used by the script is not installed on this agent",
     "Job moved to an agent without the package", "Run it on the original workstation or have the package installed", SCHEDULING,
     "Medium", "KB-2006"),
    ("", "RC 137; Killed", "Process killed by the operating system for its memory", "Agent memory exhausted by parallel jobs",
     "Check the agent's memory, lower the workstation limit for an hour, rerun", STORAGE, "High", "KB-2007"),
    ("", "RC 143; Terminated", "Process received SIGTERM", "Agent restarted or somebody stopped it",
     "Ask who stopped it; if it was the agent restart, rerun", SCHEDULING, "Low", "KB-2008"),
    ("", "530 Login incorrect", "FTP or SFTP login rejected by the partner", "Password or key rotated",
     "Get the new credential from the partner, update the vault, rerun", TRANSFER, "Medium", "KB-2009"),
    ("", "HTTP 401", "API rejects the access token", "Client secret rotated or clock drift",
     "Renew the client secret in the vault and rerun", API, "Medium", "KB-2010"),
    ("", "HTTP 503", "API unavailable behind the gateway", "Deployment or overload on the provider's side",
     "Wait 15 minutes and rerun; third time, call the API on-call", API, "Medium", "KB-2011"),
    ("PIX_*", "HTTP 503", "PIX participant API unavailable", "Central bank maintenance window",
     "Check the SPI status page; rerun after the window; tell Treasury when it lasts over 30 minutes", API, "Critical", "KB-2012"),
    ("", "PKIX path building failed", "TLS certificate not trusted", "Partner renewed the certificate with a new issuer",
     "Import the new issuer into the truststore (security must confirm it), rerun", SECURITY, "High", "KB-2013"),
    ("CAR_*", "S0C7", "Data exception in a card program", "Packed field with invalid data from the brand's file",
     "Send the dump to the card squad, skip the record with parm SKIP=Y and rerun from STEP020", MAINFRAME, "High", "KB-2014"),
    ("", "S0C7", "Data exception: a numeric field holds something else", "Bad input record",
     "Find the record in the dump, fix or skip it, restart from the failing step", MAINFRAME, "High", "KB-2015"),
    ("", "SB37; SD37; SE37", "Output dataset ran out of space", "More records than the primary allocation allows",
     "Increase SPACE in the JCL override library, delete the partial dataset, restart the step", MAINFRAME, "Medium", "KB-2016"),
    ("", "S322", "Step exceeded its CPU time", "Loop or volume above normal", "If volume is above normal, rerun with TIME=60; "
     "otherwise call the developers", MAINFRAME, "Medium", "KB-2017"),
    ("", "JCL ERROR; IEF453I", "Job not run because of a JCL error", "Dataset missing or changed procedure",
     "Read the statement number in the listing, restore the dataset or the PROC, resubmit", MAINFRAME, "Medium", "KB-2018"),
    ("", "ICE007A; DFSORT", "Sort control statement is wrong", "Manual change in the control card",
     "Restore the control card from the library and restart the step", MAINFRAME, "Low", "KB-2019"),
    ("", "MQRC 2053", "MQ queue is full", "Consumer stopped", "Start the consumer, wait until the depth falls, rerun",
     MIDDLEWARE, "High", "KB-2020"),
    ("", "MQRC 2059", "Queue manager not available", "Queue manager or its listener is down",
     "Have middleware start the queue manager, check with DSPMQ, rerun", MIDDLEWARE, "High", "KB-2021"),
    ("", "RFC_ERROR_COMMUNICATION", "SAP connection broken", "SAP gateway restarted or work processes exhausted",
     "Check SM50/SMGW with Basis, rerun when the gateway answers", SAP, "High", "KB-2022"),
    ("", "FLEXlm; license expired", "DataStage licence expired", "Contract renewal not installed",
     "Contact asset management for the new key file, restart lmgrd, rerun", STORAGE, "High", "KB-2023"),
    ("", "AWSBHT001E; AWSBDW009E", "Job could not be launched: its user does not exist on the agent",
     "Logon missing or misspelt in the job definition", "Fix the logon of the job (or create the user), then rerun", SCHEDULING, "High",
     "KB-2024"),
    ("", "AWSITA245E", "Agent not reachable", "Agent down, or port 31114 closed",
     "Check the workstation with conman showcpus; start the agent; relink", SCHEDULING, "High", "KB-2025"),
    ("CRM_TAPE_*", "NetBackup status 96", "No tape available for the archive", "Library without scratch tapes",
     "Ask storage to load scratch tapes", STORAGE, "Low", "KB-2026"),
    ("WEB_SITEMAP", "", "Sitemap not published", "Content freeze", "Ignore until Monday; it publishes by itself", API, "Low", "KB-2027"),
)  # fmt: skip


def write(target: Path = TARGET) -> Path:
    """Write the sample workbook and give its path."""
    workbook = Workbook()
    portuguese = workbook.active
    portuguese.title = "Incidentes"
    _incidentes(portuguese)
    _known_errors(workbook.create_sheet("Known errors"))
    target.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(target)
    return target


def _incidentes(sheet: Worksheet) -> None:
    sheet["A1"] = "Base de conhecimento da operação batch"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:E1")
    headings = ("Job / Padrão", "Job Stream", "Erro", "Sintoma", "Causa", "Solução", "Responsável", "Contato",
                "Severidade", "Válido até", "Procedimento")  # fmt: skip
    _headings(sheet, 3, headings)
    for row, (*texts, team, severity, until, article) in enumerate(INCIDENTES, 4):
        error = int(texts[2]) if texts[2].lstrip("-").isdigit() else texts[2]
        for column, value in enumerate((*texts[:2], error, *texts[3:], *team, severity, until), 1):
            sheet.cell(row, column, value)
        link = sheet.cell(row, len(headings), "abrir procedimento")
        link.hyperlink = WIKI + article
    sheet.freeze_panes = "A4"
    _widths(sheet)


def _known_errors(sheet: Worksheet) -> None:
    headings = ("Job", "Error code / message", "Symptom", "Root cause", "Resolution", "Owner", "Contact", "Severity",
                "Procedure link")  # fmt: skip
    _headings(sheet, 1, headings)
    for row, (*texts, team, severity, article) in enumerate(KNOWN_ERRORS, 2):
        for column, value in enumerate((*texts, *team, severity, WIKI + article), 1):
            sheet.cell(row, column, value)
    sheet.freeze_panes = "A2"
    _widths(sheet)


def _headings(sheet: Worksheet, row: int, headings: tuple[str, ...]) -> None:
    for column, heading in enumerate(headings, 1):
        cell = sheet.cell(row, column, heading)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")


def _widths(sheet: Worksheet) -> None:
    for letter in "ABCDEFGHIJK":
        sheet.column_dimensions[letter].width = 28
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


if __name__ == "__main__":
    print(write())
