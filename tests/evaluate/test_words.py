"""Files of trees and names."""

from __future__ import annotations

import pytest

from dateline.errors import GoldError
from dateline.evaluate.words import TreeScore, read_conllu, read_iob, score_names, score_trees


def row(number: str, form: str, upos: str, head: str, relation: str) -> str:
    return "\t".join((number, form, form, upos, "_", "_", head, relation, "_", "_"))


TREES = [
    "# newdoc id = a",
    row("1", "Rebels", "NOUN", "2", "nsubj:pass"),
    row("2", "fled", "VERB", "0", "root"),
    row("2.1", "they", "PRON", "_", "_"),
    "",
    row("1-2", "Go!", "_", "_", "_"),
    row("1", "Go", "VERB", "0", "root"),
    row("2", "!", "PUNCT", "1", "punct"),
    "",
    "# newdoc id = b",
    row("1", "Yes", "INTJ", "0", "root"),
]


def test_trees_are_read_by_document_and_sentence() -> None:
    documents = list(read_conllu(TREES, "a.conllu"))
    forms = [[[word.form for word in sentence] for sentence in document] for document in documents]
    assert forms == [[["Rebels", "fled"], ["Go", "!"]], [["Yes"]]]
    assert [word.head for word in documents[0][0]] == [1, -1]


def test_tags_heads_and_universal_relations_are_counted() -> None:
    words = [word for document in read_conllu(TREES, "a") for sentence in document for word in sentence]
    found = [("NOUN", 1, "nsubj"), ("NOUN", -1, "root"), ("VERB", -1, "root"), ("PUNCT", 0, "dep"), ("INTJ", 3, "root")]
    assert score_trees(words, found) == TreeScore(5, 0.8, 0.8, 0.6)
    assert score_trees([], []) == TreeScore(0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("line", ["Rebels fled", "1\tRebels", row("1", "Rebels", "NOUN", "x", "nsubj")])
def test_a_line_that_is_no_word_of_a_tree_is_named(line: str) -> None:
    with pytest.raises(GoldError, match=r"a\.conllu, line 2"):
        list(read_conllu(["# text", line], "a.conllu"))


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["1\tRio\tB-LOC\t-\t-", "2\tSeco\tI-LOC\t-\t-", "3\tNorland\tB-LOC", "4\tfell\tO"], {(0, 2, "LOC"), (2, 3, "LOC")}),
        (["Rio I-LOC", "Seco I-LOC", "Owl I-ORG", "fell O"], {(0, 2, "LOC"), (2, 3, "ORG")}),
        (["Monday I-MISC", "Ana\tB-PER"], {(1, 2, "PER")}),
    ],
)
def test_names_are_runs_of_tags(lines: list[str], names: set[tuple[int, int, str]]) -> None:
    (sentence,) = read_iob(["# sent_id = 1", *lines, "", ""], "a.iob2")
    assert sentence.names == names


def test_a_line_without_a_tag_is_named() -> None:
    with pytest.raises(GoldError, match=r"a\.iob2, line 1"):
        list(read_iob(["Rebels"], "a.iob2"))


def test_names_count_where_span_and_kind_are_right() -> None:
    gold = [frozenset({(0, 2, "LOC"), (3, 4, "PER")}), frozenset()]
    every, by_kind = score_names(gold, [frozenset({(0, 2, "LOC"), (3, 4, "ORG")}), frozenset({(0, 1, "PER")})])
    assert (every.gold, every.system, every.p, every.r) == (2, 3, 0.3333, 0.5)
    assert (by_kind["LOC"].f1, by_kind["PER"].f1, by_kind["ORG"].system) == (1.0, 0.0, 1)
