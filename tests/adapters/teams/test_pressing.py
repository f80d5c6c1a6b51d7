"""Buttons, forms, refreshes and the compose box: what Teams is answered within its few seconds."""

import asyncio

from bot.cards import Actions, Button, Card
from bot.messages import Told
from tests.adapters.teams.conftest import FakeTeammate, alert, connected
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.payloads import OPS

CARD = "application/vnd.microsoft.card.adaptive"
WORDS = "application/vnd.microsoft.activity.message"


async def test_a_press_is_answered_with_what_came_of_it(bot):
    """Only the person who pressed sees the line; an invoke with a body is no error."""
    told = await bot.invoke(payloads.pressed(bot.fake.url, "take", "inc-1"))
    assert {"statusCode": 200, "type": WORDS, "value": "take by Ana"} == told
    assert [] == bot.fake.messages


async def test_a_press_that_is_sent_again_with_a_new_id_is_done_once(bot):
    """Teams resends an invoke after a while, under another id; both get the one answer."""
    card = payloads.number()
    told = [await bot.invoke(payloads.pressed(bot.fake.url, "snooze", "inc-1", on=card)) for _ in range(3)]
    assert 1 == len(bot.teammate.pressed)
    assert told[0] == told[1] == told[2]


async def test_two_people_press_each_for_themselves(bot):
    """The second is told by the core that somebody has it."""
    card = payloads.number()
    for who in ("ana", "rui"):
        await bot.invoke(payloads.pressed(bot.fake.url, "take", "inc-1", on=card, user=who))
    assert ["Ana", "Rui"] == [visitor.name for _, _, visitor in bot.teammate.pressed]


async def test_a_question_of_a_button_is_answered_in_the_thread(bot):
    """Log and impact: the line says that the answer comes, and it comes once."""
    body = payloads.pressed(bot.fake.url, "ask", "log do PAY_CALC", f"{OPS};messageid=17")
    for _ in range(2):
        assert "Já respondo na conversa." == (await bot.invoke({**body, "id": payloads.number()}))["value"]
    await bot.settled()
    [answer] = bot.fake.messages
    assert f"{OPS};messageid=17" == answer.conversation
    assert "answer to log do PAY_CALC" in answer.words


async def test_the_same_question_of_a_card_is_answered_once_for_all(bot):
    """Two people press Log within a moment: one log stands there, and the second is told so alone."""
    told = [
        await bot.invoke(payloads.pressed(bot.fake.url, "ask", "log do PAY_CALC", f"{OPS};messageid=17", user=who))
        for who in ("ana", "rui")
    ]
    await bot.settled()
    assert ("Acabei de responder isso nesta conversa.", 1) == (told[1]["value"], len(bot.fake.messages))


async def test_a_press_that_takes_long_is_answered_in_time_and_told_later(fake):
    """Teams waits for five seconds; what came of it stands in the thread."""
    teammate = FakeTeammate(hold=asyncio.Event())
    async with connected(fake, teammate, answer_within=0.05) as bot:
        told = await bot.invoke(payloads.pressed(fake.url, "take", "inc-1", f"{OPS};messageid=17"))
        teammate.hold.set()
        await bot.settled()
    assert "Ainda estou trabalhando" in told["value"]
    assert ["take by Ana"] == [message.shown["text"] for message in fake.messages]


async def test_a_form_that_takes_long_comes_into_the_thread(fake):
    """The sheet was slow: the card that asks what fixed it is not lost."""
    teammate = FakeTeammate(hold=asyncio.Event())
    teammate.refusal = lambda _: _after(teammate.hold)
    async with connected(fake, teammate, answer_within=0.05) as bot:
        told = await bot.invoke(payloads.pressed(fake.url, "solved", "inc-1", f"{OPS};messageid=17"))
        assert "Ainda estou trabalhando" in told["value"]
        teammate.hold.set()
        await bot.settled()
    assert ["solved_save", "solved_cancel"] == [each["verb"] for each in fake.messages[0].card["body"][-1]["actions"]]


async def _after(event):
    await event.wait()


async def test_a_stranger_is_shown_no_row_of_the_sheet(fake):
    """Whoever may not ask may not see what would solve it either."""
    async with connected(fake, FakeTeammate(refused="Só atendo pessoas da própria empresa.")) as bot:
        told = await bot.invoke(payloads.pressed(fake.url, "solved", "inc-1"))
    assert (WORDS, "Só atendo pessoas da própria empresa.") == (told["type"], told["value"])


async def test_the_form_lists_rows_to_whom_they_are_shown(fake):
    """The teammate is asked as whoever pressed: who sees no row may still say what fixed it."""
    ana = payloads.pressed(fake.url, "solved", "inc-1", user="ana")
    rui = payloads.pressed(fake.url, "solved", "inc-1", user="rui")
    async with connected(fake, FakeTeammate()) as bot:
        await bot.invoke(payloads.pressed(fake.url, "take", "inc-1", user="ana"))
        bot.teammate.blind = frozenset({bot.teammate.pressed[0][2].user})
        forms = [str((await bot.invoke(each))["value"]) for each in (ana, rui)]
    assert [(False, True), (True, True)] == [("Input.ChoiceSet" in form, "Input.Text" in form) for form in forms]


