"""How a kernel that only other kernels call is compiled: not to machine code, which its callers make of it again.

Numba brings every function to its final form by itself, and then, with all that it calls, once more within each of
its callers: a function five calls deep is optimised and turned into machine code five times. A *part* is handed to
its callers as it was written, with what it calls beside it; only what Python calls is optimised, as one whole. That
halves the time that the search takes to compile, and the search itself is a little faster for it.
"""

from typing import Any

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler


class PartLibrary(JITCodeLibrary):
    """The code of one part and of those that it calls, to be linked into its callers."""

    def finalize(self) -> None:
        """Gather what this part calls; optimise nothing and make no machine code."""
        self._raise_if_finalized()  # type: ignore[no-untyped-call]
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalize_dynamic_globals()  # type: ignore[no-untyped-call]
        self._finalized = True

    def _optimize_functions(self, ll_module: Any) -> None:
        """Nothing yet: the callers optimise the whole."""
        ll_module.data_layout = self._codegen._data_layout

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


class WholeLibrary(JITCodeLibrary):
    """The code of a kernel and of all that it calls."""

    def _optimize_final_module(self) -> None:
        """Optimise once: numba does so twice, to drop counts of references in between, which kernels have none of."""
        passes, builder = self._codegen._module_pass_manager()  # type: ignore[no-untyped-call]
        passes.run(self._final_module, builder)


class WholeCompiler(Compiler):
    """Numba's compiler of what Python calls."""

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        whole = library or WholeLibrary(target.codegen(), "kernel")  # type: ignore[no-untyped-call]
        whole.enable_object_caching()
        super().__init__(typing, target, whole, *rest)  # type: ignore[no-untyped-call]


class PartCompiler(Compiler):
    """Numba's compiler, which puts each function into a library of parts."""

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        parts = library or PartLibrary(target.codegen(), "part")  # type: ignore[no-untyped-call]
        super().__init__(typing, target, parts, *rest)  # type: ignore[no-untyped-call]
