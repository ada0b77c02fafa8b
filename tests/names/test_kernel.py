"""Kernels are compiled whole: what only other kernels call has no machine code of its own."""

import numpy as np
from numba import njit

from comity.names.kernel import inner


@inner
def _square(number):  # type: ignore[no-untyped-def]
    return number * number


@inner
def _cube(number):  # type: ignore[no-untyped-def]
    return number * _square(number)


@njit  # not kept on disk: it is to be compiled here
def _sum_of_cubes(numbers):  # type: ignore[no-untyped-def]
    total = np.int64(0)
    for each in numbers:
        total += _cube(each)
    return total


def test_a_kernel_runs_with_all_that_it_calls() -> None:
    assert _sum_of_cubes(np.arange(5)) == 100


def test_only_what_python_calls_becomes_machine_code() -> None:
    _sum_of_cubes(np.arange(2))
    (whole,) = _sum_of_cubes.overloads.values()
    assert whole.library.get_pointer_to_function(whole.fndesc.llvm_func_name)
    for part in (_square, _cube):
        (compiled,) = part.overloads.values()  # type: ignore[attr-defined]
        assert not compiled.library.get_pointer_to_function(compiled.fndesc.llvm_func_name)
        assert not compiled.library._codegen._engine.is_symbol_defined(compiled.fndesc.llvm_func_name)
