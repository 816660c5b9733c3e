"""What a pronoun beside an event stands for."""

from __future__ import annotations

import pytest

from dateline.extract.binding import bound_antecedent
from tests.extract.made import read

ARRESTED = (
    "Police/NOUN/nsubj/2 arrested/arrest/VERB/root/0 a/DET/det/4 leader/NOUN/obj/2 and/CCONJ/cc/6 accused/accuse/VERB/conj/2 {}/PRON/obj/6"
)
SEIZED = (
    "Kidnappers/kidnapper/NOUN/nsubj/7 who/PRON/nsubj/3 seized/seize/VERB/acl:relcl/1 two/NUM/nummod/5 sailors/sailor/NOUN/obj/3 "
    "have/AUX/aux/7 released/release/VERB/root/0 them/PRON/obj/7"
)
# (sentences, the pronoun, what it stands for, note)
CASES = [
    ([ARRESTED.format("him")], "him", "leader", "never the subject of its own verb"),
    ([ARRESTED.format("them")], "them", None, "nothing agrees with it in number"),
    ([SEIZED], "them", "sailors", "the object of a clause beside the subject"),
    (
        [
            ("Togo/PROPN/nsubj/2 sent/send/VERB/root/0 ships/ship/NOUN/obj/2 and/CCONJ/cc/6 Benin/PROPN/nsubj/6 "
            "accused/accuse/VERB/conj/2 it/PRON/obj/6")
        ],
        "it", "Togo", "the subject of the clause above where another acts",
    ),
    (
        ["Rebels/rebel/NOUN/nsubj/2 fled/flee/VERB/root/0", "Troops/troop/NOUN/nsubj/2 chased/chase/VERB/root/0 them/PRON/obj/2"],
        "them", "Rebels", "the subject of the sentence before",
    ),
    (
        ["Rebels/rebel/NOUN/nsubj/2 met/meet/VERB/root/0 the/DET/det/4 mayor/NOUN/obj/2",
         "Troops/troop/NOUN/nsubj/2 chased/chase/VERB/root/0 him/PRON/obj/2"],
        "him", "mayor", "the object of the sentence before, if only that agrees",
    ),
    (
        [("Troops/troop/NOUN/nsubj/2 tracked/track/VERB/root/0 the/DET/det/4 raiders/raider/NOUN/obj/2 and/CCONJ/cc/6 "
          "shot/shoot/VERB/conj/2 three/NUM/obj/6 of/ADP/case/9 them/PRON/nmod/7")],
        "them", "raiders", "not the number that is a part of them",
    ),
    (
        [("The/DET/det/2 Reds/red/NOUN/nsubj/6 ,/PUNCT/punct/5 whose/PRON/nmod:poss/5 leaders/leader/NOUN/nsubj/6 "
         "surrendered/surrender/VERB/acl:relcl/2")],
        "whose", "Reds", "a relative pronoun",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "pronoun", "noun", "note"), CASES, ids=[case[3] for case in CASES])
def test_what_a_pronoun_stands_for(sentences: list[str], pronoun: str, noun: str | None, note: str) -> None:
    document = read(*sentences)
    at = next(w.index for w in document.words if w.text == pronoun)
    back = bound_antecedent(document, at)
    assert (None if back is None else document.words[back].text) == noun, note
