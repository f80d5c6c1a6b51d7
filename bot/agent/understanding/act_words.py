"""Words that command an action on the plan, and words beside which they do not."""

from __future__ import annotations

from bot.agent.understanding import tables

_SAYING = ("plain", "head", "phrases")


def _actions(section: str) -> dict[str, str]:
    return {verb: action for action, verbs in tables.entries("acts", section) for verb in verbs.split()}


def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for action, phrases in tables.entries("acts", "phrases"):
        for phrase in phrases.split("|"):
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, action))
    return {first: sorted(group, key=lambda f: -len(f[0])) for first, group in found.items()}


# verb -> action; a verb of PLAIN commands wherever nothing before it makes a question, one of HEAD only at
# the head of a sentence and before a name
PLAIN, HEAD = _actions("plain"), _actions("head")
PHRASES = _phrases()  # first word -> (phrase, action), the longest first

ASKING = tables.words("acts", "asking")  # words before a verb that make it a question
FILLERS = tables.words("acts", "fillers")  # words that may stand before a command
NOUN_MARKS = tables.words("acts", "noun_marks")  # words before which a verb is a noun: `o rerun`
OBJECTS = tables.words("acts", "objects")  # what a command may be given to, beside a name
ENQUIRY = tables.words("acts", "enquiry")  # words after a verb that make it a question: `confirma se`
SKIPPED = tables.words("acts", "skipped")  # words that may stand inside a commanding phrase
INDEFINITE = tables.words("acts", "indefinite")  # what an act is done to where it is only asked about
GERUNDS = _actions("gerunds")  # `would you mind killing it`
RAISING = tables.words("acts", "raising")  # verbs that change a level: `sobe o limit`
LEVELS = _actions("levels")
LIGHT = tables.words("acts", "light")  # verbs that only command with a noun of acting after them: `da um rerun`
ARTICLES = tables.words("acts", "articles")  # what may stand between the two
CONFIRMS = tables.words("acts", "confirms")
NOUN_LIKE = tables.words("acts", "noun_like")
NEEDS_OBJECT = tables.words("acts", "needs_object")

# words that some command is made of
COMMANDING = frozenset(PLAIN) | frozenset(HEAD) | NOUN_LIKE | RAISING
KNOWN = (
    frozenset(
        word
        for section in _SAYING
        for _, said in tables.entries("acts", section)
        for word in said.replace("|", " ").split()
    )
    | LIGHT
    | RAISING
    | INDEFINITE
    | frozenset(GERUNDS)
    | frozenset(LEVELS)
)
