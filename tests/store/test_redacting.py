"""Taken out means taken out of the file. What every store keeps to is in tests/contracts."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.store import Redaction, open_store, redact
from dateline.store.redacting import _covering
from tests.store.databases import fresh
from tests.store.made import TEXT, fill, reading


def test_no_word_is_left_in_the_file(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s.db"), create=True) as store:
        key, _ = fill(store, reading(f"{TEXT} Zyxwvut spoke."), reading(f"{TEXT} Qponmlk spoke.", id="b.txt"))
        assert b"yxwvut" in left(tmp_path).lower()
        redact(store, Redaction("Ana", "asked", report=key))
        redact(store, Redaction("Ana", "court", names=("Qponmlk",)))
        assert [word for word in (b"yxwvut", b"qponmlk") if word in left(tmp_path).lower()] == []
    assert [word for word in (b"yxwvut", b"qponmlk") if word in left(tmp_path).lower()] == []


def test_others_in_the_database_are_not_waited_for(tmp_path: Path) -> None:
    """A table of somebody else's that is locked for long, in another schema of one PostgreSQL database."""
    with fresh("postgres", tmp_path) as name, fresh("postgres", tmp_path) as other:
        import psycopg

        with open_store(name, create=True) as store, psycopg.connect(other) as busy:
            (key,) = fill(store, reading())
            busy.execute("CREATE TABLE theirs (n int)")
            busy.commit()
            busy.execute("LOCK TABLE theirs IN ACCESS EXCLUSIVE MODE")
            assert redact(store, Redaction("Ana", "asked", report=key)) > 0


def left(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Ana Ruiz said", "████████ said"),
        ("ANA RUIZ's car", "████████'s car"),
        ("Ana\n  Ruiz", "██████████"),
        ("https://x.org/ana-ruiz.html", "https://x.org/████████.html"),
        ("ana%20ruiz", "██████████"),
        # Neither a part of a longer name nor the forms that were not given
        ("Anana Ruiz", "Anana Ruiz"),
        ("Ana Ruizal", "Ana Ruizal"),
        ("Ruiz", "Ruiz"),
        # A name with signs of a pattern
        ("J. (Joe) Li", "███████████"),
    ],
)
def test_a_name_is_covered_sign_by_sign(text: str, covered: str) -> None:
    assert _covering(("Ana Ruiz", "J. (Joe) Li"))(text) == covered
