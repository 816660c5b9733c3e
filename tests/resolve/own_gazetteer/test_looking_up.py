"""A user's tables in force beside the package's: what comes first, what takes the place of what, and what the record says of it."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from dateline.errors import GazetteerError, SettingsError
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.places import PlaceContext, resolve_place
from dateline.run.identity import coder
from dateline.schema.place import Place, Where
from dateline.settings import Settings, read_settings, using
from dateline.views.explain.made_by import in_words, is_known
from tests.resolve.own_gazetteer.made import added, geonames, pcodes, settings, write_dump

BOTH = """Bandula Wells,Bandula,area,MLI,Mopti,,15.5,-4.5,field notes 2019
Kabul,,city,AFG,,,34.5300,69.1700,own survey
Tessit Nord,,city,MLI,Gao,,15.19,0.39,
"""


def found(folder: Path, name: str) -> tuple[Place, ...]:
    with using(settings(folder)):
        return Gazetteer.load().lookup(name)


def where(folder: Path, name: str, before: str = "in ", after: str = ".") -> Where:
    with using(settings(folder)):
        return resolve_place(name, before=before, after=after, context=PlaceContext(), gazetteer=Gazetteer.load())


def test_a_place_that_only_the_user_has(tmp_path: Path) -> None:
    added(tmp_path / "g", BOTH)
    told = where(tmp_path / "g", "Bandula")
    assert (told.place_id, told.country, told.latitude) == ("own:mine/bandula-wells-area-mopti-mli", "MLI", 15.5)
    assert told.made_by == "gazetteer:prior+added:mine"
    assert is_known(told.made_by)
    assert "your own table “mine”" in in_words(told.made_by)


def test_a_row_of_the_user_s_takes_the_place_of_ours_and_is_filled_from_it(tmp_path: Path) -> None:
    ours = next(p for p in Gazetteer.load().lookup("Kabul") if (p.kind, p.country) == ("city", "AFG"))
    added(tmp_path / "g", BOTH)
    places = [p for p in found(tmp_path / "g", "Kabul") if (p.kind, p.country) == ("city", "AFG")]
    assert [(p.id, p.latitude, p.admin1, p.population) for p in places] == [("own:mine/kabul-afg", 34.53, ours.admin1, ours.population)]
    assert where(tmp_path / "g", "Kabul").place_id == "own:mine/kabul-afg"


def test_what_is_added_comes_before_what_is_imported_and_that_before_ours(tmp_path: Path) -> None:
    geonames(tmp_path / "g", write_dump(tmp_path / "dump"))
    (kabul,) = [p for p in found(tmp_path / "g", "Kabul") if (p.kind, p.country) == ("city", "AFG")]
    assert (kabul.table, kabul.latitude, kabul.id) == ("imported:geonames", 34.52813, "geonames:1138958")
    assert where(tmp_path / "g", "Kabul").made_by.endswith("+imported:geonames")
    added(tmp_path / "g", BOTH)
    (kabul,) = [p for p in found(tmp_path / "g", "Kabul") if (p.kind, p.country) == ("city", "AFG")]
    assert (kabul.table, kabul.population) == ("added:mine", 4_434_550)


def test_namesakes_of_one_dump_stay_apart(tmp_path: Path) -> None:
    geonames(tmp_path / "g", write_dump(tmp_path / "dump"))
    assert len([p for p in found(tmp_path / "g", "Torbula") if p.country == "AFG"]) == 2


def test_a_dump_s_country_and_units_have_our_names(tmp_path: Path) -> None:
    units = "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE\nAfghanistan,AF,Sari Pul,AF22,Tarkul,AF2299\n"
    (tmp_path / "units.csv").write_text(units, "utf-8")
    pcodes(tmp_path / "g", tmp_path / "units.csv")
    ours = next(p for p in Gazetteer.load().lookup("Sar-e Pol") if p.kind == "admin1")
    (district,) = found(tmp_path / "g", "Tarkul")
    known = any(p.kind == "admin1" and p.country == "AFG" for p in Gazetteer.load().lookup("Sari Pul"))
    assert district.admin1 == (ours.name if known else "Sari Pul")
    assert [p.name for p in found(tmp_path / "g", "Afghanistan")][:1] == ["Afghanistan"]


def test_a_stream_of_a_dump_does_not_outshine_a_province(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump")
    lines = (dump / "allCountries.txt").read_text("utf-8").replace("Torbula Tala\tTorbula Tala", "Jordan\tJordan")
    (dump / "allCountries.txt").write_text(lines, "utf-8")
    geonames(tmp_path / "g", dump)
    assert where(tmp_path / "g", "Jordan").country == "JOR"


def test_a_unit_s_words_still_hold_its_towns(tmp_path: Path) -> None:
    geonames(tmp_path / "g", write_dump(tmp_path / "dump"))
    told = where(tmp_path / "g", "Torbula", after=" in Mopti region")
    assert (told.country, told.made_by) == ("MLI", "gazetteer:contained+imported:geonames")


def test_the_record_s_digest_is_of_the_contents(tmp_path: Path) -> None:
    def tables(folder: Path) -> str | None:
        with using(settings(folder)):
            return coder().tables

    added(tmp_path / "one" / "g", BOTH)
    added(tmp_path / "two" / "g", "".join(reversed(BOTH.splitlines(keepends=True))))
    added(tmp_path / "three" / "g", BOTH.replace("15.5", "15.6"))
    with using(None):
        assert coder().tables != tables(tmp_path / "one" / "g")
    assert tables(tmp_path / "one" / "g") == tables(tmp_path / "two" / "g") != tables(tmp_path / "three" / "g")


def test_settings_name_the_folder_and_go_to_other_processes(tmp_path: Path) -> None:
    added(tmp_path / "places", BOTH)
    (tmp_path / "dateline.toml").write_text('gazetteer = "places"\n')
    read = read_settings(tmp_path / "dateline.toml")
    assert str(read) == "gazetteer mine (3 places)"
    again: Settings = pickle.loads(pickle.dumps(read))
    with using(again):
        assert Gazetteer.load().lookup("Tessit Nord")[0].table == "added:mine"


def test_a_folder_or_table_that_is_not_whole_is_told(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('gazetteer = "places"\n')
    with pytest.raises(SettingsError, match="places: is no folder"):
        read_settings(tmp_path / "dateline.toml")
    added(tmp_path / "places", BOTH.replace("15.19", "15.191"))  # a table that no other test has opened
    read = read_settings(tmp_path / "dateline.toml")
    manifest = tmp_path / "places" / "mine" / "manifest.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**told, "digest": "0"}))
    with using(read), pytest.raises(GazetteerError, match="was changed since the settings were read"):
        Gazetteer.load()
    manifest.write_text(json.dumps({**told, "format": "0"}))
    with pytest.raises(SettingsError, match="has format 0, this version reads 1"):
        read_settings(tmp_path / "dateline.toml")
    manifest.write_text("{")
    with pytest.raises(SettingsError, match="is no table of a gazetteer"):
        read_settings(tmp_path / "dateline.toml")


def test_a_table_that_is_damaged_says_so(tmp_path: Path) -> None:
    added(tmp_path / "g", BOTH.replace("15.19", "15.192"))
    file = tmp_path / "g" / "mine" / "places.sqlite"
    file.write_bytes(b"\0" * file.stat().st_size)
    with pytest.raises(GazetteerError, match="is damaged"):
        found(tmp_path / "g", "Tessit Nord")
