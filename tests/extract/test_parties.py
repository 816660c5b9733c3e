"""Who does it and to whom: runs of a learned role, checked by the frame, made whole phrases, lists taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.parties import find_parties
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


def parties(document: Document, *roles: Role, words: str, type: str = "ASSAULT", others: Sequence[str] = ()) -> list[tuple[str, str]]:
    told = [trigger(document, w, type) for w in (words, *others)]
    document = replace(marked(document, *told, roles=roles), names=document.names)
    return [(p.role, p.phrase.text) for p in find_parties(document, taken(document))]


def test_a_marked_head_is_given_with_its_whole_phrase() -> None:
    document = read(ATTACK)
    roles = role(document, 0, "actor", "Rebels"), role(document, 0, "recipient", "outpost")
    assert parties(document, *roles, words="attacked") == [("actor", "Rebels"), ("recipient", "an outpost of the army")]


def test_head_parse_and_frame_are_weighed_together() -> None:
    document = read(ATTACK)
    half = role(document, 0, "actor", "Rebels", confidence=0.4)
    document = marked(document, trigger(document, "attacked", "ASSAULT"), roles=[half])
    framed = find_parties(document, choose_triggers(document, load_lexicon())[0])
    (plain, *_), unread = find_parties(document, taken(document)), find_parties(replace(document, roles=()), taken(document))
    assert [(p.role, p.phrase.text) for p in unread] == [("actor", "Rebels"), ("recipient", "an outpost of the army")]
    assert [p.phrase.made_by for p in (framed[0], plain, unread[0])] == [
        "model:roles+frame:act",
        "model:roles+syntax:standing",
        "syntax:standing",
    ]
    assert framed[0].phrase.confidence > plain.phrase.confidence > unread[0].phrase.confidence


def test_a_weapon_or_another_happening_is_nobody_who_acts() -> None:
    for words in ("bomb", "shelling"):
        document = read(f"A/DET/det/2 {words}/NOUN/nsubj/3 killed/kill/VERB/root/0 two/NUM/nummod/5 farmers/farmer/NOUN/obj/3")
        sides = [role(document, 0, "actor", words), role(document, 0, "recipient", "two farmers")]
        assert parties(document, *sides, words="killed", others=[words] if words == "shelling" else []) == [("recipient", "two farmers")]


def test_the_members_of_a_list_are_parties_of_their_own() -> None:
    document = read(FORCES)
    run = role(document, 0, "actor", "Soldiers , border police and local militiamen")
    found = [words for label, words in parties(document, run, words="stormed") if label == "actor"]
    assert found == ["Soldiers", "border police", "local militiamen"]


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
        (
            "France/PROPN/nsubj/6 ,/PUNCT/punct/3 Germany/PROPN/conj/1 and/CCONJ/cc/5 Chad/PROPN/conj/1 met/meet/VERB/root/0",
            "Germany and Chad",
            ["Germany", "Chad"],
        ),
    ],
    ids=["two names", "two nations before one noun", "two qualities of one party", "one party", "the end of a list"],
)
def test_what_is_a_list_of_parties(parse: str, run: str, members: list[str]) -> None:
    document = read(parse)
    assert [words for _, words in parties(document, role(document, 0, "actor", run), words="met", type="CONSULT")] == members


PART = (
    "Troops/troop/NOUN/nsubj/2 tracked/track/VERB/root/0 the/DET/det/4 raiders/raider/NOUN/obj/2 and/CCONJ/cc/6 shot/shoot/VERB/conj/2 {}"
)


@pytest.mark.parametrize(
    ("tail", "part", "whole", "means"),
    [
        ("two/NUM/obj/6 of/ADP/case/10 the/DET/det/10 raiders/raider/NOUN/nmod/7", "two", "two of the raiders", ""),
        ("three/NUM/obj/6 of/ADP/case/9 them/PRON/nmod/7", "three of them", "three of them", "the raiders"),
    ],
)
def test_a_number_stands_with_those_it_is_a_part_of(tail: str, part: str, whole: str, means: str) -> None:
    document = read(PART.format(tail))
    document = marked(document, trigger(document, "shot", "ASSAULT"), roles=[role(document, 0, "recipient", part)])
    (found,) = [p for p in find_parties(document, taken(document)) if p.role == "recipient"]
    assert (found.phrase.text, " ".join(a.text for a in found.antecedents)) == (whole, means)


@pytest.mark.parametrize(
    ("parse", "subject", "expected"),
    [
        ("Their/PRON/nmod:poss/2 lorry/NOUN/nsubj/3 struck/strike/VERB/root/0 a/DET/det/5 mine/NOUN/obj/3", "lorry", "recipient"),
        ("A/DET/det/2 herder/NOUN/nsubj/3 stepped/step/VERB/root/0 on/ADP/case/6 a/DET/det/6 mine/NOUN/obl/3", "herder", "recipient"),
        ("The/DET/det/2 rebels/rebel/NOUN/nsubj/3 hit/VERB/root/0 a/DET/det/5 bridge/NOUN/obj/3", "rebels", "actor"),
        ("The/DET/det/2 drones/drone/NOUN/nsubj/3 hit/VERB/root/0 a/DET/det/5 mine/NOUN/obj/3", "drones", "actor"),
    ],
)
def test_who_comes_upon_a_mine_did_not_lay_it(parse: str, subject: str, expected: str) -> None:
    document = read(parse)
    verb = next(w.text for w in document.words if w.upos == "VERB")
    found = {words.split()[-1]: label for label, words in parties(document, role(document, 0, "actor", subject), words=verb)}
    assert found.get(subject, "actor") == expected


def test_words_have_one_role_the_surest() -> None:
    document = read(ATTACK)
    roles = role(document, 0, "recipient", "Rebels", confidence=0.6), role(document, 0, "actor", "Rebels", confidence=0.8)
    assert [label for label, words in parties(document, *roles, words="attacked") if words == "Rebels"] == ["actor"]


def test_a_party_is_neither_the_event_s_own_words_nor_a_mere_verb() -> None:
    document = read(ATTACK)
    own, verb = role(document, 0, "actor", "attacked an outpost"), role(document, 0, "actor", "attacked")
    assert parties(document, own, verb, words="attacked") == parties(document, words="attacked")


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
    found = next(p for p in find_parties(document, taken(document)) if p.phrase.text == "who")
    assert [p.text for p in found.antecedents] == ["two gunmen"]


def test_parties_stand_in_the_order_of_the_text() -> None:
    document = read(ATTACK)
    roles = role(document, 0, "recipient", "outpost", confidence=0.99), role(document, 0, "actor", "Rebels", confidence=0.6)
    assert [label for label, _ in parties(document, *roles, words="attacked")] == ["actor", "recipient"]


HEADLINE = "Bishop/NOUN/nsubj/2 shot/shoot/VERB/root/0 dead/ADJ/advmod/2 outside/ADP/case/5 church/NOUN/obl/2"


def test_a_headline_s_passive_hits_its_subject() -> None:
    document = read(HEADLINE)
    roles = role(document, 0, "recipient", "Bishop", confidence=0.8), role(document, 0, "killed", "Bishop", confidence=0.85)
    document = marked(document, trigger(document, "shot dead", "ASSAULT"), roles=roles)
    found = find_parties(document, choose_triggers(document, load_lexicon())[0])
    assert [(p.role, p.phrase.text) for p in found] == [("recipient", "Bishop")]


def test_they_are_all_who_are_listed_before() -> None:
    document = read(
        "Soldiers/soldier/NOUN/nsubj/4 and/CCONJ/cc/3 policemen/policeman/NOUN/conj/1 said/say/VERB/root/0 they/they/PRON/nsubj/6 "
        "shot/shoot/VERB/ccomp/4 rebels/rebel/NOUN/obj/6"
    )
    document = marked(document, trigger(document, "shot", "ASSAULT"), roles=[role(document, 0, "actor", "they")])
    found = next(p for p in find_parties(document, taken(document)) if p.phrase.text == "they")
    assert [p.text for p in found.antecedents] == ["Soldiers", "policemen"]


def test_a_possessive_stands_for_the_subject_before_it() -> None:
    document = read(
        "Chad/Chad/PROPN/nsubj/2 said/say/VERB/root/0 its/its/PRON/nmod:poss/4 soldiers/soldier/NOUN/nsubj/5 shot/shoot/VERB/ccomp/2 "
        "rebels/rebel/NOUN/obj/5"
    )
    document = marked(document, trigger(document, "shot", "ASSAULT"), roles=[role(document, 0, "actor", "its soldiers")])
    (found, *others) = find_parties(document, taken(document))
    assert (found.phrase.text, found.owner and found.owner.text) == ("its soldiers", "Chad")
    assert all(p.owner is None for p in others)


def test_a_pronoun_that_the_trigger_holds_is_its_recipient_and_whoever_it_means_does_not_act() -> None:
    document = read(
        "Togo/PROPN/nsubj/2 sent/send/VERB/root/0 ships/ship/NOUN/obj/2 and/CCONJ/cc/6 Benin/PROPN/nsubj/6 "
        "accused/accuse/VERB/conj/2 it/PRON/obj/6"
    )
    sides = role(document, 0, "actor", "Benin"), role(document, 0, "actor", "Togo"), role(document, 0, "recipient", "it")
    assert parties(document, *sides, words="accused it", type="ACCUSE") == [("actor", "Benin"), ("recipient", "it")]


def test_what_is_the_actors_own_is_moved_and_not_done_anything_to() -> None:
    document = read(
        "Chad/PROPN/nsubj/2 sent/send/VERB/root/0 its/PRON/nmod:poss/4 troops/troop/NOUN/obj/2 against/ADP/case/6 rebels/rebel/NOUN/obl/2"
    )
    sides = [role(document, 0, "actor", "Chad"), role(document, 0, "recipient", "its troops"), role(document, 0, "recipient", "rebels")]
    assert parties(document, *sides, words="sent", type="MOBILIZE") == [("actor", "Chad"), ("recipient", "rebels")]


def test_nobody_is_no_party() -> None:
    document = read(
        "No/DET/det/2 group/NOUN/nsubj/3 claimed/claim/VERB/root/0 responsibility/NOUN/obj/3 for/ADP/case/7 "
        "the/DET/det/7 bombing/NOUN/nmod/4"
    )
    roles = (role(document, 0, "actor", "group"),)
    assert parties(document, *roles, words="bombing") == []


@pytest.mark.parametrize("confidence", [0.7, 0.99])
def test_an_adjective_that_the_head_tears_off_stands_with_its_noun(confidence: float) -> None:
    document = read(
        "Suspected/ADJ/amod/3 ADF/PROPN/compound/3 rebels/rebel/NOUN/nsubj/4 shot/shoot/VERB/root/0 a/DET/det/6 nurse/NOUN/obj/4"
    )
    torn = [replace(role(document, 0, "actor", "Suspected"), confidence=confidence), role(document, 0, "actor", "ADF rebels")]
    document = marked(document, trigger(document, "shot", "ASSAULT"), roles=torn)
    assert [p.phrase.text for p in find_parties(document, taken(document)) if p.role == "actor"] == ["Suspected ADF rebels"]
