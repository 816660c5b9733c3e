"""Settings as a person writes them: read into one record, hashed by content, or refused with file, place and what to do."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from dateline.errors import SettingsError
from dateline.extract import lexicon
from dateline.resolve.gazetteer import KINDS
from dateline.settings import NOTHING_ADDED, Settings, read_settings
from dateline.settings import record as settings_record

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "own-tables"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the guide's files, to be changed."""
    shutil.copytree(EXAMPLE, tmp_path / "tables")
    return tmp_path / "tables"


def refused(folder: Path) -> str:
    with pytest.raises(SettingsError) as error:
        read_settings(folder / "dateline.toml")
    return str(error.value)


def test_the_guide_s_settings_are_read() -> None:
    settings = read_settings(EXAMPLE / "dateline.toml")
    assert str(settings) == "2 actors, 1 place, 1 event type, 4 lexicon entries, 2 boundaries"
    guard, ekai = settings.actors
    assert (guard.id, guard.aliases, ekai.id, ekai.kind, ekai.acts_for) == (
        "lorit-guard", ("Lorit guards", "LHG"), "peter-ekai", "person", "lorit-guard",
    )  # fmt: skip
    assert settings.types[0].frames[0][1].recipient == ("obl:from", "obj>nmod:of")
    assert settings.boundaries.territories == (("Abyei", "SSD"),)


def test_the_digest_is_of_the_contents_not_of_files(folder: Path) -> None:
    original = read_settings(EXAMPLE / "dateline.toml")
    (folder / "actors.csv").rename(folder / "people.csv")
    main = folder / "dateline.toml"
    main.write_text("# another comment\n" + main.read_text().replace("actors.csv", "people.csv"))
    assert read_settings(main) == original
    assert read_settings(main).digest == original.digest
    (folder / "people.csv").write_text((folder / "people.csv").read_text().replace("LHG", "LHGX"))
    assert read_settings(main) != original


def test_settings_survive_the_way_to_another_process() -> None:
    settings = read_settings(EXAMPLE / "dateline.toml")
    again = pickle.loads(pickle.dumps(settings))
    assert (again, hash(again)) == (settings, hash(settings))


def test_nothing_added_has_no_digest(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text("")
    assert read_settings(tmp_path / "dateline.toml") == NOTHING_ADDED == Settings()
    assert NOTHING_ADDED.digest is None


MISTAKES = [
    ("dateline.toml", "actors =", "actrs =", "dateline.toml: actrs: there is no such key; did you mean 'actors'?"),
    ("dateline.toml", '"actors.csv"', '"nobody.csv"', "nobody.csv: cannot be read (No such file or directory)"),
    ("dateline.toml", "view", "veiw", "boundaries.veiw: there is no such key; did you mean 'view'?"),
    ("dateline.toml", '"MAR"', '"MOR"', "boundaries, view: 'MOR' is no state"),
    ("dateline.toml", '"Abyei"', '"Abyie"', "'Abyie' is no territory of disputed.csv; did you mean 'Abyei'?"),
    ("dateline.toml", "[boundaries]", "[boundaries", "dateline.toml: is not TOML"),
    ("actors.csv", "aliases", "alias", "actors.csv: line 1: there is no column 'alias'; did you mean 'aliases'?"),
    ("actors.csv", "name,", "title,", "the column 'name' is missing"),
    ("actors.csv", "militia", "milita", "kind: 'milita' is not known; did you mean 'militia'?"),
    ("actors.csv", "KEN", "KENYA", "countries: 'KENYA' is no state"),
    ("actors.csv", "2015-03", "March", "from: 'March' is no date; write YYYY, YYYY-MM or YYYY-MM-DD"),
    ("actors.csv", ",lorit-guard,", ",lorit-gard,", "'lorit-gard' is the id of no actor; did you mean 'lorit-guard'?"),
    ("actors.csv", "2009,,", "2009,", "actors.csv: line 2: the row has not as many cells as the heading"),
    ("places.csv", "3.9120", "three", "places.csv: line 2, latitude:"),
    ("places.csv", "3.9120", "93.9", "latitude: 93.9 is not between -90 and 90 degrees"),
    ("places.csv", ",area,", ",aera,", "kind: 'aera' is not known; did you mean 'area'?"),
    ("cattle-raid.toml", '"ASSAULT"', '"ASAULT"', "parent: 'ASAULT' is not known; did you mean 'ASSAULT'?"),
    ("cattle-raid.toml", '"CATTLE-RAID"', '"PROTEST"', "must be capital letters, figures, '-' or '_', and none of PLOVER's"),
    ("cattle-raid.toml", '"VERB"', '"verb"', "cattle-raid.toml: triggers 2, pos: 'verb' is not known"),
    ("cattle-raid.toml", '"rustling"', '"rustlin"', "frame: 'rustlin' is not known"),
    ("cattle-raid.toml", '"rustle"', '"Rustle"', "'Rustle' must be dictionary forms in small letters"),
    ("cattle-raid.toml", '"obl:from"', '"from the"', "'from the' is no path of relations"),
    ("cattle-raid.toml", 'cameo = "171"', 'cameo = "raid"', "'raid' is no CAMEO code"),
    ("cattle-raid.toml", "parent =", "parents =", "there is no such key; did you mean 'parent'?"),
    ("lexicon.toml", '"attempted"', '"tried"', "status 1, status: 'tried' is not known"),
    ("lexicon.toml", "terms", "term", "weapons 1, term: there is no such key; did you mean 'terms'?"),
    ("lexicon.toml", '"stick"', '"firearm"', "'firearm' is nearly a known kind; did you mean 'firearms'?"),
    ("lexicon.toml", 'mode = "primitive"', 'mode = "stick"', "lexicon, weapons, mode: 'stick' is not known"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), MISTAKES, ids=[f"{m[0]} {m[2][:20]}" for m in MISTAKES])
def test_a_mistake_is_said_with_its_place(folder: Path, file: str, old: str, new: str, message: str) -> None:
    path = folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    told = refused(folder)
    assert told.startswith("DL410: ")
    assert message in told


def test_two_rows_of_one_id_are_refused(folder: Path) -> None:
    rows = (folder / "actors.csv").read_text()
    (folder / "actors.csv").write_text(rows + rows.splitlines()[1] + "\n")
    assert "'lorit-guard' is entered 2 times" in refused(folder)


@pytest.mark.parametrize("name", ["dateline.toml", "actors.csv", "lexicon.toml"])
def test_a_file_that_is_not_utf_8_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"# S\xe3o Paulo\n")
    assert f"{name}: is not UTF-8 (byte 4)" in refused(folder)


