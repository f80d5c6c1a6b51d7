"""What people do in the workspace, each as one line of a story."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from tests.adapters.slack.fake import payloads
from tests.adapters.slack.fake.chat import checked
from tests.adapters.slack.fake.deliveries import RETRIES, Send
from tests.adapters.slack.fake.records import Ack, Channel, Dict, Message, View
from tests.adapters.slack.fake.workspace import BOT, Workspace

OPERATOR = "U0OPERATOR"


class People:
    """People who write, press and choose; what they do is handed to the app through `send`."""

    def __init__(self, slack: Workspace, send: Send, base_url: str) -> None:
        self._slack, self._send, self._base = slack, send, base_url
        self.events: set[str] | None = None
        self.missed: list[Dict] = []
        self.last: tuple[str, Dict] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._put_off: set[asyncio.Task[Any]] = set()
        slack.on_change = self._own_message

    # In channels

    async def mention(self, channel: str, user: str, text: str, thread: Message | None = None) -> Message:
        """Somebody writes @resync … in a channel: the app hears of it twice, as a mention and as a message."""
        message = self._write(channel, user, f"<@{BOT}> {text}", thread)
        held, author = self._slack.channels[channel], self._slack.person(user)
        made = payloads.message_event(message, held, author)
        mention = {key: value for key, value in made.items() if key != "channel_type"} | {"type": "app_mention"}
        if BOT in held.members:
            await asyncio.gather(self.event(mention, held), self.event(made, held))
        return message

    async def say(self, channel: str, user: str, text: str, thread: Message | None = None) -> Message:
        """Somebody writes in a channel and does not mention the app."""
        message = self._write(channel, user, text, thread)
        held = self._slack.channels[channel]
        if BOT in held.members:
            await self.event(payloads.message_event(message, held, self._slack.person(user)), held)
        return message

    async def dm(self, user: str, text: str, thread: Message | None = None) -> Message:
        """Somebody writes to the app alone; without `thread` at the top, as agent_view has it."""
        return await self.say(self._slack.talk(user).id, user, text, thread)

    async def edit(self, message: Message, text: str) -> None:
        """Somebody corrects what they wrote."""
        message.versions.append(Message(channel=message.channel, ts=message.ts, user=message.user, text=message.text))
        message.text = text
        held = self._slack.channels[message.channel]
        await self.event(payloads.changed_event(message, held, self._slack.ts()), held)

    async def join(self, channel: str, user: str = BOT) -> None:
        """Somebody, the app where nothing is said, joins a channel."""
        held = self._slack.channels[channel]
        held.members.add(user)
        kind = {
            "channel": channel,
            "channel_type": "C",
            "team": "T0HOME",
            "inviter": OPERATOR,
            "event_ts": self._slack.ts(),
        }
        await self.event({"type": "member_joined_channel", "user": user, **kind}, held)

    # Commands, buttons, views

    async def command(self, text: str, channel: str = "C0OPS", user: str = OPERATOR, name: str = "/tws") -> Ack:
        """Somebody types the slash command; what the app answers at once is shown to them."""
        held, person = self._slack.channel(channel), self._slack.person(user)
        url = self._url(held.id, user)
        made = payloads.command(name, text, held, person, response_url=url, trigger_id=self._slack.new_trigger())
        ack = await self._deliver("slash_commands", made)
        if ack.ok and ack.body:
            self.show_answer(ack.body, held.id, user, None)
        return ack

    async def press(self, where: Message | View, action: str, user: str = OPERATOR, option: str | None = None) -> Ack:
        """Somebody presses the button whose action_id, its part before `:`, value or text is `action`."""
        person, at = self._slack.person(user), self._slack.ts()
        chosen = payloads.pressed(_find(where, action), at, option)
        trigger = {"trigger_id": self._slack.new_trigger()}
        if isinstance(where, View):
            return await self._deliver(
                "interactive", payloads.press(chosen, person, **trigger, **payloads.on_view(where))
            )
        held = self._slack.channels[where.channel]
        place = payloads.on_message(where, held) | {"response_url": self._url(held.id, user, where)}
        return await self._deliver("interactive", payloads.press(chosen, person, **trigger, **place))

    async def shortcut(self, message: Message, callback: str, user: str = OPERATOR) -> Ack:
        """Somebody chooses the app's shortcut in a message's menu."""
        held, person = self._slack.channels[message.channel], self._slack.person(user)
        more = {"trigger_id": self._slack.new_trigger(), "response_url": self._url(held.id, user)}
        return await self._deliver("interactive", payloads.shortcut(callback, message, held, person, **more))

    async def submit(self, view: View, values: Mapping[str, str], user: str = OPERATOR) -> Ack:
        """Somebody fills in a modal and sends it; `values` by action_id or block_id."""
        filled = _filled(view, values)
        made = payloads.submission(view, filled, self._slack.person(user), self._slack.new_trigger())
        ack = await self._deliver("interactive", made)
        answer = ack.body if isinstance(ack.body, dict) else {}
        if ack.ok and answer.get("response_action") == "update":
            view.body = answer["view"]
        elif ack.ok and answer.get("response_action") != "errors":
            view.open = False
        self._slack.touch()
        return ack

    async def open_home(self, user: str = OPERATOR, tab: str = "home") -> None:
        """Somebody opens the app's Home, or its messages."""
        talk = self._slack.talk(user)
        made: Dict = {
            "type": "app_home_opened",
            "user": user,
            "channel": talk.id,
            "tab": tab,
            "event_ts": self._slack.ts(),
        }
        if tab == "home" and user in self._slack.homes:
            made["view"] = self._slack.homes[user].as_slack()
        await self.event(made, talk)

    async def stop_session(self, message: Message, user: str = OPERATOR) -> None:
        """Somebody presses stop while the app works: Slack ends its streams there, and changes no status."""
        held = self._slack.channels[message.channel]
        streams = [each for each in held.thread(message.root) if each.streaming]
        for each in streams:
            each.streaming = False
        place = {"channel": held.id, "thread_ts": message.root, "user": user, "event_ts": self._slack.ts()}
        stopped = {"streaming_message_ts": [each.ts for each in streams]}
        await self.event({"type": "agent_session_stopped", **place, **stopped}, held)

    # Deliveries

    async def event(self, inner: Dict, channel: Channel) -> Ack | None:
        """Hand an event over where the app has subscribed to it; not taken, it comes again."""
        if self.events is not None and _subscription(inner) not in self.events:
            return None
        made = payloads.event(inner, number=next(self._slack.numbers), at=self._slack.clock(), shared=channel.shared)
        ack = await self._deliver("events_api", made)
        if not ack.ok:
            self._later(self._again(made))
        return ack

    async def verify(self) -> bool:
        """Try the app's request URL, as Slack does before it sends events there."""
        ack = await self._send(
            "events_api", {"token": "verification", "type": "url_verification", "challenge": "c1"}, 0
        )
        return ack.ok and isinstance(ack.body, dict) and "c1" in ack.body.values()

    async def redeliver(self) -> Ack:
        """Hand the newest delivery over once more, as Slack does where an ack got lost."""
        assert self.last is not None
        kind, payload = self.last
        return await self._send(kind, payload, 1)

    async def settle(self) -> None:
        """Wait until no event of the app's own messages is on its way; one whose next try is due minutes later is not."""
        while not self._tasks <= self._put_off:
            await self._slack.changed.wait()

    async def stop(self) -> None:
        """End what is still on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _deliver(self, kind: str, payload: Dict) -> Ack:
        self.last = (kind, payload)
        ack = await self._send(kind, payload, 0)
        self._slack.acks.append(ack)
        return ack

    async def _again(self, payload: Dict) -> None:
        failed = self._slack.clock()
        for attempt, after in enumerate(RETRIES, start=1):
            await self._pause(failed + after)
            if (await self._send("events_api", payload, attempt)).ok:
                return
        self.missed.append(payload)

    async def _pause(self, until: float) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._put_off.add(task)
        self._slack.touch()
        try:
            await self._slack.clock.until(until)
        finally:
            self._put_off.discard(task)

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._slack.touch()

    def _own_message(self, message: Message, what: str) -> None:
        held = self._slack.channels[message.channel]
        self._slack.touch()
        if what == "added":
            self._later(self.event(payloads.message_event(message, held, self._slack.person(BOT)), held))
        elif what == "changed":
            self._later(self.event(payloads.changed_event(message, held, self._slack.ts()), held))
        else:
            self._later(self.event(payloads.deleted_event(message, held, self._slack.ts()), held))

    def show_answer(self, body: Dict, channel: str, user: str, thread: str | None) -> Message:
        """Show what the app answered a command or press with. Raises: Refused."""
        to = None if body.get("response_type") == "in_channel" else user
        blocks = checked(body["blocks"]) if body.get("blocks") else []
        own: Dict = {"user": BOT, "by_bot": True, "text": str(body.get("text") or ""), "blocks": blocks}
        message = Message(channel=channel, ts=self._slack.ts(), thread_ts=thread, ephemeral_to=to, **own)
        self._slack.channels[channel].history.append(message)
        self._slack.touch()
        return message

    def _write(self, channel: str, user: str, text: str, thread: Message | None) -> Message:
        place = {"channel": channel, "ts": self._slack.ts(), "thread_ts": thread.root if thread else None}
        message = Message(user=user, text=text, **place)
        self._slack.channels[channel].history.append(message)
        return message

    def _url(self, channel: str, user: str, message: Message | None = None) -> str:
        return f"{self._base}/response/{self._slack.new_response_url(channel, user, message)}"


def _find(where: Message | View, action: str) -> Dict:
    for element in where.buttons:
        words = element.get("text", {}).get("text", "")
        ids = {element["action_id"], element["action_id"].split(":")[0]}
        if action in {*ids, words, element.get("value")}:
            return element
    raise AssertionError(f"no button {action}; there are {[each['action_id'] for each in where.buttons]}")


def _filled(view: View, values: Mapping[str, str]) -> Dict:
    state: Dict = {}
    for block in view.body["blocks"]:
        element = block.get("element") if block["type"] == "input" else block.get("accessory")
        if not element or "action_id" not in element:
            continue
        given = values.get(element["action_id"], values.get(block["block_id"]))
        if given is None and block["type"] == "input" and not block.get("optional"):
            raise AssertionError(f"{element['action_id']} has to be filled in")
        state[block["block_id"]] = {element["action_id"]: _value(element, given)}
    return state


def _value(element: Dict, given: str | None) -> Dict:
    if element["type"] == "plain_text_input":
        return {"type": element["type"], "value": given}
    options = element.get("options") or []
    chosen = [each for each in options if given in {each["value"], each["text"]["text"]}]
    if given is not None and not chosen:
        raise AssertionError(f"no option {given}; there are {[each['value'] for each in options]}")
    if element["type"] == "checkboxes":
        return {"type": element["type"], "selected_options": chosen}
    return {"type": element["type"], "selected_option": chosen[0] if chosen else None}


def _subscription(inner: Dict) -> str:
    if inner["type"] != "message":
        return str(inner["type"])
    return {"im": "message.im", "channel": "message.channels", "group": "message.groups"}[inner["channel_type"]]
