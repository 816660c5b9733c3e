"""Which words tell of an event: the learned head and the lexicon together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.triggers import ALONE, FIRM, LEARNED, LONGEST, PLAIN, Chosen, choose_triggers
from dateline.schema.document import Document
from tests.extract.made import marked, read, trigger

KIDNAP = "Gunmen/gunman/NOUN/nsubj/2 kidnapped/kidnap/VERB/root/0 a/DET/det/4 priest/NOUN/obj/2"
TALKS = "They/PRON/nsubj/2 held/hold/VERB/root/0 two/NUM/nummod/4 talks/talk/NOUN/obj/2 and/CCONJ/cc/6 left/leave/VERB/conj/2"


def chosen(document: Document) -> tuple[Chosen, ...]:
    return choose_triggers(document, load_lexicon())


def said(document: Document) -> list[str]:
    return [document.text(c.first, c.last) for c in chosen(document)]


@pytest.mark.parametrize(
    ("parse", "words", "type", "confidence", "taken"),
    [
        (KIDNAP, "kidnapped", "ASSAULT", FIRM, True),
        (KIDNAP, "kidnapped", "ASSAULT", FIRM - 0.01, False),
        (KIDNAP, "kidnapped", "CONSULT", FIRM, False),
        (KIDNAP, "priest", "ASSAULT", ALONE, True),
        (KIDNAP, "priest", "ASSAULT", ALONE - 0.01, False),
    ],
    ids=["firm entry", "firm entry, hardly believed", "entry of another type", "no entry, believed", "no entry, half believed"],
)
def test_the_lexicon_lowers_what_the_head_must_believe(parse: str, words: str, type: str, confidence: float, taken: bool) -> None:
    document = read(parse)
    document = marked(document, trigger(document, words, type, confidence=confidence))
    assert said(document) == ([words] if taken else [])


@pytest.mark.parametrize(("confidence", "taken"), [(PLAIN, True), (PLAIN - 0.01, False)])
def test_a_firm_wording_of_several_words_need_hardly_be_seen(confidence: float, taken: bool) -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 opened/open/VERB/root/0 fire/NOUN/obj/2")
    document = marked(document, trigger(document, "opened fire", "ASSAULT", confidence=confidence))
    assert said(document) == (["opened fire"] if taken else [])


def test_what_made_it_names_the_entry() -> None:
    document = read(KIDNAP)
    document = marked(document, trigger(document, "kidnapped", "ASSAULT"), trigger(document, "priest", "ASSAULT"))
    assert [c.made_by for c in chosen(document)] == [f"{LEARNED}+lexicon:kidnap", LEARNED]


def test_a_light_verb_and_its_noun_are_one_mention_at_the_noun() -> None:
    document = read(TALKS)
    both = trigger(document, "held", "CONSULT", confidence=0.95), trigger(document, "talks", "CONSULT", confidence=0.6)
    assert said(marked(document, *both)) == ["talks"]


@pytest.mark.parametrize(
    "parse",
    [
        "Talks/talk/NOUN/nsubj:pass/3 were/be/AUX/aux:pass/3 held/hold/VERB/root/0",
        "Talks/talk/NOUN/root/0 held/hold/VERB/acl/1",
    ],
    ids=["passive", "participle"],
)
def test_so_are_a_noun_and_the_light_verb_behind_it(parse: str) -> None:
    document = read(parse)
    both = trigger(document, "Talks", "CONSULT", confidence=0.6), trigger(document, "held", "CONSULT", confidence=0.95)
    assert said(marked(document, *both)) == ["Talks"]
    full = read(parse.replace("held/hold", "mocked/mock"))
    both = trigger(full, "Talks", "CONSULT", confidence=0.6), trigger(full, "mocked", "CONSULT", confidence=0.95)
    assert said(marked(full, *both)) == ["Talks", "mocked"]


def test_a_modifier_and_its_noun_are_one_mention() -> None:
    document = read("Simultaneous/ADJ/amod/2 raids/raid/NOUN/nsubj/3 followed/follow/VERB/root/0")
    both = trigger(document, "Simultaneous", "ASSAULT", confidence=0.95), trigger(document, "raids", "ASSAULT", confidence=0.6)
    assert said(marked(document, *both)) == ["raids"]


def test_so_are_several_modifiers_of_one_noun() -> None:
    document = read("Joint/ADJ/amod/3 naval/ADJ/amod/3 exercises/exercise/NOUN/nsubj/4 began/begin/VERB/root/0")
    pieces = [trigger(document, part, "COOPERATE") for part in ("Joint", "naval", "exercises")]
    assert said(marked(document, *pieces)) == ["exercises"]


def test_two_types_or_two_happenings_stay_two_mentions() -> None:
    document = read(TALKS)
    types = trigger(document, "held", "COERCE"), trigger(document, "talks", "CONSULT")
    assert said(marked(document, *types)) == ["held", "talks"]
    listed = read("They/PRON/nsubj/2 shelled/shell/VERB/root/0 and/CCONJ/cc/4 stormed/storm/VERB/conj/2 the/DET/det/6 camp/NOUN/obj/2")
    assert said(marked(listed, trigger(listed, "shelled", "ASSAULT"), trigger(listed, "stormed", "ASSAULT"))) == ["shelled", "stormed"]


def test_doubtful_pieces_of_one_wording_are_its_type_together() -> None:
    document = read("They/PRON/nsubj/2 cut/cut/VERB/root/0 back/ADV/advmod/2 troops/troop/NOUN/obj/2")
    pieces = trigger(document, "cut", "SANCTION", confidence=0.4), trigger(document, "back", "RETREAT", confidence=0.35)
    (found,) = chosen(marked(document, *pieces))
    assert (document.text(found.first, found.last), found.type, found.confidence) == ("cut back", "RETREAT", 0.75)


def test_trigger_words_are_cut_around_the_head_to_what_a_record_may_say() -> None:
    document = read(" ".join(["long/ADJ/amod/21"] * 20) + " bombardment/NOUN/root/0" + " continuing/ADJ/amod/21" * 20)
    whole = replace(trigger(document, "bombardment", "ASSAULT"), first=0, last=len(document.words))
    (found,) = chosen(marked(document, whole))
    assert found.first == found.head
    assert len(document.text(found.first, found.last)) <= LONGEST < len(document.text(found.first, found.last + 1))


def test_the_lexicon_s_mode_counts_beside_the_learned_ones() -> None:
    document = read("An/DET/det/2 airstrike/NOUN/nsubj/3 followed/follow/VERB/root/0")
    believed = ((("explosives", 0.5), ("aerial", 0.4)), (("explosives", 0.9), ("aerial", 0.05)))
    first = [chosen(marked(document, trigger(document, "airstrike", "ASSAULT", modes=modes)))[0].modes[0][0] for modes in believed]
    assert first == ["aerial", "explosives"]


def test_no_trigger_no_mention() -> None:
    assert chosen(read(KIDNAP)) == ()


@pytest.mark.parametrize(
    ("asked", "mode"),
    [("talks/talk", "meet"), ("reinforcements/reinforcement", "assist"), ("nothing/nothing", "yield")],
    ids=["a cue", "another", "none"],
)
def test_words_that_the_trigger_governs_tell_the_mode(asked: str, mode: str) -> None:
    document = read(f"Kyiv/PROPN/nsubj/2 asked/ask/VERB/root/0 Berlin/PROPN/obj/2 for/ADP/case/5 {asked}/NOUN/obl/2")
    told = trigger(document, "asked", "REQUEST", modes=(("yield", 0.5), ("meet", 0.3), ("assist", 0.2)))
    (found,) = chosen(marked(document, told))
    assert found.modes[0][0] == mode


@pytest.mark.parametrize(
    ("parse", "words", "taken"),
    [
        ("No/DET/det/2 casualties/casualty/NOUN/nsubj:pass/4 were/be/AUX/aux:pass/4 reported/report/VERB/root/0", "casualties", False),
        ("Nine/NUM/nummod/2 casualties/casualty/NOUN/nsubj:pass/4 were/be/AUX/aux:pass/4 reported/report/VERB/root/0", "casualties", True),
        ("The/DET/det/5 36/NUM/nummod/4 -_/PUNCT/punct/4 year/NOUN/compound/5 war/NOUN/nsubj/6 ended/end/VERB/root/0", "war", False),
        ("The/DET/det/5 4/NUM/nummod/4 -_/PUNCT/punct/4 day/NOUN/compound/5 war/NOUN/nsubj/6 ended/end/VERB/root/0", "war", True),
    ],
    ids=["nobody hurt", "somebody hurt", "a war of years", "a war of days"],
)
def test_what_tells_of_no_deed_by_itself(parse: str, words: str, taken: bool) -> None:
    document = read(parse)
    assert said(marked(document, trigger(document, words, "ASSAULT"))) == ([words] if taken else [])


@pytest.mark.parametrize(
    ("modes", "first"),
    [(((None, 0.6), ("primitive", 0.3)), "primitive"), ((("abduct", 0.6), (None, 0.3)), "abduct")],
    ids=["the weapon decides", "no matter of weapons"],
)
def test_the_weapon_used_makes_its_mode_surer(modes: tuple[tuple[str | None, float], ...], first: str) -> None:
    document = read("Herders/herder/NOUN/nsubj/2 took/take/VERB/root/0 men/man/NOUN/obj/2 with/ADP/case/5 machetes/machete/NOUN/obl/2")
    (found,) = chosen(marked(document, trigger(document, "took", "ASSAULT", modes=modes)))
    assert found.modes[0][0] == first


@pytest.mark.parametrize(
    ("parse", "taken"),
    [
        ("Kabul/PROPN/nsubj/2 seeks/seek/VERB/root/0 to/PART/mark/4 advance/VERB/xcomp/2", False),
        ("Kabul/PROPN/nsubj/2 seeks/seek/VERB/root/0 to/PART/mark/4 secure/VERB/xcomp/2", True),
        ("Kabul/PROPN/nsubj/2 seeks/seek/VERB/root/0 aid/NOUN/obj/2 to/PART/mark/5 advance/VERB/advcl/2", True),
    ],
    ids=["an aim of its own", "asked of others", "a thing asked for"],
)
def test_who_seeks_to_do_it_asks_nobody(parse: str, taken: bool) -> None:
    document = read(parse)
    document = marked(document, trigger(document, "seeks", "REQUEST", confidence=ALONE))
    assert said(document) == (["seeks"] if taken else [])
