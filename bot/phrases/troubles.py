"""What could not be found, and what could not be asked: two different things, each with the way out."""

PHRASES: dict[str, tuple[str, str]] = {
    "notfound.job": ("Não há job {name} no plano.", "There is no job {name} in the plan."),
    "notfound.job_stream": ("Não há job stream {name} no plano.", "There is no job stream {name} in the plan."),
    "notfound.workstation": ("Não há workstation {name} no plano.", "There is no workstation {name} in the plan."),
    "notfound.similar": ("Nomes parecidos que estão no plano", "Similar names that the plan holds"),
    "notfound.ask_alike": ("lista os jobs {name}", "list jobs {name}"),
    "notfound.none": (
        "Nenhum nome parecido. O plano só guarda o que está previsto; confira o nome ou use um padrão como PAY*.",
        "No similar name. The plan holds only what is scheduled; check the name or use a pattern such as PAY*.",
    ),
    "notasked.title": ("Não pude perguntar isso: {reason}.", "I could not ask that: {reason}."),
    "notasked.text": (
        "Nada foi lido. Escreva a pergunta de outro jeito.",
        "Nothing was read. Put the question another way.",
    ),
    "error.TwsConnectionError": ("Não consegui falar com o HWA.", "I could not reach HWA."),
    "error.TwsConnectionError.tls": (
        "O certificado TLS do HWA não é de confiança.",
        "HWA's TLS certificate is not trusted.",
    ),
    "error.TwsTimeoutError": ("O HWA não respondeu a tempo.", "HWA did not answer in time."),
    "error.TwsAuthError": (
        "O HWA não aceitou minhas credenciais (HTTP {status}).",
        "HWA did not accept my credentials (HTTP {status}).",
    ),
    "error.TwsAuthError.403": (
        "O HWA não permite esta leitura ao meu usuário (HTTP {status}).",
        "HWA does not allow my user to read this (HTTP {status}).",
    ),
    "error.TwsNotFoundError": ("O objeto não está mais no plano.", "The object is no longer in the plan."),
    "error.TwsResponseError": (
        "O HWA deu uma resposta que não consigo usar{status}.",
        "HWA gave an answer that I cannot use{status}.",
    ),
    "error.TwsResponseError.502": (
        "O HWA está fora do ar por enquanto{status}.",
        "HWA is temporarily unavailable{status}.",
    ),
    "error.TwsResponseError.503": (
        "O HWA está fora do ar por enquanto{status}.",
        "HWA is temporarily unavailable{status}.",
    ),
    "error.TwsQueryError": ("O HWA recusou o filtro da consulta.", "HWA refused the filter of the query."),
    "error.TwsPlanError": (
        "O plano está em extensão e não pode ser lido agora.",
        "The plan is being extended and cannot be read now.",
    ),
    "error.TwsNameError": ("Esse nome não pode entrar numa consulta.", "That name cannot be put into a query."),
    "error.TwsReadOnlyError": (
        "A consulta foi barrada: só leituras saem daqui.",
        "The request was stopped: only reads leave this machine.",
    ),
    "error.KnowledgeError": (
        "Não consegui consultar a planilha de conhecimento.",
        "I could not ask the knowledge sheet.",
    ),
    "error.other": ("Não consegui responder: {error}.", "I could not answer: {error}."),
    "error.status": (" (HTTP {status})", " (HTTP {status})"),
    "remedy.TwsConnectionError": (
        "Nada foi lido agora. Confira a rede e se o master está no ar; tento de novo a cada pergunta.",
        "Nothing was read just now. Check the network and whether the master is up; I try again with each question.",
    ),
    "remedy.TwsConnectionError.tls": (
        "Nada foi lido. Informe o PEM da autoridade em TWS_CA_FILE e, em TWS_URL, o host para o qual foi emitido.",
        "Nothing was read. Name its authority's PEM file in TWS_CA_FILE, and in TWS_URL the host it was issued for.",
    ),
    "remedy.TwsTimeoutError": (
        "Nada foi lido agora. O master pode estar sobrecarregado: tente em um minuto ou pergunte algo mais restrito.",
        "Nothing was read just now. The master may be overloaded: try in a minute, or ask something narrower.",
    ),
    "remedy.TwsAuthError": (
        "Confira TWS_USER e TWS_PASSWORD, ou a validade de TWS_API_KEY.",
        "Check TWS_USER and TWS_PASSWORD, or whether TWS_API_KEY has expired.",
    ),
    "remedy.TwsAuthError.403": (
        "Peça ao administrador o direito de leitura (DISPLAY) do plano para o usuário do Resync.",
        "Ask the administrator for the right to read (DISPLAY) the plan for Resync's user.",
    ),
    "remedy.TwsNotFoundError": (
        "Ele pode ter saído com a extensão do plano; pergunte de novo pelo nome.",
        "It may have left with the plan's extension; ask again by its name.",
    ),
    "remedy.TwsResponseError": (
        "Confira se TWS_URL aponta para o master, e não para um proxy ou uma página de login.",
        "Check that TWS_URL points to the master and not to a proxy or a login page.",
    ),
    "remedy.TwsResponseError.502": (
        "Nada foi lido. O master, ou o proxy à frente dele, pode estar reiniciando; tento de novo a cada pergunta.",
        "Nothing was read. The master, or a proxy before it, may be restarting; I try again with each question.",
    ),
    "remedy.TwsResponseError.503": (
        "Nada foi lido agora. O master pode estar reiniciando; tento de novo a cada pergunta.",
        "Nothing was read just now. The master may be restarting; I try again with each question.",
    ),
    "remedy.TwsQueryError": (
        "Tente com um nome mais simples; se continuar, avise quem cuida do Resync.",
        "Try a simpler name; if it goes on, tell whoever looks after Resync.",
    ),
    "remedy.TwsPlanError": ("Tente de novo em alguns minutos.", "Try again in a few minutes."),
    "remedy.TwsNameError": (
        "Use letras, números e _ - $ # . / com @, * ou ? como curinga; sem aspas.",
        "Use letters, digits and _ - $ # . / with @, * or ? as wildcards; no quotes.",
    ),
    "remedy.TwsReadOnlyError": (
        "Nada saiu desta máquina. Avise quem cuida do Resync.",
        "Nothing left this machine. Tell whoever looks after Resync.",
    ),
    "remedy.KnowledgeError": (
        "Confira os arquivos com `resync index --check`.",
        "Check the files with `resync index --check`.",
    ),
    "remedy.other": (
        "Tente de novo; se continuar, avise quem cuida do Resync.",
        "Try again; if it goes on, tell whoever looks after Resync.",
    ),
    "trouble.never": ("nenhuma até agora", "none so far"),
    "trouble.answered": ("{moment} {zone}, há {age}", "{moment} {zone}, {age} ago"),
    "trouble.detail": ("O que o HWA disse", "What HWA said"),
    "trouble.footer": (
        "não foi possível consultar{where}",
        "could not ask{where}",
    ),
}
