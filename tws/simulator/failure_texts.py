"""The texts of the simulated failures: name, return code, kinds of job, log lines (the telling one after `! `)."""

from __future__ import annotations

TEXTS: tuple[tuple[str, int, str, str], ...] = (
    ("oracle_snapshot_too_old", 8, "oracle", """
ERROR at line 1:
! ORA-01555: snapshot too old: rollback segment number 12 with name "_SYSSMU12_3419044$" too small
ORA-06512: at "APP.PKG_{table}", line {num}
ORA-06512: at line 1
Disconnected from Oracle Database 19c Enterprise Edition"""),
    ("oracle_no_extent", 8, "oracle", """
INSERT INTO APP.{table} SELECT * FROM APP.STG_{table}
*
ERROR at line 1:
! ORA-01653: unable to extend table APP.{table} by 8192 in tablespace TS_APP_DATA
0 rows created."""),
    ("oracle_no_listener", 1, "oracle", """
sqlplus: connecting to ORAPRD
ERROR:
! ORA-12541: TNS:no listener
SP2-0157: unable to CONNECT to ORACLE after 3 attempts, exiting SQL*Plus"""),
    ("oracle_deadlock", 8, "oracle", """
UPDATE APP.{table} SET STATUS = 'P' WHERE LOTE = {num}
ERROR at line 1:
! ORA-00060: deadlock detected while waiting for resource
Rollback complete."""),
    ("oracle_password_expired", 1, "oracle", """
ERROR:
! ORA-28001: the password has expired
SP2-0751: Unable to connect to Oracle. Exiting SQL*Plus"""),
    ("oracle_unique", 8, "oracle", """
ERROR at line 1:
! ORA-00001: unique constraint (APP.PK_{table}) violated
{num} rows rejected; bad file written to /data/bad/{low}.bad"""),
    ("oracle_invalid_number", 8, "oracle", """
Record {num}: Rejected - Error on table APP.{table}, column VL_TOTAL.
! ORA-01722: invalid number
SQL*Loader: maximum error count exceeded, load discontinued"""),
    ("db2_deadlock", 8, "db2", """
UPDATE FIN.{table} SET DT_PROC = CURRENT DATE WHERE CD_LOTE = {num}
! SQL0911N  The current transaction has been rolled back because of a deadlock or timeout.  Reason code "2".
SQLCODE=-911, SQLSTATE=40001, DRIVER=4.29.24"""),
    ("db2_unavailable", 8, "db2", """
CALL FIN.SP_{table}(?)
! SQLCODE=-904, SQLSTATE=57011, SQLERRMC=00C90088;00000200;DBFIN01.TS{num}: resource unavailable
SQL0904N  Unsuccessful execution caused by an unavailable resource."""),
    ("db2_log_full", 8, "db2", """
! SQL0964C  The transaction log for the database is full.  SQLSTATE=57011
ROLLBACK
DB20000I  The ROLLBACK command completed successfully."""),
    ("java_heap", 1, "java spark", """
{ts} INFO  [batch-worker-3] Chunk {num} of {num2} started
Exception in thread "batch-worker-3" java.lang.OutOfMemoryError: Java heap space
! java.lang.OutOfMemoryError: Java heap space
	at java.base/java.util.Arrays.copyOf(Arrays.java:3537)
	at com.acme.batch.reader.ItemBuffer.grow(ItemBuffer.java:188)
	at com.acme.batch.step.ChunkStep.run(ChunkStep.java:97)
	at java.base/java.lang.Thread.run(Thread.java:840)"""),
    ("java_null", 1, "java", """
{ts} ERROR [main] Step {low} ended with status FAILED
! java.lang.NullPointerException: Cannot invoke "com.acme.model.Customer.getSegment()" because "customer" is null
	at com.acme.batch.processor.PricingProcessor.process(PricingProcessor.java:142)
	at com.acme.batch.step.ChunkStep.run(ChunkStep.java:97)
	at com.acme.batch.Main.main(Main.java:41)
Caused by: java.lang.IllegalStateException: customer {num} not in cache
	... 3 more"""),
    ("ssl_path", 1, "java rest", """
{ts} ERROR [main] handshake with {host}:443 not completed
! javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path to requested target
	at java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)
	at com.acme.http.SecureClient.call(SecureClient.java:77)"""),
    ("disk_full", 2, "oracle db2 java shell sftp spark python", """
cp: error writing '/data/out/{low}.dat'
! cp: error writing '/data/out/{low}.dat': No space left on device
df: /data 100% used"""),
    ("permission_denied", 126, "shell sftp", """
/opt/batch/bin/{low}.sh: line {num}: /data/in/{file}
! /opt/batch/bin/{low}.sh: Permission denied
AWSBIS308I End of job"""),
    ("command_not_found", 127, "shell", """
! /opt/batch/bin/{low}.sh: line {num}: pgp_decrypt: command not found
AWSBIS308I End of job"""),
    ("killed_137", 137, "shell java spark", """
{ts} WARN  resident size {num} MB, limit 8192 MB
! /opt/batch/bin/{low}.sh: line 88: {num2} Killed                  "$JAVA_HOME/bin/java" $OPTS
AWSBIS308I End of job"""),
    ("terminated_143", 143, "shell", """
! /opt/batch/bin/{low}.sh: line 61: {num2} Terminated              ./step_{low}
received SIGTERM, cleaning up"""),
    ("sftp_login", 1, "sftp", """
Connecting to {host}...
! 530 Login incorrect.
Couldn't read packet: Connection reset by peer"""),
    ("sftp_refused", 255, "sftp", """
! ssh: connect to host {host} port 22: Connection refused
Connection closed
lftp: transfer of {file} not started"""),
    ("sftp_timeout", 255, "sftp", """
! ssh: connect to host {host} port 22: Connection timed out
Connection closed"""),
    ("sftp_host_key", 255, "sftp", """
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
! Host key verification failed.
Connection closed"""),
    ("rest_unauthorized", 1, "rest", """
POST https://{host}/api/v3/lotes -> 401
! HTTP/1.1 401 Unauthorized: {"error":"invalid_token","error_description":"The access token expired"}
AWKRES003E The RESTful job ended with an HTTP status outside the success range."""),
    ("rest_unavailable", 1, "rest", """
GET https://{host}/v1/saldos -> 503 (attempt 3 of 3)
! HTTP/1.1 503 Service Unavailable: upstream connect error or disconnect/reset before headers
AWKRES003E The RESTful job ended with an HTTP status outside the success range."""),
    ("zos_data_exception", 12, "zos", """
IEA995I SYMPTOM DUMP OUTPUT
! IEF450I {job} STEP020 - ABEND=S0C7 U0000 REASON=00000007
 PSW AT TIME OF ERROR  078D1000   9F{num}A2  ILC 6  INTC 07
CEE3207S The system detected a data exception (System Completion Code=0C7)."""),
    ("zos_space", 12, "zos", """
! IEC030I B37-04,IFG0554A,{job},STEP010,SYSUT2,{num},PRD00{num2},PROD.{table}.D1 ABEND=SB37
IEF450I {job} STEP010 - ABEND=SB37 U0000 REASON=00000004"""),
    ("zos_time", 12, "zos", """
! IEF450I {job} STEP040 - ABEND=S322 U0000 REASON=00000000
IEF472I {job} STEP040 - COMPLETION CODE - SYSTEM=322 USER=0000 TIME EXCEEDED"""),
    ("zos_jcl", 12, "zos", """
  STMT NO. MESSAGE
        14 IEF212I {job} STEP030 SYSIN - DATA SET NOT FOUND
! IEF453I {job} - JOB FAILED - JCL ERROR
IEF272I {job} STEP030 - STEP WAS NOT EXECUTED."""),
    ("mq_queue_full", 8, "mq", """
MQPUT QL.{table}.OUT
! MQRC_Q_FULL (2053): MQPUT ended with reason code 2053, queue depth 50000
AMQ8118E: queue is full"""),
    ("mq_host", 8, "mq", """
MQCONNX QMPRD01
! MQRC_Q_MGR_NOT_AVAILABLE (2059): MQCONN ended with reason code 2059
channel SVRCONN.BATCH not started"""),
    ("sap_rfc", 1, "sap", """
EEWO0439E Job {job} / {num} aborted in SAP
! RFC_ERROR_COMMUNICATION: connection to partner '{host}:sapgw00' broken (WSAECONNRESET)
CPIC return code 020"""),
    ("sap_variant", 1, "sap", """
EEWO0442E step 1: report Z{table}
! SAP message DB 612: variant {job} of program Z{table} does not exist
Job cancelled after system exception ERROR_MESSAGE"""),
    ("file_missing", 2, "shell sftp", """
ls -l /data/in/{file}
! ls: cannot access '/data/in/{file}': No such file or directory
input not received within 30 minutes"""),
    ("file_empty", 3, "shell sftp", """
-rw-r----- 1 batch batch 0 {file}
! ERRO: arquivo de entrada vazio: /data/in/{file} (0 bytes)
processamento interrompido"""),
    ("control_total", 16, "shell oracle db2", """
TOTAL DE REGISTROS LIDOS .....: {num}
TOTAL DE REGISTROS NO TRAILER : {num2}
! ERRO CONCILIACAO: total de controle divergente, diferenca R$ 1.{num},56 conta 1.1.02
LOTE REJEITADO"""),
    ("header_invalid", 4, "shell", """
! ERRO: registro header invalido na linha 1 do arquivo {file}
esperado '0REMESSA', encontrado '<html>'"""),
    ("checksum", 5, "sftp", """
md5 esperado 9e107d9d372bb6826bd81d3542a419d6
! ERRO: checksum nao confere para {file}: transferencia incompleta
sftp> bye"""),
    ("duplicate_file", 6, "shell", """
! ERRO: arquivo {file} ja processado em outra execucao (NSA duplicado {num})
processamento interrompido"""),
    ("parse_number", 1, "java spark", """
{ts} ERROR [main] line {num} of {file} rejected
! java.lang.NumberFormatException: For input string: "1.234,5O"
	at java.base/java.lang.Integer.parseInt(Integer.java:652)
	at com.acme.batch.parser.AmountField.read(AmountField.java:33)"""),
    ("license", 9, "spark sap", """
! FLEXlm error -10: license for feature DATASTAGE_PX has expired
 Feature:       DATASTAGE_PX   Expire date: yesterday"""),
    ("ldap", 1, "java", """
! javax.naming.CommunicationException: {host}:636 [Root exception is java.net.ConnectException: Connection refused]
ldap_bind: Can't contact LDAP server (-1)"""),
    ("quota", 1, "shell spark", """
! gzip: /home/batch/work/{low}.gz: Disk quota exceeded
quota: 52428800 blocks, limit 52428800"""),
    ("spark_executor", 1, "spark", """
{ts} WARN  TaskSetManager: Lost task 41.2 in stage 7.0 ({host} executor 12)
! org.apache.spark.SparkException: Job aborted due to stage failure: Task 41 in stage 7.0 failed 4 times
ExecutorLostFailure (executor 12 exited caused by one of the running tasks) Reason: Container killed by YARN"""),
    ("python_key", 1, "python", """
Traceback (most recent call last):
  File "/opt/batch/py/{low}.py", line {num}, in <module>
    main()
  File "/opt/batch/py/{low}.py", line 57, in main
    row["CPF_CNPJ"]
! KeyError: 'CPF_CNPJ'"""),
    ("python_connection", 1, "python rest", """
! requests.exceptions.ConnectionError: HTTPSConnectionPool(host='{host}', port=443): Max retries exceeded
Failed to establish a new connection: [Errno 111] Connection refused"""),
    ("dfsort", 16, "zos", """
ICE143I 0 BLOCKSET     SORT  TECHNIQUE SELECTED
  SORT FIELDS=(1,{num},CH,A
! ICE007A 1 SYNTAX ERROR: DFSORT STATEMENT ERROR
ICE052I 3 END OF DFSORT"""),
    ("agent_lost", 1, "any", """
! AWSITA245E Unable to perform the operation. The agent {host} is not reachable.
AWSITA104E Unable to perform the system call."""),
    ("logon_user", 1, "", """
! AWSBHT001E The job "{job}" in file "/opt/batch/bin/{low}.sh" has failed with the error: AWSBDW009E The following operating system error occurred retrieving the password structure for either the logon user, or the user who owns a file or external dependency: batch2"""),
)
