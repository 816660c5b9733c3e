"""The ways through the parse between a trigger and a word, and the trigger's voice."""

from __future__ import annotations

import pytest

from dateline.extract.ways import steps, voice, way
from dateline.schema.document import Document
from tests.extract.made import marked, read, span, taken, trigger

RAID = (
    "On/ADP/case/2 Monday/PROPN/obl/6 Chadian/ADJ/amod/5 and/CCONJ/cc/5 troops/troop/NOUN/nsubj/6 raided/raid/VERB/root/0 a/DET/det/8 "
    "camp/NOUN/obj/6 of/ADP/case/11 the/DET/det/11 rebels/rebel/NOUN/nmod/8"
)
STRIKES = "Two/NUM/nummod/3 Sudanese/ADJ/amod/3 strikes/strike/NOUN/nsubj/4 hit/VERB/root/0 a/DET/det/6 clinic/NOUN/obj/4"


def told(parse: str, words: str) -> Document:
    document = read(parse)
    return marked(document, trigger(document, words, "ASSAULT"))


@pytest.mark.parametrize(
    ("start", "end", "told_steps", "over"),
    [
        ("raided", "troops", (">nsubj",), "raided"),
        ("raided", "rebels", (">obj", ">nmod:of"), "raided"),
        ("rebels", "troops", ("<nmod:of", "<obj", ">nsubj"), "raided"),
    ],
)
def test_the_way_from_word_to_word(start: str, end: str, told_steps: tuple[str, ...], over: str) -> None:
    document = told(RAID, "raided")
    found, top = way(document, span(document, start)[0], span(document, end)[0])
    assert (found, document.words[top].text) == (told_steps, over)


def test_at_the_hands_of_says_by_whom() -> None:
    parse = (
        "The/DET/det/2 deaths/death/NOUN/nsubj/9 of/ADP/case/4 monks/monk/NOUN/nmod/2 at/ADP/case/7 the/DET/det/7 hands/hand/NOUN/nmod/2 "
        "of/ADP/case/10 angered/anger/VERB/root/0 soldiers/soldier/NOUN/nmod/7"
    )
    document = told(parse, "deaths")
    assert way(document, span(document, "deaths")[0], span(document, "soldiers")[0])[0] == (">nmod:by",)
    assert way(document, span(document, "deaths")[0], span(document, "monks")[0])[0] == (">nmod:of",)


def test_a_verb_is_active_or_passive_and_a_noun_neither() -> None:
    passive = "Troops/troop/NOUN/nsubj:pass/3 were/be/AUX/aux:pass/3 raided/raid/VERB/root/0"
    found = [voice(d, taken(d)) for d in (told(RAID, "raided"), told(passive, "raided"), told(STRIKES, "strikes"))]
    assert found == ["active", "passive", "noun"]


@pytest.mark.parametrize(
    ("word", "trait"),
    [("troops", "own"), ("camp", "own"), ("rebels", "own, deeper"), ("Monday", "own")],
)
def test_how_far_a_word_is_from_the_trigger(word: str, trait: str) -> None:
    document = told(RAID, "raided")
    assert steps(document, taken(document), span(document, word)[0]) == [trait]
