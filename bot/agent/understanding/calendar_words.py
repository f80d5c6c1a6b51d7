"""Words that people say times with, in Portuguese, English and Spanish, folded."""

from __future__ import annotations

from datetime import timedelta

from bot.agent.understanding.tables import one_of


def _table(text: str) -> dict[str, int]:
    pairs = (entry.split(":") for entry in text.split())
    return {word: int(value) for words, value in pairs for word in words.split("/")}


NUMBERS = _table(
    "um/uma/one/a/an/un/una:1 dois/duas/two/dos/couple:2 tres/three/few:3 quatro/four/cuatro:4 cinco/five:5"
    " seis/six:6 sete/seven/siete:7 oito/eight/ocho:8 nove/nine/nueve:9 dez/ten/diez:10 onze/eleven/once:11"
    " doze/twelve/doce:12 treze/thirteen/trece:13 catorze/quatorze/fourteen/catorce:14"
    " quinze/fifteen/quince:15 dezesseis/sixteen:16 dezoito/eighteen:18 vinte/twenty/veinte:20 trinta/thirty/treinta:30"
    " quarenta/forty/cuarenta:40 sessenta/sixty/sesenta:60 noventa/ninety/noventa:90 algumas/alguns:3"
)
UNITS = {
    **dict.fromkeys(one_of("m min mins minuto minutos minute minutes minutinhos"), timedelta(minutes=1)),
    **dict.fromkeys(one_of("h hr hrs hs hora horas hour hours horinha horinhas ora oras"), timedelta(hours=1)),
    **dict.fromkeys(one_of("d dia dias day days"), timedelta(days=1)),
    **dict.fromkeys(one_of("semana semanas week weeks sem"), timedelta(days=7)),
    **dict.fromkeys(one_of("mes meses month months"), timedelta(days=30)),
}
WEEKDAYS = _table(
    "segunda/seg/monday/mon/lunes:0 terca/tuesday/tue/tues/martes:1 quarta/qua/wednesday/wed/miercoles:2"
    " quinta/qui/thursday/thu/thur/thurs/jueves:3 sexta/sex/friday/fri/viernes:4 sabado/sab/saturday/sat:5"
    " domingo/dom/sunday/sun:6"
)
MONTHS = _table(
    "janeiro/jan/january/enero:1 fevereiro/fev/february/feb/febrero:2 marco/mar/march/marzo:3"
    " abril/abr/april/apr:4 maio/mai/may/mayo:5 junho/jun/june/junio:6 julho/jul/july/julio:7"
    " agosto/ago/august/aug:8 setembro/set/september/sep/sept/septiembre:9 outubro/out/october/oct/octubre:10"
    " novembro/nov/november/noviembre:11 dezembro/dez/december/dec/diciembre:12"
)
DAYS_AGO = _table(
    "hoje/hj/oje/hje/today/hoy:0 ontem/onten/onti/ontm/otem/yesterday/yday/ystd/yest/ayer:1"
    " anteontem/antontem/antes-de-ontem/anteayer/antier:2"
)

# parts of a day: name -> first hour, hours long
PARTS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("madrugada",), (0, 6)),
    **dict.fromkeys(("manha", "morning", "cedo"), (6, 6)),
    **dict.fromkeys(("tarde", "afternoon"), (12, 6)),
    **dict.fromkeys(("noite", "evening", "noche", "noitinha", "night"), (18, 6)),
}
SHIFTS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("noite", "night", "madrugada", "noturno", "noche", "overnight"), (22, 8)),
    **dict.fromkeys(("manha", "morning", "day", "dia"), (6, 8)),
    **dict.fromkeys(("tarde", "afternoon", "evening", "late"), (14, 8)),
}
NAMED_HOURS = {
    "meia noite": 0, "midnight": 0, "medianoche": 0, "media noche": 0, "meianoite": 0,
    "virada": 0, "meio dia": 12, "noon": 12, "mediodia": 12, "midday": 12, "medio dia": 12, "meiodia": 12,
}  # fmt: skip

LAST = one_of("ultimas ultimos ultima ultimo last past previous latest ult ults")
PREVIOUS = one_of("passada passado anterior pasada pasado retrasada retrasado")
THIS = one_of("essa esta nessa nesta dessa desta esse este nesse neste desse deste this current")
NEXT = one_of("proxima proximas proximo proximos prox next coming upcoming following")
SINCE = one_of("desde since after apos partir")
UNTIL = one_of("ate until till til hasta")
BETWEEN = one_of("entre between")
GLUE = one_of(
    "de do da das dos d at on in no na nas nos o a os as las la el los the em en del e of sobre s aos ao pelas por by"
)
NOW_WORDS = one_of("agora now ahora aqui")

# how the words of time are written in haste
SPELT = {
    "nite": "night",
    "nigth": "night",
    "2nite": "tonight",
    "tonite": "tonight",
    "2day": "today",
    "mornin": "morning",
}

# words without which no text speaks of a time, but for those that hold a digit
SPEAK_OF_TIME = (
    frozenset(UNITS)
    | frozenset(WEEKDAYS)
    | frozenset(MONTHS)
    | frozenset(DAYS_AGO)
    | frozenset(PARTS)
    | LAST
    | NEXT
    | BETWEEN
    | frozenset(" ".join(NAMED_HOURS).split())
    | one_of("mtd wtd ytd turno plantao shift overnight tonight anoche weekend fds year ano antes desde since")
) - one_of("m d sem")
KNOWN = (
    frozenset(
        word
        for group in (
            NUMBERS,
            UNITS,
            WEEKDAYS,
            MONTHS,
            DAYS_AGO,
            PARTS,
            SHIFTS,
            LAST,
            NEXT,
            PREVIOUS,
            THIS,
            SINCE,
            UNTIL,
            BETWEEN,
            GLUE,
        )
        for word in group
    )
    | one_of("hace faz atras ago inicio comeco feira")
    | frozenset(" ".join(NAMED_HOURS).split())
)
