"""An import is all or nothing, goes on after a kill, and gives the same table however often it was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.gazetteers.made import write_dump as write_large_dump
from dateline.errors import GazetteerError
from dateline.resolve.own_gazetteer import draft as drafts
from dateline.resolve.own_gazetteer.draft import Draft, _ranked
from dateline.resolve.own_gazetteer.geonames import geonames_files, geonames_origin, import_geonames
from dateline.resolve.own_gazetteer.table import remove
from dateline.settings.gazetteers import OwnTable, installed, tables_in, unfinished_in
from tests.resolve.own_gazetteer.made import added, geonames, made, write_dump

# Imports in steps of 20 places, and kills itself after so many steps.
KILLED = """
import os, signal, sys
from pathlib import Path
from dateline.resolve.own_gazetteer import draft, lines
draft.STEP = lines.STEP = 20
from dateline.resolve.own_gazetteer.geonames import geonames_files, geonames_origin, import_geonames
dump, folder, steps = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
files = geonames_files(dump)
work = draft.Draft(folder, geonames_origin("geonames", files))
def everything():
    yield from import_geonames(work, files)
    yield from work.finish()
for number, step in enumerate(everything(), 1):
    if number == steps:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    write_large_dump(folder, 300, names=400)
    return folder


@pytest.fixture(scope="module")
def whole(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> OwnTable:
    return geonames(tmp_path_factory.mktemp("whole"), dump)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_an_import_that_is_killed_goes_on_and_gives_the_same_table(dump: Path, whole: OwnTable, tmp_path: Path) -> None:
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    for steps in (1, 7, 9, 8):
        command = [sys.executable, "-c", KILLED, str(dump), str(tmp_path), str(steps)]
        assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
        assert tables_in(tmp_path) == ()
        assert list(unfinished_in(tmp_path)) == ["geonames"]
    files = geonames_files(dump)
    draft = Draft(tmp_path, geonames_origin("geonames", files))
    assert draft.resumed
    assert draft.reached("allCountries.txt").whole
    made(draft, import_geonames(draft, files))
    assert installed(tmp_path / "geonames") == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["geonames"]
    assert sorted(path.name for path in (tmp_path / "geonames").iterdir()) == ["manifest.json", "places.sqlite"]


def test_other_files_begin_anew(dump: Path, tmp_path: Path) -> None:
    other = write_dump(tmp_path / "other")
    first = Draft(tmp_path / "gazetteer", geonames_origin("geonames", geonames_files(dump)))
    next(import_geonames(first, geonames_files(dump)))
    first.close()
    second = Draft(tmp_path / "gazetteer", geonames_origin("geonames", geonames_files(other)))
    assert not second.resumed
    assert second.reached("allCountries.txt").offset == 0
    second.close()


def test_the_size_of_the_steps_changes_nothing(dump: Path, whole: OwnTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.resolve.own_gazetteer.lines.STEP", 7)
    monkeypatch.setattr(drafts, "STEP", 7)
    assert geonames(tmp_path, dump).digest == whole.digest


def test_two_imports_of_one_name_do_not_write_at_once(dump: Path, tmp_path: Path) -> None:
    first = Draft(tmp_path / "g", geonames_origin("geonames", geonames_files(dump)))
    next(import_geonames(first, geonames_files(dump)))
    for files in (geonames_files(dump), geonames_files(write_dump(tmp_path / "other"))):
        with pytest.raises(GazetteerError, match="another import is writing it"):
            Draft(tmp_path / "g", geonames_origin("geonames", files))
    first.close()
    again = Draft(tmp_path / "g", geonames_origin("geonames", geonames_files(dump)))
    assert again.reached("allCountries.txt").whole
    again.close()


def test_a_table_is_replaced_only_when_told(tmp_path: Path) -> None:
    dump, folder = write_dump(tmp_path / "dump"), tmp_path / "gazetteer"
    before = geonames(folder, dump)
    with pytest.raises(GazetteerError, match="--replace"):
        geonames(folder, dump)
    (dump / "alternateNamesV2.txt").unlink()
    draft = Draft(folder, geonames_origin("geonames", geonames_files(dump)), replace=True)
    assert installed(folder / "geonames") == before
    made(draft, import_geonames(draft, geonames_files(dump)))
    assert installed(folder / "geonames") != before
    assert [path.name for path in folder.iterdir()] == ["geonames"]


@pytest.mark.parametrize("name", ["", "../out", "a b", "é", "."])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(GazetteerError, match="cannot name a table"):
        Draft(tmp_path / "gazetteer", geonames_origin(name, geonames_files(write_dump(tmp_path / "dump"))))


def test_what_is_removed_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    added(folder, "Torbula,,city,MLI,Mopti,,15.1,-4.2,notes\n")
    remove(folder, "mine")
    assert list(folder.iterdir()) == []
    with pytest.raises(GazetteerError, match="has no table 'mine'"):
        remove(folder, "mine")
    with pytest.raises(GazetteerError, match="has no table"):
        remove(folder, "../gazetteer")


ROWS = st.lists(st.tuples(st.integers(1, 30), st.sampled_from(["MLI", "AFG", None]), st.integers(0, 5)), min_size=1, max_size=40)


@given(ROWS)
@settings(max_examples=60)
def test_the_order_of_a_name_s_places_is_that_of_their_contents(rows: list[tuple[int, str | None, int]]) -> None:
    once = {number: (number, country, people) for number, country, people in rows}
    full = [("k", n, None, "n", 3, country, None, None, 0, 0, people, None) for n, country, people in once.values()]
    ranked = _ranked(full)
    assert ranked == _ranked(sorted(full, key=lambda row: (hash((row[1], 7)), row[1]))) == _ranked([*full, *full])
    assert sorted(row[1] for _, row in ranked) == sorted(once)
    for country in {row[5] for row in full}:
        people = [(row[10], rank) for rank, row in ranked if row[5] == country]
        assert [rank for _, rank in people] == list(range(len(people)))
        assert [count for count, _ in people] == sorted((count for count, _ in people), reverse=True)
