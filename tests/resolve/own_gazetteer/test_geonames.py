"""A GeoNames dump becomes a table: what is taken of it, under which names, and what is left out and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.resolve.gazetteer import key
from dateline.resolve.own_gazetteer.geonames import geonames_files, useful
from dateline.resolve.own_gazetteer.table import Table
from dateline.schema.place import Place
from tests.resolve.own_gazetteer.made import geonames, write_dump


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    folder = tmp_path_factory.mktemp("geonames")
    return Table(geonames(folder / "gazetteer", write_dump(folder / "dump")))


FOUND = [
    # name, ids in order
    ("Torbula", ["9000001", "9000003", "9000002"], "the best known of each country, then the second of each"),
    ("Tōrbula", ["9000001", "9000003", "9000002"], "marks make no difference"),
    ("Torboula", ["9000001"], "a name of alternateNamesV2.txt"),
    ("Dar Maqam", ["9000007"], "a name there without a language"),
    ("Torbulla", [], "the column of other names is not read where alternateNamesV2.txt is there"),
    ("TRB", [], "a code is no name"),
    ("Old Torbula", [], "what is no more is left out"),
    ("Republic of Mali", [], "countries are the package's"),
    ("https://example.org/Torbula", [], "a link is no name"),
    ("Nowhere That The Dump Has", [], "a name of a place that is not there"),
]


@pytest.mark.parametrize(("name", "ids", "why"), FOUND, ids=[row[2] for row in FOUND])
def test_what_a_name_finds(table: Table, name: str, ids: list[str], why: str) -> None:
    assert [place.id for place in table.find(key(name))] == [f"geonames:{id}" for id in ids], why


def test_a_place_has_the_values_of_its_line(table: Table) -> None:
    (place,) = table.find("torboula")
    assert place == Place("geonames:9000001", "Tōrbula", "city", "MLI", "Mopti", "Djenné", 15.10001, -4.2, 1200, "imported:geonames")


def test_a_transliterated_name_is_shown_plain(table: Table) -> None:
    (place,) = table.find("darmaqam")
    assert (place.name, place.admin1, place.admin2) == ("Darmaqam", "Kabul", "Kabul District")


def test_a_disputed_territory_is_recorded_as_our_table_has_it(table: Table) -> None:
    (place,) = table.find("simosta")
    assert (place.country, place.admin1) == ("ESH", None)


def test_kinds_follow_the_table_of_features(table: Table) -> None:
    assert [place.kind for place in table.find("torbula tala")] == ["water"]


def test_without_the_file_of_names_the_column_is_read(tmp_path: Path) -> None:
    table = Table(geonames(tmp_path / "gazetteer", write_dump(tmp_path / "dump", names=False)))
    assert [place.id for place in table.find("torbulla")] == ["geonames:9000001"]
    assert table.find(key("торбула")) == () == table.find("trb")


BAD = [
    ("only\tthree\tcells\n", "has 3 columns, not 19"),
    ("x" + "\t" * 18 + "\n", None),
    ("9\tTarkul\tTarkul\t\tninety\t4.0\tP\tPPL\tML\t\t04\t\t\t\t0\t\t\t\t\n", "could not convert string to float"),
    ("9\tTarkul\tTarkul\t\t95.0\t4.0\tP\tPPL\tML\t\t04\t\t\t\t0\t\t\t\t\n", "is nowhere on Earth"),
    ("nine\tTarkul\tTarkul\t\t15.0\t4.0\tP\tPPL\tML\t\t04\t\t\t\t0\t\t\t\t\n", "invalid literal for int"),
]


@pytest.mark.parametrize(("line", "why"), BAD)
def test_a_line_that_is_wrong_is_left_out_and_told(tmp_path: Path, line: str, why: str | None) -> None:
    about = geonames(tmp_path / "gazetteer", write_dump(tmp_path / "dump", more=line))
    told = about.manifest["left_out_first"]
    assert about.manifest["left_out"] == len(told) == (0 if why is None else 1)
    assert why is None or (told[0].startswith("allCountries.txt: line 10: ") and why in told[0])
    assert about.manifest["places"] == 7


def test_another_file_is_refused(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump")
    (dump / "allCountries.txt").write_text("name;latitude\n", "utf-8")
    with pytest.raises(GazetteerError, match=r"line 1 has 1 columns .*, not 19"):
        geonames(tmp_path / "gazetteer", dump)
    with pytest.raises(GazetteerError, match=r"has no allCountries.txt"):
        geonames_files(tmp_path)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Tombouctou", True), ("al-Fashir", True), ("Ménaka", True), ("Торбула", False), ("ba ge da", False), ("TRB", False), ("Bo", False)],
)
def test_names_that_an_english_report_could_print(name: str, is_one: bool) -> None:
    assert useful(name) == is_one
