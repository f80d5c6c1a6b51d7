"""Names near to mistyped ones."""

import pytest

from tws.questions.near import clearly_meant, near_names, ranked, score

PLAN = ("FINAL_BATCH_PAYROLL", "PAYROLL_CALC", "PAYROLL_TAX", "PAY_CALC_010", "PAY_CALC_020", "BILLING_RUN")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("PAYROL_CALC", "PAYROLL_CALC"),
        ("PAYROLL_CALCC", "PAYROLL_CALC"),
        ("PAYRLOL_CALC", "PAYROLL_CALC"),
        ("XAYROLL_CALC", "PAYROLL_CALC"),
        ("FINAL_BTCH_PAYROLL", "FINAL_BATCH_PAYROLL"),
        ("BILLING_RNU", "BILLING_RUN"),
    ],
)
async def test_one_slip_finds_the_name(typed, meant):
    """A letter lost, doubled, swapped or wrong leaves the name to be found, first."""
    found = await near_names([typed], _plan(PLAN))
    assert meant == found[typed][0]


async def test_a_stranger_has_no_near_name():
    """What resembles nothing finds nothing."""
    assert {} == await near_names(["XPTO_NAO_EXISTE_99"], _plan(PLAN))


async def test_short_words_are_not_guessed():
    """A word of three letters is asked for nowhere."""
    asked: list[tuple[str, ...]] = []
    await near_names(["PAY"], _plan(PLAN, asked))
    assert [] == asked


async def test_two_queries_are_the_most():
    """However many tokens there are, two queries look for all of them."""
    asked: list[tuple[str, ...]] = []
    await near_names([f"STRANGER{n}" for n in range(8)], _plan(PLAN, asked))
    assert 2 == len(asked)


def test_other_digits_come_after():
    """PAY_CALC_02 is nearer to a slip of the same number than to another number."""
    assert ("PAY_CALC_010", "PAY_CALC_020") == ranked("PAY_CLC_010", PLAN)[:2]


def test_another_number_is_never_clearly_meant():
    """PAY_CALC_030 may not be read as PAY_CALC_010."""
    assert clearly_meant("PAY_CALC_030", ranked("PAY_CALC_030", PLAN)) is None


def test_two_equally_near_names_leave_a_doubt():
    """Of two names one letter away none is clearly meant."""
    assert clearly_meant("LOAD_DATX", ("LOAD_DATA", "LOAD_DATE")) is None


def test_a_beginning_is_just_near():
    """The beginning of a name is near enough to be offered, not to be taken for it."""
    assert 82.0 == score("FINAL_BATCH", "FINAL_BATCH_PAYROLL")
    assert clearly_meant("FINAL_BATCH", ("FINAL_BATCH_PAYROLL",)) is None


def _plan(names, asked=None):
    async def names_like(patterns):
        if asked is not None:
            asked.append(patterns)
        return tuple(name for name in names if any(_like(name, pattern) for pattern in patterns))

    return names_like


def _like(name, pattern):
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name.endswith(pattern[1:])
