"""XML that declares entities of its own reads no other file, grows to nothing, and fetches nothing: every format that is or holds XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.read.documents import parse
from dateline.read.whence import Whence
from tests.read.hostile import FILES, zipped

SECRET = "swordfish-7731"
WORDS = "Rebels killed two soldiers in Tadmur on Monday, the army said, and the governor called for calm in the town."
LAUGH = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 9))


def declared(root: str, uri: str) -> str:
    """A document type with an entity of a file, one of the network, one of a parameter, and a billion laughs."""
    return (
        f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "{uri}"><!ENTITY net SYSTEM "http://127.0.0.1:9/x">'
        f'<!ENTITY % p SYSTEM "{uri}"> %p; <!ENTITY l0 "ha">{LAUGH}]>'
    )


def office(file: str, part: str, root: str, old: str) -> Callable[[str], bytes]:
    """An example file whose part has that document type, and entities where it has these words."""

    def make(uri: str) -> bytes:
        with zipfile.ZipFile(FILES / file) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        text = members[part].decode("utf-8")
        start = text.index(f"<{root}")
        assert old in text
        members[part] = (text[:start] + declared(root, uri) + text[start:].replace(old, f"{old}&x;&net;&l8;", 1)).encode()
        return zipped(members)

    return make


def feed(encoding: str) -> Callable[[str], bytes]:
    def make(uri: str) -> bytes:
        item = f"<item><title>&x;</title><description>{WORDS}&x;&net;&l8;</description></item>"
        head = f'<?xml version="1.0" encoding="{encoding}"?>'
        return f'{head}{declared("rss", uri)}<rss version="2.0"><channel><title>Wire</title>{item}</channel></rss>'.encode(encoding)

    return make


def page(head: str, root: str) -> Callable[[str], bytes]:
    def make(uri: str) -> bytes:
        return f"{head}{declared(root, uri)}<html><body><article><p>{WORDS}&x;&net;&l8;</p><p>{WORDS}</p></article></body></html>".encode()

    return make


def letter(uri: str) -> bytes:
    head = b"From: a@example.org\nSubject: Raid\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    return head + page("", "html")(uri)


def saved(uri: str) -> bytes:
    head = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://wire.example/x\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    return head + page("", "html")(uri)


# The kind, the file, and whether it is refused with DL117 (else it is read, or is broken, and the entities are nothing).
ATTACKS: list[tuple[str, Callable[[str], bytes], bool]] = [
    ("docx", office("docx/by-hand.docx", "word/document.xml", "w:document", "</w:t>"), True),
    ("docx", office("docx/by-hand.docx", "[Content_Types].xml", "Types", "<Default"), True),
    ("workbook", office("table/openpyxl.xlsx", "xl/worksheets/sheet1.xml", "worksheet", "</row>"), True),
    ("workbook", office("table/openpyxl.xlsx", "xl/workbook.xml", "workbook", "<sheets>"), True),
    ("feed", feed("utf-8"), True),
    ("feed", feed("utf-16"), True),
    ("page", page("", "html"), False),
    ("page", page('<?xml version="1.0" encoding="utf-8"?>', "html"), False),
    ("markdown", page("", "html"), False),
    ("letter", letter, False),
    ("saved page", saved, False),
]


@pytest.mark.parametrize(("kind", "make", "refused"), ATTACKS, ids=[f"{kind}-{number}" for number, (kind, _, _) in enumerate(ATTACKS)])
def test_entities_of_a_document_are_nothing(kind: str, make: Callable[[str], bytes], refused: bool, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    readings = list(parse(kind, make((tmp_path / "secret.txt").as_uri()), Whence(f"a.{kind}")))
    assert [reading.failure.code if reading.failure else None for reading in readings] == (["DL117"] if refused else [None])
    for reading in readings:
        assert SECRET not in f"{reading}"
        assert "haha" not in f"{reading}"
        assert len(reading.report.text) < 2_000


def test_a_document_type_behind_a_long_comment_is_seen(tmp_path: Path) -> None:
    with zipfile.ZipFile(FILES / "docx" / "by-hand.docx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = members["word/document.xml"].decode()
    start = text.index("<w:document")
    members["word/document.xml"] = (text[:start] + f"<!--{'x' * 200_000}-->" + declared("w:document", "file:///x") + text[start:]).encode()
    (reading,) = parse("docx", zipped(members), Whence("a.docx"))
    assert reading.failure is not None
    assert reading.failure.code == "DL117"


def test_honest_office_files_have_no_document_type() -> None:
    from dateline.read.docx import unfit

    files = [*FILES.rglob("*.docx"), *FILES.rglob("*.xlsx")]
    assert len(files) > 3
    assert [path.name for path in files if unfit(path.read_bytes(), Whence(path.name), "file") is not None] == []


def test_names_in_archives_are_labels_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zip slip: what is in an archive is read from it; its names lead nowhere (bundles: tests/views/verify/test_archive.py)."""
    from dateline.read import read_reports

    names = ["../outside.txt", "/etc/outside.txt", "a/../../outside.txt", "..\\outside.txt", "C:\\outside.txt"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, WORDS)
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    (folder / "all.zip").write_bytes(buffer.getvalue())
    monkeypatch.chdir(folder)
    before = sorted(tmp_path.rglob("*"))
    readings = list(read_reports("all.zip"))
    assert {reading.report.text for reading in readings} == {WORDS}
    assert sorted(tmp_path.rglob("*")) == before
