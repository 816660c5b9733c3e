"""Words for two parties at once, and who the two are."""

from __future__ import annotations

import pytest

from dateline.resolve.actors import name_actor
from dateline.resolve.cast import read_cast
from dateline.resolve.paired import apart, both, facing, mutual, stand_for_two
from dateline.resolve.participants import Naming, participants
from dateline.schema.record import Event
from tests.resolve.told import mention, party, report

WORDS = [
    ("both sides", True), ("the two neighbours", True), ("Both governments", True), ("the parties", True), ("the warring parties", True),
    ("envoys of both countries", True), ("their defence ministers", True), ("the two", True), ("each side", True), ("the two armies", True),
    ("the two men", False), ("two groups", False), ("the governments", False), ("the army", False), ("their troops", False),
    ("both men", False),
]  # fmt: skip

LISTS = [
    ("French and Malian troops", ["French troops", "Malian troops"]),
    ("the presidents of Chad and Sudan", ["the presidents of Chad", "the presidents of Sudan"]),
    ("Kenya, Uganda and Rwanda", ["Kenya", "Uganda", "Rwanda"]),
    ("the army and police", ["the army and police"]),
    ("a French soldier and his driver", ["a French soldier and his driver"]),
    ("Trinidad and Tobago", ["Trinidad and Tobago"]),
    ("troops", ["troops"]),
]


@pytest.mark.parametrize(("words", "two"), WORDS)
def test_words_stand_for_two_parties(words: str, two: bool) -> None:
    assert stand_for_two(words) is two


@pytest.mark.parametrize(("words", "each"), LISTS)
def test_the_members_of_a_list_in_one_phrase_stand_apart(words: str, each: list[str]) -> None:
    assert list(apart(words, published=None, country=None)) == each


@pytest.mark.parametrize(
    ("trigger", "two"),
    [
        ("exchanged fire", True),
        ("clashed", True),
        ("a battle", True),
        ("a gunbattle", True),
        ("a shoot-out", True),
        ("shelled", False),
        ("fired", False),
    ],
)
def test_deeds_that_two_do_to_each_other(trigger: str, two: bool) -> None:
    assert mutual(trigger) is two


def told(number: int, type: str, text: str, actor: str, recipient: str) -> Event:
    document = report(text)
    sides = (party(document, "actor", actor), party(document, "recipient", recipient))
    found = participants([mention(document, text.split()[-1], type, parties=sides)], Naming(None, None, read_cast(document)))
    return Event(f"e{number}", type, None, "happened", 0.9, None, (), found)


def test_the_two_who_most_often_face_each_other_are_meant() -> None:
    before = [
        told(1, "ACCUSE", "Chad Sudan blamed", "Chad", "Sudan"),
        told(2, "ASSAULT", "Chadian soldiers Sudanese soldiers shot", "Chadian soldiers", "Sudanese soldiers"),
        told(3, "CONSULT", "Kenya Chad met", "Kenya", "Chad"),
    ]
    pair = facing(before)
    assert pair is not None
    assert {actor.name for actor in pair} == {"Chad", "Sudan"}
    assert {actor.name for actor in both("the two armies", pair)} == {"Military Forces of Chad", "Military Forces of Sudan"}
    assert all(actor.made_by.startswith("sides:before+") for actor in pair)


def test_civilians_and_mediators_are_no_side() -> None:
    assert facing([told(1, "ASSAULT", "Rebels villagers shot", "Rebels", "villagers")]) is None
    assert facing([told(1, "CONSULT", "Chad envoys met", "Chad", "envoys")]) is None
    assert facing([]) is None


def test_both_sides_are_two_parties() -> None:
    pair = (name_actor("Chad", published=None), name_actor("Sudan", published=None))
    document = report("The two sides agreed.")
    sides = (party(document, "actor", "The two sides"),)
    found = participants([mention(document, "agreed", "AGREE", parties=sides)], Naming(None, None, read_cast(document), facing=pair))
    assert [(p.role, p.name) for p in found] == [("actor", "Chad"), ("recipient", "Sudan")]
    clash = participants([mention(document, "agreed", "ASSAULT", parties=sides)], Naming(None, None, read_cast(document), facing=pair))
    assert [(p.role, p.name) for p in clash] == [("actor", "Chad"), ("recipient", "Sudan")]
    unknown = participants([mention(document, "agreed", "AGREE", parties=sides)], Naming(None, None, read_cast(document)))
    assert [p.name for p in unknown] == ["sides"]


def test_the_sides_that_an_event_names_are_meant_before_those_of_others() -> None:
    pair = (name_actor("Chad", published=None), name_actor("Sudan", published=None))
    document = report("Peru and Ecuador met, and both sides agreed.")
    sides = tuple(party(document, "actor", words) for words in ("Peru", "Ecuador", "both sides"))
    found = participants([mention(document, "met", "AGREE", parties=sides)], Naming(None, None, read_cast(document), facing=pair))
    assert [(p.role, p.name) for p in found] == [("actor", "Peru"), ("recipient", "Ecuador")]


def test_two_who_fight_face_each_other_where_others_are_only_hit_besides() -> None:
    document = report("Soldiers and rebels exchanged fire, and two passers-by were killed, one from Peru.")
    sides = [party(document, "actor", "Soldiers"), party(document, "actor", "rebels")]
    for words, roles in (("two passers-by", ["actor", "recipient", "recipient"]), ("Peru", ["actor", "actor", "recipient"])):
        parties = (*sides, party(document, "recipient", words))
        found = participants([mention(document, "exchanged fire", parties=parties)], Naming(None, "PER", read_cast(document)))
        assert [p.role for p in found] == roles, words


def test_two_who_fight_each_other_face_each_other() -> None:
    document = report("Soldiers and rebels exchanged fire.")
    sides = (party(document, "actor", "Soldiers"), party(document, "actor", "rebels"))
    for trigger, roles in (("exchanged fire", ["actor", "recipient"]), ("fire", ["actor", "actor"])):
        found = participants([mention(document, trigger, parties=sides)], Naming(None, "PER", read_cast(document)))
        assert [p.role for p in found] == roles
