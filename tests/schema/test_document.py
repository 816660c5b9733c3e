"""What a document says of its text."""

from __future__ import annotations

import re

import pytest

from dateline.schema.document import Document, Word
from dateline.schema.report import Report


def document(text: str) -> Document:
    """A text of words that hang on nothing, as far as paragraphs ask for them."""
    found = list(re.finditer(r"\w+", text))
    words = tuple(Word(i, m.start(), m.end(), m[0], m[0], m[0], "X", -1, "root", 0) for i, m in enumerate(found))
    return Document(Report("test", text), (), words)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Rebels fled.", (0, 0)),
        ("Rebels\nfled.", (0, 0)),
        ("Rebels\n\nfled.", (0, 1)),
        (" \n\nRebels\n\nfled. \n\n", (0, 1)),
        ("\n\nRebels fled.\n\n\n\n", (0, 0)),
        ("", ()),
    ],
)
def test_empty_lines_between_words_part_paragraphs(text: str, paragraphs: tuple[int, ...]) -> None:
    made = document(text)
    assert tuple(made.paragraph(word.start) for word in made.words) == paragraphs
    assert made.paragraphs == max(paragraphs, default=0) + 1
