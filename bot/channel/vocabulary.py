"""How commands are spelt, in Portuguese and English, and which one a mistyped word comes near."""

from __future__ import annotations

from difflib import get_close_matches

from bot.channel.arguments import folded, switch

# The first spelling of each is the one that help names; the others are understood too.
_ALIASES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "health": (("saude", "ambiente", "resumo"), ("health",)),
    "job": (("job",), ("job",)),
    "errors": (("falhas", "erros"), ("errors", "failures")),
    "why": (("porque", "por que", "diagnostico"), ("why", "diagnose")),
    "log": (("log",), ("log",)),
    "stream": (("fluxo",), ("stream", "js")),
    "agents": (("agentes", "workstations"), ("agents",)),
    "board": (("painel", "quadro"), ("board",)),
    "alerts": (("alertas", "alerta"), ("alerts", "alert")),
    "watch": (("avise", "avisar"), ("watch",)),
    "handover": (("turno", "passagem"), ("handover",)),
    "mute": (("silenciar", "silencie", "silencio"), ("mute", "silence")),
    "unmute": (("dessilenciar",), ("unmute",)),
    "help": (("ajuda",), ("help", "?")),
}
NAMES = tuple(name for name in _ALIASES if name != "unmute")
# What is done here; the others are questions to the agent.
OWN = frozenset({"board", "alerts", "mute", "unmute", "help"})
# As help writes them; they are understood with and without.
_ACCENTED = {"saude": "saúde"}
_SHORTEST = 4  # letters of a word that may be a mistyped command


def spelling(name: str, language: str) -> str:
    """The word that help names for a command."""
    portuguese, english = _ALIASES[name]
    return english[0] if language == "en" else _ACCENTED.get(portuguese[0], portuguese[0])


def near(words: str) -> str:
    """The command of our own that is mistyped; what is a question anyhow is left to the agent, which forgives more."""
    first, *rest = words.split()
    if len(first) < _SHORTEST or len(rest) > 1 or (rest and switch(rest[0]) is None):
        return ""
    spelt = {each: name for name in OWN for side in _ALIASES[name] for each in side if len(each) >= _SHORTEST}
    found = get_close_matches(folded(first), spelt, 1, 0.8)
    return spelt[found[0]] if found else ""


def named(words: str, language: str) -> tuple[str, str, str]:
    """The command's name, the words behind it, and the language that its spelling tells."""
    plain = folded(words)
    for name, spellings in _ALIASES.items():
        for spoken, spelt in zip(("pt", "en"), spellings, strict=True):
            for each in spelt:
                if plain.rstrip("!.") == each or plain.startswith(each + " "):
                    both = all(each in other for other in spellings)
                    return name, words[len(each) :].strip(" !."), language if both else spoken
    return "", words, language
