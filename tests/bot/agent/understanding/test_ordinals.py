"""What points to one of the jobs that were listed last."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agent.understanding.ordinals import with_ordinals

LISTED = ("W#S.ALPHA", "W#S.BETA", "W#S.GAMMA")
POINTING = {
    "e o log do primeiro?": "ALPHA",
    "log do segundo": "BETA",
    "show me the log of the last one": "GAMMA",
    "status of the 2nd": "BETA",
    "the 2nd one please": "BETA",
    "why did the first abend": "ALPHA",
    "o que tem atrás do 3º?": "GAMMA",
    "e o último?": "GAMMA",
    "status do penúltimo": "BETA",
    "log do 2": "BETA",
    "log do job numero 3": "GAMMA",
    "quem é o dono da primeira rotina?": "ALPHA",
    "el primero": "ALPHA",
}
OTHERWISE = (
    "o que falhou na última hora",
    "falhas da primeira semana",
    "o que falhou na segunda",
    "falhas de quinta",
    "last 3 hours",
    "what failed in the last 6 hours?",
    "what failed in the last 25h?",
    "the first half hour",
    "a última execução do PAY",
    "the last run of it",
    "o primeiro erro do log",
    "log do quinto",
    "jobs desde as 2",
    "rc 2",
    "em segundo plano",
    "what failed last night",
)


@pytest.mark.parametrize(("text", "name"), POINTING.items())
def test_a_place_in_the_list_means_its_job(text: str, name: str) -> None:
    """What names a place is read as the job that was listed there, and no other."""
    read = with_ordinals(text, LISTED)
    assert [key for key in LISTED if key in read] == [f"W#S.{name}"]


@pytest.mark.parametrize("text", OTHERWISE)
def test_other_first_and_last_things_are_no_jobs(text: str) -> None:
    """Times, runs, lines, and places beyond the list stay as they were typed."""
    assert text == with_ordinals(text, LISTED)


def test_without_a_list_nothing_is_pointed_at() -> None:
    """The first of nothing is no job."""
    assert "e o log do primeiro?" == with_ordinals("e o log do primeiro?", ())


def test_two_places_are_two_jobs() -> None:
    """Each place is read by itself."""
    read = with_ordinals("log do primeiro e do terceiro", LISTED)
    assert [True, False, True] == [key in read for key in LISTED]


WORDS = ("o", "do", "primeiro", "último", "2nd", "first", "last", "one", "job", "2", "semana", "?")


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words_point_to_listed_jobs_only(words: list[str]) -> None:
    """Whatever is said, only keys of the list come into the text."""
    read = with_ordinals(" ".join(words), LISTED[:2])
    assert LISTED[2] not in read
