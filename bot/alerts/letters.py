"""Messages about incidents, one for each place that hears of them, in the language of the place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from bot.alerts.beside import Beside
from bot.alerts.cards import AlertCards, CardsIn, sure_payload
from bot.cards import Card
from bot.reports import DiagnosisReport, Happening, Incident
from bot.store.rows import Draft, Kind, Place, StoredIncident, StoredWatch
from tws.models import Job

Address = tuple[str, str]  # a chat's name, and a target in it
# Whom a platform calls for what a diagnosis says, such as the owner of the job.
Calls = Callable[[DiagnosisReport | None, str], tuple[str, ...]]
Build = Callable[[AlertCards], Card]


def address(place: Place) -> Address:
    """Where a place is, whatever its language and whomever it calls."""
    return place.chat, place.target


def joined(places: Iterable[Place], more: Iterable[Place]) -> tuple[Place, ...]:
    """The places, and those of the others that are none of them."""
    each: dict[Address, Place] = {}
    for place in (*places, *more):
        each.setdefault(address(place), place)
    return tuple(each.values())


def nobody(report: DiagnosisReport | None, chat: str) -> tuple[str, ...]:  # noqa: ARG001 as Calls
    """Nobody is called beside those whom a place names."""
    return ()


class Letters:
    """Writes the drafts; `cards` gives the presenters of a language, `owners` whom a platform calls for a diagnosis
    when its thread begins."""

    def __init__(self, cards: CardsIn, owners: Calls = nobody) -> None:
        self.cards = cards
        self._owners = owners

    def head(self, stored: StoredIncident, beside: Beside, *, heard: Collection[Address]) -> list[Draft]:
        """The incident's card: new in a place that has not heard of it, edited where it has."""
        incident = stored.incident
        written = _Written(
            self.cards,
            lambda cards: cards.alert_card(
                incident, beside.report, happenings=beside.happenings, effects=beside.effects, cause=beside.cause
            ),
            _bare_title(incident),
        )
        version = str(stored.revision)
        calling = [self._calling(place, beside.report) for place in stored.places]
        return [
            _draft(written, place, _kind(place, heard), about=incident.id, version=version, state=incident.state)
            for place in calling
        ]

    def _calling(self, place: Place, report: DiagnosisReport | None) -> Place:
        owners = self._owners(report, place.chat)
        return replace(place, mentions=tuple(dict.fromkeys((*place.mentions, *owners)))) if owners else place

    def reply(
        self,
        stored: StoredIncident,
        told: Happening,
        places: Iterable[Place],
        *,
        calls: bool = False,
        cause: Incident | None = None,
    ) -> list[Draft]:
        """What happened, told in the threads of those places; `calls` whom each place names; `cause` as in Beside."""
        # Its footer says when that was.
        incident = replace(stored.incident, updated_at=told.at)
        written = _Written(
            self.cards,
            lambda cards: cards.progress_card(incident, told.what, who=told.who, text=told.text, cause=cause),
            _bare_title(incident),
        )
        version = f"{stored.revision}-{told.what}"
        return [
            _draft(written, place, Kind.REPLY, about=incident.id, version=version, state=incident.state, calls=calls)
            for place in places
        ]

    def owned(self, stored: StoredIncident, report: DiagnosisReport, places: Iterable[Place]) -> list[Draft]:
        """A call for the owner in threads that began before anybody knew them: once, however often it is decided."""
        incident = stored.incident
        written = _Written(self.cards, lambda cards: cards.progress_card(incident, "owned"), _bare_title(incident))
        called = ((place, self._owners(report, place.chat)) for place in places)
        return [
            _draft(
                written,
                replace(place, mentions=owners),
                Kind.REPLY,
                about=incident.id,
                version="owned",
                state=incident.state,
                calls=True,
            )
            for place, owners in called
            if owners
        ]

    def group(
        self,
        group: str,
        build: Build,
        *,
        what: str,
        version: str,
        places: Iterable[Place],
        heard: Collection[Address],
    ) -> list[Draft]:
        """The one card for many incidents."""
        written = _Written(self.cards, build, f"{what}: {version}")
        return [
            _draft(written, place, _kind(place, heard), about=group, version=version, state=what) for place in places
        ]

    def note(
        self, about: str, kind: Kind, build: Build, *, title: str, state: str, places: Iterable[Place]
    ) -> list[Draft]:
        """A card about something else than an incident, such as HWA itself."""
        written = _Written(self.cards, build, title)
        return [_draft(written, place, kind, about=about, version=state, state=state) for place in places]

    def told(self, watch: StoredWatch, job: Job | None, what: str) -> Draft:
        """What became of a watched job, to the conversation that asked."""
        cards = self.cards(watch.language)
        build = lambda: cards.watch_card(watch.job, job, what, watch.language)  # noqa: E731 as in the others
        return Draft(
            decision=f"{watch.id}/{what}",
            incident=watch.id,
            chat=watch.conversation.partition(":")[0],
            target=watch.conversation,
            kind=Kind.REPLY,
            payload=sure_payload(build, f"{watch.job}: {what}"),
            lifecycle=what,
            language=watch.language,
            mentions=(watch.asker,) if watch.asker else (),
        )


class _Written:
    """A card as JSON, made once in each language that it is wanted in."""

    def __init__(self, cards: CardsIn, build: Build, title: str) -> None:
        self._cards = cards
        self._build = build
        self._title = title
        self._made: dict[str, str] = {}

    def __call__(self, language: str) -> str:
        if language not in self._made:
            self._made[language] = sure_payload(lambda: self._build(self._cards(language)), self._title)
        return self._made[language]


def _draft(
    written: _Written, place: Place, kind: Kind, *, about: str, version: str, state: str, calls: bool = False
) -> Draft:
    return Draft(
        decision=f"{about}/{version}/{kind.value}/{place.chat}/{place.target}",
        incident=about,
        chat=place.chat,
        target=place.target,
        kind=kind,
        payload=written(place.language),
        lifecycle=state,
        language=place.language,
        mentions=place.mentions if kind is Kind.ROOT or calls else (),
    )


def _kind(place: Place, heard: Collection[Address]) -> Kind:
    return Kind.EDIT if address(place) in heard else Kind.ROOT


def _bare_title(incident: Incident) -> str:
    return f"{incident.internal_status}: {incident.job} ({incident.state})"
