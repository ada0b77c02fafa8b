"""How kernels are compiled: once, kept on disk, run without the interpreter's lock, and without counting references.

Numba counts how often each array is referred to, by atomic operations, whenever one is taken out of a tuple or handed
on; in the search that was a third of all time. These kernels make no arrays: they read and write what their caller
holds for as long as they run, so nothing needs to be counted (numba compiles its own kernels of text so). A kernel
that makes an array must be compiled by njit; numba refuses it here. None may return an array to such a one.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.names.part import PartCompiler, WholeCompiler

Kernel = Callable[..., Any]
Content = TypeVar("Content", bound=np.generic)

# Called from Python, too.
kernel: Callable[[Kernel], Kernel] = njit(  # type: ignore[call-overload]
    cache=True, nogil=True, _nrt=False, no_cfunc_wrapper=True, pipeline_class=WholeCompiler
)
# Called by other kernels only, and compiled and kept on disk as part of them (names.part).
inner: Callable[[Kernel], Kernel] = njit(  # type: ignore[call-overload]
    nogil=True, _nrt=False, no_cfunc_wrapper=True, no_cpython_wrapper=True, pipeline_class=PartCompiler
)


@cache
def whole(part: Kernel) -> Kernel:
    """A kernel out of what otherwise only kernels call, for Python to call it."""
    return kernel(part.py_func)  # type: ignore[attr-defined]


def read_only(array: NDArray[Content]) -> NDArray[Content]:
    """The same array, not to be written to: like a memory-mapped one, so that a kernel is compiled once for both."""
    view = array.view()
    view.flags.writeable = False
    return view


def close(arrays: Iterable[NDArray[Any]]) -> None:
    """Let nobody write to these arrays any more, as if they were memory-mapped."""
    for array in arrays:
        array.flags.writeable = False
