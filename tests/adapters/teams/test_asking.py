"""What people write to the bot, and what they are answered."""

import asyncio

from adapters.teams.reply import Pace
from bot.cards import Card, Text
from bot.channel.work import Job
from tests.adapters.teams.conftest import SLOW, FakeTeammate, connected, until
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.payloads import GROUP, OPS, PERSONAL, TENANT


async def test_a_mention_is_answered_in_its_own_thread(bot):
    """The answer hangs on the message that asked, and the question has neither mention nor entities left."""
    body = await bot.say("status do PAY_CALC &amp; do resto")
    [answer] = bot.fake.messages
    assert body["conversation"]["id"] == answer.conversation
    assert "answer to status do PAY_CALC & do resto" in answer.words


async def test_who_asks_and_where_is_known(bot):
    """The visitor has the tenant, the channel without its thread, the Entra id, the name and the language."""
    body = await bot.say("status do PAY_CALC")
    [(_, visitor, conversation)] = bot.teammate.asked
    thread = body["conversation"]["id"].partition(";messageid=")[2]
    assert ("teams", TENANT, OPS, "aad-ana", "Ana", "pt", False, False) == (
        visitor.platform,
        visitor.tenant,
        visitor.channel,
        visitor.user,
        visitor.name,
        visitor.language,
        visitor.private,
        visitor.external,
    )
    assert f"teams:{TENANT}:{OPS}:{thread}" == conversation


async def test_a_person_of_another_tenant_is_external(bot):
    """A shared channel lets other companies in, and the core is told so."""
    await bot.say("status", channelData={"tenant": {"id": "another"}})
    assert bot.teammate.asked[0][1].external


async def test_words_without_a_mention_are_not_for_us(bot):
    """In a channel and a group chat only a mention is heard; alone with the bot every word is."""
    for talk in (OPS, GROUP, PERSONAL):
        await bot.say(f"status em {talk}", talk, mention=False)
    assert [f"status em {PERSONAL}"] == [text for text, _, _ in bot.teammate.asked]


async def test_the_command_menus_words_are_commands(bot):
    """What is Resync's own is shown at once; a sentence that ends with a question mark is never a command."""
    await bot.say("ajuda")
    await bot.say("help me understand the ABEND, please?")
    assert ["ajuda"] == [text for text, _, _ in bot.teammate.commands]
    assert "command ajuda" in bot.fake.messages[0].words
    assert ["help me understand the ABEND, please?"] == [text for text, _, _ in bot.teammate.asked]


async def test_the_same_message_twice_is_answered_once(bot):
    """Teams resends what it heard no answer to in time; the id stays."""
    body = await bot.say("status")
    assert (202, None) == await bot.fake.deliver(body)
    await bot.settled()
    assert 1 == len(bot.fake.messages)


async def test_teams_is_answered_before_the_question_is(fake):
    """A question that takes long delays no acknowledgement."""
    teammate = FakeTeammate(hold=asyncio.Event())
    async with connected(fake, teammate) as bot:
        assert (202, None) == await fake.deliver(payloads.message(fake.url, "status"))
        await until(lambda: teammate.asked)
        assert [] == fake.messages
        teammate.hold.set()
        await bot.settled()
    assert 1 == len(fake.messages)


async def test_one_to_one_the_steps_stream_and_the_answer_ends_the_stream(fake):
    """Steps are numbered from one; the last message has no number, and the same stream."""
    teammate = FakeTeammate(steps=("lendo o plano", "lendo o log"), hold=asyncio.Event())
    async with connected(fake, teammate, pace=SLOW) as bot:
        await fake.deliver(payloads.message(fake.url, "status", PERSONAL))
        await until(lambda: fake.streams and next(iter(fake.streams.values()))[-1]["text"] == "lendo o log")
        teammate.hold.set()
        await bot.settled()
    [(stream, steps)] = fake.streams.items()
    [answer] = fake.messages
    assert list(range(1, len(steps) + 1)) == [each["channelData"]["streamSequence"] for each in steps]
    assert {"streamType": "final", "streamId": stream}.items() <= answer.activity["channelData"].items()
    assert "streamSequence" not in str(answer.activity)


async def test_a_second_question_meanwhile_is_answered_without_a_stream(fake):
    """Teams has one stream in a talk at a time."""
    teammate = FakeTeammate(steps=("lendo",), hold=asyncio.Event())
    async with connected(fake, teammate, pace=SLOW) as bot:
        for words in ("um", "dois"):
            await fake.deliver(payloads.message(fake.url, words, PERSONAL))
        await until(lambda: len(teammate.asked) == 2 and fake.streams)
        teammate.hold.set()
        await bot.settled()
    assert (1, 2) == (len(fake.streams), len(fake.messages))


