"""Bytes to text: the text stays as it is, what is no text is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.encoding import decode
from dateline.schema.failure import Failure


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        ("Zarf\u00ee said".encode(), "Zarf\u00ee said", []),
        (b"\xef\xbb\xbfKabul", "Kabul", []),  # the mark is no part of the text
        (b"\xef\xbb\xbf\xef\xbb\xbfKabul", "\ufeffKabul", []),  # the second one is
        (b"a\r\nb\rc\nd", "a\r\nb\rc\nd", []),  # no newline is translated
        ("Kidal".encode("utf-16"), "Kidal", ["DL505"]),
        (b"\xfe\xff" + "Kidal".encode("utf-16-be"), "Kidal", ["DL505"]),
        ("Kidal".encode("utf-32"), "Kidal", ["DL505"]),
        (b"\x93Never,\x94 he said in S\xe3o Paulo", "\u201cNever,\u201d he said in S\u00e3o Paulo", ["DL505"]),  # Windows-1252
        (b"", "", []),
    ],
)
def test_what_is_text_is_read_as_it_is(data: bytes, text: str, codes: list[str]) -> None:
    decoded = decode(data)
    assert not isinstance(decoded, Failure)
    assert (decoded[0], [note.code for note in decoded[1]]) == (text, codes)


@pytest.mark.parametrize(
    "data",
    [
        b"two\0three",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.4\n1 0 obj",
        bytes(range(1, 32)) * 4,
        b"S\xe3o Paulo \x81",  # neither UTF-8 nor Windows-1252
        b"\xff\xfea",  # begins as UTF-16 and ends in half a character
        b"\xef\xbb\xbf\xff",
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes) -> None:
    decoded = decode(data)
    assert isinstance(decoded, Failure)
    assert (decoded.stage, decoded.code) == ("read", "DL102")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_comes_back_as_written(text: str) -> None:
    decoded = decode(text.encode())
    assert not isinstance(decoded, Failure)
    assert decoded == (text.removeprefix("\ufeff"), ())


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_failure(data: bytes) -> None:
    assert isinstance(decode(data), Failure | tuple)
