"""The embedded gazetteer: what it finds, how its names are compared, and that its files are the ones that the manifest names."""

from __future__ import annotations

import csv
import hashlib
import json
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ResourceError
from dateline.resolve.gazetteer import FILES, Gazetteer, key, pack_population, unpack_population, without_article
from dateline.schema.place import Place

FOLDER = Path(str(resources.files("dateline") / "data" / "gazetteer"))
KINDS = {"country", "admin1", "admin2", "city", "district", "camp", "area", "water", "facility"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def best(gazetteer: Gazetteer, name: str, kind: str, country: str) -> Place:
    return next(p for p in gazetteer.lookup(name) if (p.kind, p.country) == (kind, country))


def near(found: tuple[float | None, float | None], wanted: tuple[float, float]) -> bool:
    return all(f is not None and abs(f - w) < 0.5 for f, w in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sana‘a", "SANAA"),
        ("Sar-e-Pul", "sar e pul"),
        ("the Gaza Strip", "Gaza Strip"),
        ("Bogotá", "Bogota"),
        ("St. Petersburg", "Saint Petersburg"),
        ("U.S.", "US"),
        ("Łódź", "Lodz"),
        ("Đakovica", "Dakovica"),
        ("Diyarbakır", "Diyarbakir"),
    ],
)
def test_names_that_are_compared_as_one(one: str, other: str) -> None:
    assert key(one) == key(other)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


@given(st.integers(0, 2_000_000_000))
def test_population_keeps_three_digits(people: int) -> None:
    kept = unpack_population(pack_population(people))
    assert kept <= people and people - kept <= max(people // 100, 0)
    assert pack_population(people) < 2**16


def test_an_article_may_be_left_out(gazetteer: Gazetteer) -> None:
    assert without_article("al hudaydah") == "hudaydah"
    assert without_article("al a") == "al a"
    assert gazetteer.lookup("al-Raqqa") and gazetteer.lookup("el-Fasher")


@pytest.mark.parametrize(
    ("name", "kind", "country", "admin1"),
    [
        ("Kabul", "city", "AFG", "Kabul"),
        ("Uruzgan", "admin1", "AFG", "Uruzgan"),
        ("Parwan", "admin1", "AFG", "Parwan"),
        ("Sayyad district", "admin2", "AFG", "Sar-e Pol"),
        ("Ituri", "admin1", "COD", "Ituri"),
        ("Bunia", "city", "COD", "Ituri"),
        ("Goma", "city", "COD", "North Kivu"),
        ("Menaka", "city", "MLI", "Ménaka"),
        ("Djibo", "city", "BFA", "Sahel"),
        ("El Daein", "city", "SDN", "East Darfur"),
        ("Hodeidah", "city", "YEM", "Hodeidah"),
        ("Sevastopol", "city", "UKR", "Sevastopol"),
        ("Ariel", "city", "PSE", "West Bank"),
        ("Katzrin", "city", "SYR", "Quneitra"),
        ("Pristina", "city", "XKX", "Pristina"),
        ("Hargeisa", "city", "SOM", "Woqooyi Galbeed"),
        ("Wajir", "city", "KEN", "Wajir"),
        ("Belfast", "city", "GBR", "Northern Ireland"),
        ("Bilbao", "city", "ESP", "Basque Country"),
        ("Hyderabad", "city", "IND", "Telangana"),
        ("Zamzam", "camp", "SDN", "North Darfur"),
        ("Yarmouk", "camp", "SYR", "Damascus"),
    ],
)
def test_where_a_place_lies(gazetteer: Gazetteer, name: str, kind: str, country: str, admin1: str) -> None:
    assert best(gazetteer, name, kind, country).admin1 == admin1


def test_countries_and_units_by_code_and_name(gazetteer: Gazetteer) -> None:
    state = gazetteer.country("COD")
    assert state is not None and state.name == "Democratic Republic of the Congo" and state.id.startswith("geonames:")
    assert gazetteer.country("XXX") is None
    unit = gazetteer.admin1("IRQ", "Ninewa Governorate")
    assert unit is not None and unit.name == "Nineveh"
    assert gazetteer.admin1("IRQ", "Kabul") is None
    assert gazetteer.admin1_of(best(gazetteer, "Mosul", "city", "IRQ")) == unit


def test_seas_belong_to_no_country(gazetteer: Gazetteer) -> None:
    for name in ("Black Sea", "Red Sea", "Strait of Hormuz", "Gulf of Aden"):
        assert any(p.kind == "water" and p.country is None and p.admin1 is None for p in gazetteer.lookup(name))


def test_disputed_territories_say_who_claims_them(gazetteer: Gazetteer) -> None:
    crimea = gazetteer.disputed("Crimea")
    assert crimea is not None and (crimea.country, crimea.claimed_by) == ("UKR", ("RUS",))
    assert gazetteer.disputed("Paris") is None


def test_nothing_by_an_unknown_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qarmuzabad") == ()
    assert gazetteer.lookup("") == ()


def test_what_a_lookup_gives_is_whole(gazetteer: Gazetteer) -> None:
    for name in ("San Jose", "Victoria", "Georgia", "Kivu", "Rafah", "Santa Ana"):
        for place in gazetteer.lookup(name):
            assert place.kind in KINDS
            assert place.id.split(":")[0] in {"geonames", "dateline"}
            assert place.latitude is not None and -90 <= place.latitude <= 90
            assert place.longitude is not None and -180 <= place.longitude <= 180


def test_curated_places_are_found_where_the_table_says(gazetteer: Gazetteer) -> None:
    for row in rows("curated.csv"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            if name.startswith("-"):
                continue
            found = [p for p in gazetteer.lookup(name) if p.country == (row["country"] or None)]
            assert found, (name, row["country"])
            if row["latitude"] and row["kind"] not in {"country", "admin1"}:
                wanted = (float(row["latitude"]), float(row["longitude"]))
                assert any(near((p.latitude, p.longitude), wanted) for p in found), row


def test_the_curated_table_is_wide_and_clean() -> None:
    table = rows("curated.csv")
    assert len(table) >= 400
    assert len({r["country"] for r in table}) >= 100
    assert {r["kind"] for r in table} <= KINDS
    seen = [(r["name"], r["kind"], r["country"], r["admin1"], r["latitude"]) for r in table]
    assert len(set(seen)) == len(seen)
    assert all(r["source"] for r in table)
    assert all(r["latitude"] or r["kind"] == "admin1" for r in table)


def test_our_ids_are_unique(gazetteer: Gazetteer) -> None:
    found: dict[str, Place] = {}
    for row in rows("curated.csv"):
        for place in gazetteer.lookup(row["name"]):
            if place.id.startswith("dateline:"):
                assert found.setdefault(place.id, place) == place


def test_the_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    assert set(manifest["sha256"]) >= set(FILES) | {"curated.csv"}
    for name, digest in manifest["sha256"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, f"{name}: run make gazetteer"


def test_it_is_small_and_opens() -> None:
    assert sum((FOLDER / name).stat().st_size for name in FILES) < 10_000_000
    gazetteer = Gazetteer(FOLDER)
    assert gazetteer.lookup("Kabul")


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="lacks"):
        Gazetteer.load(tmp_path)


def test_an_older_format_is_refused(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "manifest.json").write_text('{"format": "0"}', "utf-8")
    with pytest.raises(ResourceError, match="format"):
        Gazetteer.load(tmp_path)
