"""Plain values of a TOML or CSV file -> a record, or what is wrong with them in a person's words."""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

T = TypeVar("T")
# How alike a word must be to be offered: "actor" for "actors", "veiw" for "view", not "places" for "triggers".
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the key it is at, what is wrong and what to do."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


def convert(kind: type[T], raw: object) -> tuple[T | None, list[Problem]]:
    """The record that the values make, or the mistakes in them."""
    from pydantic import ValidationError

    try:
        value: T = _adapter(cast("Hashable", kind)).validate_python(raw)
    except ValidationError as error:
        return None, [_problem(kind, details) for details in error.errors(include_url=False)]
    return value, []


def suggestion(word: str, known: Iterable[str]) -> str:
    """What a person may have meant: "; did you mean 'view'?", or the known words where there are few, or nothing."""
    words = sorted(known)
    close = difflib.get_close_matches(word, words, n=1, cutoff=_ALIKE)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; it is one of {', '.join(words)}" if 0 < len(words) <= 20 else ""


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    # pydantic takes a tenth of a second to load: only who has settings of their own pays it.
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _problem(kind: type[Any], details: ErrorDetails) -> Problem:
    loc = details["loc"]
    if details["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        holder = _at(kind, loc[:-1])
        known = [f.name for f in dataclasses.fields(holder)] if holder is not None else []
        return Problem(_told(loc), f"there is no such key{suggestion(str(loc[-1]), known)}")
    if details["type"] == "missing":
        return Problem(_told(loc), "is missing")
    if details["type"] == "literal_error":
        allowed = [part.strip(" '") for part in str(details["ctx"]["expected"]).replace(" or ", ", ").split(",")]
        return Problem(_told(loc), f"{details['input']!r} is not known{suggestion(str(details['input']), allowed)}")
    return Problem(_told(loc), f"{details['msg'][:1].lower()}{details['msg'][1:]}, not {str(details['input'])[:60]!r}")


def _told(loc: Sequence[str | int]) -> str:
    """A place in a file: ("triggers", 0, "pos") is "triggers 1, pos"; the name of a union's branch is left out."""
    out = ""
    for part in loc:
        if isinstance(part, int):
            out += f" {part + 1}"
        elif part.isidentifier() or out == "":
            out += f", {part}" if out else part
    return out


def _at(kind: Any, loc: Sequence[str | int]) -> Any | None:
    """The record type that stands at a place below `kind`."""
    for part in loc:
        kind = _inner(kind)
        if dataclasses.is_dataclass(kind) and isinstance(part, str):
            kind = typing.get_type_hints(kind).get(part)
    found = _inner(kind)
    return found if dataclasses.is_dataclass(found) else None


def _inner(kind: Any) -> Any:
    """The record type inside "tuple of", "or None" and pairs; `kind` itself where there is none."""
    if dataclasses.is_dataclass(kind):
        return kind
    if typing.get_origin(kind) in {tuple, typing.Union, types.UnionType}:
        return next((found for arg in typing.get_args(kind) if dataclasses.is_dataclass(found := _inner(arg))), kind)
    return kind
