"""Who does it and to whom: runs of a learned role, checked by the frame, made whole phrases, lists taken apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.parties import AGREED, LEVEL, find_parties
from dateline.extract.triggers import choose_triggers
from dateline.schema.document import Document, Role
from tests.extract.made import marked, name, read, role, taken, trigger

ATTACK = (
    "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 an/DET/det/4 outpost/NOUN/obj/2 of/ADP/case/7 the/DET/det/7 army/NOUN/nmod/4"
)
FORCES = (
    "Soldiers/soldier/NOUN/nsubj/8 ,/PUNCT/punct/4 border/NOUN/compound/4 police/NOUN/conj/1 and/CCONJ/cc/7 local/ADJ/amod/7 "
    "militiamen/militiaman/NOUN/conj/1 "
    "stormed/storm/VERB/root/0 the/DET/det/10 camp/NOUN/obj/8"
)


def parties(document: Document, *roles: Role, words: str, type: str = "ASSAULT") -> list[tuple[str, str]]:
    document = replace(marked(document, trigger(document, words, type), roles=roles), names=document.names)
    return [(p.role, p.phrase.text) for p in find_parties(document, taken(document))]


def test_a_marked_head_is_given_with_its_whole_phrase() -> None:
    document = read(ATTACK)
    roles = role(document, 0, "actor", "Rebels"), role(document, 0, "recipient", "outpost")
    assert parties(document, *roles, words="attacked") == [("actor", "Rebels"), ("recipient", "an outpost of the army")]


def test_a_role_is_believed_from_the_level_on_and_lower_where_the_frame_expects_it() -> None:
    document = read(ATTACK)
    half = role(document, 0, "actor", "Rebels", confidence=LEVEL - 0.01)
    assert parties(document, half, words="attacked") == []
    assert parties(document, replace(half, confidence=LEVEL), words="attacked") == [("actor", "Rebels")]
    document = marked(document, trigger(document, "attacked", "ASSAULT"), roles=[half])
    (found,) = find_parties(document, choose_triggers(document, load_lexicon())[0])
    assert (found.role, found.phrase.made_by) == ("actor", "model:roles+frame:act")
    hardly = replace(document, roles=(replace(half, confidence=AGREED - 0.01),))
    assert find_parties(hardly, choose_triggers(hardly, load_lexicon())[0]) == ()


def test_the_members_of_a_list_are_parties_of_their_own() -> None:
    document = read(FORCES)
    run = role(document, 0, "actor", "Soldiers , border police and local militiamen")
    assert parties(document, run, words="stormed") == [("actor", "Soldiers"), ("actor", "border police"), ("actor", "local militiamen")]


@pytest.mark.parametrize(
    ("parse", "run", "members"),
    [
        ("Sudan/PROPN/nsubj/4 and/CCONJ/cc/3 Chad/PROPN/conj/1 met/meet/VERB/root/0", "Sudan and Chad", ["Sudan", "Chad"]),
        (
            "Chadian/ADJ/amod/4 and/CCONJ/cc/3 Sudanese/ADJ/conj/1 envoys/envoy/NOUN/nsubj/5 met/meet/VERB/root/0",
            "Chadian and Sudanese envoys",
            ["Chadian", "Sudanese envoys"],
        ),
        (
            "Tired/ADJ/amod/4 and/CCONJ/cc/3 hungry/ADJ/conj/1 envoys/envoy/NOUN/nsubj/5 met/meet/VERB/root/0",
            "Tired and hungry envoys",
            ["Tired and hungry envoys"],
        ),
        ("The/DET/det/2 envoys/envoy/NOUN/nsubj/3 met/meet/VERB/root/0", "The envoys", ["The envoys"]),
    ],
    ids=["two names", "two nations before one noun", "two qualities of one party", "one party"],
)
def test_what_is_a_list_of_parties(parse: str, run: str, members: list[str]) -> None:
    document = read(parse)
    assert [words for _, words in parties(document, role(document, 0, "actor", run), words="met", type="CONSULT")] == members


def test_words_have_one_role_the_surest() -> None:
    document = read(ATTACK)
    roles = role(document, 0, "recipient", "Rebels", confidence=0.6), role(document, 0, "actor", "Rebels", confidence=0.8)
    assert parties(document, *roles, words="attacked") == [("actor", "Rebels")]


def test_a_party_is_neither_the_event_s_own_words_nor_a_mere_verb_nor_another_trigger_s() -> None:
    document = read(ATTACK)
    own = role(document, 0, "actor", "attacked an outpost")
    verb = role(document, 0, "actor", "attacked")
    other = role(document, 1, "actor", "Rebels")
    assert parties(document, own, verb, other, words="attacked") == []


def test_a_party_stops_before_the_place_it_stands_in() -> None:
    document = read("Officials/official/NOUN/nsubj/4 in/ADP/case/3 Kano/PROPN/nmod/1 met/meet/VERB/root/0")
    document = marked(document, names=[name(document, "Kano", "place")])
    assert parties(document, role(document, 0, "actor", "Officials in Kano"), words="met", type="CONSULT") == [("actor", "Officials")]


def test_a_phrase_that_would_reach_into_the_trigger_does_not_grow() -> None:
    document = read("The/DET/det/4 rebel/NOUN/compound/4 night/NOUN/compound/4 attack/NOUN/nsubj/5 failed/fail/VERB/root/0")
    assert parties(document, role(document, 0, "actor", "rebel"), words="attack") == [("actor", "rebel")]
    document = read("Attack/NOUN/compound/2 victims/victim/NOUN/nsubj/3 wept/weep/VERB/root/0")
    assert parties(document, role(document, 0, "recipient", "victims"), words="Attack") == [("recipient", "victims")]


def test_a_pronoun_brings_the_phrase_it_stands_for() -> None:
    document = read(
        "Police/NOUN/nsubj/2 chased/chase/VERB/root/0 two/NUM/nummod/4 gunmen/gunman/NOUN/obj/2 who/PRON/nsubj/6 "
        "killed/kill/VERB/acl:relcl/4 a/DET/det/8 judge/NOUN/obj/6"
    )
    document = marked(document, trigger(document, "killed", "ASSAULT"), roles=[role(document, 0, "actor", "who")])
    (found,) = find_parties(document, taken(document))
    assert (found.phrase.text, [p.text for p in found.antecedents]) == ("who", ["two gunmen"])


def test_parties_stand_in_the_order_of_the_text() -> None:
    document = read(ATTACK)
    roles = role(document, 0, "recipient", "outpost", confidence=0.99), role(document, 0, "actor", "Rebels", confidence=0.6)
    assert [label for label, _ in parties(document, *roles, words="attacked")] == ["actor", "recipient"]
