"""Rows put into a user's own table of actors: all of them or none, and what is wrong with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import SettingsError
from dateline.settings import add_actors, read_settings

ROWS = "name,kind,countries,from,source\nLorit guards,militia,KEN,2009,field notes\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "dateline.toml"


def file(folder: Path, text: str) -> Path:
    path = folder / "new.csv"
    path.write_text(text, "utf-8")
    return path


def test_settings_and_table_are_made_where_there_are_none(tmp_path: Path, config: Path) -> None:
    added = add_actors(file(tmp_path, ROWS), config=config)
    assert (added.rows, added.table, added.settings) == (1, tmp_path / "actors.csv", config)
    assert (tmp_path / "actors.csv").read_text("utf-8") == ROWS
    assert [actor.id for actor in read_settings(config).actors] == ["lorit-guards"]


def test_rows_go_behind_those_that_are_there_with_the_columns_they_need(tmp_path: Path, config: Path) -> None:
    config.write_text('threshold = 0.4\nactors = ["mine.csv"]\n', "utf-8")
    (tmp_path / "mine.csv").write_text("id,name\nold,Old Guard\n", "utf-8")
    add_actors(file(tmp_path, ROWS), config=config)
    assert (tmp_path / "mine.csv").read_text("utf-8").splitlines() == [
        "id,name,kind,countries,from,source",
        "old,Old Guard,,,,",
        ",Lorit guards,militia,KEN,2009,field notes",
    ]
    assert [actor.name for actor in read_settings(config).actors] == ["Old Guard", "Lorit guards"]


def test_settings_that_name_no_table_keep_what_they_say(tmp_path: Path, config: Path) -> None:
    config.write_text('[boundaries]\nview = "MAR"\n', "utf-8")
    add_actors(file(tmp_path, ROWS), config=config)
    settings = read_settings(config)
    assert (len(settings.actors), settings.boundaries.view) == (1, "MAR")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("name,kind\nFoo,militai\n", "line 2, actor 'Foo', kind: 'militai' is not known"),
        ("name,countries\nBar,KEN\nFoo,ZZZ\n", "line 3, actor 'Foo', countries: 'ZZZ' is no state"),
        ("name,from\nFoo,last May\n", "line 2, actor 'Foo', from: 'last May' is no date"),
        ("name,kind\nFoo,militia\nFoo,militia\n", "line 3: the id 'foo' is already on line 2"),
        ("name,acts_for\nFoo,nobody\n", "line 2, actor 'Foo', acts_for: 'nobody' is the id of no actor"),
        ("name,alias\nFoo,F\n", "there is no column 'alias'"),
        ("name\n", "holds no rows"),
    ],
)
def test_a_wrong_row_is_told_with_its_line_and_nothing_is_written(tmp_path: Path, config: Path, rows: str, told: str) -> None:
    with pytest.raises(SettingsError, match=r"new\.csv") as raised:
        add_actors(file(tmp_path, rows), config=config)
    assert told in str(raised.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.csv"]


def test_the_same_rows_twice_are_refused(tmp_path: Path, config: Path) -> None:
    add_actors(file(tmp_path, ROWS), config=config)
    with pytest.raises(SettingsError, match="line 2: the id 'lorit-guards' is already in your table"):
        add_actors(file(tmp_path, ROWS), config=config)
    assert (tmp_path / "actors.csv").read_text("utf-8") == ROWS
