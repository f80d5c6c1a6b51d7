"""Portuguese words of operators, and Spanish ones that reach the same desk: concept, then words; `_` joins a phrase.

Written without accents, in lower case. A line may give several concepts to its words.
"""

from __future__ import annotations

VERBS = """
FAIL: falhar quebrar estourar abendar crashar tombar pifar bugar abortar errar capotar
RUN: rodar executar processar correr
START: comecar iniciar entrar startar disparar arrancar largar engatar partir
END: terminar acabar finalizar concluir encerrar completar findar
WAIT: esperar aguardar
BLOCK: travar bloquear prender enroscar empacar emperrar engasgar pendurar segurar trancar impedir barrar
LATE: atrasar
LONG: demorar
IMPACT: impactar afetar prejudicar comprometer
DEPEND: depender
FIX: resolver corrigir consertar arrumar contornar solucionar tratar sanar
NOTIFY: avisar notificar alertar monitorar vigiar
LIST: listar mostrar exibir trazer mandar enviar
CHECK: checar verificar consultar conferir olhar
OWNER: acionar escalar
CANCELLED: cancelar
RELEASE: liberar soltar
CONFIRM: confirmar
TAKE: levar durar gastar
HAPPEN: acontecer ocorrer
CHANGE: mudar alterar
"""

