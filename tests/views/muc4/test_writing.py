"""What `--format muc4` writes: the shape that the published scorer reads, and what is beside it."""

from __future__ import annotations

import io
import json
from typing import Any

from dateline.schema.record import Record
from dateline.views.muc4 import pred_templates, write_muc4
from dateline.views.muc4.details import confidence, details, stage
from dateline.views.muc4.fillers import ROLES
from dateline.views.muc4.templates import filled
from tests.views.muc4 import made


def written(*records: Record) -> dict[str, Any]:
    stream = io.StringIO()
    write_muc4(records, stream)
    run: dict[str, Any] = json.loads(stream.getvalue())
    return run


def test_a_template_holds_its_type_and_roles_and_nothing_else() -> None:
    (entry,) = written(made.record(made.kidnapping(), made.bombing())).values()
    assert entry["pred_templates"]
    for template in entry["pred_templates"]:
        assert list(template) == ["incident_type", *ROLES]
        for role in ROLES:
            assert all(len(entity) == 1 and entity[0] in made.TEXT for entity in template[role])


def test_what_is_plain_is_found() -> None:
    by_type = {template["incident_type"]: template for template in pred_templates(made.record(made.kidnapping(), made.bombing()))}
    assert ["PEDRO SOTO"] in by_type["kidnapping"]["Victim"]
    assert by_type["bombing"]["Weapon"] == [["DYNAMITE"]]


def test_details_stand_beside_their_template() -> None:
    (entry,) = written(made.record(made.kidnapping())).values()
    assert len(entry["details"]) == len(entry["pred_templates"]) == 1
    (told,) = entry["details"]
    assert told["date"] == {"start": "1990-03-02", "end": "1990-03-02", "precision": "day"}
    assert told["place"] == {"name": "Rio Seco", "admin1": None, "country": "SLV"}
    assert told["stage"] == "accomplished"
    assert told["people"] == [{"who": "FARMERS", "low": 3, "high": 9, "effect": "kidnapped"}]
    assert told["events"] == ["e1"]


def test_nothing_told_is_null() -> None:
    (each,) = filled(made.record(made.bombing()))
    assert (details(each)["date"], details(each)["place"], details(each)["people"]) == (None, None, [])


def test_the_stage_is_that_of_the_status() -> None:
    assert stage([made.bombing("attempted")]) == "attempted"
    assert stage([made.bombing("planned")]) == "threatened"
    assert stage([made.bombing("attempted"), made.kidnapping()]) == "accomplished"


def test_a_claim_says_how_sure_the_organisation_is() -> None:
    assert confidence([made.kidnapping()], "OWL FRONT") == "claimed or admitted"
    assert confidence([made.kidnapping()], "ARMY") == "reported as fact"


def test_every_report_has_an_entry_and_the_same_id_one() -> None:
    empty, full = made.record(), made.record(made.kidnapping())
    assert written(empty) == {"made-1": {"pred_templates": [], "details": []}}
    assert len(written(full, full)["made-1"]["pred_templates"]) == 2
    assert written() == {}
