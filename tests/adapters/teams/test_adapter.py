"""Alerts: where they go, how they change, what a refusal means, and how often Teams is called."""

from dataclasses import replace

import pytest

from adapters.teams.budget import Budget
from adapters.teams.places import channel_of, talk_of
from bot.cards import Card, Text
from bot.errors import CardTooLargeError, ChatError
from tests.adapters.teams.conftest import FakeReferences, alert, connected, no_sleep
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.payloads import GROUP, OPS, PERSONAL, TEAM, TENANT


async def test_an_alert_is_a_new_post_of_its_channel(bot):
    """It begins a thread by create_conversation, and its reference is the thread's and the message's."""
    reference = await bot.platform.chat.post(alert())
    [root] = bot.fake.roots(OPS)
    assert f"{root.conversation}|{root.id}" == reference
    assert [("POST", "/v3/conversations")] == bot.fake.calls


async def test_replies_stand_in_the_roots_thread(bot):
    """The thread tells the story; no further post appears."""
    root = await bot.platform.chat.post(alert())
    await bot.platform.chat.post(replace(alert("taken"), thread=root))
    first, second = bot.fake.messages
    assert (first.conversation, 1) == (second.conversation, len(bot.fake.roots(OPS)))


async def test_an_edit_replaces_the_same_message(bot):
    """The root card turns green in place."""
    reference = await bot.platform.chat.post(alert())
    await bot.platform.chat.edit(reference, alert("PAY_CALC recovered"))
    [root] = bot.fake.messages
    assert "recovered" in root.words


@pytest.mark.parametrize("target", [OPS, f"{TEAM}:{OPS}", f"19:team@thread.tacv2:{OPS}"])
async def test_a_channel_may_be_named_with_its_team(bot, target):
    """A team's id before the channel's changes nothing."""
    await bot.platform.chat.post(alert(target=target))
    assert 1 == len(bot.fake.roots(OPS))
    assert OPS == channel_of(target)


async def test_a_notice_goes_to_the_talk_that_asked_and_calls_who_asked(bot):
    """What was watched for is told in that thread, with a mention of the asker; alone with the bot without one."""
    await bot.say("avise quando terminar")
    conversation = bot.teammate.asked[0][2]
    await bot.platform.chat.post(alert("ended", target=conversation))
    _, notice = bot.fake.messages
    assert bot.fake.messages[0].conversation == notice.conversation
    assert [{"id": "29:ana", "name": "Ana"}] == [each["mentioned"] for each in notice.card["msteams"]["entities"]]
    await bot.say("avise", PERSONAL)
    await bot.platform.chat.post(alert("ended", target=bot.teammate.asked[1][2]))
    assert "entities" not in bot.fake.messages[-1].card["msteams"]


async def test_owners_are_mentioned(bot):
    """An id alone, or a name with it."""
    await bot.platform.chat.post(alert(mentions=("Plantão <aad-1>", "ana@example.com")))
    [root] = bot.fake.messages
    assert ["aad-1", "ana@example.com"] == [each["mentioned"]["id"] for each in root.card["msteams"]["entities"]]


async def test_references_outlive_the_process(fake):
    """After a restart an alert goes where Teams once told of, a reply to its thread, an edit to its message."""
    references = FakeReferences()
    async with connected(fake, references=references) as bot:
        await bot.say("oi", GROUP)
        await bot.say("oi", PERSONAL)
        root = await bot.platform.chat.post(alert())
    async with connected(fake, references=references) as bot:
        await bot.platform.chat.post(alert(target=GROUP))
        await bot.platform.chat.post(alert(target=PERSONAL))
        await bot.platform.chat.post(replace(alert("reply"), thread=root))
        await bot.platform.chat.edit(root, alert("edited"))
        await bot.platform.chat.post(alert("notice", target=f"teams:{TENANT}:{GROUP}:"))
    assert (3, 2, 2) == tuple(len(fake.in_talk(each)) for each in (GROUP, PERSONAL, OPS))
    assert "edited" in fake.roots(OPS)[0].words


async def test_a_personal_chat_that_was_never_seen_is_refused_in_words(fake):
    """Nobody knows where it is until somebody writes there."""
    async with connected(fake) as bot:
        with pytest.raises(ChatError, match="write to the bot there first"):
            await bot.platform.chat.post(alert(target=PERSONAL))


async def test_a_channel_by_its_name_is_refused_in_words_without_a_call(bot):
    """Teams reaches a channel by its id alone; the sentence says where that stands."""
    await bot.say("oi")
    bot.fake.calls.clear()
    with pytest.raises(ChatError, match=r"Operations/General is no id of Teams.*19:"):
        await bot.platform.chat.post(alert(target="Operations/General"))
    assert [] == bot.fake.calls


@pytest.mark.parametrize("status", [429, 412])
async def test_a_post_that_was_surely_not_taken_is_tried_again(bot, status):
    """Teams said so itself."""
    bot.fake.fail("POST", status, 2, retry_after="1")
    await bot.platform.chat.post(alert())
    assert (1, 3) == (len(bot.fake.messages), len(bot.fake.calls))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_post_that_may_have_been_taken_is_never_replayed_blindly(bot, status):
    """One call, one error; the next attempt says on the card that it may be the second."""
    bot.fake.fail("POST", status, taken=True)
    with pytest.raises(ChatError):
        await bot.platform.chat.post(alert())
    assert 1 == len(bot.fake.calls)
    assert None is await bot.platform.chat.find(alert())
    await bot.platform.chat.post(alert())
    told = ["pode aparecer duas vezes" in message.words for message in bot.fake.messages]
    assert [False, True] == told