WORDS = """
WHY: por_que porque porq pq pqe pke porque_que por_qual motivo motivos razao razoes qual_foi_a_causa
WHY CAUSE: causa causas causa_raiz
HOW: como
WHAT: qual quais oq o_que oque que_que
WHICH JOBS JOBW: que_jobs quais_jobs quais_os quais_rotinas que_rotinas
WHICH: quais
HOWMANY: quantos quantas quantidade qtd qtde qtos qtas qts qtd_de contagem contar conte contabiliza numero_de nro_de total_de totais conta_os conta_quantos quantos_sao
HOWLONG: quanto_tempo qto_tempo qnto_tempo quantas_horas quantos_minutos quantos_min duracao qts_horas qtas_horas tempo_de_execucao
HOWLONG NORMAL: tempo_medio tempo_normal duracao_media duracao_normal tempo_medio_de_execucao duracao_tipica
HOWMUCH: quanto qto qnto
PCT: % porcento percentual por_cento progresso andamento evolucao avanco quanto_falta_da quanto_ja_foi
WHEN: quando qdo qnd qndo que_horas q_horas q_hrs q_hora que_hora que_hrs qual_horario que_horario horario hora_que previsto prevista qual_a_hora hr_que
ETA: previsao previsto prevista horario_previsto hora_prevista previsao_de prev eta estimativa estimado estimada estima
WHO: quem
FAIL FAILNOUN: erro erros falha falhas pau paus abortos problematicos
FAIL ABEND: abend abends abendado abendados abendada abendadas abendou abendaram abendando abende abendo em_abend
FAIL ABEND PAST: abendou abendaram deu_abend deram_abend
FAIL ABEND FAILNOUN: abend abends
FAIL PAST: deu_ruim deu_pau deu_merda deu_erro deram_erro deu_problema deu_errado deram_errado deram_ruim deram_pau deram_problema deu_zica deu_fail deram_fail deu_falha deram_falha caiu cairam morreu morreram explodiu explodiram foi_pro_saco foi_pro_brejo terminou_mal terminaram_mal terminou_com_erro terminaram_com_erro acabou_mal nao_terminou_bem deu_bo deu_b_o foi_a_obito quebrou quebraram foi_pro_espaco deu_xabu deu_bosta subiu_no_telhado
FAIL: caindo cai caem cair caido caidos em_erro com_erro em_falha com_falha com_falhas com_erros no_vermelho vermelho vermelha vermelhos vermelhas der_erro der_fail der_abend der_pau der_ruim der_problema der_falha dar_erro dar_ruim dar_pau dar_problema dar_abend quebrado quebrada quebrados mal_sucedidos malsucedidos nok nao_ok deu_ruim_em zicado zicados estourado estourados da_erro da_pau dando_erro dando_pau dando_problema dando_ruim dando_abend morto mortos morrendo morrer
FAILWORD: em_fail status_fail estado_fail
FAIL: fail
PASSAGE: passagem
NOLAUNCH: nao_conseguiu_iniciar nao_conseguiram_iniciar nem_iniciou nem_iniciaram nao_foi_lancado nao_foram_lancados nem_chegou_a_rodar nem_chegaram_a_rodar nao_puderam_ser_lancados nem_subiram
PROBLEM: problema problemas pepino pepinos treta tretas bo zica bucha ruim anormal estranho estranha anomalia anomalias pegando_fogo fogo incendio preocupante fora_do_ar
INCIDENT: incidente incidentes ocorrencia ocorrencias chamados_abertos em_aberto
RUNNING: em_execucao executando processando rodando em_andamento_agora ativos ativas correndo exec no_ar_agora in_exec
WAITING: esperando aguardando na_fila em_espera pendente pendentes em_fila fila enfileirados enfileirado pra_rodar_ainda por_rodar a_rodar para_rodar
WAITING BLOCK: parado parada parados paradas
HELD: hold held retido retidos retida retidas em_hold segurado segurados suspenso suspensos pausado pausados de_hold no_hold
READY: ready pronto prontos pronta prontas pronto_pra_rodar prontos_pra_rodar prontos_para_rodar
STUCK BLOCK: travado travada travados travadas preso presa presos presas bloqueado bloqueada bloqueados bloqueadas empacado empacada enroscado enroscada emperrado congelado congelada pendurado pendurada agarrado agarrada engasgado stuck
CANCELLED: cancelado cancelados cancelada canceladas cancelamento cancelamentos
SUPPRESSED: suprimido suprimidos supress suppress supr
UNDECIDED: indeciso indecisos indefinido indefinidos undecided
PENDCONF: aguardando_confirmacao esperando_confirmacao aguardando_confirmar pendentes_de_confirmacao pendente_de_confirmacao confirmacao aguardando_confirm esperando_confirm em_pend pend precisam_de_confirmacao a_confirmar confirmacao_pendente
SUCC: sucesso com_sucesso succ bem_sucedidos bem_sucedido terminados_ok terminado_ok terminou_ok terminaram_ok ok_ate_agora verde verdes terminou_bem terminaram_bem deu_certo deram_certo foi_bem concluidos concluido concluidas finalizados finalizadas terminados terminadas rodou_ok rodaram_ok
LATE: estourou_o_horario estouraram_o_horario estourou_horario estourou_prazo estouraram_o_prazo estourou_o_tempo estouraram_o_tempo estourou_a_janela passou_do_horario passaram_do_horario passou_do_prazo passaram_do_prazo passou_do_tempo perdeu_a_janela perderam_o_prazo perdeu_o_prazo furou_o_sla estourou_o_sla atrasado atrasada atrasados atrasadas atraso atrasos fora_do_prazo fora_do_horario perdeu_o_horario perderam_o_horario estourou_o_prazo passou_da_hora passaram_da_hora estourando_o_prazo atrazado atrazados
LONG: lento lenta lentos lentas lentidao mais_tempo mais_do_que alem_do_normal acima_da_media fora_do_normal acima_do_normal muito_tempo mto_tempo ha_horas faz_horas mais_que_o_normal do_que_o_normal que_o_normal q_o_normal alem_da_media mais_que_o_usual travado_ha mais_que_a_media acima_do_tempo tempo_demais arrastado arrastando se_arrastando
NORMAL: normalmente costuma costumam geralmente media medio usual habitual habitualmente de_costume em_media normal via_de_regra
CRIT: critico critica criticos criticas caminho_critico criticidade prioritarios
HIST: falha_muito falham_muito cai_muito quebra_muito erra_muito da_muito_erro da_muito_problema ja_falhou_antes falhou_antes costuma_falhar ja_caiu_antes historico historicos ultimas_execucoes ultimos_runs execucoes execucoes_anteriores execucoes_passadas ultimas_vezes quantas_vezes qtas_vezes qts_vezes frequencia com_que_frequencia ultimas_rodadas rodadas tendencia recorrente reincidente taxa_de_falha estatistica estatisticas ultimas_corridas passado_do vem_falhando tem_falhado tem_dado_problema ultimos_dias_do sempre_falha vive_falhando vive_caindo vive_dando
LASTRUN: ultima_execucao ultima_vez ultima_rodada ultimo_run ultima_corrida rodou_pela_ultima
LOG: imprimiu printou cuspiu escreveu_no_log lgo lgos log logs joblog job_log joblogs saida sysout stdlist output stdout stderr spool ultimas_linhas linhas listagem_do_job dump saida_do_job stacktrace
RC: rc return_code codigo_de_retorno exit_code codigo_de_saida cod_retorno returncode retcode cod_de_retorno codigo_retorno
STATUS: status situacao estado sts stts posicao a_quantas_anda a_quantas em_que_pe statu estatus situacao_atual
HOWIS: como_ta como_esta como_anda como_vai como_que_ta ta_como como_que_esta como_estao como_tao como_ficou como_foi como_andam como_vao como_q_ta como_estamos como_tamos q_tal que_tal tudo_bem tudo_ok tudo_certo tudo_em_ordem td_bem td_ok td_certo tudo_tranquilo td_tranquilo tudo_blz tudo_beleza tudo_sob_controle tudo_normal tudo_em_paz tudo_verde tudo_rodando
ALLWELL: tudo_bem tudo_ok tudo_certo tudo_em_ordem td_bem td_ok td_certo tudo_tranquilo td_tranquilo tudo_blz tudo_sob_controle tudo_normal tudo_em_paz tudo_verde como_estamos como_tamos tudo_rodando
HEALTH: saude saudavel geral panorama visao_geral resumo resuma resumir resume overview raio_x situacao_geral status_geral quadro_geral painel dashboard termometro balanco apanhado geralzao resumao retrato check_up checkup
ENV: ambiente ambientes producao prod tws hwa engine master sistema sistemas plataforma infra mdm scheduler processamento batch operacao
OWNER: qual_time que_time time_responsavel qual_area que_area area_responsavel dono dona donos responsavel responsaveis contato contatos telefone tel fone ramal plantao plantonista plantonistas equipe squad owner ligo ligar quem_acionar quem_chamar quem_eu_chamo quem_chamo chamo quem_aciono aciono a_quem quem_cuida cuida escalonar escalo escalonamento acordo acordar quem_atende quem_eu_aciono sobreaviso analista de_quem_e toma_conta
PROC: procedimento procedimentos runbook runbooks playbook documentacao doc docs wiki passo_a_passo instrucao instrucoes instrucao_de_trabalho manual roteiro checklist
SHEET: planilha planilhas base_de_conhecimento kb conhecimento base_conhecimento excel
FIX: solucao solucoes resolucao correcao workaround contorno saidas_possiveis o_que_fazer o_q_fazer oq_fazer que_fazer oque_fazer faco_o_que faz_o_que o_que_eu_faco oq_faco oq_eu_faco o_que_faco que_faco como_proceder como_lidar como_agir como_trata como_trato proceder tratativa tratamento acao_corretiva
MEAN: significa significado quer_dizer o_que_e_o_erro que_erro_e_esse diferenca_entre qual_a_diferenca
WHATIS WHAT: o_que_e oq_e que_e o_que_eh
KNOWN: ja_viu ja_viram ja_aconteceu ja_deu ja_teve conhecido conhecida ja_ocorreu alguem_conhece alguem_sabe
IMPACT: impacto impactos impacta impactado impactados consequencia consequencias afeta afetado afetados risco riscos em_risco prejuizo estrago perigo efeito_domino efeito_cascata cascata quebra_se para_se
BEHIND: atras atras_dele atras_dela depois_dele depois_dela depois_do na_sequencia dependentes dependente sucessor sucessores sucessora sucessoras downstream pra_frente a_frente travou_por_causa rodam_depois roda_depois vem_depois vem_na_sequencia trava_por
PRED: dependencia dependencias predecessor predecessores predecessora predecessoras antecessor antecessores deps pendencia pendencias pre_requisito pre_requisitos requisitos antecedentes dependencias_abertas
ONTIME: no_prazo a_tempo prazo sla deadline dentro_do_prazo no_horario cumprir_o_prazo dentro_da_janela vai_dar_tempo da_tempo dar_tempo janela_de_processamento
LEFT: falta faltam faltando resta restam restante restantes faltava ainda_falta
JOBW: job jobs rotina rotinas tarefa tarefas processo processos jobzinho jobis
STREAM: stream streams job_stream job_streams jobstream jobstreams malha malhas cadeia cadeias schedule schedules sched scheds corrente fluxo fluxos js grade grades encadeamento
WKS: workstation workstations agente agentes estacao estacoes maquina maquinas servidor servidores fta ftas wks wkst cpu cpus ws host node nodes dynamic_agent
WKSES: workstations agentes estacoes maquinas servidores ftas cpus nodes
LINK: linkada linkado linkadas linkados deslinkada deslinkado deslinkadas deslinkados online offline off desconectada desconectado desconectados desconectadas conectada conectado conectados conectadas no_ar fora_do_ar up down de_pe caida caidas fora comunicando sem_comunicacao sem_link perdeu_link unlinked inativo inativos inativa inativas indisponivel indisponiveis respondendo
LIMIT: limit limite
FENCE: fence
PRIORITY: prioridade
PLAN: plano plan jnextplan jnext planman symphony plano_de_producao conman_plan numero_da_execucao_do_plano run_number virada virada_do_plano finalizacao_do_plano extensao_do_plano
PROMPT: prompt prompts janelinha_de_prompt pergunta_pendente perguntas_pendentes esperando_resposta aguardando_resposta sem_resposta pergunta_do_operador
RES: recurso recursos resource resources semaforo semaforos unidades_livres
HANDOVER: passagem_de_turno passagem_de_plantao troca_de_turno troca_de_plantao handover mudanca_de_turno virada_de_turno resumo_do_turno resumo_do_plantao passar_o_turno passar_o_plantao assumindo_o_turno assumindo_o_plantao peguei_o_turno peguei_o_plantao pegando_o_turno entrando_de_turno entrando_no_turno entrando_agora assumindo_agora me_atualiza me_situa me_poe_a_par me_coloca_a_par o_que_eu_perdi oq_eu_perdi o_que_perdi oq_perdi que_perdi o_que_mudou oq_mudou que_mudou o_que_ficou_aberto o_que_ta_aberto ficou_pendente ficou_aberto ficou_em_aberto relatorio_do_turno relatorio_de_turno herdei o_que_rolou oq_rolou q_rolou que_rolou o_que_aconteceu_no_turno heranca do_turno_anterior render_o_colega rendicao recebendo_o_turno chegando_agora cheguei_agora acabei_de_chegar acabei_de_assumir
NOTIFY: avisa avise me_avisa me_avise me_avisar avisar me_chama me_chame me_da_um_toque da_um_toque me_da_um_alo da_um_alo me_da_um_grito da_um_grito me_notifica notifica me_pinga pinga fica_de_olho fique_de_olho ficar_de_olho de_olho acompanha acompanhe acompanhar monitora monitore monitorar me_acorda me_cutuca cutuca vigia vigie manda_um_ping manda_msg_quando manda_mensagem_quando me_fala_quando me_fale_quando me_diz_quando fala_quando me_manda_quando me_alerta alerta_quando fica_olhando me_lembra watch avisem me_avisem aviso_quando quero_saber_quando quero_ser_avisado
LIST: lista liste listar mostra mostre mostrar me_mostra me_da me_de traz traga me_passa passa me_manda manda me_lista quero_ver todos todas relacao relacao_de me_traz exibe me_ve
CHECK: checa checar verifica verificar confere olha da_uma_olhada dar_uma_olhada dar_uma_checada da_uma_checada me_fala_do me_diz consulta ve_ai ve_pra_mim sabe_do noticias noticia novidades novidade
ENDSWITH: terminam_com terminados_em terminam_em que_acabam_com com_final
CONTAINS: contendo contem que_contem no_nome com_nome que_tenham que_tem_no_nome
STARTS: comeca_com comecam_com comecando_com iniciam_com inicia_com iniciados_com comecados_com prefixo que_comecam q_comeca q_comecam que_comeca
BYWHAT: por_status por_estado por_situacao
BYSTREAM: por_stream por_job_stream por_malha por_cadeia por_schedule por_fluxo por_jobstream cada_malha cada_stream cada_job_stream cada_schedule cada_cadeia por_malhas
BYWKS: por_workstation por_agente por_maquina por_servidor por_estacao por_cpu cada_agente cada_workstation cada_maquina cada_servidor por_wks
BYSTATUS: por_status por_estado por_situacao cada_status cada_estado em_cada_status
NOT: nao n nem nunca nada nenhum nenhuma naum ainda_nao
STILL: ainda
WILL: vai vao ira irao
IF: se caso
PRON: dele dela deles delas nele nela ele ela desse deste dessa desta nesse nessa neste disso disto isso esse essa este aquele aquela daquele daquela o_mesmo esse_job essa_rotina desse_job deste_job
PLACE: la nela ali nele dentro_dela dentro_dele lah
ONLY: so apenas somente
PAST: ja foi foram
AUX: ta esta tao estao tava
ROOTCAUSE: diagnostico diagnostica diagnosticar diagnostique analisa analise analisar investiga investigar explica explique explicar detalha detalhes_do_erro
HAPPEN: o_que_houve oq_houve que_houve o_que_aconteceu oq_aconteceu que_aconteceu o_que_deu oq_deu deu_o_que deu_oq o_que_ha_com qual_o_problema qual_e_o_problema qual_o_erro qual_foi_o_erro que_erro qual_a_falha o_que_tem_de_errado de_errado houve que_passou
GREET: oi ola opa bom_dia boa_tarde boa_noite e_ai eai fala_ai salve hola buenas buenos_dias buenas_noches alo bao blz_ai fala_bot e_aee coe
THANKS: obrigado obrigada obg brigado brigada brigadao valeu vlw valew agradeco grato grata gracias tmj show_de_bola perfeito muito_bom otimo excelente top massa mandou_bem ajudou_muito era_isso boa blz beleza ok_entendi entendi certo_obrigado joia
BYE: tchau ate_mais ate_logo falou flw fui ate_amanha adios
HELPW: ajuda ajude me_ajuda socorro help o_que_voce_sabe o_que_vc_sabe oq_vc_sabe o_que_voce_faz o_que_vc_faz oq_vc_faz o_que_voce_pode o_que_vc_pode oq_vc_pode que_sabe_fazer sabe_fazer como_funciona como_te_uso como_usar comandos comando quem_e_voce quem_e_vc quem_eh_vc que_voce_faz pra_que_voce_serve pra_que_vc_serve oque_vc_faz o_que_consegue_fazer oq_vc_consegue exemplos_de_perguntas posso_te_perguntar posso_perguntar voce_e_um_robo vc_e_um_robo vc_e_um_bot que_puedes_hacer ayuda como_voce_funciona como_uso_voce o_que_posso_perguntar
OOS: jogo jogos futebol campeonato flamengo corinthians palmeiras brasileirao libertadores copa piada piadas poema poesia poemas receita bolo pizza lanche almoco jantar churrasco cerveja filme filmes serie netflix musica musicas cantor cantar letra_de dolar euro bitcoin bolsa_de_valores acao_da presidente eleicao eleicoes politica politico deputado capital_da capital_do clima chuva chover chove temperatura previsao_do_tempo sol traduz traduza traduzir tradutor codigo_python script_python codigo_em script_em codigo_fonte ferias salario namorada namorado esposa casamento horoscopo signo aniversario viagem passagem_aerea voo hotel carro restaurante ifood redacao tcc curriculo linkedin email_para email_pro escreve_um escreva_um escreve_uma escreva_uma faz_um_texto conta_uma conte_uma me_conta_uma historia_de noticias_do novela fofoca whatsapp_da sentido_da_vida quanto_e raiz_quadrada multiplicado dividido loteria mega_sena chatgpt gpt inteligencia_artificial dor_de_cabeca remedio que_dia_e_hoje que_horas_sao que_hora_es ganhou_o ganhou_a impressora wifi vpn meu_notebook minha_senha senha senhas password passwords credencial credenciais token tokens credentials secret secrets variavel_de_ambiente variaveis_de_ambiente system_prompt prompt_do_sistema suas_instrucoes suas_regras chave_de_api api_key apikey
AGAIN: de_novo novamente outra_vez otra_vez de_nuevo
HOLDNOUN: em_hold
JOBS: jobs rotinas tarefas processos trabalhos os_que quais_os
OK: ok okay bem blz beleza legal normal firme certinho inteiro
WHERE: cade kd onde aonde cad
FORWHAT: em_que em_quem pelo_que em_oq por_oq o_que oq quem de_que do_que por_quem por_que_coisa de_quem qual_dependencia
EXISTS: tem existe existem algum alguma alguns algumas algo alguem alguma_coisa hay ha_algum ha_alguma
TIMES: vezes vez
NEED: precisa precisam precisando necesita falta_pra falta_para
BECAUSE: por_causa por_conta
TOMORROW: amanha manana proxima_execucao proxima_vez proximo_run
OFTEN: sempre direto toda_hora frequentemente frequente toda_semana todo_dia seguido
RERUNN: reruns rerun reexecucoes reexecucao
DEADLINES: deadlines prazos
NOSTART NOT START: ja_era_pra era_pra_ter era_para_ter deveria_ter ja_deveria ja_devia devia_ter nao_partiu nao_entrou nao_subiu nao_comecou nao_iniciou nao_startou nao_partiu nao_entra nao_sobe nao_roda nao_inicia nao_comeca nao_dispara nao_disparou nao_arrancou nao_saiu_do_lugar nao_anda nao_larga nao_vai_rodar no_arranca no_empieza no_corre no_arranco
SHIFT: turno plantao
START PAST: subiu subiram
START: sobe subir sobem subindo
DEPENDAFTER: de_que_depende do_que_depende de_quem_depende do_que_que_depende
IMPACT: parado_por_causa parados_por_causa parada_por_causa travado_por_causa travados_por_causa atrasado_por_causa atrasados_por_causa preso_por_causa presos_por_causa
BLOCK GER: ta_pegando
STREAMREFW: dessa_malha dessa_stream desse_stream dessa_cadeia desse_fluxo desse_schedule dessa_job_stream desse_job_stream essa_malha essa_stream esse_stream essa_cadeia
WKSREFW: dessa_maquina desse_agente essa_maquina esse_agente dessa_workstation essa_workstation desse_servidor nessa_maquina nesse_agente nessa_workstation nesse_servidor
OTHERS: outro outra outros outras o_resto resto demais
CANQ: posso devo da_pra_eu seria_seguro e_seguro tem_problema_se pode_ser_rodado pode_rodar_de_novo pode_ser_reexecutado e_rerunavel restartavel reiniciavel
SOLVED: resolveu resolvido resolvidos
CHECK: me_atualiza me_atualize atualizacao
HOWIS PRON: como_ele_ta como_ela_ta como_ele_esta como_ela_esta como_ta_ele como_ta_ela ele_ta_como ela_ta_como como_esta_ele
CHECK: saber_se dizer_se diz_se sabe_se ver_se verifica_se verificar_se checa_se checar_se confirma_se confirmar_se confere_se conferir_se fala_se me_diz_se ve_se da_uma_olhada_se
HOWMANY: qnts qntos qntas qtas_sao quantos_tem
ETA: falta_muito falta_mto falta_pouco falta_bastante demora_muito_ainda ainda_demora ainda_vai_demorar
IMPACT: quao_grave e_grave gravidade qual_a_gravidade deixa_de_rodar deixam_de_rodar
INCIDENT: quem_pegou quem_ta_com_isso quem_ta_cuidando quem_assumiu quem_ta_vendo quem_esta_cuidando quem_ta_olhando
NICETY: tudo_bem td_bem tudo_bom td_bom tudo_joia todo_bien
ACTV: rerodar reiniciar restartar reprocessar reexecutar cancelar matar liberar segurar submeter rodar_de_novo rodar_novamente executar_de_novo dar_rerun dar_restart parar pular forcar
RUN PAST: rolou vingou
HAPPEN: o_que_rolou oq_rolou que_rolou
WHATIF: e_se_eu e_se_o e_se_a
LATE: perdeu_o_horario perderam_a_hora
ALLWELL: ta_suave tudo_suave ta_tranquilo ta_de_boa tudo_de_boa ta_calmo tudo_calmo noite_calma noite_tranquila plantao_tranquilo ta_sussa tudo_nos_conformes sem_novidades tudo_funcionando tudo_redondo
ETA: agendado agendada programado programada
WAITING: na_espera de_espera em_wait
IMPACT: sofre sofrem sofrer queda_afeta arrasta arrastar
FAIL FAILNOUN: queda quedas crash crashes
HANDOVER: o_que_ficou oq_ficou ficou_do_turno que_ficou_pendente
GREET: fala_resync fala_bot fala_ai_resync
HELPW: que_tipo_de_pergunta que_perguntas tipos_de_pergunta
OOS: custa custam quanto_custa comprar compra cotacao atestado medico dentista aluguel apartamento celular futebol_clube jogador novela_das signos horario_de_brasilia viajar mercado supermercado bebida cachorro gato
DEPENDAFTER: a_quien_espera a_quem_espera que_espera_el a_quem_aguarda por_quem_espera por_quem_aguarda
PROBLEM: preocupar preocupante
"""

