"""Maps of columns: found by the names of a table, or given by name or file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.read.columns import FIELDS, column_map, fitting, of_width, presets

TABLES = [
    (["id", "text", "published"], "usual"),
    (["Headline", "Body", "Date"], "usual"),
    (["url", "title"], "usual"),
    (["maintext", "date_publish", "url", "title"], "news-please"),
    (["stories_id", "publish_date", "title", "url", "media_name"], "mediacloud"),
    (["url", "seendate", "domain", "title"], "gdelt"),
    (["Link", "Archive status", "Text content"], "auto-archiver"),
    (["province", "killed"], None),
    (["title", "date"], None),
]


@pytest.mark.parametrize(("columns", "name"), TABLES)
def test_a_table_is_known_by_its_columns(columns: list[str], name: str | None) -> None:
    found = fitting(columns)
    assert (found.name if found else None) == name


def test_tables_without_a_heading_are_known_by_their_width() -> None:
    assert [found.name if (found := of_width(width)) else None for width in (61, 27, 5)] == ["gdelt-events", "gdelt-gkg", None]


def test_the_first_column_with_a_value_counts() -> None:
    picked = presets()["usual"].pick({"Text": "", "body": "Rebels fled.", "ID": 7, "other": "x"})
    assert picked == dict.fromkeys(FIELDS) | {"text": "Rebels fled.", "id": 7}


WRONG = [
    ("gedlt", "there is no such map of columns; give a .toml file, or one of news-please"),
    ("none.toml", "cannot be read"),
    ("text = [", "is not TOML"),
    ('txt = "body"', "there is no key 'txt'"),
    ("text = 7", "each key names a column"),
    ('title = "head"', "say which column holds the text"),
]


@pytest.mark.parametrize(("given", "told"), WRONG)
def test_a_map_that_is_wrong_is_wrong_use(given: str, told: str, tmp_path: Path) -> None:
    name = given
    if "=" in given:
        (tmp_path / "map.toml").write_text(given)
        name = str(tmp_path / "map.toml")
    with pytest.raises(UsageError, match=told.replace(".", r"\.")):
        column_map(name)
