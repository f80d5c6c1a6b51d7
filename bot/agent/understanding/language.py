"""Whether a text is Portuguese or English; Spanish counts as Portuguese."""

from __future__ import annotations

from bot.agent.understanding.lexicon import lexicon
from bot.agent.understanding.tables import one_of
from bot.agent.understanding.text import readable, tokens

PORTUGUESE, ENGLISH = "pt", "en"

# short words that only one of the two languages has; they weigh more than the lexicons
_PT = one_of(
    "o os da das do dos na nas no nos e que um uma como qual quais por para pra pro com sem meu minha ele ela dele dela"
    " isso esse essa ta esta sao foi ja nao hoje ontem quem quando onde pq vc hj el los las en un una ayer hoy cuando"
    " donde porque desde ate entre so"
)
_EN = one_of(
    "the of is are was were what which who when where why how did does do has have had and in on it its that"
    " this there any all will can could would should for from since until today yesterday last my your you"
    " please with by to not hasnt isnt didnt"
)


def detect_language(text: str, default: str = PORTUGUESE) -> str:
    """pt or en by the words of a text; `default` where nothing speaks for either."""
    book = lexicon()
    score = 0
    for token in tokens(readable(text))[:200]:
        word = token.word
        score += 2 * ((word in _EN) - (word in _PT)) if (word in _EN) != (word in _PT) else 0
        english, portuguese = word in book.english, word in book.portuguese
        score += english - portuguese
    if score == 0:
        return default
    return ENGLISH if score > 0 else PORTUGUESE