SPANISH = """
WHY: por_que_razon
RUNNING: corriendo ejecutando ejecutandose en_ejecucion activos
WAITING: esperando en_espera en_cola detenido detenidos
FAIL FAILNOUN: errores error fallo fallos falla fallas
FAIL PAST: fallaron fallo_el se_cayo se_cayeron cayo cayeron rompio abendo murio
FAIL: fallidos fallido fallando caido en_error con_error
START: empezar empieza empezo arranca arranco inicio comienza
START PAST: empezo arranco comenzo
RUN: corre ejecuta ejecutar correra
RUN PAST: corrio ejecuto
END: acaba termina terminara finaliza acabara
END PAST: termino acabo finalizo
WHEN: cuando a_que_hora a_que_horas que_hora
HOWMANY: cuantos cuantas cantidad
HOWLONG: cuanto_tiempo cuanto_tarda cuanto_demora
HOWMUCH: cuanto
WHO: quien quienes
WHICH: cuales
WHAT: cual
LONG: tarda tardando lento
LEFT: quedan queda
LATE: atrasados retrasado retrasados retraso retrasada demorados
JOBW: trabajo trabajos tarea proceso
STREAM: cadena cadenas flujo
WKS: agente agentes estacion maquina
LINK: conectado caido caida abajo arriba
HOWIS: como_esta como_estan como_va que_tal todo_bien esta_todo_bien
ALLWELL: todo_bien
ENV: ambiente entorno sistema produccion
HEALTH: salud resumen estado_general
STATUS: estado
OWNER: dueno responsable contacto a_quien_llamo guardia quien_es_el_dueno
PROC: procedimiento manual
FIX: solucion resolver arreglar arreglo como_resuelvo que_hago
NOTIFY: avisame avisa avisarme aviseme me_avisas
LIST: muestra muestrame dame mostrame lista listame ensename
LOG: salida registro bitacora
HIST: historial ultimas_ejecuciones ejecuciones
IMPACT: afecta impacta impacto
BEHIND: detras sucesores
DEPEND: depende dependen
PRED: dependencias predecesores
NOT: no ninguno ningun nunca
STILL: todavia aun
CRIT: criticos
PLAN: plan
HANDOVER: cambio_de_turno entrega_de_turno
RES: recursos recurso
PROMPT: prompts preguntas
SUCC: exitosos exitoso bien
CANCELLED: cancelados
STUCK BLOCK: trabado trabada atascado atascada bloqueado parado
PRON: ese_job esa ese este eso aquel
GREET: hola buenas buenos_dias
THANKS: gracias
PAST: ya
ONLY: solo solamente
PLACE: alli ahi
IF: si
HAPPEN: que_paso que_pasa que_ocurrio
"""

