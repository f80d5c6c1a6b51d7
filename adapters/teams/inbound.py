"""Teams' activities -> who said or pressed what, and where; pure.

Field names are the Bot Framework's (activity schema 3.1); what is Teams' own stands in `channelData`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from bot.messages import Visitor

MOST = 40_000  # characters of a message that are read
MOST_RESULTS = 100  # of a search, however far somebody scrolls
_MENTION = re.compile(r"<at\b[^>]{0,200}>(.{0,200}?)</at>", re.IGNORECASE | re.DOTALL)
_THREAD = ";messageid="
_QUOTED = re.compile(r"<quoted\b[^>]{0,200}>", re.IGNORECASE)
Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the bot is: a channel, a group chat or a personal chat, and how it is reached there.

    `channel` is the conversation's id without a thread; `kind` is channel, groupChat or personal; `bot` is what Teams
    calls the bot there.
    """

    tenant: str
    channel: str
    service_url: str
    kind: str = "channel"
    team: str = ""
    bot: str = ""

    @property
    def is_private(self) -> bool:
        """Whether it is a talk with the bot alone."""
        return self.kind == "personal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who does something: `id` is what Teams calls them in a talk, `user` their Entra object id where it is told."""

    id: str
    user: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What every activity says. `within` is the conversation's whole id, `thread` the root message's id or empty.

    `reply_to` is the message that a button stands on, `quoted` the words of a quoted message; `external` is a person
    of another tenant than the bot's own.
    """

    id: str
    place: Place
    person: Person
    within: str
    reply_to: str = ""
    quoted: str = ""
    language: str | None = None
    external: bool = False

    @property
    def thread(self) -> str:
        """The id of the message that the thread hangs on; empty where there are no threads."""
        return self.within.partition(_THREAD)[2]

    @property
    def conversation(self) -> str:
        """`teams:tenant:conversation:thread`, the core's name of a talk."""
        return f"teams:{self.place.tenant}:{self.place.channel}:{self.thread}"

    @property
    def key(self) -> str:
        """What tells the activity from others, over redelivery."""
        return f"teams:activity:{self.within}:{self.id}"

    @property
    def visitor(self) -> Visitor:
        """The core's view of who asks and where."""
        return Visitor(
            platform="teams",
            tenant=self.place.tenant,
            team=self.place.team,
            channel=self.place.channel,
            user=self.person.user or self.person.id,
            name=self.person.name,
            language=self.language,
            private=self.place.is_private,
            external=self.external,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button of a card: its verb, its value, what was typed and chosen, and whether Teams itself pressed it."""

    verb: str
    value: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    automatic: bool = False

    def typed(self, name: str) -> str:
        """What was filled in, empty for nothing."""
        return dict(self.inputs).get(name, "").strip()


def turn_of(body: Body, own_tenant: str = "", *, is_playground: bool = False) -> Turn:
    """Who does something, and where. Without `own_tenant` nobody is external; a playground tells no tenant."""
    conversation, data = inner(body, "conversation"), inner(body, "channelData")
    within = str(conversation.get("id") or "")
    sender = inner(body, "from")
    told = (conversation.get("tenantId"), inner(data, "tenant").get("id"), sender.get("tenantId"))
    tenants = {str(each) for each in told if each}
    own = own_tenant.casefold()
    is_ours = {each.casefold() for each in tenants} == {own} or (is_playground and not tenants)
    place = Place(
        tenant=own_tenant or next(iter(sorted(tenants)), ""),
        channel=within.partition(_THREAD)[0],
        service_url=str(body.get("serviceUrl") or ""),
        kind=str(conversation.get("conversationType") or _kind(conversation, within)),
        team=str(inner(data, "team").get("id") or ""),
        bot=str(inner(body, "recipient").get("id") or ""),
    )
    return Turn(
        id=str(body.get("id") or ""),
        place=place,
        person=Person(
            id=str(sender.get("id") or ""),
            user=str(sender.get("aadObjectId") or ""),
            name=str(sender.get("name") or "")[:200],
        ),
        within=within,
        reply_to=str(body.get("replyToId") or ""),
        language=_language(body),
        external=bool(own) and not is_ours,
    )


def _kind(conversation: Body, within: str) -> str:
    """The kind of a talk that does not say it, as in the Bot Framework Emulator."""
    if "@thread.tacv2" in within:
        return "channel"
    return "groupChat" if conversation.get("isGroup") is True else "personal"


def is_called(body: Body) -> bool:
    """Whether the bot is mentioned, or talked to alone."""
    if turn_of(body).place.is_private:
        return True
    bot = str(inner(body, "recipient").get("id") or "")
    return bool(bot) and any(inner(each, "mentioned").get("id") == bot for each in _mentions(body))


def words_of(body: Body) -> str:
    """What a person wrote: without the bot's own mention, other people by name, entities undone."""
    text = str(body.get("text") or "")[:MOST]
    bot = str(inner(body, "recipient").get("id") or "")
    for each in _mentions(body):
        if bot and inner(each, "mentioned").get("id") == bot and each.get("text"):
            text = text.replace(str(each["text"]), " ")
    text = _QUOTED.sub(" ", text)
    text = html.unescape(_MENTION.sub(lambda found: f"@{found[1]}", text)).replace("\u200b", "")
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


def pressed_of(body: Body) -> Pressed | None:
    """The button that an `adaptiveCard/action` invoke is about, or a message of an older client; None for none.

    The SDK's model of the invoke lacks `trigger`, so that the plain value is read.
    """
    value = inner(body, "value")
    action = inner(value, "action")
    data = inner(action, "data") if action else value
    verb = str(action.get("verb") or data.get("verb") or "")
    if not verb:
        return None
    inputs = tuple((name, str(each)) for name, each in data.items() if name not in {"verb", "value"} and each)
    return Pressed(
        verb=verb,
        value=str(data.get("value") or ""),
        inputs=inputs,
        automatic=str(value.get("trigger") or "") == "automatic",
    )


def searched(body: Body) -> tuple[str, int, int]:
    """The letters of a `composeExtension/query`, how many results were shown before, and how many are wanted; no
    letters before anything is typed."""
    value = inner(body, "value")
    given = value.get("parameters")
    named = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    words = next((str(each.get("value") or "") for each in named if each.get("name") != "initialRun"), "")
    skip, count = (inner(value, "queryOptions").get(name) for name in ("skip", "count"))
    return words.strip()[:200], _number(skip, 0, 0, MOST_RESULTS), _number(count, 10, 1, 25)


def _number(told: Any, otherwise: int, least: int, most: int) -> int:
    return min(max(told, least), most) if isinstance(told, int) else otherwise


def liked(body: Body) -> bool | None:
    """Whether somebody pressed the thumb up of Teams' own pair below an answer; None for anything else."""
    value = inner(body, "value")
    if value.get("actionName") != "feedback":
        return None
    reaction = inner(value, "actionValue").get("reaction")
    return {"like": True, "dislike": False}.get(str(reaction))


def _language(body: Body) -> str | None:
    told = str(body.get("locale") or "") or next(
        (str(each.get("locale") or "") for each in entities_of(body) if each.get("type") == "clientInfo"), ""
    )
    short = told[:2].lower()
    return short if short in {"pt", "en"} else None


def _mentions(body: Body) -> list[Body]:
    return [each for each in entities_of(body) if each.get("type") == "mention"]


def entities_of(body: Body) -> list[Body]:
    """What Teams says beside the text: mentions, quotes, the client."""
    found = body.get("entities")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def inner(values: Body, name: str) -> Body:
    """The object under a name; an empty one for anything else."""
    found = values.get(name)
    return found if isinstance(found, dict) else {}
