"""The pages on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.schema.person import Person
from dateline.store import Store, open_store
from dateline.store.access import add_person, is_published
from dateline.views.review import passwords
from dateline.views.review.app import create_app
from dateline.views.review.serving import Serving
from tests.store.databases import fresh
from tests.store.made import decision, fill
from tests.views.review.conftest import BASE, PASSWORD, sign_in, token_in


@pytest.fixture(params=("sqlite", "postgres"))
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with fresh(request.param, tmp_path) as name, open_store(name, create=True) as opened:
        fill(opened)
        add_person(opened, Person("Ana", "administrator"), passwords.hashed_password(PASSWORD), by="test")
        yield opened


def test_a_team_reads_and_undoes(either: Store) -> None:
    key = next(either.keys())
    kept = either.decide(decision(either, "accept", f"{key}:e1"))
    with TestClient(create_app(Serving(either, team=True)), base_url=BASE, follow_redirects=False) as client:
        assert client.get("/reports").status_code == 303
        assert sign_in(client, "Ana").status_code == 303
        pages = ("/reports", f"/reports/{key}", f"/reports/{key}/record.json", "/decisions", "/account", "/administration")
        assert [client.get(path).status_code for path in pages] == [200] * len(pages)
        assert client.post(f"/decisions/{kept.id}/undo", headers=token_in(client)).status_code == 303
        assert client.post("/administration/publish", data={"published": "true"}, headers=token_in(client)).status_code == 303
    assert is_published(either)
    assert [one.kind for one in either.decisions()] == ["accept", "undo"]


@pytest.mark.parametrize("odd", ["%00", "%ed%a0%bd", "a%00b", "'; DROP TABLE people; --", "%25", "_", "\N{GRINNING FACE}"])
def test_odd_words_in_an_address_are_words(either: Store, odd: str) -> None:
    either.decide(decision(either, "accept", f"{next(either.keys())}:e1"))
    with TestClient(create_app(Serving(either)), base_url=BASE, follow_redirects=False) as client:
        assert client.get(f"/reports/{odd}").status_code == 404
        assert client.post(f"/decisions/{odd}/undo", headers=token_in(client)).status_code == 404
    with TestClient(create_app(Serving(either, team=True)), base_url=BASE, follow_redirects=False) as client:
        assert sign_in(client, odd).status_code == 401
        assert sign_in(client, "a\0b").status_code == 401
