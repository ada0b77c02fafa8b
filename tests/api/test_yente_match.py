"""The call /match of yente: what it takes, what it answers, and that no filter raises anything."""

from typing import Any

import pytest

from comity.api.yente.match import MOST_EXCLUDED
from comity.api.yente.query import MOST_QUERIES
from comity.operations.screen_subjects import LOWEST_THRESHOLD


def person(name: str, **properties: list[str]) -> dict[str, Any]:
    return {"schema": "Person", "properties": {"name": [name], **properties}}


def ask(call: Any, token: str, address: str = "/match/default", /, **queries: dict[str, Any]) -> Any:
    return call("POST", address, {"queries": queries}, token=token)


def ids(answered: Any, key: str = "q") -> list[str]:
    assert answered.status_code == 200, answered.content
    return [each["id"] for each in answered.json()["responses"][key]["results"]]


@pytest.fixture
def ready(node: Any, token: Any) -> str:  # noqa: ARG001 the lists must be there
    secret: str = token("bot", "screen")
    return secret


def test_a_listed_person_is_found_with_every_field_that_clients_read(call: Any, ready: str) -> None:
    answered = ask(call, ready, q=person("Orsan Keldenbaev", birthDate=["1971"]))
    whole = answered.json()
    assert (whole["limit"], answered["x-batch-size"]) == (5, "1")
    response = whole["responses"]["q"]
    assert response["status"] == 200
    assert response["total"] == {"value": 1, "relation": "eq"}
    assert response["query"]["properties"] == {"name": ["Orsan Keldenbaev"], "birthDate": ["1971"]}
    found = response["results"][0]
    assert found["id"] == "invented-P1"
    assert (found["caption"], found["schema"], found["match"]) == ("Orsan Keldenbaev", "Person", True)
    assert found["properties"]["name"] == ["Orsan Keldenbaev"]
    assert found["properties"]["alias"] == ["Orsan Keldenbay"]
    assert found["properties"]["topics"] == ["sanction"]
    assert found["datasets"] == ["invented"]
    assert found["referents"] == ["P1"]
    assert found["target"] is True
    assert 0.67 <= found["score"] <= 1.0
    assert found["features"] == {name: each["score"] for name, each in found["explanations"].items()}
    assert sum(found["features"].values()) == pytest.approx(found["score"], abs=0.01)
    assert all(each["detail"] for each in found["explanations"].values())


def test_every_query_of_a_batch_is_answered_under_its_own_key(call: Any, ready: str) -> None:
    answered = ask(
        call, ready, one=person("Orsan Keldenbaev"), two=person("Nobody At All"), three=person("T. Marzubani")
    )
    assert list(answered.json()["responses"]) == ["one", "two", "three"]
    assert ids(answered, "one") == ["invented-P1"]
    assert ids(answered, "two") == []


def test_an_amendment_is_in_force_at_the_next_request(call: Any, ready: str, node: Any) -> None:
    assert ids(ask(call, ready, q=person("Viktor Zherebtsov"))) == []
    node.publish("P1|person|Orsan Keldenbaev||", "P9|person|Viktor Zherebtsov||")
    assert ids(ask(call, ready, q=person("Viktor Zherebtsov"))) == ["invented-P9"]
    node.publish("P1|person|Orsan Keldenbaev||")
    assert ids(ask(call, ready, q=person("Viktor Zherebtsov"))) == []


@pytest.mark.parametrize("dataset", ["default", "sanctions", "all", "invented"])
def test_a_dataset_is_a_list_or_all_of_them(call: Any, ready: str, dataset: str) -> None:
    assert ids(ask(call, ready, f"/match/{dataset}", q=person("Orsan Keldenbaev"))) == ["invented-P1"]


def test_a_dataset_that_is_not_held_is_refused_and_never_looks_like_no_hit(call: Any, ready: str) -> None:
    for address in ("/match/us_ofac_sdn", "/match/default?include_dataset=un_sc_sanctions"):
        answered = ask(call, ready, address, q=person("Orsan Keldenbaev"))
        assert answered.status_code == 404
        assert "invented" in answered.json()["detail"]


@pytest.mark.parametrize(
    "filters",
    [
        "exclude_dataset=invented",
        "exclude_schema=Person",
        "exclude_entity_ids=invented-P1",
        "exclude_entity_ids=P1",
        "topics=role.pep",
        "limit=0",
    ],
)
def test_a_filter_takes_away(call: Any, ready: str, filters: str) -> None:
    assert ids(ask(call, ready, f"/match/default?{filters}", q=person("Orsan Keldenbaev"))) == []


@pytest.mark.parametrize(
    "filters",
    [
        "exclude_dataset=other",
        "topics=sanction&topics=role.pep",
        "exclude_schema=Company",
        "algorithm=logic-v1",
        "changed_since=2030-01-01",
        "unknown=1",
    ],
)
def test_a_filter_that_does_not_apply_leaves_the_hit(call: Any, ready: str, filters: str) -> None:
    assert ids(ask(call, ready, f"/match/default?{filters}", q=person("Orsan Keldenbaev"))) == ["invented-P1"]


def test_countries_genders_and_dates_never_bring_a_hit_that_the_name_does_not_earn(call: Any, ready: str) -> None:
    bare = ask(call, ready, "/match/default?threshold=0.3", q=person("Orsan")).json()["responses"]["q"]
    more = person("Orsan", nationality=["kg"], gender=["male"], birthDate=["1971"], country=["kg"])
    full = ask(call, ready, "/match/default?threshold=0.3", q=more).json()["responses"]["q"]
    earned = {each["id"]: each["score"] for each in bare["results"]}
    assert all(each["score"] <= earned[each["id"]] for each in full["results"])


