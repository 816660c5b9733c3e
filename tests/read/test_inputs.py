"""Files, folders and standard input: one reading for each input, in order, whatever is in it."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.read import Context, count_reports, read_reports
from dateline.read.jsonl import read_jsonl
from dateline.read.whence import Whence
from dateline.schema.failure import Reading
from dateline.schema.report import Report


def lines(*given: str | bytes) -> list[Reading]:
    data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in given)
    return list(read_jsonl(io.BytesIO(data), Whence("feed.jsonl")))


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.warnings] + ([reading.failure.code] if reading.failure else [])


def test_a_text_file_is_one_report_named_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffFirst line\r\nsecond \U0001f600\n".encode())
    (reading,) = read_reports(file)
    assert reading == Reading(Report(file.as_posix(), "First line\r\nsecond \U0001f600\n"))


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "notes.log").write_text("not a report")
    (tmp_path / ".hidden" / "x.txt").write_text("hidden")
    for name in ("c.txt", "a.jsonl", "b/B.TXT"):
        (tmp_path / name).write_text('{"text": "x"}\n{"text": "y"}' if name.endswith("l") else "x")
    ids = [reading.report.id.removeprefix(f"{tmp_path.as_posix()}/") for reading in read_reports(tmp_path)]
    assert ids == ["a.jsonl:1", "a.jsonl:2", "b/B.TXT", "c.txt"]


def test_a_path_that_is_not_there_is_wrong_use_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_reports(tmp_path / "nothing.txt")
    with pytest.raises(UsageError):
        read_reports(tmp_path)


def test_what_is_no_text_fails_in_its_place(tmp_path: Path) -> None:
    for name, data in (("1.txt", b"a"), ("2.txt", b"\0"), ("3.txt", b"")):
        (tmp_path / name).write_bytes(data)
    readings = list(read_reports(tmp_path))
    assert [codes(reading) for reading in readings] == [[], ["DL102"], []]
    assert [reading.report.text for reading in readings] == ["a", "", ""]


@pytest.mark.parametrize(("jsonl", "expected"), [(False, Report("-", '{"text": "x"}\n')), (True, Report("-:1", "x"))])
def test_standard_input_is_a_text_unless_it_is_said_to_be_lines(monkeypatch: pytest.MonkeyPatch, jsonl: bool, expected: Report) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "x"}\n')))
    (reading,) = read_reports("-", jsonl=jsonl)
    assert reading == Reading(expected)


def test_the_caller_fills_in_only_what_a_report_does_not_say(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "x", "published": "2020-02-03", "publisher": "P"}\n{"text": "y"}')
    context = Context(date(2019, 1, 1), "Q", "T", "en")
    first, second = (reading.report for reading in read_reports(file, context=context))
    assert (first.published, first.publisher, first.title) == (date(2020, 2, 3), "P", "T")
    assert (second.published, second.publisher, second.language) == (date(2019, 1, 1), "Q", "en")


def test_a_line_gives_a_report_with_all_its_fields() -> None:
    line = (
        '{"id": " \\u00e9/1 ", "text": "T", "published": "2020-02-03T23:00:00Z", "title": "h", "publisher": "p", "uri": "u",'
        ' "language": "en", "other": 1}'
    )
    assert lines(line) == [Reading(Report(" é/1 ", "T", date(2020, 2, 3), "h", "p", "u", "en"))]


@pytest.mark.parametrize(
    ("line", "report_id", "expected"),
    [
        ('{"text": "x"}', "feed.jsonl:1", []),
        ('{"text": "x", "id": null}', "feed.jsonl:1", []),
        ('{"text": "x", "id": ""}', "", []),  # any string is an id
        ('{"text": "x", "id": 7}', "7", []),
        ('{"text": "x", "id": true}', "feed.jsonl:1", ["DL104"]),
        ('{"id": "a"}', "a", ["DL104"]),
        ('{"id": "a", "text": null}', "a", ["DL104"]),
        ('{"id": "a", "text": ["x"]}', "a", ["DL104"]),
        ('{"id": "a", "text": "x", "title": 5}', "a", ["DL104"]),
        ('{"id": "a", "text": "x", "published": "yesterday"}', "a", ["DL502"]),
        ('{"id": "a", "text": "x", "published": "2019-02-30"}', "a", ["DL502"]),
        ('{"id": "a", "text": "x", "published": 20190101}', "a", ["DL502"]),
        ('{"id": "a", "text": "x", "published": ""}', "a", []),
        ('{"id": "a", "text": ', "feed.jsonl:1", ["DL103"]),
        ("not json", "feed.jsonl:1", ["DL103"]),
        ("[1]", "feed.jsonl:1", ["DL103"]),
        ("null", "feed.jsonl:1", ["DL103"]),
        ("[" * 100_000, "feed.jsonl:1", ["DL103"]),
        ('{"text": ' + "9" * 5000 + "}", "feed.jsonl:1", ["DL103"]),
        (b'{"text": "\xff\x81"}', "feed.jsonl:1", ["DL102"]),
        (b'{"text": "S\xe3o"}', "feed.jsonl:1", ["DL505"]),
    ],
)
def test_every_line_gets_a_report_or_a_failure_of_its_own(line: str | bytes, report_id: str, expected: list[str]) -> None:
    broken, good = lines(line, '{"id": "good", "text": "x"}')
    assert (broken.report.id, codes(broken)) == (report_id, expected)
    assert good == Reading(Report("good", "x"))


def test_blank_lines_are_no_input_but_count() -> None:
    found = lines("\ufeff", '{"text": "x"}\r', "", "  ", '{"text": "a\\r\\n\\u2028b"}', "")
    assert [(reading.report.id, reading.report.text) for reading in found] == [("feed.jsonl:2", "x"), ("feed.jsonl:5", "a\r\n\u2028b")]


def test_a_utf_16_feed_is_read() -> None:
    data = '{"text": "Bogotá"}\n{"text": "x"}\n'.encode("utf-16")
    assert [reading.report.text for reading in read_jsonl(io.BytesIO(data), Whence("f"))] == ["Bogotá", "x"]
    assert [codes(reading) for reading in read_jsonl(io.BytesIO(data[:-1]), Whence("f"))] == [["DL102"]]


def test_a_reading_has_the_bytes_it_was_made_of(tmp_path: Path) -> None:
    plain, feed = tmp_path / "a.txt", tmp_path / "b.jsonl"
    plain.write_bytes("\ufeffcaf\u00e9\r\n".encode())
    feed.write_bytes(b'{"text": "one"}\nbroken\n')
    assert [reading.raw for reading in read_reports(tmp_path)] == [plain.read_bytes(), b'{"text": "one"}\n', b"broken\n"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"", 0), (b'{"text": "a"}', 1), (b'{"text": "a"}\n', 1), (b'{"text": "a"}\n{"text": "b"}', 2), (b"a\nb\nc\n", 3)],
)
def test_reports_are_counted_before_they_are_read(tmp_path: Path, content: bytes, expected: int) -> None:
    (tmp_path / "feed.jsonl").write_bytes(content)
    (tmp_path / "one.txt").write_text("Two lines.\nOne report.")
    assert count_reports(tmp_path / "feed.jsonl") == expected
    assert count_reports(tmp_path / "one.txt") == 1
    assert count_reports(tmp_path) == expected + 1


def test_nobody_knows_how_many_come_on_standard_input(tmp_path: Path) -> None:
    assert count_reports("-") is None
    with pytest.raises(UsageError):
        count_reports(tmp_path / "absent")
