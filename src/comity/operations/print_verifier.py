"""The stand-alone verifier, as a file that a third party runs: the source of `verify_export`, which needs no Comity."""

from importlib import resources


def print_verifier() -> bytes:
    """The program that checks an export or a proof."""
    return resources.files("comity.operations").joinpath("verify_export.py").read_bytes()
