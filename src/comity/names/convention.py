"""How kernels hand arguments to the parts that they call: each as one value, whatever it is made of.

Numba takes every tuple and every array apart into its numbers, hands on each by itself, and puts all together again
on the other side: hundreds of instructions for one call, a third of all that there would be to compile. A part is told
by its name (PART), which only kernels and parts know how to call.
"""

from collections.abc import Sequence
from typing import Any

from numba.core import cgutils
from numba.core.callconv import CPUCallConv
from numba.core.cpu import CPUContext

PART = "aPartOfKernels"


class _Whole:
    """Arguments as they are."""

    def __init__(self, context: CPUContext, argtypes: Sequence[Any]) -> None:
        self.argument_types = tuple(context.get_value_type(each) for each in argtypes)  # type: ignore[no-untyped-call]

    def as_arguments(self, _builder: object, values: Sequence[Any]) -> Sequence[Any]:
        """Nothing is taken apart."""
        return values

    def from_arguments(self, _builder: object, values: Sequence[Any]) -> Sequence[Any]:
        """Nothing is put together."""
        return values

    def assign_names(self, values: Sequence[Any], names: Sequence[str]) -> None:
        """Name each."""
        for value, name in zip(values, names, strict=True):
            value.name = name


class _Handing(CPUCallConv):
    """To parts."""

    def _get_arg_packer(self, argtypes: Sequence[Any]) -> _Whole:
        return _Whole(self.context, argtypes)


class _Calling(CPUCallConv):
    """From kernels, to parts and to what numba compiled."""

    def decode_arguments(self, builder: Any, argtypes: Any, func: Any) -> Any:
        """The arguments of the function that is compiled."""
        if PART in func.name:
            return _Handing(self.context).decode_arguments(builder, argtypes, func)
        return super().decode_arguments(builder, argtypes, func)

    def call_function(self, builder: Any, callee: Any, *rest: Any, **more: Any) -> Any:
        """Call another."""
        if PART in callee.name:
            return _Handing(self.context).call_function(builder, callee, *rest, **more)
        return super().call_function(builder, callee, *rest, **more)


class KernelContext(CPUContext):
    """What numba knows of the processor, for kernels."""

    def __init__(self, numbas: CPUContext) -> None:
        self.__dict__.update(numbas.__dict__)

    @property
    def call_conv(self) -> CPUCallConv:
        """How functions are called."""
        return _Calling(self)

    def declare_function(self, module: Any, fndesc: Any) -> Any:
        """Make a function known to a module."""
        if PART not in fndesc.mangled_name:
            return super().declare_function(module, fndesc)
        handing = _Handing(self)
        function_type = handing.get_function_type(fndesc.restype, fndesc.argtypes)
        function = cgutils.get_or_insert_function(module, function_type, fndesc.mangled_name)
        handing.decorate_function(function, fndesc.args, fndesc.argtypes)
        return function
