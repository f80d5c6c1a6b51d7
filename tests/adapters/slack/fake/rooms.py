"""All other methods of the Web API: threads and sessions, views, reactions, people and channels."""

from __future__ import annotations

from typing import Any

from tests.adapters.slack.fake.block_limits import view_faults
from tests.adapters.slack.fake.records import Channel, Dict, Message, Refused, View
from tests.adapters.slack.fake.workspace import APP, BOT, BOT_ID, TEAM, Workspace

PAGE = 100


def auth_test(slack: Workspace, _args: Dict) -> Dict:
    """auth.test."""
    who = {"team": "home", "team_id": TEAM, "user": "resync", "user_id": BOT, "bot_id": BOT_ID, "app_id": APP}
    return {"ok": True, "url": "https://example.slack.com/", **who, "is_enterprise_install": False}


def thread_status(slack: Workspace, args: Dict) -> Dict:
    """assistant.threads.setStatus: it stays until the app answers, two minutes at most."""
    if len(args.get("loading_messages") or []) > 10:
        raise Refused("invalid_arguments")
    channel, ts = _thread(slack, args)
    slack.statuses.setdefault((channel, ts), []).append(str(args.get("status") or ""))
    return {"ok": True}


def thread_title(slack: Workspace, args: Dict) -> Dict:
    """assistant.threads.setTitle."""
    slack.titles[_thread(slack, args)] = args["title"]
    return {"ok": True}


def suggested_prompts(slack: Workspace, args: Dict) -> Dict:
    """assistant.threads.setSuggestedPrompts: four at most, only in a talk with the app."""
    channel = slack.channel(args["channel_id"])
    if not channel.is_im:
        raise Refused("invalid_arguments")
    prompts = args.get("prompts") or []
    if not 1 <= len(prompts) <= 4 or any(not each.get("title") or not each.get("message") for each in prompts):
        raise Refused("invalid_arguments")
    slack.prompts[channel.id, args.get("thread_ts") or ""] = prompts
    return {"ok": True}


def session_status(slack: Workspace, args: Dict) -> Dict:
    """agents.sessions.setStatus."""
    if args.get("status") not in {"active", "processing", "suspended", "closed"}:
        raise Refused("invalid_status")
    key = (slack.channel(args["channel_id"]).id, args.get("thread_ts") or "")
    slack.sessions.setdefault(key, []).append(args["status"])
    if args.get("title"):
        slack.titles[key] = args["title"]
    return {"ok": True}


def session_rename(slack: Workspace, args: Dict) -> Dict:
    """agents.sessions.rename."""
    slack.titles[slack.channel(args["channel_id"]).id, args.get("thread_ts") or ""] = args["title"]
    return {"ok": True}


def views_open(slack: Workspace, args: Dict) -> Dict:
    """views.open: a trigger that is fresh, and a view that fits."""
    slack.use_trigger(str(args.get("trigger_id") or ""))
    view = View(id=f"V{next(slack.numbers)}", user="", body=_view(args), hash=slack.ts())
    slack.views[view.id] = view
    return {"ok": True, "view": view.as_slack()}


def views_update(slack: Workspace, args: Dict) -> Dict:
    """views.update."""
    view = slack.views.get(str(args.get("view_id") or ""))
    if view is None or not view.open:
        raise Refused("not_found")
    if args.get("hash") not in {None, view.hash}:
        raise Refused("hash_conflict")
    view.body, view.hash = _view(args), slack.ts()
    return {"ok": True, "view": view.as_slack()}


def views_publish(slack: Workspace, args: Dict) -> Dict:
    """views.publish: somebody's Home."""
    user = slack.person(args["user_id"]).id
    known = slack.homes.get(user)
    if known is not None and args.get("hash") not in {None, known.hash}:
        raise Refused("hash_conflict")
    body = _view(args)
    if body.get("type") != "home":
        raise Refused("invalid_arguments")
    slack.homes[user] = View(id=known.id if known else f"VH{user}", user=user, body=body, hash=slack.ts())
    return {"ok": True, "view": slack.homes[user].as_slack()}


def reactions_add(slack: Workspace, args: Dict) -> Dict:
    """reactions.add."""
    slack.message(args["channel"], args["timestamp"])
    held = slack.reactions.setdefault((args["channel"], args["timestamp"]), [])
    if args["name"] in held:
        raise Refused("already_reacted")
    held.append(args["name"])
    return {"ok": True}


