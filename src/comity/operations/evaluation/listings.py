"""The listings that the engine is measured against, each read when it is first asked for."""

from functools import cached_property

from comity.model.designation import Designation
from comity.operations.evaluation.bench import Bench, Engine, bench_of, latin_only
from comity.operations.evaluation.folder import DataFolder, ofac_newest, un_newest


class Listings:
    """Lists of a folder, and screeners over them. Asking for a list whose files are absent raises NotFound."""

    def __init__(self, folder: DataFolder, engine: Engine) -> None:
        self.folder, self.engine = folder, engine

    @cached_property
    def un(self) -> tuple[Designation, ...]:
        """The newest edition of the UN list."""
        return un_newest(self.folder)

    @cached_property
    def ofac(self) -> tuple[Designation, ...]:
        """The newest edition of the OFAC SDN list."""
        return ofac_newest(self.folder)

    @cached_property
    def un_bench(self) -> Bench:
        """A screener over the UN list."""
        return bench_of(self.un, self.engine)

    @cached_property
    def latin_bench(self) -> Bench:
        """A screener over the UN list's Latin names alone."""
        return bench_of(latin_only(self.un), self.engine)

    @cached_property
    def both_bench(self) -> Bench:
        """A screener over the UN and the OFAC list."""
        return bench_of((*self.un, *self.ofac), self.engine)

    @cached_property
    def references(self) -> frozenset[str]:
        """The references of the UN list."""
        return frozenset(designation.listing.reference for designation in self.un)
