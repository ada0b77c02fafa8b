"""yente's own client library works against a node when its address is changed, and nothing else."""

from typing import Any

import pytest

yente_client = pytest.importorskip("yente_client", reason="yente's own client is not installed here")

from django.test.testcases import LiveServerThread  # noqa: E402
from yente_client import Client, Company, Person  # noqa: E402
from yente_client.exceptions import AuthenticationError, BadRequestError, NotFoundError, RateLimitError  # noqa: E402


@pytest.fixture
def address(live_server: Any, node: Any) -> str:  # noqa: ARG001 the lists must be there
    url: str = live_server.url
    assert isinstance(live_server.thread, LiveServerThread)
    return url


@pytest.fixture
def client(address: str, token: Any) -> Any:
    with Client(api_key=token("bot", "screen"), base_url=address, app_name="tests") as made:
        yield made


def test_matching_finds_who_is_listed_and_explains_why(client: Any) -> None:
    hits = client.match(Person(firstName="Orsan", lastName="Keldenbaev", birthDate="1971"), datasets=["sanctions"])
    assert hits.top is not None
    assert (hits.top.id, hits.top.caption, hits.top.match) == ("invented-P1", "Orsan Keldenbaev", True)
    assert hits.top.contributing_explanations
    assert hits.matches == hits.results
    assert hits.total.value == 1
    assert client.match(Company(name="Quite Another Business")).results == []


def test_filters_and_scoring_of_the_client_are_taken(client: Any) -> None:
    entity = Person(name="Orsan Keldenbaev", nationality="kg")
    assert client.match(entity, threshold=0.7, cutoff=0.5, algorithm="best", limit=3, topics=["sanction"]).matches
    assert client.match(entity, algorithm="logic-v2", weights={"name_literal_match": 0.0}).matches
    assert not client.match(entity, exclude_entities=["invented-P1"]).results
    assert not client.match(entity, exclude_schemata=["Person"]).results


def test_many_entities_are_matched_side_by_side(client: Any) -> None:
    pairs = [(str(number), Person(name="Orsan Keldenbaev" if number % 2 else "Nobody Atall")) for number in range(20)]
    found = {key: bool(answer.results) for key, answer in client.match_iter(pairs, workers=4)}
    assert found == {str(number): bool(number % 2) for number in range(20)}


def test_searching_fetching_and_what_stands_beside(client: Any) -> None:
    found = client.search("marzubani", datasets=["default"], limit=10, facets=["schema"])
    assert found.total.value == 2
    assert {each.schema_ for each in found.results} == {"Person", "Organization"}
    assert found.facets["schema"].values
    whole = client.fetch(found.results[0].id)
    assert whole.properties["sanctions"][0].properties["authority"] == ["Nobody"]
    assert client.fetch("P2").id == "invented-P2"
    assert client.adjacent(whole.id).adjacent["sanctions"].total.value == 1


def test_what_a_node_says_of_itself_is_read(client: Any) -> None:
    assert client.healthz().status == client.readyz().status == "ok"
    assert {"default", "invented"} <= {each.name for each in client.datasets().datasets}
    assert client.algorithms().best == "comity"


def test_refusals_come_as_the_clients_own_errors(client: Any, address: str, token: Any) -> None:
    with pytest.raises(NotFoundError, match="invented"):
        client.match(Person(name="Orsan"), datasets=["us_ofac_sdn"])
    with pytest.raises(BadRequestError, match="nothing to screen"):
        client.match(Person(notes="no name"))
    with Client(api_key="wrong", base_url=address) as stranger, pytest.raises(AuthenticationError):
        stranger.search("x")
    with Client(api_key=token("slow", "screen", per_minute=6), base_url=address) as slow:
        slow.search("x")
        with pytest.raises(RateLimitError) as refused:
            slow.search("x")
    assert refused.value.retry_after is not None
