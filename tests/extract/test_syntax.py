"""Reading a parse: phrases, paths, lists and pronouns (tests/cases/phrases.toml), and what holds for any tree at all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.entries import Step
from dateline.extract.syntax import (
    ancestors,
    antecedent,
    case,
    clause,
    follow,
    is_pronoun,
    members,
    noun_phrase,
    phrase,
    snap,
    top,
    trim,
    without_place,
)
from dateline.schema.document import Document
from tests.extract.made import marked, name, read, span

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "phrases.toml").read_text("utf-8"))
PASSIVE = (
    "Three/NUM/nummod/2 posts/post/NOUN/nsubj:pass/4 were/be/AUX/aux:pass/4 attacked/attack/VERB/root/0 by/ADP/case/6 "
    "rebels/rebel/NOUN/obl:agent/4 "
    "and/CCONJ/cc/8 deserters/deserter/NOUN/conj/6 near/ADP/case/10 Goma/PROPN/obl/4 because/ADP/case/13 of/ADP/fixed/11 "
    "taxes/tax/NOUN/obl/4"
)


def words(document: Document, indices: Any) -> list[str]:
    return [document.words[i].text for i in indices]


@pytest.mark.parametrize("row", CASES["phrases"], ids=lambda row: row["note"])
def test_the_phrase_around_a_head(row: dict[str, str]) -> None:
    document = read(row["parse"])
    assert document.text(*noun_phrase(document, span(document, row["head"])[0])) == row["phrase"]


@pytest.mark.parametrize("row", CASES["pronouns"], ids=lambda row: f"{row['pronoun']}: {row['note']}")
def test_whom_a_pronoun_means(row: dict[str, Any]) -> None:
    document = read(*row["parse"])
    pronoun = next(w for w in reversed(document.words) if w.text == row["pronoun"])
    assert is_pronoun(pronoun)
    found = antecedent(document, pronoun.index)
    assert ("" if found is None else document.words[found].text) == row["means"]


def test_that_as_a_conjunction_of_a_clause_means_nobody() -> None:
    document = read("They/PRON/nsubj/2 said/say/VERB/root/0 that/SCONJ/mark/5 rebels/rebel/NOUN/nsubj/5 left/leave/VERB/ccomp/2")
    assert antecedent(document, 2) is None


def test_the_prepositions_of_a_phrase() -> None:
    document = read(PASSIVE)
    assert [case(document, span(document, head)[0]) for head in ("rebels", "Goma", "taxes", "posts")] == ["by", "near", "because of", None]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ([Step("obl:agent", None)], ["rebels", "deserters"]),
        ([Step("obl", "by")], ["rebels", "deserters"]),
        ([Step("obl", "near")], ["Goma"]),
        ([Step("obl", "of")], ["taxes"]),
        ([Step("nsubj:pass", None)], ["posts"]),
        ([Step("nsubj", None)], []),
        ([Step("obl", "against")], []),
        ([Step("nsubj:pass", None), Step("nummod", None)], ["Three"]),
        ([], ["attacked"]),
    ],
)
def test_a_path_of_relations(path: list[Step], found: list[str]) -> None:
    document = read(PASSIVE)
    assert words(document, follow(document, 3, path)) == found


def test_a_list_its_clause_and_what_governs_it() -> None:
    document = read(PASSIVE)
    rebels, deserters = span(document, "rebels")[0], span(document, "deserters")[0]
    assert words(document, members(document, rebels)) == ["rebels", "deserters"]
    assert words(document, ancestors(document, deserters)) == ["deserters", "rebels", "attacked"]
    assert document.words[clause(document, deserters)].text == "attacked"


def test_the_word_that_governs_a_range_is_a_content_word() -> None:
    document = read(PASSIVE)
    assert document.words[top(document, *span(document, "by rebels and deserters"))].text == "rebels"
    assert document.words[top(document, *span(document, "were attacked"))].text == "attacked"
    nations = read("Chadian/ADJ/amod/4 and/CCONJ/cc/3 Libyan/ADJ/conj/1 patrols/patrol/NOUN/root/0")
    assert nations.words[top(nations, *span(nations, "Libyan patrols"))].text == "patrols"


def test_a_range_is_trimmed_to_its_content_and_never_to_nothing() -> None:
    document = read(PASSIVE)
    assert document.text(*trim(document, *span(document, "by rebels and"))) == "rebels"
    assert document.text(*trim(document, *span(document, "and"))) == "and"
    bound = read("at/ADP/case/2 least/ADJ/nmod/3 ten/NUM/nummod/4 men/man/NOUN/root/0 at/ADP/case/6 Bama/PROPN/nmod/4")
    assert bound.text(*trim(bound, *span(bound, "at least ten men"))) == "at least ten men"
    assert bound.text(*trim(bound, *span(bound, "at Bama"))) == "Bama"


def test_marked_words_grow_to_the_phrase_around_them_where_that_is_near() -> None:
    document = read(
        "Government/NOUN/compound/2 spokesman/NOUN/nsubj/5 Omar/PROPN/flat/2 Daud/PROPN/flat/2 said/say/VERB/root/0 so/ADV/advmod/5"
    )
    assert document.text(*snap(document, *span(document, "spokesman"))) == "Government spokesman Omar Daud"
    assert document.text(*snap(document, *span(document, "said"))) == "said"
    long = " ".join(["a/ADJ/amod/12"] * 11)
    document = read(f"{long} spokesman/NOUN/root/0")
    assert document.text(*snap(document, 11, 12)) == "spokesman"


def test_a_party_without_the_place_it_stands_in() -> None:
    document = read("Officials/official/NOUN/nsubj/4 in/ADP/case/3 Tehran/PROPN/nmod/1 said/say/VERB/root/0")
    document = marked(document, names=[name(document, "Tehran", "place")])
    assert document.text(*without_place(document, *span(document, "Officials in Tehran"))) == "Officials"
    assert document.text(*without_place(document, *span(document, "Officials"))) == "Officials"
    assert document.text(*without_place(document, *span(document, "in Tehran"))) == "in Tehran"


def test_a_phrase_is_the_report_s_own_characters() -> None:
    document = read(PASSIVE)
    found = phrase(document, *span(document, "rebels and deserters"), made_by="rule", confidence=0.123456)
    assert document.report.text[found.start : found.end] == found.text == "rebels and deserters"
    assert (document.words[found.head].text, found.made_by, found.confidence) == ("rebels", "rule", 0.1235)


FORMS = ("rebels", "the", "who", "they", "of", "in", ",", "said", "'s")
RELATIONS = ("nsubj", "nsubj:pass", "obj", "det", "nmod", "case", "conj", "acl:relcl", "ccomp", "parataxis", "punct", "flat")
CLASSES = ("NOUN", "PROPN", "PRON", "VERB", "AUX", "ADP", "DET", "PUNCT", "ADJ", "SCONJ")


@st.composite
def trees(draw: st.DrawFn) -> Document:
    """Documents of one to three sentences with any tree over any words: a parser may say anything."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        size = draw(st.integers(1, 9))
        order = draw(st.permutations(range(1, size + 1)))
        heads = {order[0]: 0} | {order[k]: order[draw(st.integers(0, k - 1))] for k in range(1, size)}
        word = st.tuples(st.sampled_from(FORMS), st.sampled_from(CLASSES), st.sampled_from(RELATIONS))
        parts = [draw(word) for _ in range(size)]
        lines.append(" ".join(f"{form}/{upos}/{relation}/{heads[k]}" for k, (form, upos, relation) in enumerate(parts, start=1)))
    return read(*lines)


@given(trees())
def test_any_tree_is_read_within_its_sentences(document: Document) -> None:
    for word in document.words:
        sentence = document.sentences[word.sentence]
        first, last = noun_phrase(document, word.index)
        assert sentence.first <= first < last <= sentence.last
        for a, b in (trim(document, first, last), snap(document, word.index, word.index + 1), without_place(document, first, last)):
            assert sentence.first <= a < b <= sentence.last
        assert sentence.first <= clause(document, word.index) < sentence.last
        assert first <= top(document, first, last) < last
        back = antecedent(document, word.index)
        assert back is None or 0 <= back < sentence.last
