"""What Teams is sent: messages with cards, answers with their citations, typing, and the steps of a stream; pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adapters.teams.elements import Element, action_sets, execute, fitted
from adapters.teams.render import pages
from adapters.teams.sentences import sentence
from bot.cards import Card
from bot.messages import Answer

CARD = "application/vnd.microsoft.card.adaptive"
Activity = dict[str, Any]
_SUGGESTIONS = 4
_CITATIONS = 10
_TITLE, _SUMMARY, _CITED, _ABSTRACT = 80, 200, 80, 160


def attachment(card: Element) -> dict[str, Any]:
    """A card as an attachment."""
    return {"contentType": CARD, "content": card}


def message(card: Element, summary: str) -> Activity:
    """A message that is a card; `summary` stands in notifications."""
    return {"type": "message", "summary": fitted(summary, _SUMMARY), "attachments": [attachment(card)]}


def messages(card: Card, language: str, mentions: Sequence[str] = ()) -> tuple[Activity, ...]:
    """The messages that a card takes."""
    return tuple(message(page, card.title) for page in pages(card, language, mentions=mentions))


def answers(answer: Answer) -> tuple[Activity, ...]:
    """An answer: its card, what may be asked next, the sheet's rows that it rests on, and Teams' own pair of thumbs.

    It is labelled as made by AI only where a language model wrote it; a greeting or a refusal is not to be judged.
    """
    *first, last = messages_of(answer)
    claims = citations(answer)
    if claims:
        marks = " ".join(f"[{claim['position']}]" for claim in claims)
        last["text"] = sentence(answer.language, "sources", marks=marks)
    about = {"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": ""}
    made = {"additionalType": ["AIGeneratedContent"]} if answer.by_model else {}
    if claims or made:
        last["entities"] = [{**about, **made, "citation": claims}]
    if answer.calls or answer.by_model:
        last["channelData"] = {"feedbackLoop": {"type": "default"}}
    return (*first, last)


def messages_of(answer: Answer) -> tuple[Activity, ...]:
    """The answer's card with its suggestions, alone."""
    below = suggestions(answer.suggestions)
    return tuple(message(page, answer.card.title) for page in pages(answer.card, answer.language, after=below))


def citations(answer: Answer) -> list[dict[str, Any]]:
    """The sheet's rows of an answer, each once, numbered as its text marks them."""
    rows = [each for each in answer.sources if each.get("kind") == "knowledge"]
    named = dict.fromkeys(
        sentence(
            answer.language, "source", file=row.get("file", ""), sheet=row.get("sheet", ""), row=row.get("row", "")
        )
        for row in rows
    )
    about = sentence(answer.language, "source_about")
    return [
        {
            "@type": "Claim",
            "position": position,
            "appearance": {
                "@type": "DigitalDocument",
                "name": fitted(name, _CITED),
                "abstract": fitted(about, _ABSTRACT),
            },
        }
        for position, name in enumerate(list(named)[:_CITATIONS], start=1)
    ]


def suggestions(words: Sequence[str]) -> list[Element]:
    """What may be asked next, as buttons."""
    buttons = [
        execute(fitted(question, _TITLE), "ask", {"value": fitted(question, 900)})
        for question in words[:_SUGGESTIONS]
        if question.strip()
    ]
    return action_sets(buttons)


def typing() -> Activity:
    """That something is being written."""
    return {"type": "typing"}


def step(words: str, sequence: int, stream: str) -> Activity:
    """A step of a stream; the first has no `stream` yet. Source: Teams' streaming, which counts from 1."""
    told = {"streamType": "informative", "streamSequence": sequence} | ({"streamId": stream} if stream else {})
    return {"type": "typing", "text": fitted(words, 900), **_stream(told)}


def final(activity: Activity, stream: str) -> Activity:
    """The message that ends a stream: it has no number, and has to have a text."""
    entities = [*activity.get("entities", []), {"type": "streaminfo", "streamType": "final", "streamId": stream}]
    text = activity.get("text") or activity.get("summary") or "…"
    data = {**activity.get("channelData", {}), "streamType": "final", "streamId": stream}
    return {**activity, "text": text, "entities": entities, "channelData": data}


def _stream(told: dict[str, Any]) -> dict[str, Any]:
    return {"entities": [{"type": "streaminfo", **told}], "channelData": told}