async def test_a_stream_that_teams_ended_loses_no_answer(fake):
    """The whole answer comes as a message of its own."""
    teammate = FakeTeammate(steps=("lendo",), hold=asyncio.Event())
    async with connected(fake, teammate, pace=SLOW) as bot:
        await fake.deliver(payloads.message(fake.url, "status", PERSONAL))
        await until(lambda: fake.streams)
        fake.streams.clear()
        teammate.hold.set()
        await bot.settled()
    [answer] = fake.messages
    assert "answer to status" in answer.words


async def test_where_a_tenant_allows_no_streams_the_answer_comes_plain(fake):
    """One step is refused, no further one is tried, and the answer is an ordinary message."""
    fake.streams_allowed = False
    teammate = FakeTeammate(steps=("um", "dois", "três"), hold=asyncio.Event())
    async with connected(fake, teammate, pace=SLOW) as bot:
        await fake.deliver(payloads.message(fake.url, "status", PERSONAL))
        await until(lambda: [body for _, body in fake.typed if "channelData" in body])
        teammate.hold.set()
        await bot.settled()
    [answer] = fake.messages
    assert 1 == len([body for _, body in fake.typed if "channelData" in body])
    assert ("answer to status" in answer.words, "stream" in str(answer.activity)) == (True, False)


def test_steps_are_buffered_as_long_as_teams_asks_for():
    """1.5 to 2 seconds between two of them."""
    assert 1.5 <= Pace().apart <= 2.0


async def test_in_a_channel_it_types_and_streams_nothing(fake):
    """Streaming is for one to one."""
    teammate = FakeTeammate(steps=("lendo",), hold=asyncio.Event())
    async with connected(fake, teammate, pace=SLOW) as bot:
        await fake.deliver(payloads.message(fake.url, "status"))
        await until(lambda: fake.typed)
        teammate.hold.set()
        await bot.settled()
    assert ({}, [{"type": "typing"}]) == (fake.streams, [body for _, body in fake.typed])


async def test_a_defect_is_told_and_leaves_no_stream_open(fake):
    """Whoever asked hears that the answer is lost."""
    teammate = FakeTeammate(steps=("lendo",), trouble=RuntimeError("defect"), hold=asyncio.Event())
    async with connected(fake, teammate, pace=SLOW) as bot:
        await fake.deliver(payloads.message(fake.url, "status", PERSONAL))
        await until(lambda: fake.streams)
        teammate.hold.set()
        await bot.settled()
    ending, sorry = fake.messages
    assert "final" == ending.activity["channelData"]["streamType"]
    assert "se perdeu" in sorry.words


async def test_an_answer_that_teams_refuses_is_not_called_a_defect_of_ours(bot):
    """Whoever asked hears who refused it, once."""
    bot.fake.fail("POST", 413, code="MessageSizeTooBig")
    await bot.say("status")
    [sorry] = bot.fake.messages
    assert ("O Teams não confirmou" in sorry.words, "se perdeu" in sorry.words) == (True, False)


async def test_a_stream_and_a_refusal_speak_the_answers_language(fake):
    """Whatever language somebody's Teams has: the stream shows steps alone, and the refusal is the answer's."""
    teammate = FakeTeammate(steps=("reading the log",), hold=asyncio.Event(), language="en")
    async with connected(fake, teammate, pace=SLOW) as bot:
        await fake.deliver(payloads.message(fake.url, "status", PERSONAL, locale="pt-BR"))
        await until(lambda: fake.streams)
        fake.fail("POST", 413, times=2, code="MessageSizeTooBig")
        teammate.hold.set()
        await bot.settled()
    steps = {each["text"] for each in next(iter(fake.streams.values())) if "streamSequence" in each["channelData"]}
    assert ({"reading the log"}, True) == (steps, "Teams did not confirm" in fake.messages[-1].words)


async def test_only_a_language_models_answer_is_labelled(fake):
    """The label says AI where an LLM wrote the words, and nothing where our own presenters did."""
    labelled = []
    for by_model in (False, True):
        async with connected(fake, FakeTeammate(by_model=by_model)) as bot:
            await bot.say("status")
        labelled.append("AIGeneratedContent" in str(fake.messages[-1].activity.get("entities")))
    assert [False, True] == labelled


async def test_sheet_rows_are_cited_once_each_and_marked_in_the_text(fake):
    """Teams shows a citation only where the text has its number."""
    row = {"kind": "knowledge", "file": "k.xlsx", "sheet": "Incidentes", "row": 12}
    teammate = FakeTeammate(sources=(row, row, {**row, "row": 13}))
    async with connected(fake, teammate) as bot:
        await bot.say("como resolver?")
    [answer] = fake.messages
    [entity] = answer.activity["entities"]
    assert "Fontes: [1] [2]" == answer.activity["text"]
    assert ["k.xlsx, planilha Incidentes, linha 12", "k.xlsx, planilha Incidentes, linha 13"] == [
        claim["appearance"]["name"] for claim in entity["citation"]
    ]


