"""How numba turns a kernel into code for LLVM: in the steps that kernels need, and without asking twice what it knows.

Kernels are plain loops over arrays. They define no functions, hold no closures, work on no whole arrays, so that of
numba's passes some have nothing to do. And numba looks up the type of every call and every element afresh, several
times a function, among all that it could be: that is a quarter of the time, and is remembered here.
"""

import operator
from functools import cache
from typing import Any

from numba.core import types
from numba.core.compiler import Compiler, Flags
from numba.core.compiler_machinery import PassManager
from numba.core.typed_passes import (
    AnnotateTypes,
    IRLegalization,
    NativeLowering,
    NoPythonBackend,
    NopythonTypeInference,
    PreLowerStripPhis,
)
from numba.core.typing.context import Context
from numba.core.untyped_passes import FixupArgs, GenericRewrites, IRProcessing, ReconstructSSA, TranslateByteCode

PASSES = (
    TranslateByteCode, FixupArgs, IRProcessing, GenericRewrites, ReconstructSSA, NopythonTypeInference,
    PreLowerStripPhis, IRLegalization, AnnotateTypes, NativeLowering, NoPythonBackend,
)  # fmt: skip


class Remembering(Context):
    """The types that numba knows, with the types of the calls that were asked for."""

    def __init__(self, numbas: Context) -> None:
        self.__dict__ = numbas.__dict__  # one and the same, but for what is remembered
        self._remembered: dict[object, tuple[object, Any]] = {}

    def resolve_function_type(self, func: Any, args: Any, kws: Any) -> Any:
        """The signature of a call; of numba's own functions some are named by a text, and take a number as it is."""
        if not isinstance(func, (types.Type, str)):
            func = self.resolve_value_type(func)  # type: ignore[no-untyped-call]
        plain = all(isinstance(each, types.Type) or type(each) is int for each in args)
        if kws or not plain or not isinstance(func, (types.Function, types.Dispatcher, str)):
            return super().resolve_function_type(func, args, kws)  # type: ignore[no-untyped-call]
        key = id(func), tuple(args)
        if key not in self._remembered:
            found = super().resolve_function_type(func, args, kws)  # type: ignore[no-untyped-call]
            if found is None:
                return None
            self._remembered[key] = func, found  # which keeps the function, too: no other has its number
        return self._remembered[key][1]

    def resolve_setitem(self, target: Any, index: Any, value: Any) -> Any:
        """The signature by which an element is set."""
        return self.resolve_function_type(operator.setitem, (target, index, value), {})


class Settled(Flags):
    """Flags of compiling that change no more: only one is made of the same ones, so that they are compared at once."""

    __slots__ = ()

    def __hash__(self) -> int:
        return _HASH

    def __eq__(self, other: object) -> bool:
        if self is other or isinstance(other, Settled):
            return self is other
        return bool(super().__eq__(other))  # type: ignore[no-untyped-call]

    def copy(self) -> "Settled":
        """Itself."""
        return self


_HASH = hash(Flags())  # type: ignore[no-untyped-call]  # numba's, the same for all flags
_settled: list[Settled] = []


def settled(flags: Flags) -> Settled:
    """The settled flags that are the same as these."""
    for known in _settled:
        if known == flags:
            return known
    _settled.append(Settled(flags))  # type: ignore[no-untyped-call]
    return _settled[-1]


@cache
def remembering(numbas: Context) -> Remembering:
    """What remembers for numba's types of one target; there is one for all kernels."""
    return Remembering(numbas)


class KernelCompiler(Compiler):
    """Numba's compiler, in the steps that kernels need."""

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        args, returned, flags, local = rest
        super().__init__(  # type: ignore[no-untyped-call]
            remembering(typing), target, library, args, returned, settled(flags), local
        )

    def define_pipelines(self) -> list[PassManager]:
        """The one pipeline of kernels."""
        passes = PassManager("kernel")  # type: ignore[no-untyped-call]
        for each in PASSES:
            passes.add_pass(each, each.__doc__ or each.__name__)  # type: ignore[no-untyped-call]
        passes.finalize()  # type: ignore[no-untyped-call]
        return [passes]