async def test_a_refresh_that_cannot_be_made_in_time_leaves_the_board_as_it_is(fake):
    """Nobody pressed anything: sixty viewers are not told that something takes long, and no message follows."""
    teammate = FakeTeammate(hold=asyncio.Event())
    teammate.board = lambda *_, **__: _after(teammate.hold)
    async with connected(fake, teammate, answer_within=0.05) as bot:
        reference = await bot.platform.chat.post(alert("the board", state="board", incident="board-1"))
        on = reference.rpartition("|")[2]
        known, unknown = [
            await bot.invoke(payloads.pressed(fake.url, "refresh", "board-1", trigger="automatic", on=each))
            for each in (on, "1")
        ]
    assert ("the board" in str(known["value"]), CARD, 200) == (True, known["type"], known["statusCode"])
    assert ("application/vnd.microsoft.error", 500) == (unknown["type"], unknown["statusCode"])
    assert 1 == len(fake.messages)


async def test_what_was_kept_stands_above_the_alert_that_comes_back(bot):
    """Nobody is left with a note where the alert was, nor with buttons of before; those that only ask stay."""
    reference = await bot.platform.chat.post(alert())
    saved = payloads.pressed(
        bot.fake.url, "solved_save", "inc-1", inputs={"words": "freed it"}, on=reference.rpartition("|")[2]
    )
    shown = str((await bot.invoke(saved))["value"])
    assert [True] * 3 == [word in shown for word in ("kept what fixed it", "ABEND PAY_CALC", "log do PAY_CALC")]
    assert [False] * 2 == [word in shown for word in ("Estou cuidando", "Resolvido por")]


async def test_the_alert_that_comes_back_is_the_one_after_the_press(bot):
    """Where its edit is still on its way, what was just written stands there already, with the buttons of now."""
    reference = await bot.platform.chat.post(alert())
    now = Card(title="PAY_CALC, solved", blocks=(Actions(buttons=(Button(text="Outra", action="solved", value="i"),)),))
    bot.teammate.alert = now
    on = reference.rpartition("|")[2]
    saved = payloads.pressed(bot.fake.url, "solved_save", "inc-1", inputs={"words": "freed it"}, on=on)
    shown = str((await bot.invoke(saved))["value"])
    assert [True] * 3 == [word in shown for word in ("kept what fixed it", "PAY_CALC, solved", "Outra")]
    assert "ABEND PAY_CALC" not in shown


async def test_a_defect_in_a_press_is_said_not_501(fake):
    """The SDK would make 501 of it; a second press is tried again."""
    teammate = FakeTeammate(trouble=RuntimeError("defect"))
    async with connected(fake, teammate) as bot:
        body = payloads.pressed(fake.url, "take", "inc-1")
        assert "se perdeu" in (await bot.invoke(body))["value"]
        teammate.trouble = None
        assert "take by Ana" == (await bot.invoke(body))["value"]


async def test_a_public_outcome_is_shown_to_all(fake):
    """The thread hears of it, beside whoever pressed."""
    told = Told(card=Card(title="snoozed"), language="pt", public=True)
    async with connected(fake, FakeTeammate(told=told)) as bot:
        await bot.invoke(payloads.pressed(fake.url, "snooze", "inc-1", f"{OPS};messageid=17"))
        await bot.settled()
    assert ["snoozed"] == [message.shown["summary"] for message in fake.messages]


async def test_what_fixed_it_is_asked_by_a_card_with_the_sheets_rows(bot):
    """Rows to choose from, words to type, and the answer is kept with both."""
    told = await bot.invoke(payloads.pressed(bot.fake.url, "solved", "inc-1"))
    assert CARD == told["type"]
    [chooser] = [each for each in told["value"]["body"] if each["type"] == "Input.ChoiceSet"]
    assert ["e1", "e2", "-"] == [each["value"] for each in chooser["choices"]]
    filled = payloads.pressed(bot.fake.url, "solved_save", "inc-1", inputs={"entry": "e2", "words": " freed it "})
    kept = await bot.invoke(filled)
    assert "kept what fixed it" in str(kept["value"])
    assert [("inc-1", "e2", "freed it")] == [row[:3] for row in bot.teammate.solved_by]


async def test_an_empty_form_is_shown_again_and_says_why(bot):
    """Neither a row nor words: nothing is kept."""
    told = await bot.invoke(payloads.pressed(bot.fake.url, "solved_save", "inc-1", inputs={"entry": "-"}))
    assert "Escolha uma linha" in str(told["value"])
    assert [] == bot.teammate.solved_by


