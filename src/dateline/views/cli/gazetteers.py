"""`dateline gazetteer ...`: a user's own tables of places, made, listed, removed and asked."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import GazetteerError, SettingsError
from dateline.resolve.gazetteer import Gazetteer, key
from dateline.resolve.own_gazetteer.added import add_places, added_origin
from dateline.resolve.own_gazetteer.draft import Draft, Origin, Step, from_manifest
from dateline.resolve.own_gazetteer.geonames import COLUMNS, geonames_files, geonames_origin, import_geonames, is_geonames
from dateline.resolve.own_gazetteer.pcodes import import_pcodes, is_pcodes, pcodes_origin
from dateline.resolve.own_gazetteer.table import remove
from dateline.schema.jsonable import dumps
from dateline.schema.place import Place
from dateline.settings import FILE_NAME, gazetteer_folder, using
from dateline.settings.gazetteers import installed, tables_in, unfinished_in
from dateline.views.cli.coding import say, settings_of, standard_output
from dateline.views.cli.wording import visible

FOLDER = "gazetteer"
# Without a terminal a line is written for each so many hundredths of an input.
_PART = 10


@dataclass(frozen=True, slots=True)
class Folder:
    """Which gazetteer folder is meant: one named, that of the settings file, or `gazetteer` here, which the settings are then to name."""

    given: Path | None = None
    config: Path | None = None

    def path(self) -> Path:
        """The folder; it may not be there yet."""
        return self.given or self._of_settings() or Path(FOLDER)

    def _of_settings(self) -> Path | None:
        file = self._file()
        return None if file is None else gazetteer_folder(file)

    def _file(self) -> Path | None:
        return self.config or (Path(FILE_NAME) if Path(FILE_NAME).is_file() else None)

    def tell(self) -> None:
        """Says what is still to be done so that coding sees the folder; where there are no settings at all they are made."""
        named = self._of_settings()
        if named is not None and named.resolve() == self.path().resolve():
            return
        line = f'gazetteer = "{self.path().as_posix()}"'
        if self._file() is None and self.given is None:
            Path(FILE_NAME).write_text(f"{line}\n", "utf-8")
            say(f"{FILE_NAME} was made: coding in this folder uses the table from now on")
        else:
            say(f"coding does not see this folder yet: write {line} into {self._file() or FILE_NAME}, before the first [table]")


@dataclass(frozen=True, slots=True)
class Making:
    """A table to be made: of which file or folder, where, under which name."""

    path: Path
    folder: Folder
    name: str | None = None
    replace: bool = False


def add_file(making: Making) -> None:
    """Adds the places of a CSV file. Raises SettingsError with each wrong row's line; nothing is added then."""
    name = making.name or _name(making.path)
    try:
        _make(making, added_origin(name, _file(making.path)), lambda draft: add_places(draft, making.path), keep=False)
    except SettingsError:
        say("nothing was added")
        raise


def import_dump(making: Making) -> None:
    """Imports a GeoNames dump or a table of P-codes. Interrupted, it goes on when it is called again."""
    path = making.path
    if path.is_dir() or is_geonames(_file(path)):
        files = geonames_files(path)
        name = making.name or ("geonames" if files[0].name == "allCountries.txt" else f"geonames-{_name(files[0])}")
        say(f"GeoNames: {', '.join(file.name for file in files)}")
        _make(making, geonames_origin(name, files), lambda draft: import_geonames(draft, files), keep=True)
    elif is_pcodes(path):
        _make(making, pcodes_origin(making.name or _name(path), path), lambda draft: import_pcodes(draft, path), keep=False)
    else:
        raise GazetteerError(
            f"{path}: is neither GeoNames ({COLUMNS} columns with tabs between) nor a table of P-codes (a column ADM1_PCODE); "
            "places of your own are added with `dateline gazetteer add`"
        )


def list_tables(folder: Folder) -> None:
    """Writes what is installed: name, from where, how many rows."""
    path = folder.path()
    stream = standard_output()
    tables = tables_in(path) if path.is_dir() else ()
    for table in tables:
        told = table.manifest
        left = f", {told['left_out']:,} lines left out" if told["left_out"] else ""
        counted = f"{told['places']:,} places, {told['names']:,} names{left}"
        stream.write(f"{table.name}  {table.origin}  {counted}  {visible(from_manifest(told))}\n")
        stream.write(f"  digest {table.digest}" + (f"; {told['licence']}\n" if told["licence"] else "\n"))
        for line in told["left_out_first"]:
            stream.write(f"  left out: {visible(line)}\n")
    for name in unfinished_in(path) if path.is_dir() else ():
        stream.write(f"{name}  unfinished: give the same import again to go on, or remove it\n")
    say(f"{len(tables)} table{'' if len(tables) == 1 else 's'} in {path}")


