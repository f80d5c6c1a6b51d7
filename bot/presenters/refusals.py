"""Why a question was not asked, in the reader's language; tools give their reasons to language models in English."""

from __future__ import annotations

import re

from bot.presenters.pieces import clip
from bot.presenters.teller import Teller

# What the tools say (tws.questions, bot.agent.rooms), and the phrase that says the same to a person.
_REASONS = (
    (re.compile(r"'(?P<word>.*)' is no job status; it takes one of (?P<known>.+)"), "refusal.status"),
    (re.compile(r"'(?P<word>.*)' is no grouping; it takes .+"), "refusal.grouping"),
    (re.compile(r"'(?P<word>.*)' is no time; give .+"), "refusal.time"),
    (re.compile(r"a job needs a name.*"), "refusal.job"),
    (re.compile(r"a watch needs a job.*"), "refusal.watch"),
    (re.compile(r"a job stream needs a name.*"), "refusal.job_stream"),
    (
        re.compile(r"job (?P<name>\S+) has (?P<count>\d+) run\(s\) in the plan, and none that is '(?P<word>.*)'"),
        "refusal.run",
    ),
    (re.compile(r"no environment is named '(?P<word>[^']*)'; there are (?P<known>.+)"), "refusal.environments"),
    (re.compile(r"no environment is named '(?P<word>[^']*)'"), "refusal.environment"),
)
# What pydantic says of arguments: `since: Input should be a valid datetime…`, the argument's name first.
_ARGUMENT = re.compile(r"(?P<name>[a-z_]+): (?P<fault>.+)")


def refusal_text(reason: str, teller: Teller) -> str:
    """The reason as a clause; one that is not known is given as the tool put it."""
    bare = " ".join(reason.split()).rstrip(".")
    for shape, key in _REASONS:
        match = shape.fullmatch(bare)
        if match:
            return clip(teller.phrases.say(key, **match.groupdict()))
    argument = _ARGUMENT.fullmatch(bare)
    if argument:
        return clip(teller.phrases.say("refusal.argument", name=argument["name"]))
    return clip(bare)
