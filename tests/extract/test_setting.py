"""Whose time, whose place, whose quotation: what belongs to the event and what to its telling (tests/cases/settings.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.setting import (
    LEVEL,
    TIME,
    dateline_end,
    find_places,
    find_times,
    quotations,
    reporting_words,
    spoken_times,
    tellings,
)
from dateline.schema.document import Document, Time
from dateline.schema.mention import DEFINITE
from tests.extract.made import marked, name, read, role, span, taken, time, trigger

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "settings.toml").read_text("utf-8"))
ATTACK = "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 a/DET/det/4 depot/NOUN/obj/2 in/ADP/case/6 Kano/PROPN/obl/2"
QUOTED = (
    '"/PUNCT/punct/4 Rebels/rebel/NOUN/nsubj/4 yesterday/NOUN/obl:unmarked/4 attacked/attack/VERB/ccomp/8 us/we/PRON/obj/4 "/PUNCT/punct/4 '
    "he/PRON/nsubj/8 said/say/VERB/root/0 on/ADP/case/10 Monday/PROPN/obl/8"
)
# A sentence that is a quotation altogether.
WHOLE = (
    '"/PUNCT/punct/4 Rebels/rebel/NOUN/nsubj/4 yesterday/NOUN/obl:unmarked/4 attacked/attack/VERB/root/0 us/we/PRON/obj/4 "/PUNCT/punct/4'
)


def found_times(document: Document) -> tuple[list[str], list[str]]:
    own, told = find_times(document, taken(document), reporting_words(document, load_lexicon()))
    return [t.text for t in own], [t.text for t in told]


def texts(times: tuple[Time, ...]) -> list[str]:
    return [t.text for t in times]


@pytest.mark.parametrize("row", CASES["times"], ids=lambda row: row["note"])
def test_times_of_the_event_and_of_its_telling(row: dict[str, Any]) -> None:
    document = read(row["parse"])
    document = marked(document, trigger(document, row["event"], "ASSAULT"), times=[time(document, d) for d in row["dates"]])
    assert found_times(document) == (row["own"], row["told"])


def test_a_lone_time_of_the_sentence_is_the_event_s_where_nothing_else_is() -> None:
    document = read(
        "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 men/man/NOUN/obj/2 who/PRON/nsubj/5 "
        "left/leave/VERB/acl:relcl/3 Sunday/PROPN/obl:unmarked/5"
    )
    document = marked(document, trigger(document, "attacked", "ASSAULT"), times=[time(document, "Sunday")])
    assert found_times(document) == (["Sunday"], [])


def test_what_the_learned_head_is_sure_of_is_the_event_s_time_before_the_syntax() -> None:
    document = read(
        "Officials/official/NOUN/nsubj/2 said/say/VERB/root/0 Tuesday/PROPN/obl:unmarked/2 rebels/rebel/NOUN/nsubj/5 "
        "attacked/attack/VERB/ccomp/2 Kano/PROPN/obj/5 on/ADP/case/8 Monday/PROPN/obl/5"
    )
    days = [time(document, "Tuesday"), time(document, "Monday")]
    for confidence, expected in ((TIME, (["Tuesday"], [])), (TIME - 0.01, (["Monday"], ["Tuesday"]))):
        roles = [role(document, 0, "time", "Tuesday", confidence=confidence), role(document, 1, "time", "Monday")]
        assert found_times(marked(document, trigger(document, "attacked", "ASSAULT"), times=days, roles=roles)) == expected


EXPELLED = "They/PRON/nsubj/2 expelled/expel/VERB/root/0 him/PRON/obj/2 over/ADP/case/7 a/DET/det/7 2008/NUM/nummod/7 bombing/NOUN/obl/2"
JAILED = (
    "They/PRON/nsubj/2 jailed/jail/VERB/root/0 him/PRON/obj/2 for/SCONJ/mark/5 storming/storm/VERB/advcl/2 it/PRON/obj/5 "
    "Friday/PROPN/obl:unmarked/5"
)


@pytest.mark.parametrize(
    ("parse", "event", "other", "when", "own"),
    [
        (EXPELLED, "expelled", "", "2008", []),
        (JAILED, "jailed", "storming", "Friday", []),
        (JAILED, "storming", "jailed", "Friday", ["Friday"]),
    ],
    ids=["before another noun", "of another event", "of this event"],
)
def test_the_time_of_something_else_in_the_sentence_is_not_the_event_s(
    parse: str, event: str, other: str, when: str, own: list[str]
) -> None:
    document = read(parse)
    triggers = [trigger(document, words, "COERCE") for words in (event, other) if words]
    roles = [role(document, k, "time", when, confidence=TIME) for k in range(len(triggers))]
    document = marked(document, *triggers, times=[time(document, when)], roles=roles)
    assert found_times(document)[0] == own


def test_only_the_first_sentence_has_a_dateline() -> None:
    late = "Kano/PROPN/root/0 --/PUNCT/punct/1 rebels/rebel/NOUN/nsubj/4 attacked/attack/VERB/parataxis/1 it/PRON/obj/4"
    document = read("Rebels/rebel/NOUN/root/0", late)
    roles = [role(document, 0, "place", "Kano")]
    document = marked(document, trigger(document, "attacked", "ASSAULT"), names=[name(document, "Kano", "place")], roles=roles)
    assert [p.text for p in find_places(document, taken(document))] == ["Kano"]


def test_the_roles_of_another_trigger_place_nothing() -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 stormed/storm/VERB/root/0 Kano/PROPN/obj/2")
    roles = [role(document, 1, "place", "Kano")]
    document = marked(document, trigger(document, "stormed", "ASSAULT"), names=[name(document, "Kano", "place")], roles=roles)
    assert find_places(document, taken(document)) == ()


@pytest.mark.parametrize("kind", ["duration", "set"])
def test_how_long_and_how_often_date_nothing(kind: str) -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 daily/ADV/advmod/2")
    document = marked(document, trigger(document, "attacked", "ASSAULT"), times=[time(document, "daily", kind=kind)])
    assert found_times(document) == ([], [])


def test_a_time_of_another_sentence_is_not_the_event_s() -> None:
    document = read(ATTACK, "They/PRON/nsubj/2 left/leave/VERB/root/0 Monday/PROPN/obl:unmarked/2")
    document = marked(document, trigger(document, "attacked", "ASSAULT"), times=[time(document, "Monday")])
    assert found_times(document) == ([], [])


@pytest.mark.parametrize("row", CASES["places"], ids=lambda row: row["note"])
def test_places_of_the_event(row: dict[str, Any]) -> None:
    document = read(row["parse"])
    document = marked(document, trigger(document, row["event"], "ASSAULT"), names=[name(document, row["name"], "place")])
    found = find_places(document, taken(document))
    assert [p.text for p in found] == row["where"]
    assert all(p.made_by == "syntax:oblique" for p in found)


def test_a_place_that_the_learned_head_sees_needs_no_preposition() -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 stormed/storm/VERB/root/0 Kano/PROPN/obj/2")
    document = marked(document, trigger(document, "stormed", "ASSAULT"), names=[name(document, "Kano", "place")])
    for confidence, expected in ((LEVEL, ["Kano"]), (LEVEL - 0.01, [])):
        said = replace(document, roles=(role(document, 0, "place", "Kano", confidence=confidence),))
        found = find_places(said, taken(said))
        assert [p.text for p in found] == expected
        assert all(p.made_by == "model:roles" for p in found)


def test_a_place_that_only_the_learned_head_names_must_be_surer_and_a_proper_noun() -> None:
    document = read(ATTACK)
    for part, confidence, expected in (("in Kano", 0.6, ["Kano"]), ("in Kano", 0.59, []), ("a depot", 0.9, [])):
        said = marked(document, trigger(document, "attacked", "ASSAULT"), roles=[role(document, 0, "place", part, confidence=confidence)])
        assert [p.text for p in find_places(said, taken(said))] == expected


def test_a_place_told_without_its_name_needs_an_article_and_a_sure_head() -> None:
    line = "Rebels/rebel/NOUN/nsubj/2 shelled/shell/VERB/root/0 {} capital/NOUN/obj/2"
    for article, sure, expected in (
        ("the/DET/det/4", 0.6, ["the capital"]),
        ("the/DET/det/4", 0.59, []),
        ("capital/NOUN/compound/4", 0.9, []),
    ):
        document = read(line.format(article))
        roles = [role(document, 0, "place", "capital", confidence=sure)]
        said = marked(document, trigger(document, "shelled", "ASSAULT"), roles=roles)
        found = find_places(said, taken(said))
        assert [p.text for p in found] == expected
        assert all(p.made_by == DEFINITE for p in found)


def test_the_likeliest_place_stands_first() -> None:
    document = read(f"{ATTACK} and/CCONJ/cc/8 Jos/PROPN/conj/6")
    names = [name(document, "Kano", "place"), name(document, "Jos", "place")]
    roles = [role(document, 0, "place", "Kano", confidence=0.5), role(document, 0, "place", "Jos", confidence=0.95)]
    document = marked(document, trigger(document, "attacked", "ASSAULT"), names=names, roles=roles)
    assert [p.text for p in find_places(document, taken(document))] == ["Jos", "Kano"]


@pytest.mark.parametrize("row", CASES["datelines"], ids=lambda row: row["words"] or row["note"])
def test_datelines(row: dict[str, str]) -> None:
    document = read(row["parse"])
    end = dateline_end(document)
    assert (document.text(0, end) if end else "") == row["words"]


def test_an_empty_report_has_no_dateline_and_no_quotation() -> None:
    empty = replace(read(ATTACK), words=(), sentences=())
    assert (dateline_end(empty), quotations(empty)) == (0, ())


def test_quotations_go_over_sentences_and_end_with_the_report_s_patience() -> None:
    quoted = ['"/PUNCT/punct/2 Rebels/rebel/NOUN/root/0', 'They/PRON/root/0 "/PUNCT/punct/1']
    assert quotations(read(*quoted)) == ((0, 3),)
    stray = ['"/PUNCT/punct/2 Rebels/rebel/NOUN/root/0', *["Others/other/NOUN/root/0"] * 6, 'They/PRON/root/0 "/PUNCT/punct/1']
    assert quotations(read(*stray)) == ()


def test_every_paragraph_of_a_quotation_may_open_anew() -> None:
    """The mark before "Two" opens, so that what "he said" after the closing one is outside."""
    said = ['He/PRON/root/0 "_/PUNCT/punct/1 One/NUM/dep/1', '"_/PUNCT/punct/2 Two/NUM/root/0 so_/ADV/dep/2 "/PUNCT/punct/2 he/PRON/dep/2']
    assert quotations(read(*said)) == ((1, 3), (3, 6))


@pytest.mark.parametrize(
    ("lines", "spoken"),
    [
        ([QUOTED], ["Monday"]),
        ([QUOTED.replace("Monday/PROPN", "camera/NOUN"), "He/PRON/nsubj/2 spoke/speak/VERB/root/0 on/ADP/case/4 Monday/PROPN/obl/2"], []),
        (
            [QUOTED.replace("Monday/PROPN", "camera/NOUN"), "He/PRON/nsubj/2 said/say/VERB/root/0 so/ADV/advmod/2 Monday/PROPN/obl/2"],
            ["Monday"],
        ),
        (["He/PRON/nsubj/2 said/say/VERB/root/0 so/ADV/advmod/2 Monday/PROPN/obl/2", WHOLE], ["Monday"]),
        (["He/PRON/nsubj/2 said/say/VERB/root/0 so/ADV/advmod/2 Monday/PROPN/obl/2", "Yes/INTJ/root/0", WHOLE], ["Monday"]),
        (["He/PRON/nsubj/2 said/say/VERB/root/0 so/ADV/advmod/2 Monday/PROPN/obl/2", *["Yes/INTJ/root/0"] * 2, WHOLE], []),
        ([QUOTED.replace('"/PUNCT', "-/PUNCT")], []),
    ],
    ids=[
        "said in its own sentence",
        "another verb's day",
        "said in the sentence behind",
        "in the one before",
        "two before",
        "three before",
        "no quotation",
    ],
)
def test_when_a_quotation_was_spoken(lines: list[str], spoken: list[str]) -> None:
    document = read(*lines)
    days = [time(document, d) for d in ("yesterday", "Monday") if d in document.report.text]
    document = marked(document, trigger(document, "attacked", "ASSAULT"), times=days)
    said = tellings(document, reporting_words(document, load_lexicon()))
    assert texts(spoken_times(document, days[0], quotations(document), said)) == spoken


def test_verbs_of_saying_are_verbs() -> None:
    document = read("A/DET/det/2 report/NOUN/nsubj/3 said/say/VERB/root/0 so/ADV/advmod/3")
    assert reporting_words(document, load_lexicon()) == {span(document, "said")[0]}
