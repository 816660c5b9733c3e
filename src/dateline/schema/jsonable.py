"""Records as JSON and back.

`to_json` and `from_json` are inverse, and `dumps` writes the same record as the same characters every time: keys in the order
of the fields, floats rounded, no -0.0, no NaN, characters beyond ASCII as they are.
"""

from __future__ import annotations

import json
import math
import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from dateline.errors import CodingError
from dateline.schema.place import Place, When, Where
from dateline.schema.record import SCHEMA, Record

# Four decimals are 11 metres of latitude, and finer than any confidence means.
DECIMALS = 4

Json = dict[str, Any]


def to_json(record: Record) -> Json:
    """The record as plain dictionaries and lists, keys in the codebook's order; `annotations` only where there are some.

    Raises CodingError for a number that JSON cannot hold.
    """
    out: Json = {"schema": record.schema}
    for field in fields(Record):
        value = getattr(record, field.name)
        if field.name != "schema" and not (field.name == "annotations" and value is None):
            out[field.name] = _plain(value)
    return out


def from_json(value: Json) -> Record:
    """The record that `to_json` wrote. A candidate place comes back with what is written of it: kind "unknown", population 0.

    Raises CodingError where `value` is not such a record.
    """
    if value.get("schema") != SCHEMA:
        raise CodingError(f"this is not a record of schema {SCHEMA}")
    try:
        record = _build(Record, value)
    except (KeyError, TypeError, ValueError) as error:
        raise CodingError(f"this record cannot be read: {error}") from error
    assert isinstance(record, Record)
    return record


# JSON text may hold half of a surrogate pair, UTF-8 may not: it is written as an escape and reads back the same.
_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON text of a record's dictionary: the same value gives the same characters, and they can be written as UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def spans(value: object) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, text) that the record or a part of it holds, where there are words."""
    if isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif is_dataclass(value):
        start, end, text = (getattr(value, name, None) for name in ("start", "end", "text"))
        if isinstance(start, int) and isinstance(end, int) and isinstance(text, str):
            yield start, end, text
        for field in fields(value):
            yield from spans(getattr(value, field.name))


def _plain(value: object) -> Any:
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Where):
        return _drop_maker(_fields(value, candidates=[_candidate(place, score) for place, score in value.candidates]))
    if isinstance(value, When):
        return _drop_maker(_fields(value))
    if is_dataclass(value):
        return _fields(value)
    raise CodingError(f"a record cannot hold {type(value).__name__}")


def _fields(value: Any, **written: Any) -> Json:
    """The fields of a dataclass in order; `written` are those that have a form of their own."""
    out: Json = {}
    for name in (field.name for field in fields(value)):
        given = getattr(value, name)
        # A whole number in a field of floats is written as a float, so that it is the same bytes after it was read back
        whole = isinstance(given, int) and name in _floats(value.__class__)
        out[name] = written[name] if name in written else _number(given) if whole else _plain(given)
    return out


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise CodingError("a number of the record is not finite")
    return round(float(value), DECIMALS) + 0.0  # + 0.0 makes -0.0 zero


def _drop_maker(value: Json) -> Json:
    """Where nothing is told nothing made it."""
    return value if value["made_by"] else value | {"made_by": None, "confidence": None}


def _candidate(place: Place, score: float) -> Json:
    return {
        "place_id": place.id,
        "name": place.name,
        "admin1": place.admin1,
        "country": place.country,
        "latitude": None if place.latitude is None else _number(place.latitude),
        "longitude": None if place.longitude is None else _number(place.longitude),
        "score": _number(score),
    }


def _read_candidate(value: Json) -> tuple[Place, float]:
    where = value["country"], value["admin1"], None, value["latitude"], value["longitude"]
    return Place(value["place_id"], value["name"], "unknown", *where, 0), float(value["score"])


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


@cache
def _floats(cls: type) -> frozenset[str]:
    """The fields of a dataclass that hold floats."""
    return frozenset(name for name, hint in _hints(cls).items() if hint is float or float in get_args(hint))


def _build(hint: Any, value: Any) -> Any:
    """The value of a field of type `hint` from its JSON form."""
    origin = get_origin(hint)
    if origin in (types.UnionType, Union):
        return None if value is None else _build(next(arg for arg in get_args(hint) if arg is not type(None)), value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError("a list is wanted")
        return tuple(_build(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        given = {name: kind for name, kind in _hints(hint).items() if name in value or _required(hint, name)}
        return hint(**{name: _member(hint, name, kind, value) for name, kind in given.items()})
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise TypeError(f"{hint.__name__} is wanted, not {type(value).__name__}")
    return value


def _member(cls: type, name: str, kind: Any, value: Json) -> Any:
    if issubclass(cls, Where) and name == "candidates":
        return tuple(_read_candidate(item) for item in value[name])
    if issubclass(cls, When | Where) and value[name] is None and name in ("made_by", "confidence"):
        return "" if name == "made_by" else 0.0
    return _build(kind, value[name])


def _required(cls: Any, name: str) -> bool:
    return any(field.name == name and field.default is MISSING for field in fields(cls))


def to_plain(value: object) -> Any:
    """A noun of the schema other than a record (an Incident, a Decision) as plain dictionaries and lists."""
    return _plain(value)


def from_plain(kind: type, value: Any) -> Any:
    """The noun of that kind that `to_plain` wrote. Raises CodingError where `value` is none."""
    try:
        return _build(kind, value)
    except (KeyError, TypeError, ValueError) as error:
        raise CodingError(f"this {kind.__name__} cannot be read: {error}") from error