async def test_a_post_that_teams_refused_says_nothing_of_a_second_one(bot):
    """What was certainly not taken is no repetition."""
    bot.fake.fail("POST", 400)
    with pytest.raises(ChatError):
        await bot.platform.chat.post(alert())
    await bot.platform.chat.find(alert())
    await bot.platform.chat.post(alert())
    assert ["duas vezes" in message.words for message in bot.fake.messages] == [False]


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_an_edit_is_tried_again(bot, status):
    """The same address twice is the same message."""
    reference = await bot.platform.chat.post(alert())
    bot.fake.fail("PUT", status, 3)
    await bot.platform.chat.edit(reference, alert("edited"))
    assert "edited" in bot.fake.messages[0].words


async def test_a_throttle_that_lasts_is_told_with_its_end(bot):
    """The outbox hears when Teams takes messages again, and holds nothing up until then."""
    bot.fake.fail("POST", 429, 9, retry_after="120")
    with pytest.raises(ChatError) as refused:
        await bot.platform.chat.post(alert())
    assert 120 == refused.value.retry_after
    assert 1 == len(bot.fake.calls)


async def test_a_deleted_card_stays_deleted_and_a_deleted_board_is_said(bot):
    """An alert that somebody took away comes not back; a board is dropped by the core."""
    reference = await bot.platform.chat.post(alert())
    bot.fake.gone.add(reference.rpartition("|")[2])
    await bot.platform.chat.edit(reference, alert("edited"))
    with pytest.raises(ChatError) as refused:
        await bot.platform.chat.edit(reference, alert(state="board", incident="board-1"))
    assert refused.value.gone


async def test_a_board_refreshes_for_whoever_looks_at_it(bot):
    """The card carries a Universal Action's refresh, without which nobody is named, so that all are."""
    await bot.platform.chat.post(alert(state="board", incident="board-1"))
    assert {"verb": "refresh", "value": "board-1"} == bot.fake.messages[0].card["refresh"]["action"]["data"]
    assert "userIds" not in bot.fake.messages[0].card["refresh"]


async def test_a_card_of_any_size_is_within_what_teams_takes(bot):
    """Further pages stand in the same thread, none over the limit."""
    card = Card(title="long", blocks=tuple(Text(text="é" * 500) for _ in range(100)))
    await bot.platform.chat.post(replace(alert(), card=card))
    assert len(bot.fake.messages) > 1
    assert 1 == len({each.conversation for each in bot.fake.messages})


async def test_a_card_that_teams_finds_too_large_is_said_so(bot):
    """The outbox then sends a shorter one."""
    bot.fake.fail("POST", 413, code="MessageSizeTooBig")
    with pytest.raises(CardTooLargeError):
        await bot.platform.chat.post(alert())


def test_a_talks_name_is_read_back():
    """Ids of chats have colons themselves."""
    assert ("a:1x", "") == talk_of(f"teams:{TENANT}:a:1x:")
    assert (OPS, "17") == talk_of(f"teams:{TENANT}:{OPS}:17")
    assert None is talk_of(OPS)


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.mark.parametrize(("most", "seconds"), [(7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0)])
async def test_no_window_of_a_thread_has_more_than_teams_takes(most, seconds):
    """However many messages wait, each of the four limits holds at every moment."""
    clock = Time()
    budget = Budget(clock=clock, sleep=clock.sleep)
    sent = []
    for _ in range(2_000):
        await budget.wait("thread", "tenant", patience=1e9)
        sent.append(clock())
    assert all(later - earlier >= seconds - 1e-6 for earlier, later in zip(sent, sent[most:], strict=False))


async def test_a_tenant_has_a_limit_of_its_own():
    """Thirty requests a second, over all threads."""
    clock = Time()
    budget = Budget(clock=clock, sleep=clock.sleep)
    for number in range(300):
        await budget.wait(f"thread {number}", "tenant", patience=1e9)
    assert 9.0 == pytest.approx(clock() - 1_000.0)


async def test_a_turn_too_far_off_is_refused_with_its_time():
    """Nobody waits longer than their patience."""
    clock = Time()
    budget = Budget(clock=clock, sleep=clock.sleep)
    budget.block("thread", 90)
    with pytest.raises(ChatError) as refused:
        await budget.wait("thread", "tenant", patience=20)
    assert 90 == refused.value.retry_after
    await budget.wait("another", "tenant", patience=0)


async def test_a_stored_address_that_is_none_of_microsofts_gets_no_token(bot):
    """A reference that somebody changed in the database sends our token nowhere."""
    bot.references.kept[f"place:{GROUP}"] = (
        '{"tenant": "t", "channel": "x", "service_url": "https://evil.example/", "kind": "groupChat"}'
    )
    with pytest.raises(ChatError, match="none of Microsoft"):
        await bot.platform.chat.post(alert(target=GROUP))
    assert [] == bot.fake.calls


async def test_the_pause_between_tries_varies(fake):
    """Jitter, so that many bots do not come back at once."""
    waited = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        await no_sleep(seconds)

    async with connected(fake, sleep=sleep) as bot:
        reference = await bot.platform.chat.post(alert())
        for _ in range(3):
            fake.fail("PUT", 502)
            await bot.platform.chat.edit(reference, alert())
    assert 3 == len(set(waited))
    assert all(0.5 <= each <= 0.75 for each in waited)


def test_payloads_have_an_id_of_their_own():
    """Two messages of a person are never told as one by the fake's own doing."""
    assert payloads.message("u", "a")["id"] != payloads.message("u", "a")["id"]
