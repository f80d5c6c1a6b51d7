"""The Web API over HTTP: who may call what, how often, what goes wrong on demand, and each call remembered."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.adapters.slack.fake import chat, rooms
from tests.adapters.slack.fake.records import Call, Dict, Refused
from tests.adapters.slack.fake.workspace import Fault, Workspace

Method = Callable[[Workspace, Dict], Dict]

# Each method with the scope that it needs; "" for none. Source: Slack's method reference.
METHODS: dict[str, tuple[Method, str]] = {
    "auth.test": (rooms.auth_test, ""),
    "chat.postMessage": (chat.post_message, "chat:write"),
    "chat.postEphemeral": (chat.post_ephemeral, "chat:write"),
    "chat.update": (chat.update, "chat:write"),
    "chat.delete": (chat.delete, "chat:write"),
    "chat.getPermalink": (chat.permalink, ""),
    "chat.startStream": (chat.start_stream, "chat:write"),
    "chat.appendStream": (chat.append_stream, "chat:write"),
    "chat.stopStream": (chat.stop_stream, "chat:write"),
    "assistant.threads.setStatus": (rooms.thread_status, "chat:write"),
    "assistant.threads.setTitle": (rooms.thread_title, "assistant:write"),
    "assistant.threads.setSuggestedPrompts": (rooms.suggested_prompts, "assistant:write"),
    "agents.sessions.setStatus": (rooms.session_status, "chat:write"),
    "agents.sessions.rename": (rooms.session_rename, "chat:write"),
    "views.open": (rooms.views_open, ""),
    "views.update": (rooms.views_update, ""),
    "views.publish": (rooms.views_publish, ""),
    "reactions.add": (rooms.reactions_add, "reactions:write"),
    "reactions.remove": (rooms.reactions_remove, "reactions:write"),
    "users.info": (rooms.users_info, "users:read"),
    "conversations.open": (rooms.conversations_open, "im:write"),
    "conversations.info": (rooms.conversations_info, "channels:read"),
    "conversations.list": (rooms.conversations_list, "channels:read"),
    "conversations.members": (rooms.conversations_members, "channels:read"),
    "conversations.history": (rooms.history, "channels:history"),
    "conversations.replies": (rooms.replies, "channels:history"),
}
_OF_TALKS = {"channels:read": "im:read", "channels:history": "im:history"}


class WebApi:
    """Answers `/api/<method>`; `open_socket` gives the address of a new socket."""

    def __init__(self, slack: Workspace, *, bot_token: str, app_token: str, open_socket: Callable[[], str]) -> None:
        self._slack, self._bot, self._app, self._open_socket = slack, bot_token, app_token, open_socket
        self.peers: set[Any] = set()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call."""
        method, args = request.match_info["method"], await _args(request)
        peer = request.transport.get_extra_info("peername") if request.transport else None
        self.peers.add(peer)
        fault = self._slack.fault(method)
        if fault is not None and fault.hang is not None:
            await fault.hang.wait()
        status, answer, headers = self._answered(method, args, _token(request, args), fault)
        args.pop("token", None)
        self._slack.calls.append(Call(method=method, args=args, status=status, answer=answer, at=self._slack.clock()))
        self._slack.touch()
        if fault is not None and fault.drop and request.transport is not None:
            request.transport.abort()
        return web.json_response(answer, status=status, headers=headers)

    def _answered(self, method: str, args: Dict, token: str, fault: Fault | None) -> tuple[int, Dict, dict[str, str]]:
        scopes = {"x-oauth-scopes": ",".join(sorted(self._slack.scopes)), "x-slack-req-id": "0"}
        wait = self._slack.rates.wait(method, str(args.get("channel") or args.get("channel_id") or ""))
        if wait and fault is None:
            return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(wait)}
        if fault is None or fault.taken or (fault.hang and not fault.error and fault.status == 200):
            answer = self._done(method, args, token)
            if fault is None or (fault.hang and not fault.taken):
                return 200, answer, scopes
        return _failed(fault)

    def _done(self, method: str, args: Dict, token: str) -> Dict:
        try:
            return self._work(method, args, token)
        except Refused as refused:
            return refused.answer
        except KeyError as missing:
            return {
                "ok": False,
                "error": "invalid_arguments",
                "response_metadata": {"messages": [f"missing {missing}"]},
            }

    def _work(self, method: str, args: Dict, token: str) -> Dict:
        if method == "apps.connections.open":
            return self._socket(token)
        if token != self._bot:
            raise Refused("invalid_auth" if token else "not_authed")
        if method not in METHODS:
            raise Refused("unknown_method", req_method=method)
        work, scope = METHODS[method]
        self._may(scope, args)
        return work(self._slack, args)

    def _socket(self, token: str) -> Dict:
        if token != self._app:
            raise Refused("not_allowed_token_type" if token == self._bot else "invalid_auth")
        return {"ok": True, "url": self._open_socket()}

    def _may(self, scope: str, args: Dict) -> None:
        held = self._slack.channels.get(str(args.get("channel") or ""))
        needed = _OF_TALKS.get(scope, scope) if held is not None and held.is_im else scope
        if needed and needed not in self._slack.scopes:
            raise Refused("missing_scope", needed=needed, provided=",".join(sorted(self._slack.scopes)))


def _failed(fault: Fault) -> tuple[int, Dict, dict[str, str]]:
    if fault.status == 429:
        return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(fault.retry_after)}
    error = fault.error or {500: "internal_error", 503: "service_unavailable"}.get(fault.status, "fatal_error")
    return fault.status, {"ok": False, "error": error}, {}


async def _args(request: web.Request) -> Dict:
    args: Dict = dict(request.query)
    if request.content_type == "application/json":
        args |= await request.json()
    elif request.can_read_body:
        args |= dict(await request.post())
    return {key: _parsed(key, value) for key, value in args.items()}


def _parsed(key: str, value: Any) -> Any:
    if key in {"blocks", "metadata", "view", "prompts", "chunks", "attachments"} and isinstance(value, str):
        return json.loads(value)
    return value


def _token(request: web.Request, args: Dict) -> str:
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ") if header else str(args.get("token") or "")
