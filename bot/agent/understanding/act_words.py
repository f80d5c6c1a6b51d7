"""Words that command an action on the plan, and words beside which they do not."""

from __future__ import annotations

# verbs that command by themselves wherever nothing before them makes a question
PLAIN = {
    "rerun": "rerun rerroda reroda rerodar rerrodar restart restarta restartar reinicia reinicie reiniciar relanca relancar relance reexecuta"
    " reexecute reexecutar reprocessa reprocesse reprocessar rearranca relaunch reejecuta reejecutar resubmit reruna rerunar rerunea",
    "cancel": "cancela cancele cancelar cancel aborta aborte abortar abort cancelem canceling",
    "kill": "mata matar kill derruba derrube derrubar encerra encerre encerrar interrompe interrompa interromper stop terminate detener deten",
    "hold": "segura segure segurar pausa pause pausar suspende suspenda suspender suspend freeze congela congele congelar retem reter",
    "release": "libera libere liberar release solta solte soltar destrava destrave destravar desbloqueia desbloqueie desbloquear unhold"
    " unblock unstick desprende retoma retome retomar",
    "confirm": "confirma confirme confirmar confirm",
    "submit": "submete submeta submeter submit submita submitar dispara dispare disparar lanca lance lancar launch trigger sbj sbs ejecuta lanza",
    "reply": "responde responda responder reply",
    "limit": "limita limitar",
    "fence": "",
    "link": "linka linke linkar link deslinka deslinke deslinkar unlink relinka relinkar",
    "priority": "prioriza priorize priorizar altpri",
    "other": "apaga apague apagar deleta delete deletar remove remova remover forca force forcar pula pule pular skip bypass bypassa bypassar"
    " desabilita desabilite desabilitar disable habilita habilite habilitar enable desliga desligue desligar shutdown reboot estende estenda"
    " estender extend altera altere alterar muda mude mudar troca troque trocar edita edite editar update"
    " ignora ignore ignorar modify adiciona adicione adicionar add agenda agende agendar reagenda reschedule drop erase wipe clear limpa limpe",
}  # fmt: skip
# verbs that are as often part of a question: they command at the head of a sentence, before a name or `it`
HEAD = {
    "submit": "roda rode rodar executa execute executar run start starta startar inicia inicie iniciar comeca corre corra sobe suba",
    "kill": "para pare parar termina",
    "hold": "hold",
    "release": "resume",
    "reply": "answer",
    "link": "sobe suba start",
    "other": "switch set move",
}
# phrases that command
PHRASES = {
    "rerun": "roda de novo|rode de novo|rodar de novo|roda novamente|rodar novamente|roda outra vez|rodar outra vez|da um rerun|da rerun|dar rerun"
    "|dar um rerun|faz o rerun|faz um rerun|fazer rerun|fazer o rerun|faca o rerun|faca rerun|faz rerun|manda rerun|do a rerun|give it a rerun|run it again"
    "|run again|re run|volta a rodar|bota pra rodar de novo|poe pra rodar de novo|coloca pra rodar de novo|vuelve a correr|vuelve a ejecutar|kick it again"
    "|da um restart|da restart|dar restart|dar um restart|tenta de novo|try again|try it again|re submit|bota de novo|start over|corre de nuevo|da um reset"
    "|executa de novo|executar de novo|executa novamente|processa de novo|bounce|give it another go|issue a rerun",
    "cancel": "da cancel|da um cancel|dar cancel|dar um cancel|faz o cancelamento|get rid",
    "kill": "da kill|da um kill|dar kill|dar um kill|shut down|take down|kill off|poe fim|bring down",
    "hold": "coloca no hold|bota no hold|poe no hold|joga em hold|joga no hold|coloque no hold|coloca de hold|poe em hold|coloca em hold|bota em hold|por em hold|colocar em hold|botar em hold|deixa em hold|da hold|da um hold|dar hold|put on hold"
    "|place on hold|put it on hold|coloque em hold|ponha em hold|em hold por favor|manda pro hold",
    "release": "tira do hold|tirar do hold|tire do hold|tira de hold|take it off hold|take off hold|da release|da um release|dar release|dar um release|let it go|let it run"
    "|sacalo de hold|tirar de hold|free up|libera ai|off hold",
    "confirm": "marca como|marcar como|marque como|mark as|mark it|mark it as|set to succ|set it to succ|force succ|da ok|dar ok|da um ok|dar um ok|bota como ok|seta como|setar como"
    "|poe como|coloca como|da como|da confirm|dar confirm|muda pra succ|muda o status|mudar o status|change the status|flip it to|flag as|set as|coloca o status|poe o status|passa pra succ"
    "|da baixa|forca succ|forca o succ|forca complete",
    "submit": "get running|get going|get started|get running again|bota pra rodar|botar pra rodar|poe pra rodar|por pra rodar|coloca pra rodar|colocar pra rodar|manda rodar|mandar rodar|manda executar|manda pra rodar|kick off|fire off|joga pra rodar"
    "|faz rodar|make it run|get it running|da um start|da start|dar start|dar um start|da um submit|da submit|dar submit|pon a correr|start up|solta o jnextplan|roda o jnextplan"
    "|rodar o jnextplan|run jnextplan|da play|executa o jnextplan|put it in the plan|roda ai|roda ja|roda agora|rode agora|roda logo|run now|force start|forca o start|forca a execucao",
    "reply": "responde yes|responde sim|say yes|say no|diz sim|diz que sim|diga sim|answer yes|answer no|reply yes|da yes|da sim|da um yes|fala sim|answer the prompt|responde o prompt|answer prompt",
    "limit": "sobe o limit|sobe limit|aumenta o limit|aumentar o limit|aumente o limit|baixa o limit|baixar o limit|altera o limit|muda o limit|mudar o limit|zera o limit|zerar o limit"
    "|seta o limit|poe o limit|coloca o limit|bota o limit|raise the limit|increase the limit|bump the limit|bump up the limit|set the limit|set limit|lower the limit|change the limit|reduce the limit|up the limit|sube el limite"
    "|raise limit|subir o limit|diminui o limit|ajusta o limit|abaixa o limit|reduz o limit|drop the limit|limit pra|limit para|limit to|set job limit|bump limit|aumenta limit|baixa limit|muda limit",
    "fence": "sobe o fence|baixa o fence|baixar o fence|abaixa o fence|muda o fence|mudar o fence|altera o fence|zera o fence|seta o fence|poe o fence|coloca o fence|set the fence|set fence|lower the fence|raise the fence"
    "|change the fence|drop the fence|fence to|fence pra|fence para|ajusta o fence|bota o fence|reduz o fence|baixa fence|lower fence",
    "priority": "aumenta a prioridade|sobe a prioridade|muda a prioridade|mudar a prioridade|altera a prioridade|baixa a prioridade|raise the priority|set the priority|change the priority|bump the priority"
    "|increase the priority|lower the priority|da prioridade|priority to|prioridade pra|prioridade para|give it priority|poe prioridade|set priority|change priority|bump priority|coloca prioridade",
    "link": "da link|da um link|dar link|sobe o agente|subir o agente|start the agent|restart the agent|stop the agent|para o agente|reinicia o agente|sobe a workstation|bring up the agent",
    "other": "atualiza a planilha|atualizar a planilha|atualiza o plano|tira a dependencia|tirar a dependencia|tira as dependencias|corta a dependencia|quebra a dependencia|solta a dependencia|remove the dependency|delete the dependency|drop the dependency"
    "|make it skip|abre um chamado|abrir um chamado|open a ticket|open an incident|manda um email|manda email|send an email|send email|switch the plan|switch manager|faz o switch|vira o plano"
    "|call tool|chame a ferramenta|chama a ferramenta|use the tool|cria um job|criar um job|create a job|create a new job|liga pro|call the owner for me",
}  # fmt: skip
ASKING = frozenset(
    "que_horas que_hora what_time sin por_que porque porq pq pqe why how como quem who quien quais qual which what whats quando when qdo se if caso whether quantos quantas many foi foram was were"
    " been be being is are did does has have posso devo can_i should_i may_i safe seguro onde where after depois acontece happens ja unless motivo reason"
    " que_acontece sem without ultimo last teve houve quiser precisar cuando cuantos cual nao_pode alguem someone anybody anyone ninguem somebody".split()
)
FILLERS = frozenset(
    "por favor pfv pf please pls plz e and entao so then ok agora now ja ai hey oi ola hi hello bot resync you u vc voce voces pode podem podes podia poderia can could"
    " would will consegue preciso precisamos precisa quero queria quiero necesito need want like to que q eu i me pra para mim for us te gostaria id de go ahead just bora vamos lets let"
    " tem jeito da dah gentileza cara mano galera bom boa dia tarde noite um a o uma the favor be_a_dear kindly alguem someone manda mandar va vai faz hacer tambem also immediately urgente"
    " urgent quick quickly rapido rapidinho logo imediatamente puedes podrias system admin root".split()
)
NOUN_MARKS = frozenset("o um os uma a the any last ultimo cada depois after of do de teve houve no com quantos sem an no nenhum que".split())
OBJECTS = frozenset("it o a os as the esse essa este esta job rotina stream malha ele ela isso this that all todos tudo el la los aquele agente workstation them jnextplan".split())
ENQUIRY = frozenset("se if that whether pra_mim que quando when time times status number history".split())

KNOWN = frozenset(
    word
    for table in (PLAIN, HEAD, PHRASES)
    for entries in table.values()
    for word in entries.replace("|", " ").split()
)
