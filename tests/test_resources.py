"""The package's data files: found by name, refused with a clear message, digested the same way everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline import resources
from dateline.errors import ResourceError
from dateline.resources import read_toml, table_names, table_path, tables_digest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An invented data folder in place of the package's own."""
    monkeypatch.setattr(resources, "_root", lambda: tmp_path)
    tables_digest.cache_clear()
    yield tmp_path
    tables_digest.cache_clear()


def put(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_a_table_is_found_and_read() -> None:
    assert table_path("lexicon/status.toml").is_file()
    assert "cues" in read_toml("lexicon/status.toml")


def test_a_missing_table_is_named() -> None:
    with pytest.raises(ResourceError, match=r"lexicon/nothing.toml is missing"):
        table_path("lexicon/nothing.toml")


@pytest.mark.parametrize(
    "content", [b"words = [\n", b"words = '\xff'\n", b"", b"words = 1\nmo"], ids=["not TOML", "not UTF-8", "empty", "cut off"]
)
def test_a_broken_table_is_named(folder: Path, content: bytes) -> None:
    put(folder, "lexicon/bad.toml", content)
    with pytest.raises(ResourceError, match=r"DL200: data file lexicon/bad.toml is broken"):
        read_toml("lexicon/bad.toml")


def test_every_table_ends_with_the_end_of_a_line() -> None:
    folders = ("actors", "codes", "gazetteer", "lexicon", "merging", "ontology", "reading")
    names = [name for folder in folders for suffix in (".toml", ".csv", ".txt") for name in table_names(folder, suffix=suffix)]
    assert len(names) > 30
    assert [name for name in names if not table_path(name).read_bytes().endswith(b"\n")] == []


def test_names_are_sorted_and_of_the_ending_asked_for(folder: Path) -> None:
    for name in ("lexicon/b.toml", "lexicon/a.toml", "lexicon/c.txt", "lexicons/d.toml", "lexicon/.e.toml", "lexicon/__pycache__/f.toml"):
        put(folder, name, b"")
    assert table_names("lexicon") == ("lexicon/a.toml", "lexicon/b.toml")
    assert table_names("lexicon", suffix=".txt") == ("lexicon/c.txt",)


def test_the_digest_changes_with_a_byte_and_with_a_name_but_not_with_the_model(folder: Path) -> None:
    def digest() -> str:
        tables_digest.cache_clear()
        return tables_digest()

    put(folder, "a.toml", b"x = 1")
    first = digest()
    put(folder, "model/weights.onnx", b"\0\1")
    assert digest() == first
    put(folder, "a.toml", b"x = 2")
    second = digest()
    (folder / "a.toml").rename(folder / "b.toml")
    assert len({first, second, digest()}) == 3


def test_the_digest_is_defined_by_names_and_bytes(folder: Path) -> None:
    put(folder, "b.toml", b"two")
    put(folder, "a/a.toml", b"one")
    expected = hashlib.sha256()
    for name, content in (("a/a.toml", b"one"), ("b.toml", b"two")):
        expected.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    assert tables_digest() == expected.hexdigest()


def test_the_packages_own_digest_is_stable() -> None:
    first = tables_digest()
    tables_digest.cache_clear()
    assert tables_digest() == first
    assert len(first) == 64