def test_match_says_the_same_as_the_score_against_the_threshold(call: Any, ready: str) -> None:
    address = "/match/default?threshold=0.9&cutoff=0.3&limit=50"
    results = ask(call, ready, address, q=person("Tariq Marzubani")).json()["responses"]["q"]["results"]
    assert results
    assert [each["match"] for each in results] == [each["score"] >= 0.9 for each in results]
    assert [each["score"] for each in results] == sorted((each["score"] for each in results), reverse=True)
    assert not all(each["match"] for each in results)


def test_the_limit_cuts_the_results_and_not_their_count(call: Any, ready: str) -> None:
    address = f"/match/default?limit=1&cutoff={LOWEST_THRESHOLD}"
    response = ask(call, ready, address, q=person("Tariq Zuhayr Marzubani")).json()["responses"]["q"]
    assert len(response["results"]) == 1
    assert response["total"]["value"] >= 1


def test_what_was_not_read_of_a_query_is_said(call: Any, ready: str) -> None:
    asked = person("Orsan Keldenbaev", birthDate=["some day"], religion=["x"], favouriteColour=["red"])
    response = ask(call, ready, q=asked).json()["responses"]["q"]
    assert response["unread"] == ["birth_date"]
    assert response["query"]["properties"] == {"name": ["Orsan Keldenbaev"], "birthDate": ["some day"]}


@pytest.mark.parametrize(
    ("properties", "told"),
    [({}, "nothing to screen"), ({"name": ["---"]}, "nothing to screen"), ({"notes": ["x"]}, "nothing to screen"),
     ({"name": ["x" * 2001]}, "bytes"), ({"name": [f"a{n}" for n in range(200)]}, "values")],
)  # fmt: skip
def test_a_query_that_cannot_be_screened_refuses_the_call(
    call: Any, ready: str, properties: dict[str, Any], told: str
) -> None:
    answered = ask(call, ready, good=person("Orsan"), bad={"schema": "Person", "properties": properties})
    assert answered.status_code == 400
    assert "'bad'" in answered.json()["detail"]
    assert told in answered.json()["detail"]


@pytest.mark.parametrize("schema", ["Address", "Nonsense", ""])
def test_a_schema_that_no_subject_has_is_refused(call: Any, ready: str, schema: str) -> None:
    answered = ask(call, ready, q={"schema": schema, "properties": {"name": ["Orsan"]}})
    assert answered.status_code == 400
    assert "Cannot parse example entity" in answered.json()["detail"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("limit=501", 422), ("limit=x", 422), ("threshold=nan", 422), ("threshold=inf", 422), ("changed_since=soon", 422),
     ("algorithm=other", 400), ("&".join(["exclude_entity_ids=x"] * (MOST_EXCLUDED + 1)), 422)],
)  # fmt: skip
def test_a_parameter_that_cannot_be_is_refused_as_yente_refuses_it(
    call: Any, ready: str, query: str, status: int
) -> None:
    answered = ask(call, ready, f"/match/default?{query}", q=person("Orsan"))
    assert answered.status_code == status
    assert isinstance(answered.json()["detail"], str)


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"", 422), (b"{", 422), (b"[]", 422), (b'{"queries": 1}', 422), (b'{"queries": {}}', 400), (b"\xff\xfe", 422),
     (b'{"queries": {"q": {"schema": "Person", "properties": {"name": 1}}}}', 422), (b"[" * 100_000, 422)],
)  # fmt: skip
def test_content_that_is_no_query_is_refused(call: Any, ready: str, content: bytes, status: int) -> None:
    assert call("POST", "/match/default", content, token=ready).status_code == status


def test_more_queries_than_a_batch_may_have_are_refused(call: Any, ready: str) -> None:
    queries = {str(number): person("Orsan") for number in range(MOST_QUERIES + 1)}
    answered = call("POST", "/match/default", {"queries": queries}, token=ready)
    assert answered.status_code == 400
    assert "Too many queries" in answered.json()["detail"]


def test_content_over_the_limit_is_refused_before_it_is_read(call: Any, ready: str) -> None:
    assert call("POST", "/match/default", b" " * (3 << 20), token=ready).status_code == 413


def test_weights_of_ones_own_do_nothing_and_the_answer_says_so(call: Any, ready: str) -> None:
    plain = ask(call, ready, q=person("Orsan Keldenbaev"))
    content = {"queries": {"q": person("Orsan Keldenbaev")}, "weights": {"name_literal_match": 0.0}, "config": {"x": 1}}
    weighed = call("POST", "/match/default", content, token=ready)
    assert weighed.json() == plain.json()
    assert weighed["Comity-Ignored"] == "weights, config"
    assert "Comity-Ignored" not in plain


def test_the_answer_tells_by_which_measure_it_was_made(call: Any, ready: str) -> None:
    answered = ask(call, ready, q=person("Orsan Keldenbaev"))
    assert len(answered["Comity-Scorecard"]) == 16
    assert answered["Comity-Editions"].startswith("invented:")
    assert answered["Cache-Control"] == "no-store"


def test_a_name_that_would_be_a_header_or_a_page_comes_back_as_text(call: Any, ready: str, node: Any) -> None:
    node.publish("P1|person|<script>alert(1)</script> Keldenbaev\rX-Evil: 1||")
    answered = ask(call, ready, **{"a\r\nX-Evil: 1": person("Alert Script Keldenbaev")})
    assert "X-Evil" not in answered
    assert answered["Content-Type"] == "application/json"
    assert answered["X-Content-Type-Options"] == "nosniff"
