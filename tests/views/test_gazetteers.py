"""`dateline gazetteer`: add, import, list, find and remove, as a person gives the commands."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from dateline.resolve.own_gazetteer.draft import Step
from dateline.views.cli import gazetteers, main
from tests.resolve.own_gazetteer.made import HEADING, write_dump

ROWS = HEADING + "Torbula Wells,Torbula,area,MLI,Mopti,,15.1,-4.2,field notes 2019\n"


class Cli:
    """Runs commands in a folder of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["dateline", "gazetteer", *arguments])
        with pytest.raises(SystemExit) as done:
            main()
        out, err = self._capsys.readouterr()
        return int(done.value.code or 0), out, err


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Field 2019.csv").write_text(ROWS, "utf-8")
    write_dump(tmp_path / "dump")
    return Cli(monkeypatch, capsys)


def test_from_a_file_to_a_candidate_and_away_again(cli: Cli, tmp_path: Path) -> None:
    code, _, err = cli("add", "Field 2019.csv")
    assert (code, (tmp_path / "dateline.toml").read_text()) == (0, 'gazetteer = "gazetteer"\n')
    assert "field-2019: 1 places, 2 names in gazetteer/field-2019" in err
    assert "dateline.toml was made" in err
    code, _, err = cli("import", "dump")
    assert code == 0
    assert "GeoNames: allCountries.txt, alternateNamesV2.txt, admin1CodesASCII.txt, admin2Codes.txt" in err
    assert "allCountries.txt: 100 %" in err
    code, out, err = cli("list")
    assert code == 0
    assert "field-2019  added  1 places, 2 names  own file (Field 2019.csv)" in out
    assert "geonames  imported  7 places" in out
    assert "CC BY 4.0" in out
    assert err == "dateline: 2 tables in gazetteer\n"
    code, out, _ = cli("find", "Torbula")
    assert code == 0
    first, second = out.splitlines()[:2]
    assert first == (
        "own:field-2019/torbula-wells-area-mopti-mli  Torbula Wells, Mopti, MLI  area  15.1000, -4.2000  population unknown  "
        "added:field-2019  source: field notes 2019"
    )
    assert second.startswith("geonames:9000003  Torbula, Kabul, AFG  city  34.9000, 69.9000  40,000 people  imported:geonames")
    code, out, _ = cli("find", "Torbula", "--format", "json")
    assert [row["place_id"] for row in json.loads(out)][:2] == ["own:field-2019/torbula-wells-area-mopti-mli", "geonames:9000003"]
    assert cli("remove", "geonames")[0] == 0
    assert cli("remove", "field-2019")[0] == 0
    code, _, err = cli("find", "Torbula")
    assert code == 1
    assert "no gazetteer has a place named Torbula" in err


def test_a_table_of_p_codes_is_known_by_its_heading(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "mli adm.csv").write_text("ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE\nMali,ML,Torba,ML90\n", "utf-8")
    assert cli("import", "mli adm.csv")[0] == 0
    assert "\npcode:ML90  Torba, MLI  admin1  no coordinates  population unknown  imported:mli-adm\n" in cli("find", "Torba")[1]


def test_what_has_no_known_form_is_refused(cli: Cli, tmp_path: Path) -> None:
    code, _, err = cli("import", "Field 2019.csv")
    assert code == 2
    assert "is neither GeoNames (19 columns with tabs between) nor a table of P-codes" in err
    assert cli("add", "nothing.csv")[0] == 2
    assert not (tmp_path / "dateline.toml").exists()


def test_a_wrong_row_leaves_nothing_behind(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "wrong.csv").write_text(ROWS + "Tarkul,,city,MLI,,,95,0,\n", "utf-8")
    code, _, err = cli("add", "wrong.csv")
    assert code == 2
    assert "nothing was added" in err
    assert "wrong.csv: line 3, latitude: 95.0 is not between -90 and 90 degrees" in err
    assert [path.name for path in tmp_path.glob("gazetteer/*")] == []


def test_a_settings_file_is_never_edited(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text("# mine\n")
    _, _, err = cli("add", "Field 2019.csv")
    assert (tmp_path / "dateline.toml").read_text() == "# mine\n"
    assert 'write gazetteer = "gazetteer" into dateline.toml' in err


def test_the_folder_of_the_settings_is_used(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('gazetteer = "sub/places"\n')
    code, _, err = cli("add", "Field 2019.csv", "--config", "other.toml", "--name", "mine")
    assert code == 0
    assert (tmp_path / "sub" / "places" / "mine" / "manifest.json").is_file()
    assert "does not see" not in err
    assert cli("add", "Field 2019.csv", "--config", "other.toml", "--name", "mine")[0] == 2
    assert cli("add", "Field 2019.csv", "--config", "other.toml", "--name", "mine", "--replace")[0] == 0


def test_lines_left_out_are_told(cli: Cli, tmp_path: Path) -> None:
    write_dump(tmp_path / "dump", more="a\tb\n" * 10)
    _, _, err = cli("import", "dump")
    assert "left out: allCountries.txt: line 10: has 2 columns, not 19" in err
    assert "left out: 10 lines in all" in err
    assert "10 lines left out" in cli("list")[1]


def test_an_unfinished_import_is_listed(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "gazetteer" / "geonames.unfinished").mkdir(parents=True)
    assert "geonames  unfinished: give the same import again to go on, or remove it" in cli("list")[1]
    assert cli("remove", "geonames")[0] == 0


def test_a_disputed_place_is_told_with_its_note(cli: Cli) -> None:
    assert "disputed: Crimea, recorded under UKR, claimed by RUS. held by Russia since 2014" in cli("find", "Crimea")[1]


def test_on_a_terminal_a_bar_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    gazetteers._follow(iter([Step("allCountries.txt", 1, 2), Step("allCountries.txt", 2, 2), Step("sorting names", 3, 3)]))
    err = capsys.readouterr().err
    assert "allCountries.txt" in err
    assert "100%" in err
