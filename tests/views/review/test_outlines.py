"""The outlines of countries and units: the files, and which outline a place is in."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.settings import Settings, using
from dateline.settings.record import Boundaries
from dateline.store import Store
from dateline.store.charting import Area, Sum
from dateline.views.review.app import create_app
from dateline.views.review.outlines import FOLDER, NAMES, holders, outline_address, shaded, unit_of
from dateline.views.review.serving import Serving
from tests.views.review.conftest import BASE

MANIFEST = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
# Binaries that the repository may hold besides the model and the gazetteer.
LARGEST = 1_200_000


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_those_of_the_manifest(name: str) -> None:
    packed = (FOLDER / f"{name}.json.gz").read_bytes()
    told = MANIFEST["files"][f"{name}.json.gz"]
    assert (hashlib.sha256(packed).hexdigest(), len(packed)) == (told["sha256"], told["bytes"])
    topology = json.loads(gzip.decompress(packed))
    assert len(topology["objects"]["outlines"]["geometries"]) == told["outlines"]
    west, south, east, north = topology["bbox"]
    assert (round(west), round(east)) == (-180, 180)
    assert south >= -84
    assert north <= 84


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.gz")) < LARGEST


def test_neighbours_share_their_border() -> None:
    """An arc that two outlines have is drawn once, so that no gap and no second line can open."""
    topology = json.loads(gzip.decompress((FOLDER / "countries.json.gz").read_bytes()))
    arcs: dict[str, set[int]] = {}
    for geometry in topology["objects"]["outlines"]["geometries"]:
        found = arcs.setdefault(geometry["properties"]["country"] or geometry["properties"]["territory"], set())
        found |= {arc if arc >= 0 else ~arc for polygon in _polygons(geometry) for ring in polygon for arc in ring}
    assert arcs["FRA"] & arcs["ESP"]
    assert arcs["SYR"] & arcs["TUR"]
    assert not arcs["FRA"] & arcs["POL"]


def _polygons(geometry: dict[str, object]) -> list[list[list[int]]]:
    arcs: list[list[list[int]]] = geometry["arcs"]  # type: ignore[assignment]
    return arcs if geometry["type"] == "MultiPolygon" else [arcs]  # type: ignore[list-item]


# Country and unit as an event has them, and the outline.
UNITS = [
    ("SYR", "Homs", ("SYR", "Homs")),
    ("SYR", "homs", ("SYR", "Homs")),
    ("UKR", "Crimea", ("UKR", "Crimea")),
    ("MLI", "Gao", ("MLI", "Gao")),
    ("COL", "Arauca", ("COL", "Arauca")),
    ("SYR", "Nowhere", None),
    ("XXX", "Homs", None),
    ("RUS", "Crimea", None),
]


@pytest.mark.parametrize(("country", "name", "wanted"), UNITS)
def test_a_unit_is_found_by_the_name_that_events_have(country: str, name: str, wanted: tuple[str, str] | None) -> None:
    assert unit_of(country, name) == wanted


def test_a_territory_goes_over_with_the_view() -> None:
    with using(Settings(boundaries=Boundaries(view="RUS"))):
        assert unit_of("RUS", "Crimea") == ("UKR", "Crimea")
        assert holders()["Crimea"] == "RUS"
    assert unit_of("RUS", "Crimea") is None
    assert holders()["Crimea"] == "UKR"


def test_a_server_draws_the_view_of_its_settings(store: Store, tmp_path: Path) -> None:
    config = tmp_path / "dateline.toml"
    config.write_text('[boundaries]\nview = "RUS"\n')
    client = TestClient(create_app(Serving(store, config=config)), base_url=BASE)
    assert client.get("/map/areas.json").json()["holders"]["Crimea"] == "RUS"


def test_what_has_no_outline_shades_what_is_around_it() -> None:
    one = Sum(1, 2, 3, None)
    found, nowhere = shaded([Area("SYR", "Homs", one), Area("SYR", "Nowhere", one), Area("SYR", None, one), Area("ZZZ", None, one)])
    assert [(area.country, area.name, area.sum.incidents) for area in found] == [("SYR", None, 2), ("SYR", "Homs", 1)]
    assert nowhere == one


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_keeps_them_for_good(client: TestClient, name: str) -> None:
    answer = client.get(outline_address(name))
    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.json()["type"] == "Topology"
    again = client.get(outline_address(name), headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get(outline_address(name), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == answer.json()


@pytest.mark.parametrize("name", ["countries.json", "admin1-0000000000000000.json", "..%2fmanifest.json", "manifest.json"])
def test_nothing_else_is_given(client: TestClient, name: str) -> None:
    assert client.get(f"/map/outlines/{name}").status_code == 404
