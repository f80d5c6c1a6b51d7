"""What is to be mended in the operators' sheet, and what is wrong with a file that is none, by code."""

_SAVE_AS = ("Abra no Excel e salve como .xlsx.", "Open it in Excel and save it as .xlsx.")
_NAME_COLUMNS = (
    "Dê nome às colunas, por exemplo: Job, Erro, Sintoma, Solução, Responsável, Contato, Procedimento.",
    "Name the columns, for instance: Job, Erro, Sintoma, Solução, Responsável, Contato, Procedimento.",
)
_FILL_IN = ("Preencha, ou apague a linha.", "Fill it in, or delete the row.")

PHRASES: dict[str, tuple[str, str]] = {
    "sheet.lock-file": (
        "{file} é o arquivo de bloqueio que o Excel deixa ao lado de uma planilha aberta.",
        "{file} is the lock file that Excel keeps beside an open workbook.",
    ),
    "sheet.lock-file.how": (
        "Informe a própria planilha, o arquivo sem ~$ antes do nome.",
        "Give the workbook itself, the file without ~$ before its name.",
    ),
    "sheet.missing": ("{file} não existe.", "{file} does not exist."),
    "sheet.missing.how": (
        "Confira o caminho: na linha de comando, em RESYNC_KNOWLEDGE ou no resync.toml.",
        "Check the path: on the command line, in RESYNC_KNOWLEDGE or in resync.toml.",
    ),
    "sheet.unopenable": ("Não foi possível abrir {file}: {reason}.", "{file} cannot be opened: {reason}."),
    "sheet.unopenable.how": (
        "Feche-o no Excel, ou dê ao Resync permissão de leitura.",
        "Close it in Excel, or give Resync the right to read it.",
    ),
    "sheet.empty": ("{file} está vazio.", "{file} is empty."),
    "sheet.empty.how": (
        "Salve a planilha de novo, ou restaure uma cópia.",
        "Save the sheet again, or restore a copy.",
    ),
    "sheet.too-large": (
        "{file} tem {size} MB; são lidos no máximo {limit}.",
        "{file} has {size} MB; at most {limit} are read.",
    ),
    "sheet.too-large.how": (
        "Tire imagens e abas antigas, ou divida o arquivo.",
        "Remove pictures and old sheets, or split it.",
    ),
    "sheet.unpacks-too-large": (
        "{file} tem {size} MB descompactado; são lidos no máximo {limit}.",
        "{file} unpacks to {size} MB; at most {limit} are read.",
    ),
    "sheet.unpacks-too-large.how": (
        "Apague as linhas vazias formatadas e as abas desnecessárias.",
        "Delete the empty formatted rows and the sheets that are not needed.",
    ),
    "sheet.cut-off": (
        "{file} está danificado ou foi cortado durante a cópia.",
        "{file} is damaged or was cut off while it was copied.",
    ),
    "sheet.cut-off.how": (
        "Copie-o de novo, ou deixe o Excel repará-lo.",
        "Copy it again, or let Excel repair it.",
    ),
    "sheet.damaged": (
        "{file} está danificado: {reason} durante a leitura.",
        "{file} is damaged: {reason} while it was read.",
    ),
    "sheet.damaged.how": (
        "Abra no Excel, deixe reparar e salve de novo.",
        "Open it in Excel, let it repair, and save it again.",
    ),
    "sheet.web-page": (
        "{file} é uma página web ou XML com nome de planilha.",
        "{file} is a web page or XML with a spreadsheet's name.",
    ),
    "sheet.web-page.how": _SAVE_AS,
    "sheet.pdf": ("{file} é um PDF.", "{file} is a PDF."),
    "sheet.pdf.how": (
        "Informe a planilha da qual ele foi gerado.",
        "Give the spreadsheet that it was printed from.",
    ),
    "sheet.json": ("{file} é JSON.", "{file} is JSON."),
    "sheet.json.how": ("Informe um arquivo .xlsx ou .csv.", "Give an .xlsx or .csv file."),
    "sheet.binary-workbook": (
        "{file} é uma pasta de trabalho binária (.xlsb).",
        "{file} is a binary workbook (.xlsb).",
    ),
    "sheet.binary-workbook.how": _SAVE_AS,
    "sheet.open-document": (
        "{file} é uma planilha OpenDocument (.ods).",
        "{file} is an OpenDocument spreadsheet (.ods).",
    ),
    "sheet.open-document.how": ("Salve como .xlsx.", "Save it as .xlsx."),
    "sheet.other-archive": (
        "{file} é um arquivo compactado, e não uma planilha do Excel.",
        "{file} is an archive and no Excel workbook.",
    ),
    "sheet.other-archive.how": _SAVE_AS,
    "sheet.protected": ("{file} está protegido por senha.", "{file} is protected with a password."),
    "sheet.protected.how": (
        "Salve uma cópia sem senha de abertura.",
        "Save a copy without a password to open.",
    ),
    "sheet.old-format": ("{file} está no formato antigo .xls.", "{file} is in the old .xls format."),
    "sheet.old-format.how": _SAVE_AS,
    "sheet.no-excel": (
        "{file} não pode ser aberto como pasta de trabalho: está danificado, ou não é do Excel apesar do nome.",
        "{file} cannot be opened as a workbook: it is damaged, or is no Excel file in spite of its name.",
    ),
    "sheet.no-excel.how": (
        "Abra no Excel e salve como .xlsx, ou ponha uma cópia boa no lugar.",
        "Open it in Excel and save it as .xlsx, or put a good copy in its place.",
    ),
    "sheet.no-spreadsheet": ("{file} não é uma planilha.", "{file} is no spreadsheet."),
    "sheet.no-spreadsheet.how": _SAVE_AS,
    "sheet.no-table": (
        "{file} não é uma tabela de valores separados: {reason}.",
        "{file} is no table of separated values: {reason}.",
    ),
    "sheet.no-table.how": (
        "Salve no Excel como “CSV UTF-8”, ou como .xlsx.",
        "Save it from Excel as “CSV UTF-8”, or as .xlsx.",
    ),
    "sheet.no-sheet": (
        "{file} não tem aba com títulos que o Resync conheça: solução, e um entre job, erro ou sintoma.",
        "{file} has no sheet with headings that Resync knows: a solution, and one of job, error or symptom.",
    ),
    "sheet.no-sheet.how": _NAME_COLUMNS,
    "sheet.hidden-sheet": (
        "a aba está oculta, por isso não é lida",
        "the sheet is hidden, so it is not read",
    ),
    "sheet.hidden-sheet.how": (
        "Reexiba-a se as linhas devem valer, ou apague-a.",
        "Unhide it if its rows should count, or delete it.",
    ),
    "sheet.hidden-rows": (
        "linhas ocultas ({count}) são lidas como as outras",
        "hidden rows ({count}) are read like all others",
    ),
    "sheet.hidden-rows.how": (
        "Reexiba-as, ou apague o que não vale mais.",
        "Unhide them, or delete what no longer holds.",
    ),
    "sheet.too-many-rows": (
        "só as primeiras {limit} linhas são lidas",
        "only the first {limit} rows are read",
    ),
    "sheet.too-many-rows.how": (
        "Divida a planilha em vários arquivos.",
        "Split the sheet into several files.",
    ),
    "sheet.no-headings": (
        "não há linha de títulos com uma solução e um entre job, erro ou sintoma",
        "no row of headings with a solution and one of job, error or symptom was found",
    ),
    "sheet.no-headings.how": _NAME_COLUMNS,
    "sheet.unknown-column": (
        "a coluna “{heading}” não é usada: o título não é conhecido",
        "the column “{heading}” is not used: its heading is not known",
    ),
    "sheet.unknown-column.how": (
        "Nada, se ela é só para pessoas; senão, dê um título que o Resync conheça.",
        "Nothing, if it is for people only; else give it a heading that Resync knows.",
    ),
    "sheet.no-solution": (
        "a linha não tem solução, por isso não é lida",
        "the row has no solution, so it is not read",
    ),
    "sheet.no-solution.how": _FILL_IN,
    "sheet.no-steps": (
        "a linha tem só o procedimento, sem a solução, e quem está de plantão terá de ler tudo",
        "the row has no solution but a procedure, so that whoever is on call has to read it all",
    ),
    "sheet.no-steps.how": (
        "Escreva os passos em uma ou duas linhas; o procedimento fica ao lado.",
        "Write the steps in a line or two; the procedure stays beside them.",
    ),
    "sheet.names-no-case": (
        "a linha não diz job, erro nem sintoma, por isso não é lida",
        "the row names no job, error or symptom, so it is not read",
    ),
    "sheet.names-no-case.how": _FILL_IN,
    "sheet.formula-error": ("a fórmula dá {value}", "the formula gives {value}"),
    "sheet.formula-error.how": ("Corrija a célula.", "Correct the cell."),
    "sheet.formula-uncalculated": ("a fórmula nunca foi calculada", "the formula was never calculated"),
    "sheet.formula-uncalculated.how": (
        "Abra a planilha no Excel e salve, para que o resultado fique gravado.",
        "Open the workbook in Excel and save it, so that the result is stored.",
    ),
    "sheet.link-calculated": ("o destino do link é calculado", "the target of the link is calculated"),
    "sheet.link-calculated.how": (
        "Troque a fórmula por um link digitado ou anexado à célula.",
        "Replace the formula by a link typed or attached to the cell.",
    ),
    "sheet.no-web-link": (
        "“{link}” não é um link que abra a partir do chat",
        "“{link}” is no link that opens from a chat",
    ),
    "sheet.no-web-link.how": (
        "Coloque o documento onde um link http:// ou https:// o abra.",
        "Put the document where a link with http:// or https:// opens it.",
    ),
    "sheet.no-date": ("“{value}” não é uma data", "“{value}” is no date"),
    "sheet.no-date.how": (
        "Escreva uma data, por exemplo 31/12/2026.",
        "Write a date, for instance 31/12/2026.",
    ),
    "sheet.expired": ("a linha valia até {day}", "the row was valid until {day}"),
    "sheet.expired.how": (
        "Confira e escreva uma nova data, ou apague a linha.",
        "Check it and write a new date, or delete the row.",
    ),
    "sheet.unknown-severity": (
        "“{value}” não é uma severidade que o Resync conheça",
        "“{value}” is no severity that Resync knows",
    ),
    "sheet.unknown-severity.how": (
        "Escreva crítica, alta, normal ou baixa, ou um número de 1 a 5.",
        "Write critical, high, normal or low, or a number from 1 to 5.",
    ),
    "sheet.no-owner": ("a linha não diz quem cuida disso", "the row names nobody who looks after it"),
    "sheet.no-owner.how": ("Preencha o responsável ou o contato.", "Fill in the owner or the contact."),
    "sheet.duplicate": ("a linha diz o mesmo que {place}", "the row says the same as {place}"),
    "sheet.duplicate.how": ("Apague uma das duas.", "Delete one of the two."),
    "sheet.contradiction": (
        "a linha dá outra solução que {place} para o mesmo erro",
        "the row gives another solution than {place} for the same error",
    ),
    "sheet.contradiction.how": (
        "Junte as duas em uma linha, ou diga no sintoma quando vale cada uma.",
        "Join both into one row, or say in the symptom when each applies.",
    ),
}
