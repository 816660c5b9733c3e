"""Every format, read from files that different programs made (`files/make.py`): the same report, whatever it came in."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from dateline.read import FORMATS, Intake, column_map, read_reports
from dateline.read.endings import kind_of_name, takes
from dateline.schema.failure import Edition, Reading
from tests.read.files import make

FILES = Path(__file__).parent / "files"
TEXT = "\n\n".join(make.PARAGRAPHS)
DAY = date(2021, 5, 14)
MONITOR = "https://monitor.example.org/2021/05/shelling-kills-four/"
RELIEF = "https://relief.example.org/news/shelling-kills-four"
POST = "https://post.example.org/world/2021/05/14/shelling.html"


def read(name: str, intake: Intake | None = None) -> list[Reading]:
    return list(read_reports(FILES / name, intake=intake or Intake()))


def plain(text: str) -> str:
    """The text with one kind of apostrophe, and lines that a program broke joined."""
    return "\n\n".join(" ".join(part.split()) for part in text.replace("’", "'").replace("\r\n", "\n").split("\n\n"))


# file, how many reports; of the first: day, where it was found, publisher, address
SAME = [
    ("html/wordpress.html", 1, DAY, "json-ld:datePublished", "Kharsin Monitor", MONITOR),
    ("html/drupal.html", 1, DAY, "meta:dcterms.date", "Ombari Relief Office", RELIEF),
    ("html/static.html", 1, DAY, "text", None, None),
    ("html/amp.html", 1, DAY, "url", "post.example.org", POST),
    ("html/chromium-complete.html", 1, DAY, "json-ld:datePublished", "Kharsin Monitor", MONITOR),
    ("html/chromium.mhtml", 1, DAY, "meta:article:published_time", "Kharsin Monitor", MONITOR),
    ("html/by-hand.mht", 1, DAY, "text", "post.example.org", POST),
    ("feed/wordpress.rss", 2, date(2021, 5, 13), "feed:published", "Kharsin Monitor", MONITOR),
    ("feed/by-hand.atom", 1, DAY, "feed:published", "Relief reports", "https://relief.example.org/news/88"),
    ("warc/warcio.warc", 2, DAY, "json-ld:datePublished", "Kharsin Monitor", MONITOR),
    ("warc/warcio.warc.gz", 2, DAY, "json-ld:datePublished", "Kharsin Monitor", MONITOR),
    ("warc/by-hand.warc", 1, DAY, "url", "post.example.org", POST),
    ("warc/by-hand.wacz", 2, DAY, "json-ld:datePublished", "Kharsin Monitor", MONITOR),
    ("pdf/chromium.pdf", 1, DAY, "text", None, None),
    ("pdf/libreoffice.pdf", 1, DAY, "text", None, None),
    ("pdf/fpdf.pdf", 1, DAY, "text", None, None),
    ("pdf/cairo.pdf", 1, DAY, "text", None, None),
    ("docx/pandoc.docx", 1, DAY, "text", None, None),
    ("docx/libreoffice.docx", 1, DAY, "text", None, None),
    ("docx/by-hand.docx", 1, None, None, None, None),
    ("eml/stdlib.eml", 1, DAY, "header:Date", "Kharsin Monitor", None),
    ("eml/by-hand.eml", 1, DAY, "header:Date", "Ana Ruíz", None),
    ("md/jekyll.md", 1, DAY, "head:date", None, None),
    ("md/hugo.md", 1, DAY, "head:date", None, None),
    ("table/stdlib.csv", 2, DAY, None, "Kharsin Monitor", "https://monitor.example.org/1"),
    ("table/pandas.csv", 2, DAY, None, "Kharsin Monitor", "https://monitor.example.org/1"),
    ("table/excel-europe.csv", 1, DAY, None, None, None),
    ("table/openpyxl.xlsx", 2, DAY, None, "Kharsin Monitor", "https://monitor.example.org/1"),
    ("table/xlsxwriter.xlsx", 1, DAY, None, None, None),
    ("table/pandas.parquet", 2, DAY, None, "Kharsin Monitor", "https://monitor.example.org/1"),
    ("table/duckdb.parquet", 2, DAY, None, None, None),
    ("table/pyarrow.parquet", 1, DAY, None, None, "https://monitor.example.org/1"),
    ("json/news-please.json", 1, DAY, None, "monitor.example.org", "https://monitor.example.org/1"),
    ("json/mediacloud.jsonl", 1, DAY, None, "Kharsin Monitor", "https://monitor.example.org/1"),
]


@pytest.mark.parametrize(("name", "many", "day", "by", "publisher", "uri"), SAME, ids=[row[0] for row in SAME])
def test_the_report_is_the_same_from_every_program(
    name: str, many: int, day: date | None, by: str | None, publisher: str | None, uri: str | None
) -> None:
    readings = read(name)
    first = readings[0].report
    assert [reading.failure for reading in readings] == [None] * many
    assert plain(first.text) == TEXT
    assert (first.published, first.published_by, first.publisher, first.uri) == (day, by, publisher, uri)


@pytest.mark.parametrize("name", [row[0] for row in SAME if row[0].startswith(("html", "feed", "docx", "md", "json"))])
def test_the_title_is_known_and_not_in_the_text(name: str) -> None:
    report = read(name)[0].report
    assert report.title in (make.TITLE, None)
    assert (report.title is None) == (name == "docx/by-hand.docx")
    assert make.TITLE not in report.text


@pytest.mark.parametrize(
    ("kind", "fewest"), [("html", 7), ("feed", 3), ("warc", 4), ("pdf", 5), ("docx", 4), ("eml", 4), ("md", 3), ("table", 9)]
)
def test_each_format_has_files_of_at_least_three_programs(kind: str, fewest: int) -> None:
    assert len([path for path in (FILES / kind).iterdir() if path.is_file()]) >= fewest >= 3


def test_what_stands_around_a_report_is_left_out_and_counted() -> None:
    (reading,) = read("html/wordpress.html")
    (note,) = reading.warnings
    assert note.code == "DL530"
    for told in ("1 byline", "1 caption", "1 comment of readers", "links to other reports", "1 line to share"):
        assert told in note.message
    for word in ("Mira", "Photo", "fifty", "Ombari", "Twitter", "Copyright"):
        assert word not in reading.report.text


def test_a_correction_is_said_and_not_coded() -> None:
    (reading,) = read("html/drupal.html")
    assert "nine people" not in reading.report.text
    told = next(note.message for note in reading.warnings if note.code == "DL531")
    assert told.endswith("said that nine people had been killed.'")


def test_each_entry_of_a_live_blog_is_a_report_with_its_own_day() -> None:
    readings = read("html/liveblog.html")
    assert [(one.report.id.rpartition(":")[2], str(one.report.published), one.report.title) for one in readings] == [
        ("1", "2021-05-14", "Bridge closed"),
        ("2", "2021-05-14", "Army denies"),
        ("3", "2021-05-13", "First reports"),
    ]
    assert readings[2].edition == Edition("https://post.example.org/live/kharsin#e1", "2021-05-13T21:40:00+00:00")
    assert readings[2].report.text == "Shells killed four people at the market of Kharsin, the health office said."


def test_a_page_says_since_when_it_is_so() -> None:
    assert read("html/wordpress.html")[0].edition == Edition(MONITOR, "2021-05-14T09:00:00+00:00")
    # Nobody says when it was changed: the archive says when it was seen
    assert read("warc/warcio.warc")[1].edition == Edition(RELIEF, "2021-05-15T03:00:00+00:00")
    assert read("html/amp.html")[0].edition == Edition(POST, None)
    assert read("html/static.html")[0].edition is None


def test_columns_of_a_page_are_read_one_after_the_other() -> None:
    (reading,) = read("pdf/reportlab.pdf")
    paragraphs = reading.report.text.split("\n\n")
    assert [part.replace("’", "'") for part in paragraphs] == [
        f"{words} This is part {n}." for n in range(1, 7) for words in make.PARAGRAPHS
    ]
    assert "4 running lines" in reading.warnings[0].message


def test_a_table_in_a_word_file_is_read_and_its_foot_is_not() -> None:
    report = read("docx/python-docx.docx")[0].report
    assert report.text == f"{TEXT}\n\nVillage | Killed\n\nKharsin | 4"
    assert (report.language, report.title) == ("en-GB", make.TITLE)


def test_attachments_are_reports_and_pictures_are_counted() -> None:
    own, attached = read("eml/attachments.eml")
    assert (own.report.text, own.warnings[0].message[-12:]) == ("Please find the reports attached.", "1 attachment")
    assert attached.report.id.endswith("attachments.eml!relief.html")
    assert (attached.report.text, attached.report.published, attached.report.uri) == (TEXT, DAY, RELIEF)


def test_a_mailbox_holds_a_report_a_letter() -> None:
    readings = read("eml/list.mbox")
    assert [reading.report.title for reading in readings] == ["Kharsin 1", "Kharsin 2", "Kharsin 3"]
    assert readings[1].report.text.endswith("\n\nFrom Kharsin no other news came.")
    assert readings[1].raw is not None
    assert b"Kharsin 2" in readings[1].raw
    assert b"Kharsin 3" not in readings[1].raw


def test_the_bytes_of_a_document_stay_with_its_report() -> None:
    for name in ("html/wordpress.html", "pdf/cairo.pdf", "feed/wordpress.rss"):
        assert {reading.raw for reading in read(name)} == {(FILES / name).read_bytes()}
    (first, _) = read("warc/warcio.warc.gz")
    assert first.raw == (FILES / "html/wordpress.html").read_bytes()


@pytest.mark.parametrize("name", ["json/gdelt.json", "json/gdelt-events.tsv", "json/gdelt-gkg.tsv", "json/mediacloud.csv"])
def test_a_list_of_addresses_says_that_its_pages_are_to_be_fetched(name: str) -> None:
    reading = read(name)[0]
    assert reading.failure is not None
    assert reading.failure.code == "DL120"
    assert (reading.report.uri, reading.report.published) == ("https://monitor.example.org/1", DAY)


def test_the_sheet_of_the_auto_archiver_is_known_by_its_columns() -> None:
    report = read("json/auto-archiver.csv")[0].report
    assert (report.text, report.published, report.title, report.uri) == (
        make.FIRST,
        date(2021, 5, 13),
        make.TITLE,
        "https://social.example.org/p/1",
    )


def test_a_map_of_one_s_own_names_the_columns(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("Körper;Tag\nRebels fled.;14 May 2021\n")
    (tmp_path / "map.toml").write_text('text = "körper"\npublished = ["tag"]\n')
    (unknown,) = read_reports(tmp_path / "odd.csv")
    assert unknown.failure is not None
    assert unknown.failure.code == "DL118"
    (reading,) = read_reports(tmp_path / "odd.csv", intake=Intake(column_map(str(tmp_path / "map.toml"))))
    assert (reading.report.text, reading.report.published) == ("Rebels fled.", DAY)
    assert reading.raw == b"Rebels fled.;14 May 2021\n"


NAMES = [
    ("a/b.html", True),
    ("a/B.PDF", True),
    ("feed.jsonl.gz", True),
    ("notes.log", False),
    ("README", False),
    (".hidden/a.txt", False),
    ("__MACOSX/a.txt", False),
    ("page_files/frame.html", False),
]


@pytest.mark.parametrize(("name", "taken"), NAMES)
def test_a_folder_gives_its_files_of_known_endings(name: str, taken: bool) -> None:
    assert takes(name) == taken


KINDS = [
    ("a.jsonl", 0, "lines"),
    ("a.jsonl.gz", 0, "gzip"),
    ("a.jsonl.gz", 1, "lines"),
    ("x.zip!a.jsonl.gz", 2, "lines"),
    ("a.b.c", 0, None),
]


@pytest.mark.parametrize(("name", "depth", "kind"), KINDS)
def test_the_ending_says_the_kind_and_of_packed_files_the_one_before(name: str, depth: int, kind: str | None) -> None:
    assert kind_of_name(name, depth) == kind


def test_every_ending_is_documented() -> None:
    text = (Path(__file__).parent.parent.parent / "docs" / "guides" / "read-reports.md").read_text("utf-8")
    assert [ending for ending in FORMATS if f"`{ending}`" not in text] == []


@pytest.mark.parametrize("name", ["html/wordpress.html", "pdf/cairo.pdf", "docx/pandoc.docx"])
def test_a_library_that_is_missing_is_said_with_its_extra(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("lxml", "pdfminer", "docx"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text(f"raise ImportError('no {package} here', name='{package}')")
    from dateline.read import apart

    apart.end_readers()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    (reading,) = read(name)
    apart.end_readers()
    assert reading.failure is not None
    assert reading.failure.code == "DL112"
    assert "pip install 'dateline[" in reading.failure.message
