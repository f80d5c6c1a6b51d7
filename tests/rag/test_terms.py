"""Words, glossary and vectors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.embed import HashedNgrams
from rag.glossary import glossary_of, load_glossary
from rag.terms import terms_of, vocabulary_of
from rag.words import folded, stem, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("conciliação", "conciliacoes"), ("expired", "expirada"), ("processos", "process"), ("mensagens", "mensagem")],
)
def test_forms_of_a_word_share_their_stem(one, other):
    """Endings, accents and plurals do not part what belongs together, in either language."""
    assert stem(folded(one)) == stem(folded(other))


def test_no_means_nothing_in_portuguese_and_not_in_english():
    """“no disco” is a place, “no space” is a lack."""
    assert (
        words_of("erro no disco"),
        words_of("no space left on the disk"),
    ) == (["erro", "no", "disco"], ["!", "space", "left", "on", "the", "disk"])


@pytest.mark.parametrize(
    ("portuguese", "english"),
    [
        ("a senha do banco venceu", "the database password has expired"),
        ("a fila lotou", "the queue is full"),
        ("o disco está cheio", "the disk is full"),
        ("dois programas travaram um ao outro", "two programs blocked each other"),
        ("o certificado expirou", "the certificate is no longer valid: it expired"),
    ],
)
def test_both_languages_give_the_same_concepts(portuguese, english):
    """A sentence and its translation share most of their concepts."""
    glossary = load_glossary()
    one = {t for t in terms_of(portuguese, glossary) if t.startswith("=")}
    other = {t for t in terms_of(english, glossary) if t.startswith("=")}
    assert len(one & other) >= 2


def test_a_whole_word_counts_before_its_stem():
    """“fila” is a queue although its stem is that of “file”."""
    glossary = load_glossary()
    assert (terms_of("fila", glossary), terms_of("file", glossary)) == ({"=queue": 1.0}, {"=file": 1.0})


def test_mistyped_words_are_mended():
    """Slips of letters find the word; a word that is only similar in a short form does not."""
    glossary = load_glossary()
    vocabulary = vocabulary_of(glossary.words)
    assert {"=message", "=queue", "=full"} <= set(terms_of("mesnagens na fila lottou", glossary, vocabulary))
    assert vocabulary.spelled("robot") == "robot"


def test_a_glossary_is_plain_text():
    """Lines name a concept and its forms; comments and empty lines do not count; another text is another version."""
    glossary = glossary_of("# comment\n\nqueue: fila, queue\nfull: cheia\n")
    assert terms_of("fila cheia", glossary) == {"=queue": 1.0, "=full": 1.0}
    assert glossary.version != glossary_of("queue: fila").version


def test_links_and_addresses_are_no_words():
    """The host of a procedure's link does not make two rows alike."""
    assert terms_of("https://wiki.example.com/proc dba@example.com", load_glossary()) == {}


def test_vectors_of_like_texts_are_near():
    """Translations are nearer than strangers; every vector has length one; the same text gives the same vector."""
    embedder = HashedNgrams()
    one, other, stranger, again = embedder.embed(["fila cheia", "queue is full", "certificado expirado", "fila cheia"])
    assert one @ other > 0.6 > 0.3 > one @ stranger
    assert np.allclose(np.linalg.norm(one), 1)
    assert np.array_equal(one, again)


def test_a_text_without_words_has_a_vector_of_zeros():
    """Nothing is near to nothing, and no division by zero happens."""
    assert not HashedNgrams().embed(["…"]).any()


def test_the_name_of_an_embedder_changes_with_its_glossary():
    """Vectors cached under another glossary are never mixed in."""
    assert HashedNgrams().name != HashedNgrams(glossary_of("queue: fila")).name


@given(st.text(max_size=200))
def test_no_text_crashes_the_terms(text):
    """Whatever is typed gives terms with weights above zero."""
    assert all(weight > 0 for weight in terms_of(text, load_glossary()).values())
