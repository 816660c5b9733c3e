"""Report to document: spans, trees, determinism, and texts that are no news. No particular parse is expected."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import annotate
from dateline.annotate.labels import CLAIMS, FACTS, NAME_KINDS, OUTCOMES, RELATIONS, ROLES, STATUSES, TYPE_MODES, UPOS
from dateline.annotate.windows import LONGEST
from dateline.schema.document import Document
from dateline.schema.report import Report

pytestmark = pytest.mark.model

TEXTS = (
    "Gunmen killed three policemen in the port of Nouvelle on Monday, the interior ministry said.",
    "TEGUCIGALPA, 7 FEB 89 (EXAMPLE) -- [TEXT] GUERRILLAS BLEW UP A BRIDGE AT 8 P.M. ON SUNDAY. NOBODY WAS HURT.",
    "Protesters don’t trust the U.S.-led talks\n\n“We will march again,” Marta Ruiz said. About 2,000 people marched on 5 May.",
    "The army shelled Ruiz's village; 12 people died.\r\nRebels shelled the barracks. Each side blamed the other for the shelling.",
    "no words here 👩‍👩‍👧 e\u0301lite co\u00adoperation",
)


def report(text: str, name: str = "r") -> Report:
    return Report(id=name, text=text, published=date(2001, 5, 7))


def check(document: Document) -> None:
    """What holds of every document."""
    text = document.report.text
    spans = [(part.start, part.end, part.text) for parts in (document.words, document.names, document.times) for part in parts]
    assert all(text[start:end] == found != "" for start, end, found in spans)
    assert [w.index for w in document.words] == list(range(len(document.words)))
    assert all(a.end <= b.start for a, b in zip(document.words, document.words[1:], strict=False))
    at = 0
    for i, sentence in enumerate(document.sentences):
        words = document.words[sentence.first : sentence.last]
        assert (sentence.index, sentence.first) == (i, at)
        assert (sentence.start, sentence.end) == (words[0].start, words[-1].end)
        assert {w.sentence for w in words} == {i}
        roots = [w.index for w in words if w.head == -1]
        assert len(roots) == 1
        assert sorted(document.subtree(roots[0])) == list(range(sentence.first, sentence.last))
        at = sentence.last
    assert at == len(document.words)
    check_labels(document)


def check_labels(document: Document) -> None:
    n = len(document.words)
    for word in document.words:
        assert word.upos in UPOS
        assert word.deprel in RELATIONS
        assert (word.deprel == "root") == (word.head == -1)
        assert word.norm and word.lemma
    parts = (document.names, document.times, document.triggers, document.roles, document.facts)
    for first, last, confidence in [(part.first, part.last, part.confidence) for group in parts for part in group]:
        assert 0 <= first < last <= n
        assert document.words[first].sentence == document.words[last - 1].sentence
        assert 0 <= confidence <= 1
    assert all(name.kind in NAME_KINDS for name in document.names)
    assert all(fact.label in FACTS[1:] for fact in document.facts)
    for trigger in document.triggers:
        assert trigger.first <= trigger.head < trigger.last
        assert {status for status, _ in trigger.statuses} <= set(STATUSES)
        assert {mode for mode, _ in trigger.modes} <= {None, *TYPE_MODES[trigger.type]}
    for role in document.roles:
        assert role.role in ROLES
        trigger = document.triggers[role.trigger]
        away = document.words[role.first].sentence - document.words[trigger.first].sentence
        assert abs(away) <= (1 if role.role in OUTCOMES or role.role in CLAIMS else 0)
    pairs = [(i, j) for i, j, _ in document.same]
    assert pairs == sorted(set(pairs))
    assert all(0 <= i < j < len(document.triggers) and 0 <= p <= 1 for i, j, p in document.same)


@pytest.mark.parametrize("text", TEXTS)
def test_every_part_fits_the_text(text: str) -> None:
    check(annotate(report(text)))


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u00a0\u200b\ufeff", "\x00\x1f"])
def test_a_text_without_words_is_an_empty_document(text: str) -> None:
    assert annotate(report(text)) == Document(report(text), (), ())


@pytest.mark.parametrize(
    "text",
    [
        ".",
        "?!",
        "\ud800 and \udfff",
        "\u0301",
        "军队在这里。 الجيش هنا؟ Москва молчит.",
        "x" * 3000,
        "-" * 3000,
        "1.2" * 400,
        "See https://example.org" + "/a" * 800 + " now.",
        ". " * 60,
        "a\n" * 60,
    ],
)
def test_what_is_no_news_is_read_all_the_same(text: str) -> None:
    check(annotate(report(text)))


def test_two_thousand_words_without_a_full_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    # The model may take most words of such a text for triggers; their pairs are not what is tested here.
    monkeypatch.setattr("dateline.annotate._story", lambda model, told: ([0.5] * len(told), ()))
    document = annotate(report("and the old house by the small river was green or blue " * 167))
    assert len(document.words) == 167 * 12
    # Such a sentence is cut where the encoder has no more room
    assert len(document.sentences) > 167 * 12 / LONGEST
    check(document)


@settings(max_examples=15)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    check(annotate(report(text)))


def test_twice_alone_and_among_others() -> None:
    reports = [report(text, str(i)) for i, text in enumerate(TEXTS)]
    alone = [annotate(r) for r in reports]
    assert [annotate(r) for r in reports] == alone
    assert [annotate(r) for r in reversed(reports)] == alone[::-1]
    shuffled = [reports[i] for i in (2, 0, 4, 2, 1, 3)]
    assert [annotate(r) for r in shuffled] == [alone[i] for i in (2, 0, 4, 2, 1, 3)]


def test_the_date_of_publication_changes_no_word() -> None:
    one, other = annotate(report(TEXTS[0])), annotate(Report(id="other", text=TEXTS[0]))
    assert (one.words, one.names, one.triggers, one.roles, one.facts, one.same) == (
        other.words,
        other.names,
        other.triggers,
        other.roles,
        other.facts,
        other.same,
    )


PROGRAM = """
import hashlib, sys
from dateline.annotate import annotate
from dateline.schema.report import Report
text = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
for part in text.split("\\f"):
    document = annotate(Report(id="r", text=part))
    print(hashlib.sha256(repr((document, document.same)).encode("utf-8", "surrogatepass")).hexdigest())
"""


def test_two_processes_agree() -> None:
    given = "\f".join(TEXTS).encode()
    outputs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=given,
            capture_output=True,
            check=True,
            timeout=120,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0].split()) == len(TEXTS)


def test_what_any_model_must_know() -> None:
    """Trivially safe: a model that fails here is broken."""
    document = annotate(report(TEXTS[0]))
    words = {w.text: w for w in document.words}
    assert words["killed"].upos == "VERB"
    assert words["the"].upos == "DET"
    assert words["."].upos == "PUNCT"
    assert any(t.first <= words["killed"].index < t.last and t.type == "ASSAULT" for t in document.triggers)
