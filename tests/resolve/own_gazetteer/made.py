"""Small files with the true columns, and tables made of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.resolve.own_gazetteer.added import add_places, added_origin
from dateline.resolve.own_gazetteer.draft import Draft, Step
from dateline.resolve.own_gazetteer.geonames import geonames_files, geonames_origin, import_geonames
from dateline.resolve.own_gazetteer.pcodes import import_pcodes, pcodes_origin
from dateline.settings import Settings
from dateline.settings.gazetteers import OwnTable, installed, tables_in

HEADING = "name,aliases,kind,country,admin1,admin2,latitude,longitude,source\n"
# id, name, plain name, other names, latitude, longitude, class, code, country, admin-1, admin-2, people
PLACES = (
    (9000001, "Tōrbula", "Torbula", "Torbulla,TRB,торбула", 15.10001, -4.2, "P", "PPL", "ML", "04", "042", 1200),
    (9000002, "Torbula", "Torbula", "", 34.5, 69.1, "P", "PPL", "AF", "13", "", 90),
    (9000003, "Torbula", "Torbula", "", 34.9, 69.9, "P", "PPL", "AF", "13", "", 40_000),
    (9000004, "Torbula Tala", "Torbula Tala", "", 15.2, -4.3, "H", "STM", "ML", "04", "", 0),
    (9000005, "Republic of Mali", "Republic of Mali", "Mali", 17.0, -4.0, "A", "PCLI", "ML", "00", "", 0),
    (9000006, "Old Torbula", "Old Torbula", "", 15.3, -4.4, "P", "PPLH", "ML", "04", "", 0),
    (9000007, "Dārmaqām", "Darmaqam", "", 34.6, 69.2, "P", "PPL", "AF", "13", "1300", 500),
    (9000008, "Simosta", "Simosta", "", 24.0, -14.1, "P", "PPL", "MA", "12", "", 700),
    (1138958, "Kabul", "Kabul", "Caboul", 34.52813, 69.17233, "P", "PPLC", "AF", "13", "1300", 4_434_550),
)
NAMES = (
    (1, 9000001, "fr", "Torboula"),
    (2, 9000001, "link", "https://example.org/Torbula"),
    (3, 9000007, "", "Dar Maqam"),
    (4, 424242, "en", "Nowhere That The Dump Has"),
    (5, 9000001, "ru", "Торбула"),
)


def write_dump(folder: Path, *, names: bool = True, more: str = "") -> Path:
    """allCountries.txt and the files beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(_cells(*place)) for place in PLACES]
    (folder / "allCountries.txt").write_text("\n".join(lines) + "\n" + more, "utf-8")
    (folder / "admin1CodesASCII.txt").write_text("ML.04\tMopti\tMopti\t1\nAF.13\tKābul\tKabul\t2\n", "utf-8")
    (folder / "admin2Codes.txt").write_text("ML.04.042\tDjenné\tDjenne\t3\nAF.13.1300\tKābul District\tKabul District\t4\n", "utf-8")
    if names:
        rows = ["\t".join((*map(str, row), "", "", "", "", "", "")) for row in NAMES]
        (folder / "alternateNamesV2.txt").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


def _cells(number: int, name: str, plain: str, others: str, latitude: float, longitude: float, *rest: object) -> tuple[str, ...]:
    kind, code, country, admin1, admin2, people = map(str, rest)
    return (
        *(str(number), name, plain, others, str(latitude), str(longitude), kind, code, country, "", admin1, admin2, "", ""),
        *(people, "", "300", "Africa/Bamako", "2024-02-03"),
    )


def made(draft: Draft, steps: Iterator[Step]) -> None:
    for _ in steps:
        pass
    for _ in draft.finish():
        pass
    draft.close()


def geonames(folder: Path, dump: Path, name: str = "geonames") -> OwnTable:
    files = geonames_files(dump)
    draft = Draft(folder, geonames_origin(name, files))
    made(draft, import_geonames(draft, files))
    return installed(folder / name)


def pcodes(folder: Path, file: Path, name: str = "pcodes") -> OwnTable:
    draft = Draft(folder, pcodes_origin(name, file))
    made(draft, import_pcodes(draft, file))
    return installed(folder / name)


def added(folder: Path, rows: str, name: str = "mine") -> OwnTable:
    folder.parent.mkdir(exist_ok=True)
    file = folder.parent / f"{name}.csv"
    file.write_text(HEADING + rows, "utf-8")
    draft = Draft(folder, added_origin(name, file))
    made(draft, add_places(draft, file))
    return installed(folder / name)


def settings(folder: Path) -> Settings:
    return Settings(gazetteers=tables_in(folder))
