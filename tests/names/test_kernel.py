"""Kernels are compiled whole: what only other kernels call has no machine code of its own."""

import numpy as np
from numba import njit
from numba.core.compiler import Flags

from comity.names.compiling import settled
from comity.names.kernel import inner
from comity.names.part import WholeCompiler


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


@njit(pipeline_class=WholeCompiler)
def _sum_of_both(numbers):  # type: ignore[no-untyped-def]
    total = numbers[0] - numbers[0]
    for each in numbers:
        total += _square(each) + _cube(each)
    return total


@njit(pipeline_class=WholeCompiler)
def _difference(numbers):  # type: ignore[no-untyped-def]
    for k in range(numbers.shape[0]):
        numbers[k] = _cube(numbers[k]) - _square(numbers[k])


def test_two_kernels_hold_the_same_parts() -> None:
    numbers = np.arange(4)
    assert _sum_of_both(numbers) == 14 + 36
    _difference(numbers)
    assert numbers.tolist() == [0, 0, 4, 18]


def test_a_kernel_is_compiled_for_each_kind_of_numbers_by_itself() -> None:
    halves, bytes_ = np.array([0.5, 1.5]), np.array([1, 2], np.uint8)
    assert _sum_of_both(halves) == 0.25 + 0.125 + 2.25 + 3.375
    _difference(halves)
    assert halves.tolist() == [-0.125, 1.125]
    assert _sum_of_both(bytes_) == 1 + 1 + 4 + 8
    _difference(bytes_)
    assert bytes_.tolist() == [0, 4]


def test_only_the_same_flags_are_one() -> None:
    plain, other = Flags(), Flags()  # type: ignore[no-untyped-call]
    other.nrt = not plain.nrt  # type: ignore[assignment, misc]
    assert settled(plain) is settled(Flags())  # type: ignore[no-untyped-call]
    assert settled(plain) != settled(other)
    assert settled(plain) == plain
    assert hash(settled(plain)) == hash(plain)


def test_a_kernel_runs_with_all_that_it_calls() -> None:
    assert _sum_of_cubes(np.arange(5)) == 100


def test_only_what_python_calls_becomes_machine_code() -> None:
    _sum_of_cubes(np.arange(2))
    (whole,) = _sum_of_cubes.overloads.values()
    assert whole.library.get_pointer_to_function(whole.fndesc.llvm_func_name)
    for part in (_square, _cube):
        assert part.overloads  # type: ignore[attr-defined]
        for compiled in part.overloads.values():  # type: ignore[attr-defined]
            assert not compiled.library.get_pointer_to_function(compiled.fndesc.llvm_func_name)
            assert not compiled.library._codegen._engine.is_symbol_defined(compiled.fndesc.llvm_func_name)
