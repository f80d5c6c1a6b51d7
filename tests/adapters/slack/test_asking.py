"""Questions in Slack, in both modes: where they are heard, and how the answer is shown."""

from __future__ import annotations


ANA = "U0OPERATOR"


async def test_a_mention_is_answered_once_in_its_thread(bot):
    """A mention arrives as message and as app_mention; one answer stands in its thread."""
    asked = await bot.fake.mention("C0OPS", ANA, "status do PAY_CALC")
    answer = await bot.fake.answered(asked)
    await bot.settled()
    said = [each for each in bot.fake.channel("C0OPS").thread(asked) if each.by_bot]
    assert (["status do PAY_CALC"], 1) == ([text for text, _, _ in bot.teammate.asked], len(said))
    assert "answer to status do PAY_CALC" in answer.shown
