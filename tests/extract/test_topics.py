"""Topics: which words of a sentence say what talks and the like are about."""

from __future__ import annotations

from dateline.extract.topics import topic_words
from tests.extract.made import read, span

TALKS = read(
    "They/PRON/nsubj/2 discussed/discuss/VERB/root/0 a/DET/det/4 truce/NOUN/obj/2",
    "They/PRON/nsubj/2 want/VERB/root/0 a/DET/det/6 political/ADJ/amod/5 settlement/NOUN/obj/2",
)


def test_the_words_of_a_topic_are_found_in_their_sentence_alone() -> None:
    assert topic_words(TALKS, 0, "ceasefire") == (span(TALKS, "truce"),)
    assert topic_words(TALKS, 1, "ceasefire") == ()
    assert topic_words(TALKS, 1, "peace") == (span(TALKS, "political settlement"),)
    assert topic_words(TALKS, 0, "no such topic") == ()