def remove_table(name: str, folder: Folder) -> None:
    """Removes a table or an unfinished import."""
    remove(folder.path(), name)
    say(f"{name} was removed from {folder.path()}")


def find_places(name: str, config: Path | None, format: str) -> bool:
    """Writes every place of that name, those of the user and ours, as coding sees them; True where there is one."""
    stream = standard_output()
    with using(settings_of(config)):
        gazetteer = Gazetteer.load()
        found = gazetteer.lookup(name)
        told = [(place, _source(gazetteer, name, place)) for place in found]
        disputed = gazetteer.disputed(name)
    if format == "json":
        rows = [_row(place, source) for place, source in told]
        stream.write(dumps(rows, indent=2) + "\n")
    else:
        for place, source in told:
            stream.write(f"{_line(place)}{f'  source: {visible(source)}' if source else ''}\n")
        if disputed is not None:
            claimed = f", claimed by {', '.join(disputed.claimed_by)}" if disputed.claimed_by else ""
            told_of = f"disputed: {disputed.name}, recorded under {disputed.country or 'no country'}{claimed}. {disputed.note}"
            stream.write(f"{told_of.rstrip()}\n")
    if not found:
        say(f"no gazetteer has a place named {visible(name)}")
    return bool(found)


def _source(gazetteer: Gazetteer, name: str, place: Place) -> str | None:
    table = next((t for t in gazetteer.tables if place.table == f"{t.about.origin}:{t.about.name}"), None)
    return None if table is None else table.source(key(name), place)


def _row(place: Place, source: str | None) -> dict[str, object]:
    names = ("name", "kind", "admin2", "admin1", "country", "latitude", "longitude", "population", "table")
    return {"place_id": place.id, **{name: getattr(place, name) for name in names}, "source": source}


def _line(place: Place) -> str:
    units = ", ".join(dict.fromkeys(part for part in (place.name, place.admin2, place.admin1, place.country) if part))
    here = "no coordinates" if place.latitude is None else f"{place.latitude:.4f}, {place.longitude:.4f}"
    people = f"{place.population:,} people" if place.population else "population unknown"
    return f"{visible(place.id)}  {visible(units)}  {place.kind}  {here}  {people}  {place.table or 'package'}"


def _file(path: Path) -> Path:
    if not path.is_file():
        raise GazetteerError(f"{path}: there is no such file; check the name and where it lies")
    return path


def _name(path: Path) -> str:
    """A file's name as that of a table: "Places 2024.csv" is places-2024."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "places"


def _make(making: Making, origin: Origin, fill: Callable[[Draft], Iterator[Step]], *, keep: bool) -> None:
    """Makes a table with progress; what is begun is kept for the next time where an import is long, else taken away."""
    folder = making.folder.path()
    draft = Draft(folder, origin, replace=making.replace)
    with closing(draft):
        if draft.resumed and keep:
            say("goes on where the same import was interrupted")
        try:
            _follow(_steps(draft, fill))
        except BaseException:
            if not keep:
                draft.drop()
            raise
    told = installed(folder / origin.name).manifest
    say(f"{origin.name}: {told['places']:,} places, {told['names']:,} names in {folder / origin.name}")
    for line in told["left_out_first"]:
        say(f"left out: {visible(line)}")
    if told["left_out"] > len(told["left_out_first"]):
        say(f"left out: {told['left_out']:,} lines in all")
    making.folder.tell()


def _steps(draft: Draft, fill: Callable[[Draft], Iterator[Step]]) -> Iterator[Step]:
    yield from fill(draft)
    yield from draft.finish()


def _follow(steps: Iterator[Step]) -> None:
    """Shows the steps: a bar on a terminal, else a line for each tenth."""
    if not sys.stderr.isatty():
        told: tuple[str, int] | None = None
        for step in steps:
            part = step.done * _PART // max(step.total, 1)
            if (step.doing, part) != told:
                told = step.doing, part
                say(f"{step.doing}: {part * 100 // _PART} %")
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[str, TaskID] = {}
        for step in steps:
            if step.doing not in tasks:
                tasks[step.doing] = progress.add_task(step.doing, total=step.total)
            progress.update(tasks[step.doing], completed=step.done)
