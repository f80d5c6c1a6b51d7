"""How Slack is, from what its answers say: whether it takes our token, and which places take nothing from us."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

import structlog

from adapters.slack.masking import masked

_LOG = structlog.get_logger(__name__)

# Source: Slack's method reference; after one of them no call is taken until somebody has done something.
_TOKEN = frozenset(
    {
        *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "access_denied"),
        *("team_access_not_granted", "org_login_required", "ekm_access_denied", "enterprise_is_restricted"),
    }
)
# Why a place takes no message from us.
CLOSED = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action", "no_permission"})
_MENTIONS = 2  # without their messages, before an event is said to be missing
_SUBSCRIBE = "mentions arrive, messages do not: subscribe to message.channels and message.groups"
_NAMED = 3  # places that are named; more are counted
_KEPT = 1_000  # channels and warnings that are remembered
KeptT = TypeVar("KeptT")


class Health:
    """What is known just now; each end of a trouble is logged once."""

    def __init__(self, trouble: str = "") -> None:
        self.trouble = trouble
        self._logged = ""
        self._closed: OrderedDict[str, str] = OrderedDict()
        self._warned: OrderedDict[str, bool] = OrderedDict()
        # Mentions in a channel of which no message was heard.
        self._deaf_in: OrderedDict[str, int] = OrderedDict()

    def answered(self) -> None:
        """Slack took a call."""
        if self._logged:
            _LOG.info("slack.taken", before=self.trouble)
        self.trouble = self._logged = ""

    def refused(self, error: str, told: str) -> None:
        """Slack refused a call with a word; only those that concern every call are a trouble."""
        if error in _TOKEN:
            self.silent(told, error)

    def silent(self, told: str, error: str = "") -> None:
        """Slack takes nothing from us, or cannot be reached; logged once, whatever is called meanwhile."""
        word = error or "away"
        if self._logged != word:
            _LOG.error("slack.not_taken", trouble=masked(told))
        self.trouble, self._logged = told, word

    def warned(self, warning: str) -> None:
        """Slack took a call and has something to say about it, such as an event that the app should subscribe to."""
        if warning and warning not in self._warned:
            _keep(self._warned, warning, value=True)
            _LOG.warning("slack.warns", warning=masked(warning))

    def heard(self, channel: str, kind: str) -> None:
        """An event came from a channel: `message`, or `app_mention`, which is never without the other where both are
        subscribed to."""
        if kind == "message":
            _keep(self._deaf_in, channel, -1)
        elif self._deaf_in.get(channel, 0) >= 0:
            _keep(self._deaf_in, channel, self._deaf_in.get(channel, 0) + 1)
            if self._deaf_in[channel] == _MENTIONS:
                _LOG.error("slack.event_missing", channel=channel, remedy=_SUBSCRIBE)

    @property
    def missing(self) -> str:
        """Which event does not arrive; empty where nothing tells so."""
        return _SUBSCRIBE if any(count >= _MENTIONS for count in self._deaf_in.values()) else ""

    def place_closed(self, channel: str, error: str) -> None:
        """A channel takes no message; somebody has to invite Resync, or to mend a route."""
        if self._closed.get(channel) != error:
            _LOG.error("slack.place_closed", channel=channel, error=error, remedy=_REMEDIES.get(error, _ROUTE))
        _keep(self._closed, channel, error)

    def place_open(self, channel: str) -> None:
        """A channel took a message."""
        if self._closed.pop(channel, None):
            _LOG.info("slack.place_open", channel=channel)

    @property
    def closed(self) -> str:
        """Which channels take nothing, and why; empty where there are none."""
        named = [f"{channel} ({error})" for channel, error in list(self._closed.items())[:_NAMED]]
        more = len(self._closed) - len(named)
        return ", ".join(named) + (f" and {more} more" if more else "")


def _keep(known: OrderedDict[str, KeptT], name: str, value: KeptT) -> None:
    """Keep the newest; what was said longest ago is forgotten, and said again."""
    known[name] = value
    known.move_to_end(name)
    while len(known) > _KEPT:
        known.popitem(last=False)


_ROUTE = "mend the route to it in resync.toml, or the channel"
_REMEDIES = {"not_in_channel": "/invite the bot there", "channel_not_found": "/invite the bot there, or mend its id"}
