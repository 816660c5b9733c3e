"""Who told it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.sources import LEVEL, WITNESSED, Speakers, find_sources, find_speakers
from tests.extract.made import marked, name, read, role, taken, trigger

SAID = (
    "Army/NOUN/compound/2 spokesman/NOUN/nsubj/5 in/ADP/case/4 Kano/PROPN/nmod/2 said/say/VERB/root/0 "
    "rebels/rebel/NOUN/nsubj/7 attacked/attack/VERB/ccomp/5 "
    "a/DET/det/9 depot/NOUN/obj/7"
)
BEHIND = "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 ,/PUNCT/punct/5 witnesses/witness/NOUN/nsubj/5 said/say/VERB/parataxis/2"


def test_speakers_of_the_verbs_of_saying() -> None:
    document = read(SAID)
    document = marked(document, names=[name(document, "Kano", "place")])
    (ranges,) = find_speakers(document, load_lexicon()).by_verb.values()
    assert [document.text(*r) for r in ranges] == ["Army spokesman"]


def test_a_pronoun_nobody_spoke_before_is_no_speaker() -> None:
    document = read("They/PRON/nsubj/2 said/say/VERB/root/0 so/ADV/advmod/2")
    assert find_speakers(document, load_lexicon()).by_verb == {}


def test_he_said_is_who_spoke_before() -> None:
    document = read(
        "A/DET/det/2 governor/NOUN/nsubj/3 said/say/VERB/root/0 so/ADV/advmod/3",
        "He/PRON/nsubj/2 said/say/VERB/root/0 rebels/rebel/NOUN/nsubj/4 attacked/attack/VERB/ccomp/2",
    )
    document = marked(document, trigger(document, "attacked", "ASSAULT"))
    (found,) = find_sources(document, taken(document), find_speakers(document, load_lexicon()))
    assert (found.phrase.text, found.phrase.made_by) == ("A governor", "syntax:speaker-before")


@pytest.mark.parametrize(
    ("parse", "part", "source"),
    [(SAID, "spokesman", "Army spokesman"), (BEHIND, "witnesses", "witnesses")],
    ids=["above the event", "set behind it"],
)
def test_a_source_is_believed_lower_where_it_speaks_over_the_event(parse: str, part: str, source: str) -> None:
    document = read(parse)
    speakers, nobody = find_speakers(document, load_lexicon()), Speakers({}, frozenset(), {})
    for confidence, heard in ((WITNESSED, speakers), (LEVEL, nobody)):
        marks = [role(document, 0, "source", part, confidence=confidence)]
        said = marked(document, trigger(document, "attacked", "ASSAULT"), roles=marks)
        (found,) = find_sources(said, taken(said), heard)
        assert found.phrase.text == source
        assert found.phrase.made_by == ("model:roles+syntax:speaker" if heard.by_verb else "model:roles")
        hardly = replace(said, roles=(replace(marks[0], confidence=confidence - 0.01),))
        assert find_sources(hardly, taken(hardly), heard) == ()


def test_the_speaker_of_another_verb_is_no_witness() -> None:
    document = read(
        "Rebels/rebel/NOUN/nsubj/6 who/PRON/nsubj/5 ,/PUNCT/punct/5 witnesses/witness/NOUN/nsubj/5 said/say/VERB/acl:relcl/1 "
        "attacked/attack/VERB/root/0"
    )
    document = marked(
        document, trigger(document, "attacked", "ASSAULT"), roles=[role(document, 0, "source", "witnesses", confidence=WITNESSED)]
    )
    assert find_sources(document, taken(document), find_speakers(document, load_lexicon())) == ()


SOURCE_SAID = (
    "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 ,/PUNCT/punct/7 according/accord/VERB/case/7 to/ADP/fixed/4 "
    "a/DET/det/7 source/NOUN/obl/2"
)


def test_a_source_is_named_once_and_without_according_to() -> None:
    document = read(SOURCE_SAID)
    marks = [
        role(document, 0, "source", "according to a source", confidence=0.9),
        role(document, 0, "source", "a", confidence=0.8, after="to "),
    ]
    said = marked(document, trigger(document, "attacked", "ASSAULT"), roles=marks)
    assert [s.phrase.text for s in find_sources(said, taken(said), Speakers({}, frozenset(), {}))] == ["a source"]


def test_a_verb_of_saying_shares_the_subject_of_the_clause_above() -> None:
    document = read(
        "A/DET/det/2 medic/NOUN/nsubj/3 gave/give/VERB/root/0 figures/figure/NOUN/obj/3 ,/PUNCT/punct/6 saying/say/VERB/advcl/3 "
        "rebels/rebel/NOUN/nsubj/8 attacked/attack/VERB/ccomp/6"
    )
    (ranges,) = find_speakers(document, load_lexicon()).by_verb.values()
    assert [document.text(*r) for r in ranges] == ["A medic"]


def test_who_is_told_and_what_is_said_of_a_speaker_are_no_sources() -> None:
    document = read(
        "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 ,/PUNCT/punct/5 Bello/PROPN/nsubj/5 told/tell/VERB/parataxis/2 "
        "a/DET/det/7 paper/NOUN/obj/5"
    )
    marks = [role(document, 0, "source", "Bello"), role(document, 0, "source", "a paper", confidence=0.8)]
    said = marked(document, trigger(document, "attacked", "ASSAULT"), roles=marks)
    assert [s.phrase.text for s in find_sources(said, taken(said), find_speakers(said, load_lexicon()))] == ["Bello"]
    document = read(
        "Bello/PROPN/nsubj/5 ,/PUNCT/punct/4 a/DET/det/4 tailor/NOUN/appos/1 said/say/VERB/root/0 rebels/rebel/NOUN/nsubj/7 "
        "attacked/attack/VERB/ccomp/5"
    )
    marks = [role(document, 0, "source", "Bello"), role(document, 0, "source", "a tailor", confidence=0.8)]
    said = marked(document, trigger(document, "attacked", "ASSAULT"), roles=marks)
    assert [s.phrase.text for s in find_sources(said, taken(said), find_speakers(said, load_lexicon()))] == ["Bello"]


def test_the_place_of_a_dateline_speaks_in_the_parse_alone() -> None:
    document = read(
        "KANO/PROPN/nsubj/8 -/PUNCT/punct/1 Rebels/rebel/NOUN/nsubj/4 fled/flee/VERB/ccomp/8 ,/PUNCT/punct/8 the/DET/det/7 "
        "police/NOUN/nsubj/8 said/say/VERB/root/0"
    )
    (ranges,) = find_speakers(document, load_lexicon()).by_verb.values()
    assert [document.text(*r) for r in ranges] == ["the police"]


QUOTED = (
    "The/DET/det/2 union/NOUN/nsubj/3 quoted/quote/VERB/root/0 miners/miner/NOUN/obj/3 as/SCONJ/mark/6 saying/say/VERB/advcl/3 "
    "rebels/rebel/NOUN/nsubj/8 attacked/attack/VERB/ccomp/6"
)
WAS_QUOTED = (
    "Miners/miner/NOUN/nsubj:pass/3 were/be/AUX/aux:pass/3 quoted/quote/VERB/root/0 by/ADP/case/6 the/DET/det/6 union/NOUN/obl/3 "
    "as/SCONJ/mark/8 saying/say/VERB/advcl/3 rebels/rebel/NOUN/nsubj/10 attacked/attack/VERB/ccomp/8"
)


@pytest.mark.parametrize(("parse", "quoted"), [(QUOTED, "miners"), (WAS_QUOTED, "Miners")])
def test_who_is_quoted_tells_of_it_and_not_who_quotes(parse: str, quoted: str) -> None:
    document = read(parse)
    marks = [role(document, 0, "source", "union", confidence=0.9), role(document, 0, "source", quoted, confidence=WITNESSED)]
    document = marked(document, trigger(document, "attacked", "ASSAULT"), roles=marks)
    found = find_sources(document, taken(document), find_speakers(document, load_lexicon()))
    assert [s.phrase.text for s in found] == [quoted]
