"""A ZIP from anywhere: nothing outside, nothing twice, nothing larger than it may be, and no traceback."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import BundleError
from dateline.views.export.bundle import DECISIONS, INCIDENTS, MANIFEST
from dateline.views.verify import LIMITS, Limits, open_bundle

KEY = "a" * 64
EMPTY = {DECISIONS: b"", INCIDENTS: b"", MANIFEST: b"{}"}


def packed(file: Path, *more: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, body in (*EMPTY.items(), *more):
            # A ZipInfo is of 1980: `writestr` of a name puts the time of day, whose two bytes are "{}" at 15:43:54
            archive.writestr(zipfile.ZipInfo(name) if isinstance(name, str) else name, body, method)
    return file


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


NAMES = [
    "../outside.json",
    "/etc/passwd",
    "reports/../../outside.json",
    "reports/short.json",
    f"reports/{KEY}.json/",
    f"REPORTS/{KEY}.json",
    f"reports\\{KEY}.json",
    f"reports/{KEY.upper()}.json",
    f"reports/{KEY}.json\n",
    "C:/x.json",
    ".",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_none_of_a_bundle_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BundleError, match="is no member of a bundle"), open_bundle(packed(tmp_path / "b.zip", (name, b"{}"))):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


def test_a_name_cut_at_a_nul_is_refused(tmp_path: Path) -> None:
    file = packed(tmp_path / "b.zip", (f"reports/{KEY}.jsonXevil", b"{}"))
    file.write_bytes(file.read_bytes().replace(b".jsonXevil", b".json\0evil"))
    with pytest.raises(BundleError), open_bundle(file):
        pass


def test_a_link_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(BundleError, match="is no file"),
        open_bundle(packed(tmp_path / "b.zip", (link(f"reports/{KEY}.json"), b"/etc/passwd"))),
    ):
        pass


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="is there twice"), open_bundle(packed(tmp_path / "b.zip", (MANIFEST, b"{}"))):
        pass


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = packed(tmp_path / "b.zip", (f"reports/{KEY}.json", b" " * 2**22), method=zipfile.ZIP_DEFLATED)
    assert file.stat().st_size < 2**14
    with pytest.raises(BundleError, match="unpacks to more than 200 times its size"), open_bundle(file):
        pass


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(members=3), "more than 3 members"),
        (Limits(all=10), "more than 10 bytes in all"),
    ],
)
def test_what_is_too_much_is_refused(tmp_path: Path, limits: Limits, message: str) -> None:
    file = packed(tmp_path / "b.zip", (f"reports/{KEY}.json", b"0" * 20))
    with pytest.raises(BundleError, match=message), open_bundle(file, limits=limits):
        pass


def test_a_member_or_a_line_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    file = packed(tmp_path / "b.zip", (f"reports/{KEY}.json", b"0" * 20))
    with open_bundle(file, limits=Limits(whole=10)) as archive:
        with pytest.raises(BundleError, match="larger than 10 bytes"):
            archive.read(f"reports/{KEY}.json")
        with pytest.raises(BundleError, match="a line of more than 10 bytes"):
            list(archive.lines(f"reports/{KEY}.json"))


@pytest.mark.parametrize("body", [b"", b"a", b"a\n", b"a\nb", b"\n\n", b"a\n\nb\n", b"ab" * 2**20 + b"\nc\n"])
def test_lines_are_those_of_the_file(tmp_path: Path, body: bytes) -> None:
    with open_bundle(packed(tmp_path / "b.zip", (f"reports/{KEY}.json", body))) as archive:
        assert list(archive.lines(f"reports/{KEY}.json")) == body.splitlines()


def overlapped(body: bytes) -> bytes:
    """The last member's header put where the first one's is."""
    at = body.rindex(b"PK\1\2")
    return body[: at + 42] + struct.pack("<I", 0) + body[at + 46 :]


def broken(body: bytes) -> bytes:
    return body.replace(b"{}", b"[]", 1)


def encrypted(body: bytes) -> bytes:
    at = body.rindex(b"PK\1\2")
    return body[: at + 8] + b"\1\0" + body[at + 10 :]


@pytest.mark.parametrize(
    "damage",
    [overlapped, encrypted, lambda body: body[:-30], lambda body: b"", lambda body: b"PK\3\4" + b"x" * 50, lambda body: body[200:]],
)
def test_a_damaged_zip_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = packed(tmp_path / "b.zip", (f"reports/{KEY}.json", b"{}"))
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(BundleError, match="DL451"), open_bundle(file):
        pass


def test_a_member_whose_bytes_were_changed_is_not_read(tmp_path: Path) -> None:
    file = packed(tmp_path / "b.zip")
    file.write_bytes(broken(file.read_bytes()))
    with open_bundle(file) as archive, pytest.raises(BundleError, match="cannot be read"):
        archive.read(MANIFEST)


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_a_zip_of_something_else_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for other in EMPTY.keys() - {name}:
            archive.writestr(other, b"")
    with pytest.raises(BundleError, match=f"{name} is missing"), open_bundle(tmp_path / "b.zip"):
        pass


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no ZIP that can be read"), open_bundle(tmp_path / "none.zip"):
        pass


def test_the_limits_have_room_for_a_large_store() -> None:
    assert LIMITS.members >= 2 * 900_000
    assert LIMITS.all > LIMITS.whole