def test_the_words_restated_here_are_those_of_the_stages() -> None:
    def allowed(kind: object) -> tuple[str, ...]:
        return tuple(getattr(kind, "__args__", ()))

    assert allowed(settings_record.Pos) == lexicon.POSITIONS
    assert allowed(settings_record.Status) == lexicon.STATUSES
    assert allowed(settings_record.Scope) == lexicon.SCOPES
    assert allowed(settings_record.Outcome) == lexicon.OUTCOMES
    assert allowed(settings_record.PlaceKind) == KINDS


def test_a_threshold_is_read_told_apart_and_checked(folder: Path) -> None:
    main = folder / "dateline.toml"
    without = read_settings(main)
    main.write_text("threshold = 0.7\n" + main.read_text())
    settings = read_settings(main)
    assert (settings.threshold, str(settings)) == (0.7, f"{without}, threshold 0.7")
    assert settings != without
    main.write_text(main.read_text().replace("0.7", "1.5"))
    assert "threshold: 1.5 is not between 0 and 1" in refused(folder)


def test_a_table_of_disputed_territories_is_read_and_checked(folder: Path) -> None:
    main = folder / "dateline.toml"
    main.write_text(main.read_text().replace("[boundaries]", '[boundaries]\ntable = "disputed.csv"'))
    table = folder / "disputed.csv"
    table.write_text("name,country,claimed_by,aliases,note\nLodwar triangle,KEN,SSD|ETH,Lodwar,since 1938\n")
    (entry,) = read_settings(main).boundaries.table
    assert (entry.name, entry.country, entry.claimed_by, entry.aliases, entry.note) == (
        "Lodwar triangle", "KEN", ("SSD", "ETH"), ("Lodwar",), "since 1938",
    )  # fmt: skip
    assert str(read_settings(main)).endswith("1 disputed territory")
    main.write_text(main.read_text().replace("Abyei", "Lodwar triangle"))
    assert read_settings(main).boundaries.territories == (("Lodwar triangle", "SSD"),)
    table.write_text(table.read_text().replace("SSD|", "SUDAN|"))
    assert "disputed.csv: line 2, claimed_by: 'SUDAN' is no state" in refused(folder)
