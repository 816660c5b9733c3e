"""Accounts, sessions, tokens, the log and publishing, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from dateline.errors import DatelineError, NotFoundError, UsageError
from dateline.schema.person import ADMINISTRATOR, ROLES, Person
from dateline.store import Redaction, Store, access, back_up, open_store, redact
from dateline.store.access import Entry, Lasting, NewToken
from dateline.store.migrating import migrate
from dateline.store.opening import Database, _url
from dateline.store.tables import Sessions
from tests.store.databases import fresh

AT = "2026-05-01T08:00:00+00:00"
LASTING = Lasting(whole=12, idle=2)
ID, OTHER = "a" * 43, "b" * 43


@pytest.fixture(params=("sqlite", "postgres"))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, create=True, clock=lambda: AT) as opened:
        yield opened


def added(store: Store, name: str, role: str = "reader") -> Person:
    access.add_person(store, Person(name, role), f"hash of {name}", by="test")
    account = access.person_named(store, name)
    assert account is not None
    return account.person


def log(store: Store) -> list[tuple[str, str, str | None, str | None]]:
    return [(entry.who, entry.what, entry.about, entry.told) for entry in access.entries(store)]


def at(store: Store, time: str) -> None:
    store.now = lambda: f"{time}+00:00"


def test_people_are_added_found_and_listed(store: Store) -> None:
    added(store, "Rik", "reviewer")
    added(store, "  Ana   Ruiz ", "administrator")
    assert [(one.person.name, one.person.role, one.password, one.made) for one in access.people(store)] == [
        ("Ana Ruiz", "administrator", "hash of   Ana   Ruiz ", AT),
        ("Rik", "reviewer", "hash of Rik", AT),
    ]
    for written in ("ana ruiz", "ANA RUIZ", " Ana  Ruiz", "Ana Ruiz"):
        account = access.person_named(store, written)
        assert account is not None
        assert account.person.name == "Ana Ruiz"
    assert access.person_named(store, "Ana") is None


@pytest.mark.parametrize("odd", ["", "  ", "x" * 81, "Ana\u202eziuR", "Ana\x00", "A\u200bna"])
def test_a_name_that_cannot_be_told_is_refused(store: Store, odd: str) -> None:
    with pytest.raises(UsageError, match="a name has 1 to 80"):
        access.add_person(store, Person(odd, "reader"), "x", by="test")
    assert access.people(store) == ()


def test_a_name_is_given_once_however_it_is_written(store: Store) -> None:
    added(store, "Straße")
    for written in ("STRASSE", "strasse", "Straße"):
        with pytest.raises(UsageError, match="there is an account"):
            access.add_person(store, Person(written, "reader"), "x", by="test")


REFUSED: list[tuple[str, Callable[[Store], object], type[DatelineError]]] = [
    ("no such role", lambda store: access.add_person(store, Person("Mia", "king"), "x", by="test"), UsageError),
    ("no such role", lambda store: access.change_role(store, "Ana", "king", by="test"), UsageError),
    ("last administrator", lambda store: access.change_role(store, "Ana", "reader", by="test"), UsageError),
    ("last administrator", lambda store: access.remove_person(store, "Ana", by="test"), UsageError),
    ("no account", lambda store: access.change_role(store, "Nobody", "reader", by="test"), NotFoundError),
    ("no account", lambda store: access.change_password(store, "Nobody", "x", by="test"), NotFoundError),
    ("no account", lambda store: access.remove_person(store, "Nobody", by="test"), NotFoundError),
    ("no account", lambda store: access.create_token(store, NewToken("Nobody", ("read",)), by="test"), NotFoundError),
    ("one or more of", lambda store: access.create_token(store, NewToken("Ana", ()), by="test"), UsageError),
    ("king", lambda store: access.create_token(store, NewToken("Ana", ("read", "king")), by="test"), UsageError),
    ("no such token", lambda store: access.revoke_token(store, "00000000", by="test"), NotFoundError),
]


@pytest.mark.parametrize(("says", "change", "kind"), REFUSED)
def test_what_is_refused_changes_nothing(store: Store, says: str, change: Callable[[Store], object], kind: type[DatelineError]) -> None:
    added(store, "Ana", "administrator")
    before = log(store)
    with pytest.raises(kind, match=says):
        change(store)
    assert [(one.person.name, one.person.role) for one in access.people(store)] == [("Ana", ADMINISTRATOR)]
    assert log(store) == before


def test_what_was_done_is_in_the_log(store: Store) -> None:
    added(store, "Ana", "administrator")
    leo = added(store, "Leo")
    access.change_role(store, "leo", "coder", by="Ana")
    access.change_password(store, "Leo", "another", by="Leo")
    access.begin(store, leo, ID, lasting=LASTING, told="from here")
    access.end(store, leo, ID)
    access.end_all(store, leo)
    token = access.create_token(store, NewToken("Leo", ("code", "read")), by="Leo")
    id = token.split("_")[1]
    access.revoke_token(store, id, by="Ana")
    access.revoke_token(store, id, by="Ana")
    access.publish(store, by="Ana", published=True)
    access.publish(store, by="Ana", published=False)
    access.note(store, Entry("Ana", "looked", "at this", "twice"))
    access.remove_person(store, "Leo", by="Ana")
    assert log(store)[::-1] == [
        ("test", "account added", "Ana", "administrator"),
        ("test", "account added", "Leo", "reader"),
        ("Ana", "role changed", "Leo", "reader to coder"),
        ("Leo", "password changed", "Leo", None),
        ("Leo", "signed in", None, "from here"),
        ("Leo", "signed out", None, None),
        ("Leo", "signed out everywhere", None, None),
        ("Leo", "token made", "Leo", f"{id}: read code"),
        ("Ana", "token revoked", "Leo", id),
        ("Ana", "published", None, None),
        ("Ana", "published no more", None, None),
        ("Ana", "looked", "at this", "twice"),
        ("Ana", "account removed", "Leo", None),
    ]
    some = access.entries(store, most=2)
    assert [entry.what for entry in access.entries(store, before=some[-1].number, most=1)] == ["published no more"]


def test_a_session_is_that_of_its_id_alone(store: Store) -> None:
    leo, mia = added(store, "Leo"), added(store, "Mia", "coder")
    access.begin(store, leo, ID, lasting=LASTING)
    access.begin(store, mia, OTHER, lasting=LASTING)
    assert access.person_of(store, ID, lasting=LASTING) == leo
    assert access.person_of(store, OTHER, lasting=LASTING) == mia
    access.end(store, leo, ID)
    assert access.person_of(store, ID, lasting=LASTING) is None
    assert access.person_of(store, OTHER, lasting=LASTING) == mia
    access.change_role(store, "Mia", "reviewer", by="test")
    found = access.person_of(store, OTHER, lasting=LASTING)
    assert found is not None
    assert found.role == "reviewer"


@pytest.mark.parametrize("ends", [access.end_all, lambda store, leo: access.change_password(store, leo.name, "x", by="test")])
def test_every_session_of_a_person_ends_and_no_other(store: Store, ends: Callable[[Store, Person], None]) -> None:
    leo, mia = added(store, "Leo"), added(store, "Mia")
    for id in (ID, ID + "2"):
        access.begin(store, leo, id, lasting=LASTING)
    access.begin(store, mia, OTHER, lasting=LASTING)
    ends(store, leo)
    assert [access.person_of(store, id, lasting=LASTING) for id in (ID, ID + "2", OTHER)] == [None, None, mia]


# When someone who signed in at eight asks, and whether they are still signed in each time.
TIMES = [
    (("09:59",), (True,)),
    (("10:00",), (False,)),
    (("09:59", "11:58", "13:50"), (True, True, True)),
    (("09:00", "11:00"), (True, False)),
    (("09:30", "11:00", "12:30", "14:00", "15:30", "17:00", "18:30", "19:59", "20:00"), (True,) * 8 + (False,)),
]


@pytest.mark.parametrize(("times", "signed_in"), TIMES)
def test_how_long_a_session_lasts(store: Store, times: tuple[str, ...], signed_in: tuple[bool, ...]) -> None:
    access.begin(store, added(store, "Leo"), ID, lasting=LASTING)
    found = []
    for time in times:
        at(store, f"2026-05-01T{time}:00")
        found.append(access.person_of(store, ID, lasting=LASTING) is not None)
    assert tuple(found) == signed_in


def test_sessions_that_are_over_are_cleared_away(store: Store) -> None:
    leo = added(store, "Leo")
    access.begin(store, leo, ID, lasting=LASTING)
    at(store, "2026-05-02T08:00:00")
    access.begin(store, leo, OTHER, lasting=LASTING)
    with store.database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(Sessions)).scalar_one() == 1


def test_a_token_is_found_until_it_is_over(store: Store) -> None:
    leo = added(store, "Leo")
    token = access.create_token(store, NewToken("leo", ("code", "read"), "nightly", 30), by="Leo")
    forever = access.create_token(store, NewToken("leo", ("read",)), by="Leo")
    found = access.bearer(store, token)
    assert found is not None
    assert (found.person, sorted(found.scopes)) == (leo, ["code", "read"])
    assert [(one.owner, one.label, one.scopes, one.expires, one.used) for one in access.tokens(store)] == [
        ("Leo", "nightly", ("read", "code"), "2026-05-31T08:00:00+00:00", AT),
        ("Leo", "", ("read",), None, None),
    ]
    for wrong in ("", token[:-1], token + "x", token.upper(), token.partition("_")[2], "dateline_"):
        assert access.bearer(store, wrong) is None
    at(store, "2026-05-31T08:00:00")
    assert access.bearer(store, token) is None
    assert access.bearer(store, forever) is not None


def test_a_token_goes_with_its_person(store: Store) -> None:
    added(store, "Ana", "administrator")
    added(store, "Leo")
    token = access.create_token(store, NewToken("Leo", ("read",)), by="Leo")
    access.remove_person(store, "Leo", by="Ana")
    assert access.bearer(store, token) is None
    assert access.tokens(store) == ()


def test_another_ones_token_is_not_revoked(store: Store) -> None:
    leo, mia = added(store, "Leo"), added(store, "Mia")
    token = access.create_token(store, NewToken("Leo", ("read",)), by="Leo")
    with pytest.raises(NotFoundError):
        access.revoke_token(store, token.split("_")[1], by="Mia", owner=mia)
    assert access.tokens(store, mia) == ()
    access.revoke_token(store, token.split("_")[1], by="Leo", owner=leo)
    assert access.bearer(store, token) is None


def test_publishing_is_off_until_someone_publishes(store: Store) -> None:
    assert not access.is_published(store)
    access.publish(store, by="Ana", published=True)
    access.publish(store, by="Ana", published=True)
    assert access.is_published(store)
    access.publish(store, by="Ana", published=False)
    assert not access.is_published(store)


def test_a_copy_holds_people_and_tokens_and_nobody_signed_in(store: Store, tmp_path: Path) -> None:
    leo = added(store, "Leo")
    access.begin(store, leo, ID, lasting=LASTING)
    token = access.create_token(store, NewToken("Leo", ("read",)), by="Leo")
    back_up(store, tmp_path / "copy.db")
    with open_store(str(tmp_path / "copy.db"), clock=lambda: AT) as copy:
        assert access.people(copy) == access.people(store)
        assert access.bearer(copy, token) is not None
        assert access.person_of(copy, ID, lasting=LASTING) is None
        assert log(copy) == log(store)


def test_a_name_is_taken_out_of_the_log(store: Store) -> None:
    added(store, "Ana", "administrator")
    access.note(store, Entry("Leo Marsh", "looked", "at Leo Marsh", "as leo marsh does"))
    redact(store, Redaction("Ana", "asked to", None, ("Leo Marsh",)))
    assert log(store)[0] == ("█" * 9, "looked", "at " + "█" * 9, "as " + "█" * 9 + " does")


def test_a_store_of_the_first_version_is_brought_up_to_date(place: str) -> None:
    """The tables of people are added to a store that is in use, and what is in it stays."""
    database = Database(_url(place))
    with database.writing() as connection:
        migrate(connection, to="0001")
        connection.execute(text("INSERT INTO reports (key, text, arrived) VALUES ('k', 'words', 'then')"))
    database.close()
    with open_store(place) as again:
        assert again.texts(["k"]) == {"k": "words"}
        assert access.people(again) == ()
        assert not access.is_published(again)


def test_roles_are_in_order() -> None:
    people = [Person("x", role) for role in ROLES]
    assert [[person.at_least(role) for role in ROLES] for person in people] == [
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, False],
        [True, True, True, True],
    ]
