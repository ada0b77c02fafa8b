"""How a kernel that only other kernels call is compiled: not to machine code, which its callers make of it again.

Numba brings every function to its final form by itself, and then, with all that it calls, once more within each of
its callers: a function five calls deep is optimised and turned into machine code five times. A *part* is handed to
its callers as it was written; only what Python calls is optimised, as one whole, into which every part is linked once.
That halves the time that the search takes to compile, and the search itself is a little faster for it.
"""

from collections.abc import Iterable
from typing import Any

from numba.core.codegen import CodeLibrary, JITCodeLibrary

from comity.names.compiling import KernelCompiler


class PartLibrary(JITCodeLibrary):
    """The code of one part, to be linked into its callers with that of the parts that it calls."""

    def finalize(self) -> None:
        """Optimise nothing and make no machine code."""
        self._raise_if_finalized()  # type: ignore[no-untyped-call]
        self._finalize_dynamic_globals()  # type: ignore[no-untyped-call]
        self._finalized = True

    def _optimize_functions(self, ll_module: Any) -> None:
        """Nothing yet: the callers optimise the whole."""
        ll_module.data_layout = self._codegen._data_layout

    def _get_module_for_linking(self) -> Any:
        """This part with all that it calls, for callers that are compiled as numba compiles."""
        if self._shared_module is None:
            parts, others = _called([self])
            self._shared_module = _joined(parts)
            for library in others:
                self._shared_module.link_in(library._get_module_for_linking(), preserve=True)
        return self._shared_module

    def get_pointer_to_function(self, _name: str) -> int:
        """No function of a part has an address: Python cannot call it."""
        self._ensure_finalized()  # type: ignore[no-untyped-call]
        return 0

    @property
    def codegen(self) -> "PartLibrary":
        """Where numba sets the environment of a function; one without an address needs none."""
        return self

    def set_env(self, _name: str, _environment: object) -> None:
        """Nothing to set."""


def _called(libraries: Iterable[CodeLibrary]) -> tuple[list[PartLibrary], list[Any]]:
    """The parts among these libraries and all that they call; then what else these and they call. Each once."""
    found = list(dict.fromkeys(libraries))
    met = set(found)
    for library in found:  # and those that are found on the way
        if isinstance(library, PartLibrary):
            fresh = [each for each in dict.fromkeys(library._linking_libraries) if each not in met]
            met.update(fresh)
            found.extend(fresh)
    parts = [library for library in found if isinstance(library, PartLibrary)]
    return parts, [library for library in found if not isinstance(library, PartLibrary)]


def _joined(parts: list[PartLibrary]) -> Any:
    """A module of all these parts, which two kernels may hold at once.

    They are linked by twos, and those by twos: linking takes time by the size of either.
    """
    modules = [part._final_module.clone() for part in parts]
    while len(modules) > 1:
        for module in modules[: len(modules) // 2]:
            module.link_in(modules.pop())
    for function in modules[0].functions:
        if not function.is_declaration:
            function.linkage = "linkonce_odr"
    return modules[0]


class WholeLibrary(JITCodeLibrary):
    """The code of a kernel and of all that it calls."""

    def finalize(self) -> None:
        """Link every part once, then what else is called; optimise; make machine code."""
        parts, others = _called(self._linking_libraries)
        if parts:
            self._final_module.link_in(_joined(parts))
        for library in parts:
            self._reload_init.update(library._reload_init)
        self._linking_libraries = others
        super().finalize()  # type: ignore[no-untyped-call]

    def _optimize_functions(self, ll_module: Any) -> None:
        """Nothing yet: the whole is optimised."""
        ll_module.data_layout = self._codegen._data_layout

    def _optimize_final_module(self) -> None:
        """Optimise once: numba does so twice, to drop counts of references in between, which kernels have none of."""
        passes, builder = self._codegen._module_pass_manager()  # type: ignore[no-untyped-call]
        passes.run(self._final_module, builder)


class WholeCompiler(KernelCompiler):
    """Numba's compiler of what Python calls."""

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        whole = library or WholeLibrary(target.codegen(), "kernel")  # type: ignore[no-untyped-call]
        whole.enable_object_caching()
        super().__init__(typing, target, whole, *rest)


class PartCompiler(KernelCompiler):
    """Numba's compiler, which puts each function into a library of parts."""

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        parts = library or PartLibrary(target.codegen(), "part")  # type: ignore[no-untyped-call]
        super().__init__(typing, target, parts, *rest)
