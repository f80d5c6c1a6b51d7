"""What `resync index` says about files, findings and the copy that holds them."""

PHRASES: dict[str, tuple[str, str]] = {
    "index.more": (
        "… e mais {n}: `--json` ou `--annotated CÓPIA.xlsx` mostra todos",
        "… and {n} more: `--json` or `--annotated COPY.xlsx` shows them all",
    ),
    "index.notes": (
        "{n} {n|observação que não impede|observações que não impedem} nada",
        "{n} {n|remark that keeps|remarks that keep} nothing from working",
    ),
    "index.no_files": (
        "Não há arquivo .xlsx, .xlsm ou .csv em {place}.",
        "There is no .xlsx, .xlsm or .csv file in {place}.",
    ),
    "index.findings": ("Achados", "Findings"),
    "index.column.sheet": ("Aba", "Sheet"),
    "index.column.cell": ("Célula", "Cell"),
    "index.column.problem": ("O quê", "What"),
    "index.column.remedy": ("Como corrigir", "How to mend it"),
    "index.annotated": ("Cópia com os achados: {copy}", "Copy with the findings: {copy}"),
    "index.one_file": (
        "--annotated copia uma planilha por vez, e aqui há {n}: informe uma só.",
        "--annotated copies one workbook at a time, and here are {n}: give one.",
    ),
    "index.copy_name": (
        "A cópia {copy} precisa de um nome que termine em .xlsx ou .xlsm.",
        "The copy {copy} needs a name that ends in .xlsx or .xlsm.",
    ),
    "index.own_copy": (
        "{copy} é a própria planilha: dê outro nome à cópia.",
        "{copy} is the workbook itself: give the copy another name.",
    ),
    "index.copy_exists": (
        "{copy} já existe: dê outro nome, ou use --force para substituir.",
        "{copy} is there already: give another name, or --force to replace it.",
    ),
    "index.copy_refused": (
        "Não foi possível gravar {copy}: {reason}.",
        "{copy} cannot be written: {reason}.",
    ),
}
