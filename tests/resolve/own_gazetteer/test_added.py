"""A user's CSV file: every wrong row is told with its line and reason, and then nothing is added."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import SettingsError
from dateline.resolve.own_gazetteer.table import Table
from dateline.settings.gazetteers import tables_in
from tests.resolve.own_gazetteer.made import added

GOOD = "Torbula,,city,MLI,Mopti,,15.1,-4.2,notes\n"
BAD = [
    ("Tarkul,,city,MLI,,,95,-4.2,\n", "line 3, latitude: 95.0 is not between -90 and 90 degrees"),
    ("Tarkul,,city,MLI,,,,-4.2,\n", "line 3, latitude:"),
    ("Tarkul,,town,MLI,,,15,-4.2,\n", "line 3, kind: 'town' is not known"),
    ("Tarkul,,city,MALI,,,15,-4.2,\n", "line 3, country: 'MALI' is no state"),
    ("...,,city,MLI,,,15,-4.2,\n", "line 3: the name is empty"),
    ("Tarkul,,city,MLI,15,-4.2,\n", "line 3: the row has not as many cells as the heading"),
    ("Tarkul,,city,MLI,,,15,200,\n", "line 3, longitude: 200.0 is not between -180 and 180 degrees"),
]


@pytest.mark.parametrize(("row", "message"), BAD, ids=[message for _, message in BAD])
def test_a_wrong_row_is_told_and_nothing_is_added(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(SettingsError) as error:
        added(tmp_path / "g", GOOD + row)
    assert f"mine.csv: {message}" in str(error.value)
    assert tables_in(tmp_path / "g") == ()


def test_every_wrong_row_is_told_up_to_a_measure(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        added(tmp_path / "g", "".join(f"Tarkul {n},,city,MLI,,,95,-4.2,\n" for n in range(11)))
    assert str(error.value).count("is not between") == 8
    assert str(error.value).endswith("and 3 more")


IDS = [
    ("Torbula,,city,MLI,Mopti,,15.1,-4.2,\n", ["own:mine/torbula-mopti-mli"]),
    ("Torbula,,camp,MLI,,,15.1,-4.2,\n", ["own:mine/torbula-camp-mli"]),
    (
        "Torbula,,city,MLI,Mopti,,15.1,-4.2,\nTorbula,,city,MLI,Mopti,,15.9,-4.2,\n",
        ["own:mine/torbula-mopti-mli@15.1,-4.2", "own:mine/torbula-mopti-mli@15.9,-4.2"],
    ),
]


@pytest.mark.parametrize(("rows", "ids"), IDS)
def test_ids_name_the_table(tmp_path: Path, rows: str, ids: list[str]) -> None:
    table = Table(added(tmp_path / "g", rows))
    assert [place.id for place in table.find("torbula")] == ids


def test_an_id_is_kept_only_where_the_file_gives_it(tmp_path: Path) -> None:
    file = tmp_path / "given.csv"
    file.write_text("name,latitude,longitude,id\nTorbula,15,-4,geonames:77\nTarkul,15,-4,t1\nDarbo,15,-4,\n", "utf-8")
    from dateline.resolve.own_gazetteer.added import add_places, added_origin
    from dateline.resolve.own_gazetteer.draft import Draft
    from dateline.settings.gazetteers import installed
    from tests.resolve.own_gazetteer.made import made

    draft = Draft(tmp_path / "g", added_origin("given", file))
    made(draft, add_places(draft, file))
    table = Table(installed(tmp_path / "g" / "given"))
    assert [table.find(name)[0].id for name in ("torbula", "tarkul", "darbo")] == ["geonames:77", "own:given/t1", "own:given/darbo"]


def test_the_source_of_a_row_is_kept(tmp_path: Path) -> None:
    table = Table(added(tmp_path / "g", GOOD + "Tarkul,,city,MLI,,,15,-4.2,\n"))
    assert table.source("torbula", table.find("torbula")[0]) == "notes"
    assert table.source("tarkul", table.find("tarkul")[0]) is None
