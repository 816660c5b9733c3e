"""dateline.toml and the files it names -> Settings. Every mistake found is said, with file, key, what is wrong and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from dateline.errors import GazetteerError, SettingsError
from dateline.settings.check import disputed_mistakes, mistakes, place_mistakes
from dateline.settings.convert import Problem, convert
from dateline.settings.gazetteers import OwnTable, tables_in
from dateline.settings.limits import Limits, limit_mistakes
from dateline.settings.record import Boundaries, OwnActor, OwnDisputed, OwnLexicon, OwnPlace, OwnType, ServeSettings, Settings, Strict
from dateline.settings.rows import ACTORS, DISPUTED, GIVEN_PLACES, PLACES, checked_rows, read_rows

FILE_NAME = "dateline.toml"
# So many mistakes of one reading are listed; the rest is counted.
_LISTED = 8

T = TypeVar("T")
Files = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File(Strict):
    """dateline.toml as it is written: paths of tables beside it, the folder of gazetteers, the boundary view, how sure an event must be,
    the policy by which incidents are read, how much of an input is, and how the store is served."""

    actors: Files | str = ()
    places: Files | str = ()
    types: Files | str = ()
    lexicon: Files | str = ()
    gazetteer: str | None = None
    boundaries: Mapping[str, Any] | None = None
    threshold: float | None = None
    policy: str | None = None
    serve: Mapping[str, Any] | None = None
    limits: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _View(Strict):
    """The table [boundaries]."""

    view: str | None = None
    territories: Mapping[str, str] | None = None
    table: Files | str = ()


def read_settings(path: str | Path) -> Settings:
    """The settings that a file and the tables it names hold. Paths in it are relative to its folder.

    Raises SettingsError, which lists the mistakes, where a file is missing or anything in one is wrong.
    """
    file = Path(path)
    raw = toml_in(file)
    written = _converted(_File, raw, file)
    view = _converted(_View, dict(written.boundaries or {}), file, within="boundaries")
    _converted(ServeSettings, dict(written.serve or {}), file, within="serve")
    territories = tuple((name, None if state == "none" else state) for name, state in sorted((view.territories or {}).items()))
    settings = Settings(
        actors=tuple(_actors(_paths(written.actors, file))),
        places=tuple(_places(_paths(written.places, file))),
        types=tuple(_type(p) for p in _paths(written.types, file)),
        lexicon=_lexicon(_paths(written.lexicon, file)),
        boundaries=Boundaries(view=view.view, territories=territories, table=tuple(_disputed(_paths(view.table, file)))),
        threshold=written.threshold,
        gazetteers=_tables(written, file),
    )
    _refuse([*mistakes(settings), *limit_mistakes(_limits(written, file))], file)
    return settings


def actor_tables(path: Path) -> tuple[Path, ...]:
    """The tables of actors that a settings file names, in its order."""
    return tuple(_paths(_converted(_File, toml_in(path), path).actors, path))


def gazetteer_folder(path: Path) -> Path | None:
    """The folder of gazetteers that a settings file names; None where it names none. The folder may not be there yet."""
    written = _converted(_File, toml_in(path), path)
    return None if written.gazetteer is None else path.parent / written.gazetteer


def policy_in(path: Path) -> str | None:
    """The policy by which incidents are read that a settings file names; None where it names none. It has no part in coding."""
    return _converted(_File, toml_in(path), path).policy


def serve_in(path: Path) -> ServeSettings:
    """How the store is served, by a settings file. It has no part in coding."""
    written = _converted(_File, toml_in(path), path)
    return _converted(ServeSettings, dict(written.serve or {}), path, within="serve")


def limits_in(path: Path) -> Limits:
    """How much of an input is read, as a settings file says; what it does not say is as usual.

    Raises SettingsError where a limit is not known or makes no sense.
    """
    limits = _limits(_converted(_File, toml_in(path), path), path)
    _refuse(list(limit_mistakes(limits)), path)
    return limits


def read_places(path: Path) -> list[OwnPlace]:
    """The places of a CSV file, with the ids that it gives and "" elsewhere.

    Raises SettingsError, which names file, line, column and reason of each wrong row.
    """
    return checked_rows(path, OwnPlace, GIVEN_PLACES, place_mistakes)


def _limits(written: _File, file: Path) -> Limits:
    return _converted(Limits, dict(written.limits or {}), file, within="limits")


def _tables(written: _File, file: Path) -> tuple[OwnTable, ...]:
    try:
        return () if written.gazetteer is None else tables_in(file.parent / written.gazetteer)
    except GazetteerError as error:
        raise SettingsError(f"{file}: gazetteer: {error.message}") from error


def _disputed(paths: Sequence[Path]) -> Iterator[OwnDisputed]:
    for path in paths:
        yield from checked_rows(path, OwnDisputed, DISPUTED, disputed_mistakes)


def _paths(named: Files | str, file: Path) -> list[Path]:
    return [file.parent / name for name in ([named] if isinstance(named, str) else named)]


def _actors(paths: Sequence[Path]) -> Iterator[OwnActor]:
    for path in paths:
        yield from read_rows(path, OwnActor, ACTORS)


def _places(paths: Sequence[Path]) -> Iterator[OwnPlace]:
    for path in paths:
        yield from read_rows(path, OwnPlace, PLACES)


def _type(path: Path) -> OwnType:
    raw = toml_in(path)
    # Records are frozen: a table of names becomes pairs.
    for key in ("roles", "frames"):
        if isinstance(raw.get(key), dict):
            raw[key] = sorted(raw[key].items())
    return _converted(OwnType, raw, path)


def _lexicon(paths: Sequence[Path]) -> OwnLexicon:
    """The words of all files together."""
    out = OwnLexicon()
    for path in paths:
        more = _converted(OwnLexicon, toml_in(path), path)
        out = replace(
            out,
            status=out.status + more.status,
            reporting=out.reporting + more.reporting,
            sources=out.sources + more.sources,
            claims=out.claims + more.claims,
            weapons=out.weapons + more.weapons,
            topics=out.topics + more.topics,
            abbreviations=out.abbreviations + more.abbreviations,
        )
    return out


def toml_in(path: Path) -> dict[str, Any]:
    """What a TOML file holds. Raises SettingsError where it is missing or none."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror or error}); check the name and where it lies") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 (byte {error.start + 1}); save it as UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{path}: is nested beyond all measure") from error


def _converted(kind: type[T], raw: object, path: Path, *, within: str = "") -> T:
    value, problems = convert(kind, raw)
    _refuse([replace(p, where=".".join(filter(None, (within, p.where)))) for p in problems], path)
    assert value is not None
    return value


def _refuse(problems: Sequence[Problem], path: Path) -> None:
    if problems:
        told = [f"{path}: {problem}" for problem in problems[:_LISTED]]
        more = [f"and {len(problems) - _LISTED} more"] if len(problems) > _LISTED else []
        raise SettingsError("\n  ".join([*told, *more]))
