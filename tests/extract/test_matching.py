"""The lexicon's patterns are found where they stand."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.entries import LexicalTrigger, Lexicon
from dateline.extract.lexicon import load_lexicon
from dateline.extract.matching import find_all, implied_modes, match_triggers
from dateline.schema.document import Word

CASES = Path(__file__).parent.parent / "cases" / "triggers.csv"


def words_of(line: str) -> tuple[Word, ...]:
    """Words from "form/lemma/POS/relation" with lemma and relation left out at will ("gate/NOUN", "car/NOUN/compound")."""
    out: list[Word] = []
    at = 0
    for index, token in enumerate(line.split()):
        form, *rest = token.split("/")
        upos = next(r for r in rest if r.isupper())
        lemma = rest[0] if not rest[0].isupper() else form.lower()
        relation = rest[-1] if rest[-1] != upos and rest[-1] != lemma else "dep"
        out.append(Word(index, at, at + len(form), form, form, lemma, upos, -1, relation, 0))
        at += len(form) + 1
    return tuple(out)


def shown(found: LexicalTrigger, words: tuple[Word, ...]) -> str:
    facts = [found.entry.type, found.entry.strength, found.mode, found.outcome, found.entry.status]
    return f"{' '.join(f for f in facts if f)}: {' '.join(w.text for w in words[found.first : found.last])}"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["words"][:50])
def test_triggers_of_the_cases(row: dict[str, str], lexicon: Lexicon) -> None:
    words = words_of(row["words"])
    assert {shown(f, words) for f in match_triggers(words, lexicon)} >= {e for e in row["expected"].split("|") if e}, row["note"]
    if not row["expected"]:
        assert all(f.entry.strength == "cue" for f in match_triggers(words, lexicon)), row["note"]


def test_a_passive_subject_belongs_to_its_verb(lexicon: Lexicon) -> None:
    words = (
        Word(40, 0, 9, "Sanctions", "Sanctions", "sanction", "NOUN", 43, "nsubj:pass", 2),
        Word(41, 10, 14, "were", "were", "be", "AUX", 43, "aux:pass", 2),
        Word(42, 15, 20, "later", "later", "later", "ADV", 43, "advmod", 2),
        Word(43, 21, 28, "imposed", "imposed", "impose", "VERB", -1, "root", 2),
    )
    (found,) = match_triggers(words, lexicon)
    assert (found.first, found.last, found.head, found.entry.words) == (40, 44, 43, ("impose", "sanction"))


def test_a_particle_may_follow_the_object(lexicon: Lexicon) -> None:
    words = (
        Word(0, 0, 4, "They", "They", "they", "PRON", 1, "nsubj", 0),
        Word(1, 5, 9, "blew", "blew", "blow", "VERB", -1, "root", 0),
        Word(2, 10, 13, "the", "the", "the", "DET", 3, "det", 0),
        Word(3, 14, 20, "bridge", "bridge", "bridge", "NOUN", 1, "obj", 0),
        Word(4, 21, 23, "up", "up", "up", "ADP", 1, "compound:prt", 0),
    )
    assert [f.entry.words for f in match_triggers(words, lexicon)] == [("blow", "up")]


def test_a_pattern_stays_in_its_sentence(lexicon: Lexicon) -> None:
    words = (
        Word(0, 0, 6, "opened", "opened", "open", "VERB", -1, "root", 0),
        Word(1, 7, 11, "Fire", "Fire", "fire", "NOUN", -1, "root", 1),
    )
    assert all(f.entry.words != ("open", "fire") for f in match_triggers(words, lexicon))


def test_a_verb_that_stands_as_a_noun_has_the_nominal_frame(lexicon: Lexicon) -> None:
    found, *_ = match_triggers(words_of("encircling/NOUN"), lexicon)
    assert (found.form, found.frame.name) == ("derived", "nominal")


def test_a_noun_taken_for_a_verb_is_still_found(lexicon: Lexicon) -> None:
    (found,) = match_triggers(words_of("airstrikes/airstrike/VERB"), lexicon)
    assert (found.entry.type, found.entry.pos, found.form) == ("ASSAULT", "NOUN", "derived")


def test_the_month_of_march_is_no_protest(lexicon: Lexicon) -> None:
    assert not match_triggers(words_of("on/ADP 4/NUM March/PROPN"), lexicon)
    assert match_triggers(words_of("a/DET march/NOUN"), lexicon)


def test_what_is_not_accepted_is_rejected(lexicon: Lexicon) -> None:
    (found,) = match_triggers(words_of("will/AUX not/PART accept/VERB"), lexicon)
    assert (found.first, found.head, found.entry.type) == (1, 2, "REJECT")


def test_rival_types_are_both_given_the_firmer_first(lexicon: Lexicon) -> None:
    found = match_triggers(words_of("the/DET strike/NOUN"), lexicon)
    assert {"ASSAULT", "PROTEST"} <= {f.entry.type for f in found}
    strengths = [("firm", "weak", "cue").index(f.entry.strength) for f in found]
    assert strengths == sorted(strengths)


@pytest.mark.parametrize(
    ("line", "event_type", "modes"),
    [
        (
            "the/DET suicide/NOUN bomber/NOUN had/AUX a/DET gun/NOUN and/CCONJ a/DET grenade/NOUN",
            "ASSAULT",
            ("suicide-attack", "aerial", "explosives"),
        ),
        ("with/ADP a/DET Qatari/ADJ mediator/NOUN by/ADP telephone/NOUN", "CONSULT", ("phone", "third-party")),
        ("it/PRON rained/rain/VERB", "PROTEST", ()),
    ],
)
def test_modes_that_words_imply(line: str, event_type: str, modes: tuple[str, ...], lexicon: Lexicon) -> None:
    assert implied_modes(words_of(line), event_type, lexicon) == modes


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("the/DET group/NOUN claimed/claim/VERB responsibility/NOUN", "claimed"),
        ("police/NOUN blamed/blame/VERB the/DET group/NOUN", "blamed"),
        ("the/DET group/NOUN denied/deny/VERB any/DET involvement/NOUN", "denied"),
        ("they/PRON pointed/point/VERB the/DET finger/NOUN at/ADP him/PRON", "blamed"),
    ],
)
def test_claims_are_found(line: str, kind: str, lexicon: Lexicon) -> None:
    found = find_all(words_of(line), lexicon.claims, particles=lexicon.particles)
    assert kind in {f.entry.kind for f in found}


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("they/PRON will/AUX meet/VERB", "planned"),
        ("they/PRON may/AUX meet/VERB", "possible"),
        ("they/PRON did/do/AUX not/PART meet/VERB", "denied"),
        ("they/PRON tried/try/VERB to/PART meet/VERB", "attempted"),
        ("they/PRON frequently/ADV meet/VERB", "habitual"),
        ("they/PRON are/be/AUX due/ADJ to/PART meet/VERB", "planned"),
    ],
)
def test_status_cues_are_found(line: str, status: str, lexicon: Lexicon) -> None:
    assert status in {f.entry.status for f in find_all(words_of(line), lexicon.status_cues, particles=lexicon.particles)}


def test_no_words_no_triggers(lexicon: Lexicon) -> None:
    assert match_triggers((), lexicon) == ()


TOKENS = (
    "attack/NOUN attacked/attack/VERB open/VERB fire/NOUN the/DET up/ADP blow/VERB -/-/PUNCT talks/talk/NOUN hold/VERB "
    "car/NOUN/compound bomb/NOUN March/PROPN"
).split()


@given(st.lists(st.sampled_from(TOKENS), max_size=12))
def test_triggers_are_within_the_words_in_order_and_apart(tokens: list[str]) -> None:
    words = words_of(" ".join(tokens))
    found = match_triggers(words, load_lexicon())
    assert [f.first for f in found] == sorted(f.first for f in found)
    for f in found:
        assert 0 <= f.first <= f.head < f.last <= len(words)
    assert match_triggers(words, load_lexicon()) == found


def test_a_wording_goes_on_behind_the_verb_s_object(lexicon: Lexicon) -> None:
    took = list(words_of("Soldiers/NOUN took/take/VERB the/DET mayor/NOUN/obj of/ADP/case Kidal/PROPN/nmod into/ADP custody/NOUN/obl"))
    took = [replace(w, head=h) for w, h in zip(took, (1, -1, 3, 1, 5, 3, 7, 1), strict=True)]
    assert [shown(x, tuple(took)) for x in match_triggers(took, lexicon)] == [
        "COERCE firm arrest detained: took the mayor of Kidal into custody"
    ]
    other = [replace(w, head=-1) for w in took]
    assert all("custody" not in x.entry.words for x in match_triggers(other, lexicon) if "take" in x.entry.words)
