"""The calls /search, /entities, /catalog and /algorithms of yente."""

from typing import Any

import pytest

MORE = (
    "P1|person|Orsan Keldenbaev|Orsan Keldenbay|",
    "P2|person|Tariq Zuhayr Marzubani||a remark",
    "P3|person|Усама Келденбаев||",
    "O1|organisation|Marzubani Trading House||",
    "P 4/x?y|person|Élodie Strange-Reference||",
)


@pytest.fixture
def ready(node: Any, token: Any) -> str:
    node.publish(*MORE)
    secret: str = token("bot", "screen")
    return secret


def found(call: Any, token: str, query: str, dataset: str = "default") -> list[str]:
    answered = call("GET", f"/search/{dataset}?{query}", token=token)
    assert answered.status_code == 200, answered.content
    return [each["id"] for each in answered.json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=marzubani", {"invented-P2", "invented-O1"}),
        ("q=MARZUBANI%20house", {"invented-O1"}),
        ("q=elodie", {"invented-P%204%2Fx%3Fy"}),
        ("q=usama%20keldenbaev", {"invented-P3"}),
        ("q=P2", {"invented-P2"}),
        ("q=%22marzubani%22%20AND", set()),
        ("q=nobodyatall", set()),
        ("q=marzubani&schema=Person", {"invented-P2"}),
        ("q=marzubani&schema=Organization", {"invented-O1"}),
        ("q=marzubani&exclude_schema=Person", {"invented-O1"}),
        ("q=marzubani&filter=schema:Person", {"invented-P2"}),
        ("q=marzubani&filter=properties.notes:a%20remark", {"invented-P2"}),
        ("q=marzubani&topics=role.pep", set()),
        ("q=marzubani&topics=role.pep&topics=sanction&filter_op=AND", set()),
        ("q=marzubani&countries=kg", set()),
        ("q=marzubani&exclude_dataset=invented", set()),
        ("q=marzubani&datasets=invented", {"invented-P2", "invented-O1"}),
    ],
)
def test_listings_are_found_by_words_and_by_sound(call: Any, ready: str, query: str, expected: set[str]) -> None:
    assert set(found(call, ready, query)) == expected


def test_pages_follow_each_other_and_the_total_counts_them_all(call: Any, ready: str) -> None:
    pages = [found(call, ready, f"q=&limit=2&offset={offset}&sort=id:desc") for offset in (0, 2, 4)]
    whole = found(call, ready, "q=&sort=id:desc")
    assert [each for page in pages for each in page] == whole
    assert whole == sorted(whole, reverse=True)
    answered = call("GET", "/search/default?limit=2", token=ready).json()
    assert answered["total"] == {"value": 5, "relation": "eq"}
    assert (answered["limit"], answered["offset"]) == (2, 0)


def test_facets_count_what_was_found(call: Any, ready: str) -> None:
    answered = call("GET", "/search/default?q=marzubani&facets=schema&facets=datasets", token=ready).json()
    assert set(answered["facets"]) == {"schema", "datasets"}
    counts = {each["name"]: each["count"] for each in answered["facets"]["schema"]["values"]}
    assert counts == {"Person": 1, "Organization": 1}
    assert answered["facets"]["datasets"]["values"][0]["count"] == 2


@pytest.mark.parametrize(
    ("query", "status"),
    [("schema=Nonsense", 400), ("filter=x", 400), ("sort=score", 400), ("limit=1000", 422), ("fuzzy=perhaps", 422),
     ("filter_op=XOR", 422), ("facets=religion", 422), ("offset=99999", 422), (f"q={'x' * 1001}", 422),
     ("q=a%00b", 200)],
)  # fmt: skip
def test_a_search_that_cannot_be_is_refused(call: Any, ready: str, query: str, status: int) -> None:
    assert call("GET", f"/search/default?{query}", token=ready).status_code == status


def test_an_entity_is_fetched_with_the_legal_act_beside_it(call: Any, ready: str) -> None:
    whole = call("GET", "/entities/invented-P2", token=ready).json()
    act = whole["properties"]["sanctions"][0]
    assert (act["schema"], act["properties"]["authority"]) == ("Sanction", ["Nobody"])
    assert act["properties"]["provisions"] == ["Resolution 0, paragraph 0"]
    plain = call("GET", "/entities/invented-P2?nested=false", token=ready).json()
    assert "sanctions" not in plain["properties"]
    beside = call("GET", "/entities/invented-P2/adjacent", token=ready).json()
    assert beside["adjacent"]["sanctions"]["results"] == [act]
    assert call("GET", "/entities/invented-P2/adjacent/sanctions", token=ready).json()["total"]["value"] == 1
    assert call("GET", "/entities/invented-P2/adjacent/owners", token=ready).status_code == 404


def test_a_publishers_reference_leads_to_the_entity(call: Any, ready: str) -> None:
    answered = call("GET", "/entities/P2", token=ready)
    assert (answered.status_code, answered["Location"]) == (308, "/entities/invented-P2")


def test_a_reference_with_odd_characters_is_reached_by_its_id(call: Any, ready: str) -> None:
    from urllib.parse import quote

    (id,) = found(call, ready, "q=elodie")
    assert call("GET", f"/entities/{quote(id, safe='')}", token=ready).json()["caption"] == "Élodie Strange-Reference"


@pytest.mark.parametrize("id", ["invented-P77", "other-P1", "..%2F..%2Fetc%2Fpasswd-x", "-", "%00"])
def test_an_entity_that_is_not_there_is_not_found(call: Any, ready: str, id: str) -> None:
    assert call("GET", f"/entities/{id}", token=ready).status_code == 404


def test_the_catalog_names_what_can_be_asked(call: Any, ready: str) -> None:
    told = call("GET", "/catalog", token=ready).json()
    named = {each["name"]: each for each in told["datasets"]}
    assert named["invented"]["entity_count"] == 5
    assert named["default"]["children"] == ["invented"]
    assert (told["current"], told["outdated"], told["index_stale"]) == (["invented"], [], False)
    for name in named:
        assert call("GET", f"/search/{name}?q=marzubani", token=ready).status_code == 200


def test_every_algorithm_named_can_be_asked_for(call: Any, ready: str) -> None:
    told = call("GET", "/algorithms", token=ready).json()
    assert told["default"] == told["best"] == "comity"
    query = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Orsan Keldenbaev"]}}}}
    for each in told["algorithms"]:
        assert each["docs"]["features"]
        answered = call("POST", f"/match/default?algorithm={each['name']}", query, token=ready)
        assert answered.status_code == 200
