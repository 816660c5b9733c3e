"""No regular expression makes a short text a long wait (ReDoS): each is matched with texts made to be hard for it, of growing length.

`recording.py` finds the expressions, those made of tables as well; `ladder.py` makes the texts and judges by processor time: how it grows
with the length, or, where texts are short by what stands before, whether it is long at all.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from typing import Any, NamedTuple

import pytest

from dateline.store import redacting
from tests.security import ladder
from tests.security.recording import FUNCTIONS, ROOT, SOURCE

# Files whose expressions meet no longer texts, and why: characters.
LONGEST = {
    "read/furniture.py": 1000,  # a paragraph longer than `longest` of furniture.toml is not looked at
    "read/formats.py": 1024,  # the first bytes of a file
    "read/feed.py": 2000,  # the last bytes of a feed; the two others look for single words
    "resolve/place_words.py": 300,  # a name, and so many characters beside it
    "resolve/places.py": 300,  # the same
    "resolve/siting.py": 40,  # what stands between two places that are told beside each other
}
# Expressions that are made when they are needed, which recording does not meet: of what.
MADE_LATER = {
    ("resolve/timex.py", "{w}"): "single words of a part of the day",
    ("store/redacting.py", "{'|'.join(each)}"): "test_a_name_that_is_taken_out_is_no_slow_expression",
}


class Expression(NamedTuple):
    """A pattern as the program compiled it. `kind` is "re" or "regex", with ":bytes" for one of bytes."""

    file: str
    line: int
    kind: str
    pattern: str
    flags: int


@cache
def recorded() -> tuple[Expression, ...]:
    done = subprocess.run([sys.executable, "-m", "tests.security.recording"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(Expression(*told) for told in json.loads(done.stdout))


def methods(expression: Expression) -> tuple[str, ...]:
    """How the program uses it, by the name that it has in its file: `match`, `fullmatch`, else `search` (which all others are)."""
    if expression.file == "read/furniture.py":
        return ("fullmatch",)
    source = (SOURCE / expression.file).read_text("utf-8")
    line = source.splitlines()[expression.line - 1]
    direct = re.search(r"\bre(?:gex)?\.(match|fullmatch)\(", line)
    if direct:
        return (direct[1],)
    name = re.search(r"(\w+)\s*=\s*re(?:gex)?\.compile", line)
    used = set(re.findall(rf"\b{name[1]}\.({'|'.join(FUNCTIONS)})\(", source)) if name else set()
    anchored = used & {"match", "fullmatch"}
    return tuple(sorted(anchored | ({"search"} if used - anchored or not used else set())))


@pytest.mark.timeout(600)
def test_no_expression_is_slow_on_any_text() -> None:
    found = []
    for one in recorded():
        slow = ladder.slow(one.pattern, one.flags, kind=one.kind, methods=methods(one), longest=LONGEST.get(one.file))
        if slow is not None:
            found.append(f"{one.file}:{one.line} {slow}")
    assert found == []


def test_a_name_that_is_taken_out_is_no_slow_expression() -> None:
    cover = redacting._covering(("Ana Maria de la Cruz Ruiz", "Ruiz"))
    assert cover("Ana Maria") == "Ana Maria"
    pattern = next(cell.cell_contents for cell in cover.__closure__ or () if isinstance(cell.cell_contents, re.Pattern))
    assert ladder.slow(pattern.pattern, pattern.flags, kind="re", methods=("search",)) is None


def calls() -> list[tuple[str, int, int, str, str | None]]:
    """Every call of `re` and `regex` with a pattern: file, first and last line, the pattern's source, and of a literal how it is used."""
    out = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FUNCTIONS and node.args:
                module: Any = node.func.value
                if isinstance(module, ast.Name) and module.id in ("re", "regex"):
                    pattern = node.args[0]
                    place = path.relative_to(SOURCE).as_posix(), node.lineno, node.end_lineno or node.lineno
                    method = node.func.attr if node.func.attr in ("match", "fullmatch") else "search"
                    out.append((*place, ast.unparse(pattern), method if isinstance(pattern, ast.Constant) else None))
    return out


def test_every_expression_of_the_source_is_recorded_or_literal() -> None:
    """A literal that recording did not reach is matched here."""
    met = {(one.file, one.line) for one in recorded()}
    unmet = [
        (file, source, literal)
        for file, first, last, source, literal in calls()
        if not any((file, n) in met for n in range(first, last + 1))
    ]
    unknown = [
        (file, source) for file, source, literal in unmet if not literal and not any(file == f and part in source for f, part in MADE_LATER)
    ]
    assert unknown == [], "say in MADE_LATER what these are"
    for file, source, literal in unmet:
        if literal:
            pattern = ast.literal_eval(source)
            kind, text = ("re:bytes", pattern.decode("latin-1")) if isinstance(pattern, bytes) else ("re", pattern)
            assert ladder.slow(text, 0, kind=kind, methods=(literal,), longest=LONGEST.get(file)) is None, (file, source)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(a+)+$", "search"),
        (r"(\w+\s?)*!", "match"),
        (r"^(?:<!--.{0,500}?-->\s*)*<html", "match"),
        (r"\s+$", "search"),
        (r"(?:x|xy?)*z", "fullmatch"),
        (r"\w+-\w+", "search"),
        (r"\s*\[\[?\s*([^\]]+?)\s*\]", "match"),
    ],
)
def test_the_ladder_finds_slow_expressions(pattern: str, method: str) -> None:
    assert ladder.slow(pattern, re.DOTALL, kind="re", methods=(method,)) is not None


@pytest.mark.parametrize("pattern", [r"[a-z]+", r"\b\w+\b", r"(?<!\s)\s+$", r"(?:a|b)*c", r"\d{4}-\d\d-\d\d"])
def test_the_ladder_lets_quick_ones_pass(pattern: str) -> None:
    assert ladder.slow(pattern, 0, kind="re", methods=("fullmatch", "match")) is None


def test_the_furniture_of_a_hostile_page_is_read_in_no_time() -> None:
    """What was found when the ladder first ran: a kilobyte of comments, or of folded lines of a head, took minutes to tell a format."""
    from dateline.read import formats

    comments = b" <?xml?>" + b"<!--a--> " * 110
    folded = b"Aa:a\r\n" + b" a\r\n" * 250
    for expression, text in ((formats._PAGE, comments), (formats._LETTER, folded)):
        assert ladder._least(expression.match, text) <= ladder.TOO_LONG