async def test_what_no_tool_and_no_model_gave_is_not_to_be_judged(bot):
    """A greeting, thanks and a refusal have no thumbs."""
    await bot.say("obrigado")
    assert "feedbackLoop" not in bot.fake.messages[0].activity.get("channelData", {})


async def test_a_thumb_below_an_answer_judges_that_talk(bot):
    """Up is good, down is not, and the conversation is the one that the core knows."""
    bot.teammate.by_model = True
    body = await bot.say("status")
    assert {"type": "default"} == bot.fake.messages[0].activity["channelData"]["feedbackLoop"]
    for reaction in ("like", "dislike"):
        assert {} == await bot.invoke(payloads.thumb(bot.fake.url, reaction, body["conversation"]["id"]))
    await bot.settled()
    conversation = bot.teammate.asked[0][2]
    assert [(conversation, True), (conversation, False)] == bot.teammate.judged


async def test_a_long_answer_goes_on_in_further_messages(fake):
    """Nothing is left out, and no message is larger than Teams takes."""
    card = Card(title="long", blocks=tuple(Text(text=f"line {n} " + "x" * 400) for n in range(150)))
    async with connected(fake, FakeTeammate(card=card)) as bot:
        await bot.say("tudo")
    assert len(fake.messages) > 1
    assert 150 == sum(message.words.count("line ") for message in fake.messages)


async def test_being_added_greets_once_and_keeps_the_place(bot):
    """The reference is stored at once; the two events of one installation greet once."""
    update = payloads.added(bot.fake.url)
    installed = payloads.activity("installationUpdate", bot.fake.url, action="add")
    for body in (update, installed, update):
        assert (202, None) == await bot.fake.deliver(body)
    await bot.settled()
    assert ["hello, all"] == [each.shown["summary"] for each in bot.fake.messages]
    assert f"place:{OPS}" in bot.references.kept


async def test_a_place_is_kept_before_teams_is_answered(bot):
    """However much there is to do: a restart right after it knows the place."""
    bot.platform.work._queue = asyncio.Queue(1)
    bot.platform.work._queue.put_nowait(Job(name="idle", run=lambda: asyncio.sleep(0)))
    assert (202, None) == await bot.fake.deliver(payloads.added(bot.fake.url, GROUP))
    assert f"place:{GROUP}" in bot.references.kept


async def test_what_nobody_knows_is_answered_well(bot):
    """Teams adds kinds of activities; 2xx to each of them."""
    for kind in ("messageReaction", "event", "typing", "endOfConversation", "somethingNew"):
        assert (202, None) == await bot.fake.deliver(payloads.activity(kind, bot.fake.url))
    unknown = payloads.activity("invoke", bot.fake.url, name="task/unheardOf", value={})
    assert (200, {}) == await bot.fake.deliver(unknown)


async def test_too_much_to_do_is_said(fake):
    """A full queue is refused in words."""
    teammate = FakeTeammate(hold=asyncio.Event())
    async with connected(fake, teammate, pace=Pace()) as bot:
        bot.platform.work._queue = asyncio.Queue(1)

        async def idle() -> None:
            pass

        bot.platform.work._queue.put_nowait(Job(name="idle", run=idle))
        await fake.deliver(payloads.message(fake.url, "status"))
        await until(lambda: fake.messages)
    assert "muitas perguntas" in fake.messages[0].words


async def test_a_quoted_message_is_what_a_short_question_is_about(bot):
    """A client tells of a quote by an entity or in the message's HTML; without one nothing is read below."""
    html = (
        '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="17"><strong itemprop="mri">Rui</strong>'
        '<p itemprop="preview">PAY_CALC &amp;lt;again&amp;gt; <b>down</b></p></blockquote><p>why?</p>'
    )
    entity = {"type": "quotedReply", "quotedReply": {"messageId": "17", "preview": "PAY_CALC down"}}
    body = payloads.message(bot.fake.url, '<quoted messageId="17"/> why?', GROUP)
    await bot.fake.deliver({**body, "entities": [*body["entities"], entity]})
    await bot.settled()
    await bot.say("why?", GROUP, attachments=[{"contentType": "text/html", "content": html}])
    await bot.say("why is it down?", GROUP)
    assert ["PAY_CALC down", "PAY_CALC &lt;again&gt; down"] == bot.teammate.below
    assert ["why?", "why?", "why is it down?"] == [text for text, _, _ in bot.teammate.asked]
