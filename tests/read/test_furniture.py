"""What is no part of a report is told from what is, paragraph by paragraph."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.furniture import Around, kind_of, sift

LINES = [
    ("By Ana Ruiz in Tadmur", "byline"),
    ("By Ana Ruiz and Tom Okoro, Example Wire", "byline"),
    ("By MIRA HALLOUN | Staff writer", "byline"),
    ("(Reporting by Ana Ruiz; editing by Tom Okoro)", "byline"),
    ("By Monday the town had fallen, and the army withdrew.", None),
    ("By the river rebels killed two soldiers.", None),
    ("Also read: Talks resume in the capital", "link"),
    ("READ MORE: What we know of the raid", "link"),
    ("Read the statement in full, he said.", None),
    ("Related stories", "link"),
    ("Photo: A soldier near Tadmur / Example Wire", "caption"),
    ("Residents walk past a burnt car in Tadmur on Monday. [Omar Haj/AFP]", "caption"),
    ("The photo showed two men near the bridge.", None),
    ("Image credit: Example Wire", "caption"),
    ("Published on 8 March 2019 at 10:15", "date"),
    ("Updated: March 8, 2019", "date"),
    ("Published figures differ: 30 people died.", None),
    ("Advertisement", "sharing"),
    ("Share this article", "sharing"),
    ("Share on Facebook", "sharing"),
    ("Subscribe to our newsletter for daily news", "sharing"),
    ("Follow us on Twitter for more", "sharing"),
    ("© 2019 Example Wire. All rights reserved.", "copyright"),
    ("Correction: An earlier version said that twelve soldiers were killed.", "correction"),
    ("This article has been corrected: nine, not twelve, soldiers were killed.", "correction"),
    ("An earlier version of this story incorrectly said the mayor was killed.", "correction"),
    ("Editor's note: this report was amended to correct the number of wounded.", "correction"),
    ("The prison is known as a house of correction; two guards were killed there.", None),
    ("Page 3 of 7", "page number"),
    ("12", "page number"),
    ("Twelve people were killed.", None),
    ("Rebels killed two soldiers in Tadmur on Monday, the army said.", None),
    ("Watch on the border was doubled after the raid.", None),
    ("Date of the attack unknown", None),
]


@pytest.mark.parametrize(("line", "kind"), LINES, ids=[row[0][:40] for row in LINES])
def test_what_a_paragraph_is(line: str, kind: str | None) -> None:
    assert kind_of(line) == kind


def test_the_rest_is_the_text_and_the_day_is_kept() -> None:
    around = Around(titles=("Raid near Tadmur",))
    given = ["Raid near Tadmur", "8 March 2019", " ", "Rebels fled.", "12", "They had\ncome at night.", "Correction: nobody fled."]
    assert sift(given, around) == "Rebels fled.\n\nThey had\ncome at night."
    assert around.day == date(2019, 3, 8)
    assert [note.code for note in around.notes()] == ["DL531", "DL530"]
    assert around.notes()[1].message.endswith("1 line of the date, 1 page number")


def test_a_day_later_in_the_text_is_part_of_it() -> None:
    around = Around()
    words = [f"Sentence {number}." for number in range(9)]
    assert sift([*words, "8 March 2019"], around) == "\n\n".join([*words, "8 March 2019"])
    assert around.day is None


@pytest.mark.timeout(60)
@given(st.text(alphabet="By AZaz.,()[]/:-'\n19©", max_size=1000))
def test_no_line_takes_long(line: str) -> None:
    kind_of(line)
    assert "\n\n\n" not in sift([line, line], Around())


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "line", ["By " + "A" * 390, "By " + "A " * 195, "(" * 400, "Photo" + "[AFP" * 90, "by " + "A," * 190, "share " * 60]
)
def test_nor_do_lines_made_to(line: str) -> None:
    assert kind_of(line) in (None, "byline", "caption", "sharing")
