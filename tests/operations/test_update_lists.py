from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comity.lists.source import ListSource
from comity.model.designation import ListId
from comity.operations.update_lists import Means, Outcome, Updated, update_lists
from comity.store.editions import EditionStore
from comity.wire.download import Bounds, downloader
from invented_list import file_of, persons, with_urls
from invented_publisher import Publisher, break_off_after, fail_with, publishing, send_page

JANUARY = file_of(*persons(20))
FEBRUARY = file_of(*persons(21), dated="2026-02-01")


class Node:
    """A store that updates itself from a publisher on this machine."""

    def __init__(self, means: Means, publisher: Publisher) -> None:
        self.means, self.publisher, self.store = means, publisher, means.store

    def update(self, *sources: ListSource) -> list[Updated]:
        return list(update_lists(sources or (with_urls((self.publisher.url("/list"),)),), self.means))

    def in_force(self) -> list[int]:
        return [manifest.total for manifest in self.store.in_force()]


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    bounds = Bounds(attempts=2, pause=0.01, seconds=5)
    with publishing(list=JANUARY) as publisher, downloader(loopback=True, bounds=bounds) as fetching:
        means = Means(EditionStore(tmp_path, wait=5), fetching, lambda: datetime(2026, 11, 22, tzinfo=UTC))
        yield Node(means, publisher)


def test_a_new_edition_is_fetched_put_in_force_and_knows_its_address(node: Node) -> None:
    (updated,) = node.update()
    assert updated.outcome is Outcome.NEW
    assert updated.manifest is not None
    (received,) = updated.manifest.received
    assert (received.name, received.url) == ("list", node.publisher.url("/list"))
    assert node.in_force() == [20]


def test_an_unchanged_list_costs_one_conditional_request(node: Node) -> None:
    node.update()
    (updated,) = node.update()
    assert updated.outcome is Outcome.UNCHANGED
    assert len(node.publisher.requests) == 2
    assert "if-none-match" in node.publisher.requests[1].headers


def test_a_list_whose_edition_was_lost_is_fetched_although_it_is_unchanged(node: Node, tmp_path: Path) -> None:
    (updated,) = node.update()
    assert updated.manifest is not None
    node.store.path(updated.manifest).rename(tmp_path / "lost")
    assert node.update()[0].outcome is Outcome.NEW


def test_a_changed_list_replaces_the_one_in_force(node: Node) -> None:
    node.update()
    node.publisher.files["/list"] = FEBRUARY
    assert node.update()[0].outcome is Outcome.NEW
    assert node.in_force() == [21]


@pytest.mark.parametrize(
    "bad", [b"", b"<!DOCTYPE html>", FEBRUARY[:-7], file_of(*persons(5), dated="2026-02-01"), file_of("x|y|z||")]
)
def test_a_bad_edition_leaves_the_last_good_one_and_is_tried_again(node: Node, bad: bytes) -> None:
    node.update()
    node.publisher.files["/list"] = bad
    (failed,) = node.update()
    assert failed.outcome is Outcome.FAILED
    assert failed.problem
    assert node.in_force() == [20]
    node.publisher.files["/list"] = FEBRUARY
    assert node.update()[0].outcome is Outcome.NEW


@pytest.mark.parametrize("fault", [fail_with(500), send_page, break_off_after(50)])
def test_a_failing_server_leaves_the_last_good_edition(node: Node, fault: object) -> None:
    node.update()
    node.publisher.files["/list"] = FEBRUARY
    node.publisher.faults = [fault] * 2  # type: ignore[list-item]
    assert node.update()[0].outcome is Outcome.FAILED
    assert node.in_force() == [20]
    node.publisher.faults.clear()
    assert node.update()[0].outcome is Outcome.NEW
    assert node.in_force() == [21]


def test_lists_do_not_depend_on_one_another(node: Node) -> None:
    good = with_urls((node.publisher.url("/list"),))
    bad = replace(good, id=ListId("broken"), urls=((node.publisher.url("/nothing"),),))
    silent = replace(good, id=ListId("silent"), urls=())
    outcomes = {updated.list: updated.outcome for updated in node.update(bad, good, silent)}
    assert outcomes == {"broken": Outcome.FAILED, "invented": Outcome.NEW, "silent": Outcome.FAILED}
    assert node.in_force() == [20]


def test_parts_of_a_list_do_not_depend_on_one_another(node: Node) -> None:
    node.publisher.files["/sdn"] = file_of(*persons(5), part="sdn")
    source = with_urls((node.publisher.url("/nothing"),), (node.publisher.url("/sdn"),))
    assert [updated.outcome for updated in node.update(source)] == [Outcome.FAILED, Outcome.NEW]


def test_when_one_file_of_a_set_changes_the_others_are_fetched_too(node: Node) -> None:
    node.publisher.files["/more"] = file_of(*persons(3, first=100))
    source = with_urls((node.publisher.url("/list"), node.publisher.url("/more")))
    node.update(source)
    assert node.in_force() == [23]
    node.publisher.files["/more"] = file_of(*persons(4, first=100), dated="2026-01-02")
    assert node.update(source)[0].outcome is Outcome.NEW
    assert sorted(manifest.total for manifest in node.store.editions(ListId("invented"))) == [23, 24]
