"""Broken and hostile files: each is a clear failure with its code, or is read all the same; none costs its neighbours theirs."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read import FORMATS, Intake, read_reports
from dateline.read.formats import read_stream
from dateline.read.whence import Whence
from dateline.schema.failure import Reading
from dateline.settings import USUAL
from tests.read.hostile import FILES, HOSTILE, WORDS, Hostile

pytestmark = pytest.mark.timeout(120)


def codes(readings: list[Reading]) -> tuple[str, ...]:
    notes = {note.code for reading in readings for note in reading.warnings}
    return tuple(sorted(notes | {reading.failure.code for reading in readings if reading.failure}))


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.name)
def test_each_gives_its_codes_and_the_file_beside_it_is_read(hostile: Hostile, tmp_path: Path) -> None:
    (tmp_path / hostile.name).write_bytes(hostile.make())
    (tmp_path / "zzz.txt").write_text(WORDS)
    limits = replace(USUAL, **hostile.limits)  # type: ignore[arg-type]
    *readings, beside = read_reports(tmp_path, intake=Intake(limits=limits))
    assert (beside.report.text, beside.failure) == (WORDS, None)
    assert codes(readings) == hostile.codes, [reading.failure for reading in readings]
    assert any(reading.failure is None for reading in readings) == hostile.report
    for reading in readings:
        assert reading.report.id.startswith((tmp_path / hostile.name).as_posix()) or reading.failure is None
        assert "9,000" not in reading.report.text
        if reading.failure is not None:
            assert reading.failure.stage == "read"
            assert len(reading.failure.message) < 700


def test_there_are_more_than_sixty_of_them_with_names_of_their_own() -> None:
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE) > 60


BEGINNINGS = st.sampled_from(
    [
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd",
        b"WARC/1.0\r\n",
        b"PAR1",
        b"<html>",
        b"From a 2019\n",
        b"<rss>",
        b"{",
    ]
)


@pytest.mark.timeout(240)
@settings(max_examples=150)
@given(st.sampled_from(sorted(FORMATS)), BEGINNINGS, st.binary(max_size=400))
def test_no_bytes_under_any_name_are_an_error(ending: str, beginning: bytes, data: bytes) -> None:
    for reading in read_stream(io.BytesIO(beginning + data), Whence(f"a{ending}")):
        assert reading.failure is None or (reading.report.text == "" and reading.failure.stage == "read")


@pytest.mark.timeout(240)
@settings(max_examples=60)
@given(st.sampled_from(sorted(path for path in FILES.rglob("*.*") if path.suffix in FORMATS)), st.data())
def test_nor_is_a_file_with_bytes_changed(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for reading in read_stream(io.BytesIO(content), Whence(path.name)):
        assert reading.failure is None or (reading.report.text == "" and reading.failure.stage == "read")
