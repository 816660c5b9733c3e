"""P-code tables, with the columns that OCHA gives them, become tables of units."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.resolve.gazetteer import key
from dateline.resolve.own_gazetteer.pcodes import is_pcodes
from dateline.resolve.own_gazetteer.table import Table
from tests.resolve.own_gazetteer.made import pcodes

OLDER = """ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_FR,ADM1_PCODE,ADM2_EN,ADM2_PCODE,ADM2_REF,date,validOn
Mali,ML,Torba,La Torba,ML90,Bandula,ML9001,Bandoula,2020-01-01,2021-01-01
Mali,ML,Torba,La Torba,ML90,Sorkala,ML9002,,2020-01-01,2021-01-01
"""
NEWER = """adm0_name,adm0_pcode,adm1_name,adm1_pcode,adm2_name,adm2_pcode,adm3_name,adm3_pcode,center_lat,center_lon
Mali,MLI,Torba,MLI90,Bandula,MLI9001,Kardo,MLI900101,15.5,-4.5
"""


def table(folder: Path, text: str) -> Table:
    file = folder / "units.csv"
    file.write_text(text, "utf-8")
    assert is_pcodes(file)
    return Table(pcodes(folder / "gazetteer", file))


CASES = [
    (OLDER, "Torba", ("pcode:ML90", "admin1", "MLI", "Torba", None, None)),
    (OLDER, "La Torba", ("pcode:ML90", "admin1", "MLI", "Torba", None, None)),
    (OLDER, "Bandula", ("pcode:ML9001", "admin2", "MLI", "Torba", "Bandula", None)),
    (OLDER, "Bandoula", ("pcode:ML9001", "admin2", "MLI", "Torba", "Bandula", None)),
    (OLDER, "Sorkala", ("pcode:ML9002", "admin2", "MLI", "Torba", "Sorkala", None)),
    (NEWER, "Kardo", ("pcode:MLI900101", "district", "MLI", "Torba", "Bandula", 15.5)),
    (NEWER, "Bandula", ("pcode:MLI9001", "admin2", "MLI", "Torba", "Bandula", None)),
]


@pytest.mark.parametrize(("text", "name", "wanted"), CASES)
def test_units_with_their_codes(tmp_path: Path, text: str, name: str, wanted: tuple[str | None, ...]) -> None:
    (place,) = table(tmp_path, text).find(key(name))
    assert (place.id, place.kind, place.country, place.admin1, place.admin2, place.latitude) == wanted
    assert place.table == "imported:pcodes"


WRONG = [
    (OLDER.replace("Sorkala,ML9002", "Sorkala,ML9001"), "line 3: ML9001 is 'Sorkala' here and 'Bandula' in line 2"),
    (OLDER.replace("Mali,ML,", "Mali,Q9,"), "line 2: 'Q9' in ADM0_PCODE does not begin with a country's ISO 3166-1 code"),
    (OLDER.replace("Bandula,ML9001", ",ML9001").replace("Bandoula", ""), "line 2: ML9001 has no name"),
    (NEWER.replace("15.5", "north"), "line 2: 'north', '-4.5' are no degrees"),
    (OLDER.replace("ADM0_PCODE", "ADM0_CODE"), "line 1: the column 'ADM0_PCODE' is missing"),
    (OLDER.splitlines()[0] + "\n", "has no row"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[row[1][:30] for row in WRONG])
def test_a_table_that_contradicts_itself_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(GazetteerError) as error:
        table(tmp_path, text)
    assert message in str(error.value)
    assert not (tmp_path / "gazetteer" / "pcodes").exists()


def test_other_tables_are_not_taken_for_p_codes(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("name,latitude,longitude\n", "utf-8")
    assert not is_pcodes(tmp_path / "places.csv")
