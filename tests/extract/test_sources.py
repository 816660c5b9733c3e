"""Who told it, and who says who did it (tests/cases/claims.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.sources import BELIEVED, BY_PATTERN, LEVEL, WITNESSED, Speakers, find_claims, find_sources, find_speakers
from dateline.schema.document import Document
from dateline.schema.mention import Claim
from tests.extract.made import fact, marked, name, read, role, span, taken, trigger

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "claims.toml").read_text("utf-8"))["cases"]
SAID = (
    "Army/NOUN/compound/2 spokesman/NOUN/nsubj/5 in/ADP/case/4 Kano/PROPN/nmod/2 said/say/VERB/root/0 "
    "rebels/rebel/NOUN/nsubj/7 attacked/attack/VERB/ccomp/5 "
    "a/DET/det/9 depot/NOUN/obj/7"
)
BEHIND = "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 ,/PUNCT/punct/5 witnesses/witness/NOUN/nsubj/5 said/say/VERB/parataxis/2"


def claims(document: Document) -> dict[int, tuple[Claim, ...]]:
    return find_claims(document, tuple(taken(document, k) for k in range(len(document.triggers))), load_lexicon())


def shown(claim: Claim) -> str:
    by, accused = (f" {word} {p.text}" if p is not None else "" for word, p in (("by", claim.by), ("of", claim.accused)))
    return f"{claim.kind}{by}{accused}"


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["note"])
def test_claims_as_an_analyst_reads_them(row: dict[str, Any]) -> None:
    document = read(*row["parse"])
    facts = [fact(document, *mark.split(": ")) for mark in row["marks"]]
    document = marked(document, trigger(document, row["event"], "ASSAULT"), facts=facts)
    # A wording that stands alone counts BY_PATTERN; believed here so that the paths are seen apart from the level.
    found = claims(document) if row["marks"] or BY_PATTERN >= BELIEVED else claims(with_witness(document))
    assert [shown(c) for c in found.get(0, ())] == row["claims"]


def with_witness(document: Document) -> Document:
    """The document with a learned mark on "responsibility", so that the wording around it has its second witness."""
    text = document.report.text
    word = next((w for w in ("responsibility", "Responsibility") if w in text), None)
    return document if word is None else replace(document, facts=(fact(document, "claimed", word),))


def test_a_claim_needs_a_sure_head_or_a_full_wording() -> None:
    document = read(CASES[0]["parse"][0])
    event = trigger(document, "attack", "ASSAULT")
    alone = marked(document, event, facts=[fact(document, "blamed", "attack", confidence=BELIEVED - 0.05)])
    assert [c.phrase.made_by for c in claims(alone)[0]] == ["claims:claim responsibility"]
    both = marked(document, event, facts=[fact(document, "claimed", "claimed responsibility", confidence=BELIEVED - 0.05)])
    (found,) = claims(both)[0]
    assert found.phrase.made_by.startswith("model:claims+claims:claim responsibility")
    assert (found.phrase.text, found.phrase.confidence) == ("claimed responsibility", 0.75)


def test_a_claim_is_of_an_attack_before_what_is_only_said() -> None:
    document = read(
        "Chad/PROPN/nsubj/2 condemned/condemn/VERB/root/0 the/DET/det/4 attack/NOUN/obj/2 claimed/claim/VERB/acl/4 "
        "by/ADP/case/7 rebels/rebel/NOUN/obl:agent/5"
    )
    triggers = trigger(document, "condemned", "ACCUSE"), trigger(document, "attack", "ASSAULT")
    document = marked(document, *triggers, facts=[fact(document, "claimed", "claimed")])
    assert list(claims(document)) == [1]


def test_words_that_reject_a_claim_are_not_what_is_claimed() -> None:
    document = read(
        "Chad/PROPN/nsubj/2 blamed/blame/VERB/root/0 Sudan/PROPN/obj/2 for/ADP/case/6 the/DET/det/6 attack/NOUN/obl/2",
        "Sudan/PROPN/nsubj/2 rejected/reject/VERB/root/0 the/DET/det/4 accusation/NOUN/obj/2",
    )
    triggers = trigger(document, "attack", "ASSAULT"), trigger(document, "rejected", "REJECT")
    document = marked(document, *triggers, facts=[fact(document, "denied", "rejected the accusation")])
    assert {k: [shown(c) for c in v] for k, v in claims(document).items()} == {0: ["denied by Sudan", "blamed by Chad of Sudan"]}


def test_a_claim_without_any_event_stands_nowhere() -> None:
    document = read(CASES[0]["parse"][0])
    assert claims(marked(document, facts=[fact(document, "claimed", "claimed")])) == {}


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


def test_a_claimant_keeps_its_own_words() -> None:
    document = read(CASES[3]["parse"][0])
    document = marked(document, trigger(document, "attack", "ASSAULT"), facts=[fact(document, "blamed", "blamed")])
    (found,) = claims(document)[0]
    assert found.accused is not None
    assert span(document, found.accused.text) == (2, 4)


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


def test_a_wording_alone_claims_the_deed_it_governs() -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 attacking/attack/VERB/xcomp/2 Kano/PROPN/obj/3")
    governed = marked(document, trigger(document, "attacking", "ASSAULT"))
    assert {k: [shown(c) for c in v] for k, v in claims(governed).items()} == {0: ["denied by Rebels"]}
    other = read(
        "Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 it/PRON/obj/2",
        "Troops/troop/NOUN/nsubj/2 attacked/attack/VERB/root/0 Kano/PROPN/obj/2",
    )
    assert claims(marked(other, trigger(other, "attacked", "ASSAULT"))) == {}


def test_words_tell_of_one_claim() -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 attacking/attack/VERB/xcomp/2 Kano/PROPN/obj/3")
    facts = [fact(document, "denied", "denied"), fact(document, "blamed", "denied", confidence=BELIEVED)]
    document = marked(document, trigger(document, "attacking", "ASSAULT"), facts=facts)
    assert [shown(c) for c in claims(document)[0]] == ["denied by Rebels"]