def reactions_remove(slack: Workspace, args: Dict) -> Dict:
    """reactions.remove."""
    held = slack.reactions.get((args["channel"], args["timestamp"]), [])
    if args["name"] not in held:
        raise Refused("no_reaction")
    held.remove(args["name"])
    return {"ok": True}


def users_info(slack: Workspace, args: Dict) -> Dict:
    """users.info: the locale only where it is asked for."""
    person = slack.person(args.get("user", ""))
    user: Dict = {"id": person.id, "team_id": person.team, "name": person.name, "is_bot": person.is_bot}
    user |= {"real_name": person.name, "profile": {"display_name": person.name}, "is_stranger": person.team != TEAM}
    if str(args.get("include_locale")).lower() in {"true", "1"}:
        user["locale"] = person.locale
    return {"ok": True, "user": user}


def conversations_open(slack: Workspace, args: Dict) -> Dict:
    """conversations.open with one person."""
    return {"ok": True, "channel": {"id": slack.talk(slack.person(args["users"]).id).id}}


def conversations_info(slack: Workspace, args: Dict) -> Dict:
    """conversations.info."""
    return {"ok": True, "channel": _described(slack.channel(args.get("channel", "")))}


def conversations_list(slack: Workspace, args: Dict) -> Dict:
    """conversations.list."""
    rows = [_described(each) for each in slack.channels.values() if not each.is_im]
    return {"ok": True, **_page(rows, args, "channels")}


def conversations_members(slack: Workspace, args: Dict) -> Dict:
    """conversations.members."""
    return {"ok": True, **_page(sorted(slack.channel(args["channel"]).members), args, "members")}


def history(slack: Workspace, args: Dict) -> Dict:
    """conversations.history: roots, newest first; metadata only where it is asked for."""
    channel = slack.channel(args.get("channel", ""))
    if BOT not in channel.members:
        raise Refused("not_in_channel")
    return {"ok": True, **_page(_rows(channel.roots[::-1], args), args, "messages")}


def replies(slack: Workspace, args: Dict) -> Dict:
    """conversations.replies: the root, then its replies, oldest first."""
    channel = slack.channel(args.get("channel", ""))
    ts = str(args.get("ts") or "")
    found = [each for each in channel.messages if each.root == ts or each.ts == ts]
    if not found:
        raise Refused("thread_not_found")
    return {"ok": True, **_page(_rows(found, args), args, "messages")}


def _rows(messages: list[Message], args: Dict) -> list[Dict]:
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    metadata = str(args.get("include_all_metadata")).lower() in {"true", "1"}
    inclusive = str(args.get("inclusive")).lower() in {"true", "1"}
    return [
        each.as_slack(metadata=metadata)
        for each in messages
        if oldest < float(each.ts) < latest or (inclusive and float(each.ts) in {oldest, latest})
    ]


def _page(rows: list[Any], args: Dict, name: str) -> Dict:
    start, limit = int(args.get("cursor") or 0), min(999, int(args.get("limit") or PAGE))
    after = start + limit if start + limit < len(rows) else None
    more = {"has_more": after is not None} if name == "messages" else {}
    return {name: rows[start : start + limit], "response_metadata": {"next_cursor": str(after or "")}, **more}


def _described(channel: Channel) -> Dict:
    flags = {"is_im": channel.is_im, "is_channel": not channel.is_im, "is_private": channel.is_im}
    shared = {"is_ext_shared": channel.shared, "is_shared": channel.shared, "is_archived": channel.archived}
    return {"id": channel.id, "name": channel.name, **flags, **shared, "is_member": BOT in channel.members}


def _thread(slack: Workspace, args: Dict) -> tuple[str, str]:
    channel = slack.channel(args.get("channel_id", ""))
    message = slack.message(channel.id, str(args.get("thread_ts") or ""))
    return channel.id, message.root


def _view(args: Dict) -> Dict:
    view = args.get("view")
    if not isinstance(view, dict):
        raise Refused("invalid_arguments")
    why = view_faults(view)
    if why:
        raise Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {each}" for each in why]})
    return {**view, "blocks": [{"block_id": f"b{at}", **block} for at, block in enumerate(view["blocks"])]}
