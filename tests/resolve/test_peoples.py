"""Names of peoples: whole ones, and those that say only whose somebody is."""

from __future__ import annotations

import pytest

from dateline.resolve.peoples import compounded, of_elsewhere, peoples
from dateline.resolve.setting import read_setting
from tests.extract.made import marked, name, read
from tests.resolve.told import report


@pytest.mark.parametrize(
    ("sentence", "marked_as", "expected"),
    [
        ("South African police fired.", [("South", "place"), ("African", "group")], [("South African", "ZAF")]),
        ("Sri Lankan jets struck.", [("Sri", "place"), ("Lankan", "group")], [("Sri Lankan", "LKA")]),
        ("Troops of the Saudi Arabian army came.", [("Saudi", "group"), ("Arabian", "group")], [("Saudi Arabian", "SAU")]),
        ("Monday Afghan police came.", [("Afghan", "group")], [("Afghan", "AFG")]),
        ("Afghan and Pakistani troops met.", [("Afghan", "group"), ("Pakistani", "group")], [("Afghan", "AFG"), ("Pakistani", "PAK")]),
        ("Kurdish fighters came.", [("Kurdish", "group")], []),
    ],
)
def test_peoples_have_their_whole_names(sentence: str, marked_as: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    document = report(sentence, names=marked_as)
    assert [(n.text, country) for n, country in peoples(document)] == expected
    assert read_setting(document).uses == ()


@pytest.mark.parametrize(
    ("sentence", "people", "expected"),
    [
        ("Saudi-led jets struck.", "Saudi", True),
        ("A French-born man fled.", "French", True),
        ("The Turkish-backed rebels fled.", "Turkish", True),
        ("Crowds of pro-Russian fighters came.", "Russian", True),
        ("The anti-Syrian alliance won.", "Syrian", True),
        ("Israeli-occupied villages burned.", "Israeli", False),
        ("The Franco-Spanish border was shut.", "Spanish", False),
    ],
)
def test_parts_of_words_say_nothing_of_a_place(sentence: str, people: str, expected: bool) -> None:
    document = report(sentence, names=[(people, "group")])
    assert compounded(document, document.names[0]) is expected
    assert of_elsewhere(document, document.names[0]) is expected
    assert read_setting(document).countries == () or not expected


@pytest.mark.parametrize(
    ("parse", "people", "expected"),
    [
        ("Togolese/ADJ/amod/2 peacekeepers/peacekeeper/NOUN/nsubj/3 fled/flee/VERB/root/0", "Togolese", True),
        ("Chinese/ADJ/amod/4 and/CCONJ/cc/3 Thai/ADJ/conj/1 tourists/tourist/NOUN/nsubj/5 fled/flee/VERB/root/0", "Thai", True),
        ("the/DET/det/3 Greek/ADJ/amod/3 embassy/NOUN/nsubj/4 burned/burn/VERB/root/0", "Greek", True),
        ("Afghan/ADJ/amod/2 soldiers/soldier/NOUN/nsubj/3 fled/flee/VERB/root/0", "Afghan", False),
        ("Afghans/PROPN/nsubj/2 met/meet/VERB/root/0 peacekeepers/peacekeeper/NOUN/obj/2", "Afghans", False),
    ],
)
def test_what_a_state_sends_abroad(parse: str, people: str, expected: bool) -> None:
    document = read(parse)
    document = marked(document, names=[name(document, people, "group")])
    assert of_elsewhere(document, document.names[0]) is expected