ORDINARY = """
ou_nao ou_n
a o as os um uma uns umas de do da dos das em no na nos nas ao aos pelo pela pelos pelas por para pra pro pras pros p com sem
sob sobre entre e ou mas que q se me te lhe eu tu voce vc vcs voces nos a_gente gente meu minha meus minhas seu sua seus suas
nosso nossa aqui ai ali agora hoje hj ontem amanha tarde noite manha dia dias semana mes ano hora horas min minuto minutos
muito muita muitos muitas mto mta pouco pouca mais menos tambem tb tbm ja bem mal tudo td todo toda todos todas algum alguma
alguns algumas alguem ngm ninguem coisa coisas cada outro outra outros outras favor pfv pf por_favor porfavor fazendo favorzinho
ser sao era eram foi fui sido tem ter tinha tenho temos tiver teve houver haver ha fazer faz faco fez feito dar da dei deu deram
ir vou vamos bora indo vir vem veio vendo visto vejo vi ver sei saber sabe pode podem posso podemos poderia consegue conseguiu
quero queria preciso precisa precisamos gostaria acho achando tipo assim entao dai depois antes enquanto durante ate desde
primeira primeiro segundo segunda terceiro ultima ultimo ultimas ultimos proxima proximo proximos nova novo velho mesmo mesma
rapido rapidinho rapida urgente urgencia correndo calma tranquilo cara mano galera pessoal amigo chefe gerente gestor diretor
cliente clientes usuario usuarios negocio reuniao ligacao cafe casa predio sala turno plantao colega colegas operador operadores
operacao noc monitoracao monitoramento time equipe sp rio brasil filial matriz banco bancos dwc tela janela pagina site acesso
sistema computador mundo vida verdade duvida pergunta resposta nome numero codigo valor lugar parte caso vez vezes jeito modo
forma tempo maneira lado final inicio comeco meio dentro fora cima baixo perto longe ontem anteontem amanha madrugada cedo
nada nenhum nenhuma nunca sempre quase talvez certo certeza claro pois sim nao ne hein uai ue eita puts poxa nossa caraca po
kkk kkkk rs rsrs haha urg aff to tou tava estou estava estar estao esta ta tao fica ficou ficar ficam deixa deixou deixar jura
passou passando passar passo pega pegou pegar bota botou coloca colocou usa usar usando abre abrir abriu fecha fechar fechou
acorda acordei dorme dormir comer novato estagiario primeira_vez aprender aprendendo ensina treinamento auditor auditoria
auditores evidencia relatorio email mensagem grupo canal chat bot robo resync assistente oi-bot tudo geral so apenas ainda
confirmacao certinho direito direitinho legal chato pior melhor maior menor grande pequeno cheio vazio alto baixa longo curto
sozinho junto contra segundo conforme tanto quanto quantos tal tais qualquer quaisquer diferente igual parecido especifico
lembra lembro esqueceu esqueci esquecer nao-sei achei achar procura procurar procurando busca buscar entender entendi fala
falar falou falando diz dizer disse dizendo contar pede pedir pediu pedindo pediram chama chamar chamou chamado liga ligou
responder responde respondeu perguntar perguntou pergunta escreve escrever leu ler le parece pareceu parecendo continua
continuou continuar volta voltou voltar sai saiu sair chega chegou chegar chegando perdi perder perdeu ganha ganhou ganhar
el los las un una unos unas del al en con sin y o pero muy mucho mas ese esa eso este esta estan estoy hay tiene tengo puedes
puede quiero necesito hoy ayer manana noche dia semana mes hora ahora ya tambien donde quien favor gracias senor usted mi tu su
nos les lo le se yo ellos todo toda todos algo alguien alguno cosa
voce-pode ultimamente recentemente pouco_tempo momento instante atual atualmente neste nesta nesse nessa deste desta
cade kd onde aonde qualquer_coisa sumiu sumir aparece apareceu aparecer decidir decido preciso-saber ligando
"""
