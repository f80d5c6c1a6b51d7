"""Messages about incidents, one for each place that hears of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.alerts.cards import AlertCards, sure_payload
from bot.cards import Card
from bot.reports import DiagnosisReport, Incident
from bot.store.rows import Draft, Kind, StoredIncident, StoredWatch
from tws.models import Job

Place = tuple[str, str]  # a chat's name, and a target in it


class Letters:
    """Writes the drafts; `places` are where alerts go."""

    def __init__(self, cards: AlertCards, places: Sequence[Place]) -> None:
        self.cards = cards
        self._places = tuple(places)

    def root(self, stored: StoredIncident, report: DiagnosisReport | None) -> list[Draft]:
        """The card that begins an incident's thread."""
        return self._card(stored, report, Kind.ROOT)

    def edit(self, stored: StoredIncident, report: DiagnosisReport | None) -> list[Draft]:
        """The same card, as the incident stands now."""
        return self._card(stored, report, Kind.EDIT)

    def reply(self, stored: StoredIncident, what: str) -> list[Draft]:
        """What happened, told in the thread."""
        incident = stored.incident
        payload = sure_payload(lambda: self.cards.progress_card(incident, what), _bare_title(incident))
        return self._to_all(incident.id, str(stored.revision), Kind.REPLY, payload, incident.state)

    def group(self, group: str, incidents: Sequence[Incident], total: int, *, what: str, kind: Kind) -> list[Draft]:
        """The one card for many incidents."""
        build = lambda: self.cards.group_card(incidents, total, what)  # noqa: E731 as in the others
        return self._to_all(group, str(total), kind, sure_payload(build, f"{what}: {total}"), what)

    def note(self, about: str, kind: Kind, build: Callable[[], Card], *, title: str, state: str) -> list[Draft]:
        """A card about something else than an incident, such as HWA itself."""
        return self._to_all(about, state, kind, sure_payload(build, title), state)

    def told(self, watch: StoredWatch, job: Job | None, what: str) -> Draft:
        """What became of a watched job, to the conversation that asked."""
        build = lambda: self.cards.watch_card(watch.job, job, what, watch.language)  # noqa: E731 as in the others
        return Draft(
            decision=f"{watch.id}/{what}",
            incident=watch.id,
            chat=watch.conversation.partition(":")[0],
            target=watch.conversation,
            kind=Kind.REPLY,
            payload=sure_payload(build, f"{watch.job}: {what}"),
            lifecycle=what,
        )

    def _card(self, stored: StoredIncident, report: DiagnosisReport | None, kind: Kind) -> list[Draft]:
        incident = stored.incident
        payload = sure_payload(lambda: self.cards.alert_card(incident, report), _bare_title(incident))
        return self._to_all(incident.id, str(stored.revision), kind, payload, incident.state)

    def _to_all(self, about: str, version: str, kind: Kind, payload: str, lifecycle: str) -> list[Draft]:
        return [
            Draft(
                decision=f"{about}/{version}/{kind.value}/{chat}/{target}",
                incident=about,
                chat=chat,
                target=target,
                kind=kind,
                payload=payload,
                lifecycle=lifecycle,
            )
            for chat, target in self._places
        ]


def _bare_title(incident: Incident) -> str:
    return f"{incident.internal_status}: {incident.job} ({incident.state})"
