"""Misread words are read as what they stand for; names, known words and the text itself stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import annotate
from dateline.annotate.scanned import unscanned
from dateline.schema.report import Report


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("3O", "30"),
        ("l4", "14"),
        ("2l5", "215"),
        ("1OO", "100"),
        ("rniners", "miners"),
        ("viIlage", "village"),
        ("poIice", "police"),
        ("b0mbs", "bombs"),
        ("vvarned", "warned"),
        ("cornmander", "commander"),
        # Words and names as they are.
        ("corner", "corner"),
        ("Bernard", "Bernard"),
        ("Hornes", "Hornes"),
        ("Ilyas", "Ilyas"),
        ("McIlroy", "McIlroy"),
        ("O2", "O2"),
        ("I5", "I5"),
        ("5l", "5l"),
        ("10th", "10th"),
        ("1990s", "1990s"),
        ("AK", "AK"),
        ("MI6", "MI6"),
    ],
)
def test_a_misread_word(seen: str, read: str) -> None:
    assert unscanned(seen) == read


@given(st.text(min_size=1, max_size=30))
def test_what_is_read_again_stays(word: str) -> None:
    assert unscanned(unscanned(word)) == unscanned(word)


@pytest.mark.model
def test_offsets_are_those_of_the_text() -> None:
    text = "Gunrnen kiIled l2 farrners near Bama."
    document = annotate(Report("r", text, None))
    assert [w.text for w in document.words] == ["Gunrnen", "kiIled", "l2", "farrners", "near", "Bama", "."]
    assert [w.norm for w in document.words][1:4] == ["killed", "12", "farmers"]
    assert all(text[w.start : w.end] == w.text for w in document.words)