async def test_a_named_row_is_no_question(bot):
    """ "Solved by row 12" is a press like any other."""
    await bot.invoke(payloads.pressed(bot.fake.url, "solved", "inc-1|e1"))
    assert [("solved", "inc-1|e1")] == [row[:2] for row in bot.teammate.pressed]


async def test_cancelling_brings_the_card_back(bot):
    """As long as we know it; after a restart a line says when it comes."""
    reference = await bot.platform.chat.post(alert())
    told = await bot.invoke(payloads.pressed(bot.fake.url, "solved_cancel", "inc-1", on=reference.rpartition("|")[2]))
    assert "ABEND PAY_CALC" in str(told["value"])
    unknown = await bot.invoke(payloads.pressed(bot.fake.url, "solved_cancel", "inc-1", on="1"))
    assert "Nada foi guardado" in unknown["value"]


async def test_a_refresh_is_the_board_as_that_person_may_see_it(bot):
    """Teams itself presses, `automatic`; the card that comes back refreshes again."""
    told = await bot.invoke(payloads.pressed(bot.fake.url, "refresh", trigger="automatic", user="rui"))
    assert CARD == told["type"]
    assert "board for" in str(told["value"])
    assert "refresh" in told["value"]
    assert [] == bot.teammate.pressed


async def test_letters_in_the_compose_box_find_jobs(bot):
    """A result has a line to choose by, escaped, and the card that is inserted."""
    told = await bot.invoke(payloads.query(bot.fake.url, "PAY"))
    [found] = told["composeExtension"]["attachments"]
    assert "PAY_CALC · ABEND &lt;8&gt;" == found["preview"]["content"]["title"]
    assert "AdaptiveCard" == found["content"]["type"]
    await bot.invoke(payloads.query(bot.fake.url, ""))
    assert [("PAY", 25), ("", 25)] == bot.teammate.searched


async def test_scrolling_shows_the_next_results_and_then_none(fake):
    """Teams asks for the next page while a person scrolls; a page beyond the last is no "nothing found"."""
    jobs = tuple((f"JOB_{number:02d}", Card(title=f"JOB_{number:02d}")) for number in range(40))
    async with connected(fake, FakeTeammate(jobs=jobs)) as bot:
        bot.teammate.search = lambda text, visitor, limit: _given(jobs[:limit])
        shown = []
        for skip in (0, 25, 50):
            body = payloads.query(fake.url, "JOB")
            body["value"]["queryOptions"] = {"skip": skip, "count": 25}
            told = (await bot.invoke(body))["composeExtension"]
            shown.append([each["preview"]["content"]["title"] for each in told["attachments"]])
    assert [[name for name, _ in jobs[:25]], [name for name, _ in jobs[25:]], []] == shown


async def _given(jobs):
    return jobs


async def test_a_search_that_could_not_be_asked_gives_nothing_to_insert(fake):
    """Why is a line below the compose box, not a card that somebody could post."""
    why = Card(title="Esse nome não pode entrar numa consulta.")
    async with connected(fake, FakeTeammate(jobs=((why.title, why),))) as bot:
        told = (await bot.invoke(payloads.query(fake.url, "';--x")))["composeExtension"]
    assert ("message", why.title) == (told["type"], told["text"])


async def test_nothing_found_refused_and_silent_are_three_answers(fake):
    """None of them is an empty list."""
    said = []
    for teammate in (
        FakeTeammate(jobs=()),
        FakeTeammate(refused="Só atendo pessoas da própria empresa."),
        FakeTeammate(hold=asyncio.Event()),
    ):
        async with connected(fake, teammate, answer_within=0.05) as bot:
            told = (await bot.invoke(payloads.query(fake.url, "PAY")))["composeExtension"]
            said.append((told["type"], told["text"].split()[0]))
    assert [("message", "Nenhum"), ("message", "Só"), ("message", "O")] == said


async def test_a_button_of_an_older_client_comes_as_a_message(bot):
    """Action.Submit, the fallback: its outcome goes to the thread, once."""
    body = payloads.activity(
        "message", bot.fake.url, f"{OPS};messageid=17", value={"verb": "take", "value": "inc-1"}, replyToId="17"
    )
    for _ in range(2):
        assert (202, None) == await bot.fake.deliver(body)
    await bot.settled()
    assert ["take by Ana"] == [message.shown["text"] for message in bot.fake.messages]


async def test_hostile_values_are_answered_too(bot):
    """Whatever stands in an invoke, it is 200 with a line."""
    for value in (None, [], "x", {"action": []}, {"action": {"verb": {}}}, {"action": {"verb": "?", "data": 7}}):
        body = {**payloads.pressed(bot.fake.url, "take"), "value": value}
        assert (200, WORDS) == ((told := await bot.fake.deliver(body))[0], told[1]["type"])
