"""The API keeps to its own OpenAPI document, whatever is asked: schemathesis makes the requests.

A run of some minutes: DATELINE_EXAMPLES=200 python -m pytest tests/views/api/test_contract.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance
from starlette.testclient import TestClient

from dateline.store import open_store
from dateline.views.api.application import ROUTERS, create_api, examples
from tests.store.databases import fresh
from tests.store.made import OTHER, decision, fill, reading
from tests.views.api.conftest import AT, BASE, client_of

EXAMPLES = int(os.environ.get("DATELINE_EXAMPLES", "8"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DOCUMENT: dict[str, Any] = json.loads(json.dumps(create_api().openapi()))
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS: dict[str, Any] = {
    found.ok().definition.raw["operationId"]: found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)
}


@pytest.fixture(scope="module", params=("sqlite", "postgres"))
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One store for all of these requests, which also change it."""
    with fresh(request.param, Path(tmp_path_factory.mktemp("api"))) as name, open_store(name, create=True) as store:
        key, *_ = fill(store, reading(), reading(OTHER, id="b.txt"), reading("fail", id="f.txt"))
        store.decide(decision(store, "accept", f"{key}:e1"))
        with client_of(store) as client:
            yield client


def known(client: TestClient) -> dict[str, list[str]]:
    """Ids that are there, by the name of the parameter of a path and its list."""
    names = {"reports": "key", "incidents": "id", "events": "telling", "decisions": "id"}
    found = {path: [row[name] for row in client.get(f"{AT}/{path}").json()["items"]] for path, name in names.items()}
    return found | {"exports": ["csv", "jsonl", "geojson", "bundle"]}


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_nothing_that_is_asked_breaks_the_server(asked: TestClient, name: str) -> None:
    operation = OPERATIONS[name]
    ids = known(asked).get(operation.path.split("/")[1], [])
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    cases = st.one_of(operation.as_strategy(), wrong) if operation.query or operation.body else operation.as_strategy()

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None, derandomize=True, database=None)
    @given(case=cases, id=st.sampled_from([*ids, ""]))
    def check(case: Any, id: str) -> None:
        if id and case.path_parameters:
            case.path_parameters = dict.fromkeys(case.path_parameters, id)
        case.validate_response(asked.request(**sent(case)), checks=CHECKS)

    check()


def sent(case: Any) -> dict[str, Any]:
    """The request, with what the client of the tests has another name for."""
    parts: dict[str, Any] = case.as_transport_kwargs(base_url=f"{BASE}{AT}")
    raw = {"content": parts.pop("data")} if isinstance(parts.get("data"), bytes | str) else {}
    return {name: value for name, value in parts.items() if name != "cookies"} | raw


ROUTES: dict[str, Any] = {str(route.operation_id): route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)}


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_every_operation_has_an_example_that_fits(name: str) -> None:
    example, route = examples()[name], ROUTES[name]
    if route.response_model is not None:
        TypeAdapter(route.response_model).validate_python(example["answer"], strict=True)
    if route.body_field is not None:
        TypeAdapter(route.body_field.field_info.annotation).validate_json(json.dumps(example["body"]))
    shown = DOCUMENT["paths"][route.path][min(route.methods).lower()]
    answered = [shown["responses"][status] for status in ("200", "201") if status in shown["responses"]]
    assert example["answer"] in [content.get("example") for one in answered for content in one.get("content", {}).values()]


def test_the_document_names_every_operation_and_what_each_says() -> None:
    assert sorted(OPERATIONS) == sorted(ROUTES)
    assert [name for name, route in ROUTES.items() if not route.description] == []
