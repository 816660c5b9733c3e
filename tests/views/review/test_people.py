"""Signing in, roles, accounts, tokens, publishing and the log, through the pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import APIRouter, Depends, FastAPI
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from dateline.schema.decision import Decision
from dateline.schema.person import Person
from dateline.store import Store
from dateline.store.access import NewToken, bearer, create_token, entries, person_named, publish, remove_person, revoke_token
from dateline.views.review.access import caller, scope
from dateline.views.review.forgery import unforged
from dateline.views.review.passwords import is_password
from tests.views.review.conftest import ANA, PASSWORD, browsing, running, sign_in, token_in

SignedIn = Callable[[str], TestClient]


def accepted(store: Store) -> Decision:
    return store.decide(Decision("", "accept", "Ana", store.now(), None, (store.anchor(f"{store.key('gao-1')}:e1"),)))


# What each role gets of each page: what it answers to a visitor of a store that is not published, one that is, and to each account.
ROWS: list[tuple[str, tuple[int, ...]]] = [
    # path               visitor published reader coder reviewer administrator
    ("/reports", (303, 200, 200, 200, 200, 200)),
    ("/decisions", (303, 303, 200, 200, 200, 200)),
    ("/account", (303, 303, 200, 200, 200, 200)),
    ("/administration", (303, 303, 403, 403, 403, 200)),
    ("/nowhere", (404, 404, 404, 404, 404, 404)),
    ("/login", (200, 200, 200, 200, 200, 200)),
    ("/static/css/dateline.css", (200, 200, 200, 200, 200, 200)),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_who_sees_what(visitor: TestClient, signed_in: SignedIn, team: Store, row: tuple[str, tuple[int, ...]]) -> None:
    path, (closed, published, *roles) = row
    assert visitor.get(path).status_code == closed
    publish(team, by="Ana", published=True)
    assert visitor.get(path).status_code == published
    names = ("reader", "coder", "reviewer", "administrator")
    assert [signed_in(role).get(path).status_code for role in names] == roles


def test_a_page_that_is_not_there_knows_who_asks(signed_in: SignedIn, visitor: TestClient) -> None:
    assert ">Leo<" in signed_in("reader").get("/nowhere").text
    assert ">Sign in<" in visitor.get("/nowhere").text


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("coder", 403), ("reviewer", 303), ("administrator", 303)])
def test_who_may_undo(signed_in: SignedIn, team: Store, role: str, status: int) -> None:
    decision = accepted(team)
    client = signed_in(role)
    assert client.post(f"/decisions/{decision.id}/undo", headers=token_in(client)).status_code == status
    assert len(team.decisions()) == (2 if status == 303 else 1)


def test_a_visitor_of_a_published_store_changes_nothing_and_sees_no_names(visitor: TestClient, team: Store) -> None:
    decision = accepted(team)
    publish(team, by="Ana", published=True)
    answer = visitor.post(f"/decisions/{decision.id}/undo", headers=token_in(visitor))
    assert answer.status_code == 401
    assert len(team.decisions()) == 1
    assert "Ana" not in visitor.get(f"/reports/{team.key('gao-1')}").text


def test_signing_in_leads_back_and_out_again(visitor: TestClient, team: Store) -> None:
    answer = visitor.get("/reports?before=9")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?to=%2Freports%3Fbefore%3D9")
    answer = sign_in(visitor, "leo", to="/reports?before=9")
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports?before=9")
    assert ">Leo<" in visitor.get("/reports").text
    assert visitor.post("/logout", headers=token_in(visitor)).status_code == 303
    assert visitor.get("/reports").status_code == 303
    assert [entry.what for entry in entries(team)][:2] == ["signed out", "signed in"]


def test_a_part_of_a_page_leads_the_whole_page_to_signing_in(visitor: TestClient) -> None:
    answer = visitor.get("/reports?before=9", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/login?to=%2Freports%3Fbefore%3D9")


@pytest.mark.parametrize(("name", "password"), [("Leo", "three blind mice ran"), ("Nobody", PASSWORD), ("", PASSWORD), ("Leo", "x" * 5000)])
def test_a_wrong_password_and_a_wrong_name_are_told_alike(visitor: TestClient, name: str, password: str) -> None:
    answer = sign_in(visitor, name, password)
    assert answer.status_code == 401
    assert "There is no such account, or the password is another." in answer.text
    assert visitor.get("/reports").status_code == 303


def test_what_is_typed_as_a_name_is_not_kept_where_it_is_nobodys(visitor: TestClient, team: Store) -> None:
    sign_in(visitor, "my secret password", "x")
    sign_in(visitor, "LEO", "x")
    assert [(entry.who, entry.what, entry.about) for entry in entries(team)][:2] == [
        ("nobody", "failed to sign in", "Leo"),
        ("nobody", "failed to sign in", None),
    ]


def test_five_wrong_passwords_are_enough_for_a_while(visitor: TestClient) -> None:
    assert [sign_in(visitor, "Leo", "wrong").status_code for _ in range(6)] == [401] * 5 + [429]
    answer = sign_in(visitor, "Leo")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 600
    assert "wait 15 minutes" in answer.text
    assert sign_in(visitor, "Rik").status_code == 303


def test_a_role_counts_at_once_and_who_is_removed_is_out(signed_in: SignedIn, team: Store) -> None:
    ana, leo = signed_in("administrator"), signed_in("reader")
    assert leo.get("/administration").status_code == 403
    form = {"name": "Leo", "role": "administrator"}
    assert ana.post("/administration/people/role", data=form, headers=token_in(ana)).status_code == 303
    assert leo.get("/administration").status_code == 200
    remove_person(team, "Leo", by="Ana")
    assert leo.get("/reports").status_code == 303


def test_an_administrator_adds_and_removes_people(signed_in: SignedIn, team: Store) -> None:
    ana = signed_in("administrator")
    form = {"name": "Mia", "role": "coder", "password": "a dozen letters"}
    assert ana.post("/administration/people", data=form, headers=token_in(ana)).status_code == 303
    account = person_named(team, "mia")
    assert account is not None
    assert (account.person.role, is_password("a dozen letters", account.password)) == ("coder", True)
    assert ana.post("/administration/people", data=form, headers=token_in(ana)).status_code == 400
    assert ana.post("/administration/people", data=form | {"name": "Tim", "password": "short"}, headers=token_in(ana)).status_code == 400
    assert ana.post("/administration/people/remove", data={"name": "Mia"}, headers=token_in(ana)).status_code == 303
    assert person_named(team, "Mia") is None
    answer = ana.post("/administration/people/remove", data={"name": "Ana"}, headers=token_in(ana))
    assert "last administrator" in answer.text


def test_a_new_password_ends_every_session(signed_in: SignedIn, team: Store) -> None:
    leo, elsewhere = signed_in("reader"), signed_in("reader")
    wrong = {"old": "x", "new": "a dozen letters"}
    assert leo.post("/account/password", data=wrong, headers=token_in(leo)).status_code == 400
    assert leo.post("/account/password", data=wrong | {"old": PASSWORD}, headers=token_in(leo)).status_code == 303
    assert [client.get("/reports").status_code for client in (leo, elsewhere)] == [303, 303]
    assert sign_in(leo, "Leo", "a dozen letters").status_code == 303


def test_signing_out_everywhere(signed_in: SignedIn) -> None:
    here, there = signed_in("coder"), signed_in("coder")
    assert here.post("/account/sign-out-everywhere", headers=token_in(here)).status_code == 303
    assert [client.get("/reports").status_code for client in (here, there)] == [303, 303]


def test_a_token_of_ones_own_is_shown_once_and_revoked(signed_in: SignedIn, team: Store) -> None:
    cora, rik = signed_in("coder"), signed_in("reviewer")
    form = {"scopes": ["read", "code"], "label": "nightly", "days": "30"}
    given = re.search(r"dateline_[0-9a-f]{8}_[\w-]{43}", cora.post("/account/tokens", data=form, headers=token_in(cora)).text)
    assert given is not None
    found = bearer(team, given[0])
    assert found is not None
    assert (found.person.name, sorted(found.scopes)) == ("Cora", ["code", "read"])
    assert given[0] not in cora.get("/account").text
    id = given[0].split("_")[1]
    assert rik.post(f"/account/tokens/{id}/revoke", headers=token_in(rik)).status_code == 404
    assert bearer(team, given[0]) is not None
    assert cora.post(f"/account/tokens/{id}/revoke", headers=token_in(cora)).status_code == 303
    assert bearer(team, given[0]) is None
    assert cora.post("/account/tokens", data=form | {"scopes": ["admin"]}, headers=token_in(cora)).status_code == 403


def api(app: FastAPI) -> None:
    """Four addresses as the API has them, one for each scope."""
    router = APIRouter(dependencies=[Depends(caller), Depends(unforged)])
    for name in ("read", "code", "review", "admin"):
        router.add_api_route(f"/{name}", lambda asking=Depends(scope(name)): {"name": asking.name}, methods=["GET", "POST"])  # noqa: B008
    app.include_router(router, prefix="/api/test")


# Which addresses answer to a token of that person with these scopes.
TOKENS = [
    ("Ana", ("read",), ["read"]),
    ("Ana", ("read", "code", "review", "admin"), ["read", "code", "review", "admin"]),
    ("Ana", ("admin",), ["admin"]),
    ("Cora", ("read", "code", "review", "admin"), ["read", "code"]),
    ("Leo", ("code",), []),
]


@pytest.mark.parametrize(("owner", "scopes", "expected"), TOKENS)
def test_what_a_token_may_do(
    team_app: FastAPI, visitor: TestClient, team: Store, owner: str, scopes: tuple[str, ...], expected: list[str]
) -> None:
    api(team_app)
    token = create_token(team, NewToken(owner, scopes), by="Ana")
    header = {"Authorization": f"Bearer {token}"}
    allowed = {name: visitor.post(f"/api/test/{name}", headers=header) for name in ("read", "code", "review", "admin")}
    assert [name for name, answer in allowed.items() if answer.status_code == 200] == expected
    assert {answer.status_code for answer in allowed.values()} <= {200, 403}
    revoke_token(team, token.split("_")[1], by="Ana")
    answer = visitor.get("/api/test/read", headers=header)
    assert (answer.status_code, answer.json()["error"]["code"], answer.headers["www-authenticate"]) == (401, "DL471", "Bearer")


def test_what_a_visitor_may_ask_the_api(team_app: FastAPI, visitor: TestClient, team: Store) -> None:
    """Only what says that it is for visitors, and only where the store is published."""
    api(team_app)
    team_app.add_api_route("/api/test/open", lambda asking=Depends(scope("read", visitors=True)): {"name": asking.name})  # noqa: B008
    assert [visitor.get(f"/api/test/{name}").status_code for name in ("read", "open")] == [401, 401]
    publish(team, by="Ana", published=True)
    assert [visitor.get(f"/api/test/{name}").status_code for name in ("read", "code", "open")] == [401, 401, 200]
    assert visitor.post("/api/test/read").status_code == 401


@pytest.mark.parametrize("given", ["Bearer x", "Bearer ", "Basic QW5hOng=", "dateline_00000000_x"])
def test_what_is_no_token_opens_nothing_even_where_someone_is_signed_in(team_app: FastAPI, signed_in: SignedIn, given: str) -> None:
    api(team_app)
    ana = signed_in("administrator")
    assert ana.get("/api/test/admin").status_code == 200
    assert ana.get("/api/test/read", headers={"Authorization": given}).status_code == 401
    assert ana.post("/api/test/read", headers={"Authorization": given}).status_code in (401, 403)


def test_a_token_opens_the_api_alone(visitor: TestClient, team: Store) -> None:
    token = create_token(team, NewToken("Ana", ("read", "admin")), by="Ana")
    assert visitor.get("/administration", headers={"Authorization": f"Bearer {token}"}).status_code == 303


def test_a_token_is_over_after_its_days(team: Store) -> None:
    token = create_token(team, NewToken("Ana", ("read",), days=1), by="Ana")
    assert bearer(team, token) is not None
    team.now = lambda: "2199-01-01T00:00:00+00:00"
    assert bearer(team, token) is None


def test_local_mode_asks_for_no_name(app: FastAPI, client: TestClient) -> None:
    api(app)
    assert client.get("/login").headers["location"] == "/"
    assert client.get("/account").status_code == 404
    assert client.get("/api/test/admin").json() == {"name": ANA.name}
    # A browser says where it is and shows its cookie; a program does neither
    client.cookies.clear()
    assert client.post("/api/test/admin").json() == {"name": ANA.name}
    assert client.post("/api/test/admin", headers={"Origin": "http://elsewhere.example"}).status_code == 403
    assert client.get("/api/test/admin", headers={"Authorization": "Bearer dateline_x"}).status_code == 401


def test_signing_in_with_the_keyboard_and_without_scripts(browser: Browser, team: Store, complaints: list[str]) -> None:
    with running(team, team=True) as served, browsing(browser, served, complaints, scripts=False, width=390) as page:
        page.goto("/reports")
        page.get_by_label("Name").fill("Ana")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Reports")
        page.get_by_role("link", name="Administration").click()
        page.get_by_role("button", name="Publish it to read").click()
        expect(page.get_by_text("The store is published")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("path", ["/account", "/administration", "/login"])
def test_pages_of_people_fit_a_telephone(browser: Browser, team: Store, complaints: list[str], path: str) -> None:
    with running(team, team=True) as served, browsing(browser, served, complaints, width=390) as page:
        page.goto("/login")
        page.get_by_label("Name").fill("Ana")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_everyone_can_use_the_pages(browser: Browser, team: Store, complaints: list[str]) -> None:
    """What axe-core finds: names of fields and buttons, contrast in both colour schemes, order of headings ..."""
    accepted(team)
    create_token(team, NewToken("Ana", ("read",), "nightly"), by="Ana")
    pages = ["/nowhere", "/reports", f"/reports/{team.key('gao-1')}", "/decisions", "/account", "/administration"]
    with running(team, team=True) as served, browsing(browser, served, complaints) as page:
        page.goto("/login")
        found = {"/login": Axe().run(page).response["violations"]}
        page.get_by_label("Name").fill("Ana")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        for path in pages:
            page.goto(path)
            found[path] = Axe().run(page).response["violations"]
        page.emulate_media(color_scheme="dark")
        found["dark"] = Axe().run(page).response["violations"]
        complaints.clear()
    wrong = {path: [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in some] for path, some in found.items()}
    assert {path: some for path, some in wrong.items() if some} == {}


def test_the_local_person_is_named_by_the_machine(store: Store) -> None:
    from dateline.views.review.serving import local_person

    assert isinstance(local_person(), Person)
    assert local_person().name
